"""A Hypothesis machine for any register, made from its card: acts in random order, by the declaration or against it.

What must stay true after every step: the stage follows from the facts, what was published says the same, the first
promised day stays, late is exactly "the day has passed and it has not ended", in the list as for one row, and an act
outside its declaration is refused.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db import transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from brink.domain.journal.models import Entry
from brink.domain.journal.services import SYSTEM
from brink.domain.records import queries
from brink.domain.records.card import RecordCard
from brink.domain.records.models import Record
from brink.foundation import clock
from brink.foundation.errors import Refusal
from brink.foundation.visibility import ANYONE

Arguments = Mapping[str, Callable[[Any, date, int], dict[str, Any]]]
START = datetime(2026, 9, 1, 10, 0, tzinfo=UTC)


def machine(card: RecordCard, make: Callable[[], Any], arguments: Arguments) -> type[RuleBasedStateMachine]:
    """Return the machine of a register. `make` makes one published record; `arguments` give each act what it asks.

    They are called with the row, today, and a number that varies the wish. Every act of the card must be among them.
    """
    assert set(arguments) == {one.key for one in card.acts}

    class Register(RuleBasedStateMachine):
        def __init__(self) -> None:
            super().__init__()
            self.now = START
            with clock.frozen(self.now):
                self.pk = make().pk
            self.first: Record = Record.objects.get(pk=self.pk)
            self.done = 0

        @rule(days=st.integers(1, 40))
        def wait(self, days: int) -> None:
            self.now += timedelta(days=days)

        @rule(act=st.sampled_from(card.acts), wish=st.integers(0, 9))
        def act(self, act: Any, wish: int) -> None:
            with clock.frozen(self.now):
                row = card.detail(self.pk)
                before, entries = row.record.stage, Entry.objects.count()
                said = arguments[act.key](row, clock.today(), wish)
                try:
                    act.service(row=row, **said, actor=SYSTEM, key=None)
                except Refusal:
                    said = None
                if said is None:
                    assert Entry.objects.count() == entries
                    return
                assert before in act.stages, f"{act.key} was done from {before}"
                assert Entry.objects.count() == entries + 1
                self.done += 1

        @invariant()
        def the_stage_follows_from_the_facts(self) -> None:
            row = card.detail(self.pk)
            assert row.record.stage == card.stage(row)
            assert (row.record.closed_at is not None) == (row.record.stage in card.ended)

        @invariant()
        def what_was_published_stays(self) -> None:
            record = Record.objects.get(pk=self.pk)
            for name in ("title", "summary", "published_at", "number", "slug", "due_first"):
                assert getattr(record, name) == getattr(self.first, name), name

        @invariant()
        def late_is_a_day_that_passed_before_the_end(self) -> None:
            with clock.frozen(self.now):
                record = Record.objects.get(pk=self.pk)
                late = record.due_on is not None and record.due_on < clock.today() and record.closed_at is None
                assert queries.is_late(card, record) == late
                assert Record.objects.filter(queries.late(card), pk=self.pk).exists() == late
                listed = queries.listed(card, ANYONE, {"stand": queries.LATE})
                assert listed.filter(pk=self.pk).exists() == late

    return Register


def run(card: RecordCard, make: Callable[[], Any], arguments: Arguments, examples: int = 15) -> None:
    """Run the machine of a register inside a test with a database."""
    made = machine(card, make, arguments)

    class Alone(made):  # type: ignore[valid-type,misc]
        def __init__(self) -> None:
            self.point = transaction.savepoint()
            super().__init__()

        def teardown(self) -> None:
            transaction.savepoint_rollback(self.point)

    run_state_machine_as_test(
        Alone, settings=settings(max_examples=examples, stateful_step_count=12, deadline=None)
    )  # type: ignore[no-untyped-call]

