"""The table of actions and roles, and periods."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brink.domain.people.periods import overlaps
from brink.foundation.permissions import Action, acting_role, action, actions, can
from brink.foundation.visibility import ANYONE, DESK, ELECTED, Role, Viewer

HERE, THERE = uuid4(), uuid4()
DAYS = st.dates(date(2026, 1, 1), date(2026, 1, 12))


def test_only_the_desk_acts_and_who_has_a_seat() -> None:
    assert {role for one in actions.all() for role in one.roles} == DESK | ELECTED
    assert all(one.roles for one in actions.all())
    assert frozenset({Role.COUNCIL, Role.COMMITTEE, Role.EXECUTIVE, Role.CHAIR}) == ELECTED


def test_an_action_is_declared_once() -> None:
    with pytest.raises(ValueError, match="registered at permission already"):
        action("people.write", DESK)


@given(st.sampled_from(actions.all()), st.sampled_from(Role))
def test_a_role_counts_in_its_own_body_alone(act: Action, role: Role) -> None:
    viewer = Viewer(account_id=uuid4(), roles=frozenset({(HERE, role)}))
    assert can(viewer, act, HERE) == (role in act.roles)
    assert not can(viewer, act, THERE)
    assert not can(ANYONE, act, HERE)
    assert acting_role(viewer, act, HERE) == (role if role in act.roles else None)


@given(DAYS, st.none() | st.integers(0, 8), DAYS, st.none() | st.integers(0, 8))
def test_periods_overlap_when_they_share_a_day(one: date, long: int | None, two: date, wide: int | None) -> None:
    ends = None if long is None else one + timedelta(days=long)
    others = None if wide is None else two + timedelta(days=wide)
    days = [date(2026, 1, 1) + timedelta(days=n) for n in range(40)]
    shared = any(
        one <= day and (ends is None or day <= ends) and two <= day and (others is None or day <= others)
        for day in days
    )
    assert overlaps(one, ends, two, others) == shared
