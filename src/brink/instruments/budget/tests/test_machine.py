"""Ballots given, changed, withdrawn, typed in and phoned in any order, then closed: each counts once, and recounts."""

import tempfile
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, invariant, rule
from tests.contract.filled_round import OFFICER

from brink.domain.contributions.models import Channel
from brink.domain.contributions.services.self_service import withdraw
from brink.domain.journal.services import Actor
from brink.foundation import clock
from brink.foundation.errors import NotNow, Refusal
from brink.instruments.budget.ballot_marks import weights
from brink.instruments.budget.models import Ballot, Plan, Tally
from brink.instruments.budget.queries import ballots_of
from brink.instruments.budget.services.plans import remove_plan
from brink.instruments.budget.services.voting import Told, cast, write_down
from brink.instruments.budget.tests.conftest import make_village
from brink.methods.budgeting import decide
from brink.methods.files.pabulib import read_pb

FORMS = ("approval", "points", "ranked")


def marks(form: str, plans: list[int]) -> dict[int, int]:
    """Return a ballot of these plans by this form."""
    if form == "approval":
        return dict.fromkeys(plans, 1)
    return {number: at for at, number in enumerate(plans, start=1)}


class Voting(RuleBasedStateMachine):
    """`people` is what each counted ballot holds, by what its giver was told."""

    receipts: Bundle[Any] = Bundle("receipts")

    @initialize(form=st.sampled_from(FORMS), counting=st.sampled_from(["equal-shares/add1", "greedy"]))
    def start(self, form: str, counting: str) -> None:
        self.village = make_village(form=form, counting=counting)
        self.form, self.people, self.gone, self.closed = form, {}, set[str](), False
        self.off: set[int] = set()

    @rule(target=receipts, person=st.sampled_from("abcdef"), plans=st.lists(st.integers(1, 4), unique=True, max_size=4))
    def vote(self, person: str, plans: list[int]) -> Any:
        given = marks(self.form, plans)
        try:
            receipt = cast(round=self.village.round, token=f"apparaat-{person}", marks=given)
        except Refusal as refusal:
            if not (self.closed or person in self.gone or self.off & set(plans)):
                raise AssertionError("refused for nothing") from refusal
            return None
        assert not self.closed
        self.people[receipt.contribution.pk] = given
        return (person, receipt)

    @rule(
        target=receipts,
        channel=st.sampled_from([Channel.PAPER, Channel.PHONE]),
        plans=st.lists(st.integers(1, 4), unique=True),
    )
    def write_down(self, channel: str, plans: list[int]) -> Any:
        officer = self.village.world.officer
        told = Told(channel, clock.today(), officer, Actor(id=officer.pk, role="officer"), uuid4().hex)
        given = marks(self.form, plans)
        try:
            receipt = write_down(round=self.village.round, marks=given, told=told)
            again = write_down(round=self.village.round, marks=given, told=told)
        except Refusal as refusal:
            if not (self.closed or self.off & set(plans)):
                raise AssertionError("refused for nothing") from refusal
            return None
        assert again.contribution == receipt.contribution
        self.people[receipt.contribution.pk] = given
        return ("", receipt)

    @rule(taken=consumes(receipts))
    def withdraw(self, taken: Any) -> None:
        if taken is None or taken[1].contribution.pk not in self.people or self.closed:
            return
        person, receipt = taken
        withdraw(contribution=receipt.contribution, code=receipt.code)
        del self.people[receipt.contribution.pk]
        self.gone |= {person} if person else set()

    @rule(number=st.integers(1, 4))
    def remove(self, number: int) -> None:
        if self.closed or len(self.off) > 1:
            return
        plan = Plan.objects.get(round=self.village.round, number=number)
        try:
            remove_plan(plan=plan, reason="Het kan niet meer.", actor=OFFICER, key=None)
        except NotNow:
            assert number in self.off
        self.off.add(number)

    @rule()
    def close(self) -> None:
        if self.closed:
            return
        outcome, self.closed = self.village.close(), True
        data, tally = outcome.details, Tally.objects.get(round=self.village.round)
        assert tally.voters == len(self.people)
        assert data["cost"] + data["left"] == data["amount"]
        assert 0 <= data["cost"] <= data["amount"]
        expected: dict[str, int] = {}
        for given in self.people.values():
            live = {number: mark for number, mark in given.items() if number not in self.off}
            for number, weight in weights(self.form, live).items():
                expected[str(number)] = expected.get(str(number), 0) + weight
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "stemmen.pb"
            path.write_text(tally.election)
            again = read_pb(path).election
        points = dict(zip(again.names, again.points.tolist(), strict=True))
        assert {name: given for name, given in points.items() if given} == expected
        from brink.instruments.budget.round_settings import rule_of

        outcome_again = decide(again, rule_of(data["counting"], data["seed"]))
        assert [int(again.names[place]) for place in outcome_again.winners] == data["order"]

    @invariant()
    def each_counts_once(self) -> None:
        if not hasattr(self, "village") or self.closed:
            return
        assert dict(ballots_of(self.village.round)) == self.people
        assert Ballot.objects.filter(round=self.village.round).count() >= len(self.people)


@pytest.mark.django_db
def test_ballots_are_counted_once_each_and_recounted(db: None) -> None:
    from django.db import transaction
    from hypothesis.stateful import run_state_machine_as_test

    class InTransaction(Voting):
        def __init__(self) -> None:
            self.around = transaction.atomic()
            self.around.__enter__()
            super().__init__()

        def teardown(self) -> None:
            transaction.set_rollback(True)
            self.around.__exit__(None, None, None)

    run_state_machine_as_test(
        InTransaction,
        settings=settings(
            max_examples=8, stateful_step_count=12, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
