"""Rounds of a budget for the tests of this folder."""

from dataclasses import dataclass
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
from brink.instruments.budget.models import Feasibility
from brink.instruments.budget.services.opening import freeze_terms
from brink.instruments.budget.services.plans import PlanFacts, put_in
from brink.instruments.budget.services.voting import cast

PLANS = (("Bankjes", 20_000), ("Een dak", 50_000), ("De bus", 60_000), ("Het plein", 30_000))
"""Titles and costs in euros; 1, 2, 3 and 4 on paper."""


@dataclass
class Village:
    """A body with one round of a budget."""

    world: World
    round: Round

    def url(self, page: str = "") -> str:
        return f"/processen/{self.round.process.slug}/{self.round.slug}/buurtbudget/{page}"

    def vote(self, person: str, *numbers: int, **marks: int) -> Any:
        """Let somebody choose these plans, or give marks by number (`_1=5`)."""
        given = dict.fromkeys(numbers, 1) | {int(name[1:]): mark for name, mark in marks.items()}
        return cast(round=self.round, token=person, marks=given)

    def close(self) -> Outcome:
        """Close the round after its last day, and return what was frozen."""
        with clock.frozen(self.round.closes_at + timedelta(minutes=1)):
            close_round(round=self.round, actor=OFFICER, key=None)
        self.round = Round.objects.select_related("process__tenant").get(pk=self.round.pk)
        found = frozen_outcome(self.round)
        assert found is not None
        return found


def make_budget(world: World, slug: str, *, opened: bool) -> Round:
    """Return a round of a budget without plans or rule."""
    settings = {"amount_cents": 10_000_000}
    return make_round(make_process(world, slug), "budget", opened=opened, settings=settings)


def make_village(*, opened: bool = True, amount: int = 100_000, **settings: Any) -> Village:
    world = make_world()
    setup = {"amount_cents": amount * 100, "open_ballots": True, **settings}
    round = make_round(make_process(world), "budget", opened=opened, settings=setup, prompt="Verdeel het geld")
    put_in(round, [PlanFacts(title, cost_cents=cost * 100, feasibility=Feasibility.FEASIBLE) for title, cost in PLANS])
    if opened:
        freeze_terms(round)
    return Village(world, Round.objects.select_related("process__tenant").get(pk=round.pk))


@pytest.fixture
def village(db: None) -> Village:
    """One open budget of 100.000 euros with four plans, approval and equal shares."""
    return make_village()
