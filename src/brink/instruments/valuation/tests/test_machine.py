"""Advice given, changed, withdrawn and typed in in any order, then closed: each counts once, and is told as it was."""

from collections import Counter
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from brink.domain.contributions.models import Channel
from brink.domain.contributions.services.self_service import withdraw
from brink.domain.journal.services import Actor
from brink.foundation import clock
from brink.foundation.errors import Refusal
from brink.instruments.valuation.models import Advice
from brink.instruments.valuation.package import Package, fits
from brink.instruments.valuation.queries import advices_of
from brink.instruments.valuation.services.advising import Told, advise, write_down
from brink.instruments.valuation.tests.conftest import make_seat, make_task

TASK = make_task()
LEVELS = st.dictionaries(st.integers(1, 5), st.just(1), max_size=4)
DOORS = st.sampled_from(["compose", "compose", "delegate", "refuse"])


class Advising(RuleBasedStateMachine):
    """`people` is what each counted advice holds, by the contribution that its giver got."""

    receipts: Bundle[Any] = Bundle("receipts")

    @initialize()
    def start(self) -> None:
        self.seat, self.gone, self.closed = make_seat(), set[str](), False
        self.people: dict[Any, tuple[str, dict[int, int]]] = {}

    @rule(
        target=receipts, person=st.sampled_from("abcdef"), levels=LEVELS, door=DOORS, words=st.sampled_from(["", "Ja."])
    )
    def advise(self, person: str, levels: dict[int, int], door: str, words: str) -> Any:
        said = Package(door, levels, {}, words, nothing=True)
        off = door == "compose" and not fits(TASK, levels)
        try:
            receipt = advise(round=self.seat.round, token=f"apparaat-{person}", package=said)
        except Refusal as refusal:
            if not (self.closed or person in self.gone or off):
                raise AssertionError("refused for nothing") from refusal
            return None
        assert not self.closed
        assert not off
        self.people[receipt.contribution.pk] = (door, levels)
        return (person, receipt)

    @rule(target=receipts, levels=LEVELS, door=DOORS, channel=st.sampled_from([Channel.PAPER, Channel.PHONE]))
    def write_down(self, levels: dict[int, int], door: str, channel: str) -> Any:
        officer = self.seat.world.officer
        told = Told(channel, clock.today(), officer, Actor(id=officer.pk, role="officer"), uuid4().hex)
        said = Package(door, levels, {}, nothing=True)
        off = channel == Channel.PHONE and door == "compose" and not fits(TASK, levels)
        try:
            receipt = write_down(round=self.seat.round, package=said, told=told)
            again = write_down(round=self.seat.round, package=said, told=told)
        except Refusal as refusal:
            if not (self.closed or off):
                raise AssertionError("refused for nothing") from refusal
            return None
        assert again.contribution == receipt.contribution
        self.people[receipt.contribution.pk] = (door, levels)
        return ("", receipt)

    @rule(taken=consumes(receipts))
    def withdraw(self, taken: Any) -> None:
        if taken is None or taken[1].contribution.pk not in self.people or self.closed:
            return
        person, receipt = taken
        withdraw(contribution=receipt.contribution, code=receipt.code)
        del self.people[receipt.contribution.pk]
        self.gone |= {person} if person else set()

    @rule()
    def close(self) -> None:
        if self.closed:
            return
        outcome, self.closed = self.seat.close(), True
        people = len(self.people)
        assert outcome.reach.people == (people if people >= 10 else 0)
        composed = [levels for door, levels in self.people.values() if door == "compose"]
        counts = Counter(number for levels in composed for number in levels)
        for option in outcome.details["options"]:
            told = option["levels"][1]["count"]
            assert told is None or told in (counts[option["number"]], counts[option["number"]] // 10 * 10)
        assert outcome.minority or outcome.minority_reason

    @invariant()
    def each_counts_once(self) -> None:
        if not hasattr(self, "seat") or self.closed:
            return
        stored = {
            pk: (one["door"], {int(at): level for at, level in one["levels"].items()})
            for pk, one in advices_of(self.seat.round)
        }
        assert stored == self.people
        assert Advice.objects.filter(round=self.seat.round).count() >= len(self.people)


@pytest.mark.django_db
def test_advice_is_counted_once_each(db: None) -> None:
    class InTransaction(Advising):
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
            max_examples=8, stateful_step_count=14, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
