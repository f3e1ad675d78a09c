"""The closed lists of Dutch forms that stand in forms_nl.toml."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources


@cache
def _lists() -> dict[str, frozenset[str]]:
    text = resources.files(__package__).joinpath("forms_nl.toml").read_text(encoding="utf-8")
    return {name: frozenset(str(words).split()) for name, words in tomllib.loads(text).items()}


def word_list(name: str) -> frozenset[str]:
    """Return one list by its name in forms_nl.toml; raises KeyError when there is none."""
    return _lists()[name]
