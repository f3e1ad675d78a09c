"""Instruments that break one promise each: the example with one small change. Every one must fail by the check meant
for it, and by no other.

A bad instrument is a function that takes a patch and returns the instrument: mostly a subclass of the example, some
times a changed service. The decorator names the checks that must fail.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from brink.instruments.hands import instrument, outcome, seeding, services, views
from brink.instruments.hands.instrument import Hands

Spoil = Callable[[pytest.MonkeyPatch], Hands]


@dataclass(frozen=True)
class Bad:
    """One bad instrument and the names of the checks that must fail."""

    name: str
    breaks: frozenset[str]
    spoil: Spoil


ALL: list[Bad] = []


def breaks(*checks: str) -> Callable[[Any], Any]:
    """Add a bad instrument: a subclass of the example, or a function that changes the example by a patch."""

    def add(made: Any) -> Any:
        def spoil(patch: pytest.MonkeyPatch) -> Hands:
            return made() if isinstance(made, type) else made(patch) or Hands()

        ALL.append(Bad(made.__name__, frozenset(checks), spoil))
        return made

    return add


def everywhere(patch: pytest.MonkeyPatch, name: str, new: object) -> None:
    """Change a function of the example wherever its name was imported."""
    for module in (instrument, outcome, seeding, services, views):
        if hasattr(module, name):
            patch.setattr(module, name, new)


from tests.contract.bad import figures, giving, neighbour, pages, paper, words  # noqa: E402

__all__ = ["ALL", "Bad", "breaks", "everywhere", "figures", "giving", "neighbour", "pages", "paper", "words"]
