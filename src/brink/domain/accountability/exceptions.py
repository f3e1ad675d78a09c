"""The exceptions of the participation ordinance: a list that is data, each with where it was read."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from brink.domain.accountability.standards import text_of


@dataclass(frozen=True, slots=True)
class OrdinanceException:
    """One ground on which residents do not take part."""

    key: str
    name: str
    explanation: str
    source: str


@cache
def exceptions() -> Mapping[str, OrdinanceException]:
    """Return the exceptions by their key, in the order of the file."""
    rows = tomllib.loads(text_of("uitzonderingen.toml"))["uitzondering"]
    found = [OrdinanceException(one["sleutel"], one["naam"], one["uitleg"], one["bron"]) for one in rows]
    return MappingProxyType({one.key: one for one in found})
