"""Rounds in the seat of who decides, for the tests of this folder."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest
from tests.builders import World, make_process, make_round, make_world
from tests.contract.filled_round import OFFICER

from brink.domain.processes.models import Round
from brink.domain.processes.outcome import Outcome
from brink.domain.processes.queries.frozen_outcomes import frozen_outcome
from brink.domain.processes.services.rounds import close_round
from brink.foundation import clock
from brink.instruments.valuation.package import Package
from brink.instruments.valuation.services.advising import advise
from brink.instruments.valuation.services.setting_up import freeze_task
from brink.instruments.valuation.task import Effect, Option, Step, Task

TITLES = ("De bus", "Het fietspad", "De hub", "De belbus", "De trein")


def option(number: int, *amounts: int, labels: tuple[str, ...] = ("beetje", "veel"), **more: Any) -> Option:
    """Return an option with these steps, in euros; with one step it has no label."""
    steps = tuple(
        Step(labels[at] if len(amounts) > 1 else "", amount * 100, ((amount // 1000, amount // 500),))
        for at, amount in enumerate(amounts)
    )
    what = "Zo gaat u met de bus mee."
    return Option(number, TITLES[number - 1], what, steps, "raming 2026", "de rekenkamer", **more)


def make_task(**more: Any) -> Task:
    """Return a question of 100.000 euro with five options; the second has two steps."""
    options = (
        option(1, 30_000), option(2, 20_000, 60_000), option(3, 50_000), option(4, 20_000), option(5, 70_000),
    )  # fmt: skip
    task = Task("money", 10_000_000, "", "het onderhoud van wegen", "de verkeerskundigen", True,
                (Effect("Reizigers", "per dag"),), options)  # fmt: skip
    return replace(task, **more)


@dataclass
class Seat:
    """A body with one round."""

    world: World
    round: Round

    def url(self, page: str = "") -> str:
        return f"/processen/{self.round.process.slug}/{self.round.slug}/stoel/{page}"

    def advise(self, person: str, *numbers: int, door: str = "compose", overall: str = "", **more: Any) -> Any:
        """Let somebody take the first step of these options, or levels by number (`_2=2`), with reasons (`why`)."""
        why = more.pop("why", {})
        levels = dict.fromkeys(numbers, 1) | {int(name[1:]): level for name, level in more.items()}
        return advise(round=self.round, token=person, package=Package(door, levels, why, overall, nothing=True))

    def close(self) -> Outcome:
        """Close the round after its last day, and return what was frozen."""
        with clock.frozen(self.round.closes_at + timedelta(minutes=1)):
            close_round(round=self.round, actor=OFFICER, key=None)
        self.round = Round.objects.select_related("process__tenant").get(pk=self.round.pk)
        found = frozen_outcome(self.round)
        assert found is not None
        return found


def make_valuation(world: World, slug: str, *, opened: bool, task: Task | None = None) -> Round:
    """Return a round with this question in a process of its own."""
    settings = {"task": (task or make_task()).as_data()}
    round = make_round(make_process(world, slug), "valuation", opened=opened, settings=settings)
    if opened:
        freeze_task(round)
    return round


def make_seat(*, opened: bool = True, **more: Any) -> Seat:
    world = make_world()
    settings = {"task": make_task(**more).as_data()}
    round = make_round(make_process(world), "valuation", opened=opened, settings=settings, prompt="Wat kiest u?")
    if opened:
        freeze_task(round)
    return Seat(world, Round.objects.select_related("process__tenant").get(pk=round.pk))


@pytest.fixture
def seat(db: None) -> Seat:
    """One open round of 100.000 euros with five options."""
    return make_seat()
