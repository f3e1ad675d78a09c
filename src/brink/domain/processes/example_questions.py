"""Questions that every organisation meets, as data: what a question begins from where nobody kept a template yet."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class ExampleRound:
    """A round: its instrument, how many days after the first one it opens, and how many days it is open."""

    instrument: str
    title: str
    prompt: str
    days: int
    after: int = 0


@dataclass(frozen=True, slots=True)
class ExampleQuestion:
    """Words to begin from. What a place says itself is not in it: who decides, when, the money, what is forbidden."""

    key: str
    name: str
    title: str
    motivation: str
    question: str
    audience: str
    level: str
    summary: str
    open_points: tuple[str, ...]
    closed_points: tuple[str, ...]
    interests: tuple[str, ...]
    parties: tuple[str, ...]
    rounds: tuple[ExampleRound, ...]


def _question(key: str, told: Mapping[str, Any]) -> ExampleQuestion:
    lists = {name: tuple(told[name]) for name in ("open_points", "closed_points", "interests", "parties")}
    rounds = tuple(ExampleRound(**one) for one in told["rounds"])
    return ExampleQuestion(**{**told, **lists, "rounds": rounds, "key": key})


@cache
def example_questions() -> Mapping[str, ExampleQuestion]:
    """Return the questions that ship with Brink, by key."""
    path = Path(__file__).with_suffix(".toml")
    return {key: _question(key, told) for key, told in tomllib.loads(path.read_text("utf-8")).items()}
