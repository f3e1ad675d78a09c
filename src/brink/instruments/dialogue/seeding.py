"""A conversation of the size of a real one: with the sentences of a scenario in the demo, invented ones in tests."""

import math
import tomllib
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any

from brink.domain.journal.services import SYSTEM
from brink.domain.processes.models import Round
from brink.foundation import clock
from brink.instruments.dialogue.readable_statements import asked
from brink.instruments.dialogue.services.filling import Filled, Person, Sentence, fill
from brink.instruments.dialogue.services.mapping import refresh

GROUPS = (0.45, 0.35, 0.20)
PASSES = 0.12
SPREAD = 0.5
# Answers per person as in real conversations: half give about sixteen, a few answer nearly everything.
MIDDLE, LONG_TAIL = 2.75, 0.95
PEOPLE_PER_SENTENCE = 12
FEW = 200


@cache
def _invented() -> dict[str, Any]:
    return tomllib.loads(files("brink.instruments.dialogue").joinpath("invented.toml").read_text("utf-8"))


def patterns() -> dict[str, tuple[float, float, float]]:
    """Return by pattern how likely each of three imagined groups is to agree."""
    return _invented()["patterns"]  # type: ignore[no-any-return]


def seeds() -> list[tuple[str, str]]:
    """Return the invented sentences of a body itself, each with its pattern."""
    return [(one["pattern"], one["text"]) for one in _invented()["seed"]]


def added() -> list[tuple[str, str]]:
    """Return every invented sentence that residents might add, with its pattern."""
    return [(one["pattern"], one["text"].format(gap)) for one in _invented()["added"] for gap in one["gaps"]]


def invent(round: Round, rng: Random, size: int, voices: Sequence[Mapping[str, Any]] = ()) -> Filled:
    """Put about `size` people in a round, with sentences of their own, and compute its map when the round is open.

    With `voices` these are the sentences: `lean` is the pattern, `who` marks one of a resident, `hold` one that waits
    for a moderator. Without, they are invented.
    """
    start, end = round.opens_at, max(min(clock.now(), round.closes_at), round.opens_at)
    present = list(asked(round).order_by("number"))
    there = {statement.text for statement in present}
    if voices:
        new = [(one["lean"], one["text"], "who" not in one) for one in voices if one["text"] not in there]
        known = {one["text"]: one["lean"] for one in voices}
        held = {one["text"] for one in voices if one.get("hold")}
    else:
        new = _sentences(rng, size, there)
        known = {text: pattern for pattern, text in (*seeds(), *added())}
        waiting = 3 if size >= FEW and round.closed_at is None else 0
        held = set([text for _pattern, text, seed in new if not seed][:waiting])
    new.sort(key=lambda one: not one[2])
    sentences = [Sentence(text, start, by_resident=False) for _, text, seed in new if seed]
    own = [text for _, text, seed in new if not seed]
    sentences += [Sentence(text, _between(rng, start, end), hold_for_moderation=text in held) for text in own]
    leans = [*(known.get(statement.text, "mixed") for statement in present), *(pattern for pattern, *_ in new)]
    people = [_person(rng, leans, _between(rng, start, end)) for _ in range(max(1, size))]
    filled = fill(round=round, sentences=sentences, people=people, actor=SYSTEM, origin="demo", present=present)
    refresh(round=round)
    return filled


def _between(rng: Random, start: datetime, end: datetime) -> datetime:
    return start + (end - start) * rng.random()


def _sentences(rng: Random, size: int, there: set[str]) -> list[tuple[str, str, bool]]:
    """Choose sentences that are not there yet, the body's own first: (pattern, text, whether the body's own)."""
    wanted = max(0, (20 if size < FEW else len(seeds())) - len(there))
    first = [one for one in seeds() if one[1] not in there][:wanted]
    own = [one for one in added() if one[1] not in there]
    rng.shuffle(own)
    own = own[: size // PEOPLE_PER_SENTENCE]
    return [*((pattern, text, True) for pattern, text in first), *((pattern, text, False) for pattern, text in own)]


def _person(rng: Random, leans: Sequence[str], at: datetime) -> Person:
    """Draw one person: a group, how much they answer, and answers that lean as the group does."""
    group = rng.choices(range(len(GROUPS)), GROUPS)[0]
    mood, likelihoods = rng.gauss(0.0, 0.3), patterns()
    count = min(len(leans), max(1, round(rng.lognormvariate(MIDDLE, LONG_TAIL))))
    answers: dict[int, int] = {}
    for place in rng.sample(range(len(leans)), count):
        if rng.random() < PASSES:
            answers[place] = 0
            continue
        likely = likelihoods[leans[place]][group]
        leaning = math.log(likely / (1 - likely)) + mood + rng.gauss(0.0, SPREAD)
        answers[place] = 1 if rng.random() < 1 / (1 + math.exp(-leaning)) else -1
    return Person(answers, at)
