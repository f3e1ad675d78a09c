"""Invented people who give advice, for the demo and for tests: same seed, same advice."""

import tomllib
from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any

from brink.domain.contributions.models import Publicity
from brink.domain.contributions.services.bulk import Brought, give_many
from brink.domain.contributions.services.giving import Words
from brink.domain.journal.services import SYSTEM
from brink.domain.processes.models import Round
from brink.foundation import clock
from brink.instruments.valuation.models import Advice
from brink.instruments.valuation.package import clash, fits
from brink.instruments.valuation.queries import OVERALL, frozen_task
from brink.instruments.valuation.round_settings import ADVICE, Door
from brink.instruments.valuation.task import Task

BATCH = 2_000
CODES = 2
WRITES, DELEGATES, REFUSES = 0.35, 0.09, 0.08


@cache
def invented() -> dict[str, Any]:
    """Return an invented question, and what invented people write."""
    return tomllib.loads(files("brink.instruments.valuation").joinpath("invented.toml").read_text("utf-8"))


def example_task() -> Task:
    """Return the invented question."""
    return Task.from_data(invented()["task"])


def _wishes(task: Task, rng: Random) -> Mapping[int, float]:
    """Return how much the invented people want each option: the same for all of them, drawn once per round."""
    return {one.number: rng.gauss(0.0, 1.1) for one in task.options}


def package(task: Task, wishes: Mapping[int, float], rng: Random) -> dict[int, int]:
    """Return what one person takes: most wanted first, each as far as it fits."""
    own = {number: wish + rng.gauss(0.0, 1.0) for number, wish in wishes.items()}
    levels: dict[int, int] = {}
    for number in sorted(own, key=lambda one: -own[one]):
        steps = len(task.by_number[number].steps)
        wanted = steps if own[number] > 1 else rng.randint(1, steps)
        if own[number] < -0.6 and not (task.is_goal and not fits(task, levels)):
            continue
        for level in range(wanted, 0, -1):
            tried = {**levels, number: level}
            if not clash(task, tried) and (task.is_goal or fits(task, tried)):
                levels = tried
                break
    return levels if fits(task, levels) else {}


def advise_many(round: Round, rng: Random, size: int, voices: Sequence[Mapping[str, Any]] = ()) -> tuple[str, ...]:
    """Let `size` invented people give advice over the days that the round was open; returns a few of their codes.

    `voices` are written reasons: `option` is the number they stand at (0 or none: the whole), `text` what is said.
    """
    task = frozen_task(round)
    if task is None or not task.options or not size:
        return ()
    wishes = _wishes(task, rng)
    rows = [_one(task, wishes, rng, voices[at] if at < len(voices) else None) for at in range(size)]
    now, opened = clock.now(), max(round.opens_at, clock.now() - timedelta(days=60))
    span = max((now - opened).total_seconds(), 1)
    moments = sorted(opened + timedelta(seconds=rng.random() * span) for _person in range(size))
    brought = [Brought(Words(kind=ADVICE, wordless=True, publicity=Publicity.CLOSED), at) for at in moments]
    receipts = give_many(round=round, brought=brought, actor=SYSTEM, origin="demo")
    rng.shuffle(rows)
    made = [
        Advice(tenant_id=round.tenant_id, created_at=at, round=round, contribution=receipt.contribution, **row)
        for receipt, row, at in zip(receipts, rows, moments, strict=True)
    ]
    Advice.objects.bulk_create(made, batch_size=BATCH)
    return tuple(one.code for one in receipts[:CODES])


def _one(task: Task, wishes: Mapping[int, float], rng: Random, voice: Mapping[str, Any] | None) -> dict[str, Any]:
    door, chance, reasons = Door.COMPOSE.value, rng.random(), dict[str, str]()
    levels = package(task, wishes, rng)
    if voice is not None:
        number = int(voice.get("option", OVERALL))
        reasons[str(number)] = str(voice["text"])
        if number in task.by_number and voice.get("for") is not None:
            levels = {**levels, number: 1} if voice["for"] else {at: one for at, one in levels.items() if at != number}
    elif chance < DELEGATES:
        door = Door.DELEGATE.value
    elif chance < DELEGATES + REFUSES:
        door = Door.REFUSE.value
    elif rng.random() < WRITES:
        reasons[str(OVERALL)] = rng.choice(invented()["reasons"])
    if door == Door.COMPOSE and ((not levels and task.is_goal) or not fits(task, levels)):
        door = Door.DELEGATE.value
    kept = levels if door == Door.COMPOSE else {}
    return {"door": door, "levels": {str(at): one for at, one in sorted(kept.items())}, "reasons": reasons}
