"""Proposals written, changed, checked, withdrawn, begun and stopped in any order: no cent is lost or promised twice."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule
from tests.contract.filled_round import OFFICER

from brink.foundation import clock
from brink.foundation.errors import BadInput, NotNow, Refusal
from brink.instruments.dialogue_groups.models import FrameLine, GroupMember, GroupProposal
from brink.instruments.dialogue_groups.queries import facts_of
from brink.instruments.dialogue_groups.services.carrying_out import start, stop
from brink.instruments.dialogue_groups.services.council_frame import RaiseFacts, raise_line
from brink.instruments.dialogue_groups.services.proposals import change, propose, withdraw
from brink.instruments.dialogue_groups.states import Stage, stage
from brink.instruments.dialogue_groups.tests.conftest import CLERK, make_village


class Working(RuleBasedStateMachine):
    """What is kept apart in a line is what its fitting proposals cost, whatever was done; a seat never gets through."""

    proposals: Bundle[Any] = Bundle("proposals")

    @initialize()
    def begin(self) -> None:
        self.village = make_village()

    def fresh(self, pk: Any) -> GroupProposal:
        return GroupProposal.objects.select_related("round__process", "group", "owner").get(pk=pk)

    def owner(self, proposal: GroupProposal) -> GroupMember:
        return next(one for one in self.village.members if one.pk == proposal.owner_id)

    def may(self, do: Any) -> None:
        said = ""
        try:
            do()
        except Refusal as refusal:
            said = str(refusal)
        assert not said or said.strip().endswith((".", "?"))

    @rule(target=proposals, member=st.integers(0, 3), euros=st.integers(1, 90_000), line=st.integers(1, 2))
    def write(self, member: int, euros: int, line: int) -> Any:
        return self.village.propose(member, euros=euros, line=line).pk

    @rule(pk=proposals, bound=st.booleans())
    def check(self, pk: Any, bound: bool) -> None:
        self.may(lambda: self.village.check(self.fresh(pk), bound=bound))

    @rule(pk=proposals, euros=st.integers(1, 90_000), line=st.integers(1, 2))
    def change(self, pk: Any, euros: int, line: int) -> None:
        row = self.fresh(pk)
        facts = self.village.facts(euros=euros, line=line)
        self.may(lambda: change(proposal=row, member=self.owner(row), facts=facts, key=None))

    @rule(pk=proposals)
    def take_back(self, pk: Any) -> None:
        row = self.fresh(pk)
        self.may(lambda: withdraw(proposal=row, member=self.owner(row), key=None))

    @rule(pk=proposals)
    def carry_out(self, pk: Any) -> None:
        due = clock.today() + timedelta(days=400)
        row, team = self.fresh(pk), self.village.team()
        self.may(lambda: start(proposal=row, owner=team, due_on=due, actor=OFFICER, key=None))

    @rule(pk=proposals)
    def end(self, pk: Any) -> None:
        self.may(lambda: stop(proposal=self.fresh(pk), reason="Het kan niet.", actor=OFFICER, key=None))

    @rule(euros=st.integers(1, 150_000))
    def widen(self, euros: int) -> None:
        line = self.village.line(1)
        facts = RaiseFacts(euros * 100, clock.today(), "besluit 40", "Er kwam geld.")
        lower = facts.ceiling_cents < line.ceiling_cents
        if lower:
            with pytest.raises(BadInput, match="kan niet lager"):
                raise_line(line=line, facts=facts, actor=CLERK, key=None)
        else:
            self.may(lambda: raise_line(line=line, facts=facts, actor=CLERK, key=None))

    @rule()
    def a_seat_writes(self) -> None:
        with pytest.raises(NotNow, match="wachten met meepraten"):
            propose(member=self.village.members[0], facts=self.village.facts(), key=None, seat=True)

    @invariant()
    def no_cent_is_lost(self) -> None:
        for line in FrameLine.objects.all():
            held = [one.held_cents for one in line.proposals.all()]
            assert line.committed_cents == sum(held) <= line.ceiling_cents
        for one in GroupProposal.objects.all():
            at = stage(facts_of(one))
            assert (one.held_cents > 0) == (at in (Stage.FITS, Stage.CARRIED_OUT))


@pytest.mark.django_db
def test_the_frame_always_adds_up(db: None) -> None:
    from django.db import transaction
    from hypothesis.stateful import run_state_machine_as_test

    class InTransaction(Working):
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
