"""The table of actions and roles, and periods."""

from datetime import date, timedelta
from uuid import uuid4

from hypothesis import given
from hypothesis import strategies as st

from brink.domain.people.rules import ALLOWED, ELECTED, Action, acting_role, can, overlaps
from brink.foundation.visibility import ANYONE, DESK, Role, Viewer

HERE, THERE = uuid4(), uuid4()
DAYS = st.dates(date(2026, 1, 1), date(2026, 1, 12))


def test_every_action_has_a_line_and_only_the_desk_acts() -> None:
    assert set(ALLOWED) == set(Action)
    assert {role for roles in ALLOWED.values() for role in roles} == set(DESK)
    assert frozenset({Role.COUNCIL, Role.EXECUTIVE}) == ELECTED


@given(st.sampled_from(Action), st.sampled_from(Role))
def test_a_role_counts_in_its_own_body_alone(action: Action, role: Role) -> None:
    viewer = Viewer(account_id=uuid4(), roles=frozenset({(HERE, role)}))
    assert can(viewer, action, HERE) == (role in ALLOWED[action])
    assert not can(viewer, action, THERE)
    assert not can(ANYONE, action, HERE)
    assert acting_role(viewer, action, HERE) == (role if role in ALLOWED[action] else None)


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
