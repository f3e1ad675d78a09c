"""Small claims, each by a worked example: what is left of quotas, whole changes, one panel as a lottery, all places."""

import numpy as np
import pytest

from brink.methods.sortition.column_generation import alone
from brink.methods.sortition.infeasibility import smallest_change
from brink.methods.sortition.letters import draw_letters
from brink.methods.sortition.panels import Panels, covered
from brink.methods.sortition.pool import Member, Pool, Quota
from brink.methods.sortition.replacing import vacancy
from brink.methods.sortition.synthetic import generated_pool


def test_what_is_left_of_quotas_is_less_by_who_stays_and_never_under_zero() -> None:
    quotas = (Quota("s", "v", 1, 4, 0, 6), Quota("s", "m", 3, 5, 2, 7), Quota("s", "x", 0, 1, 0, 1))
    members = tuple(Member(str(at), (sex,)) for at, sex in enumerate("vvmmmxvm"))
    left = vacancy(Pool(("s",), quotas, members, 6), stay=[0, 1, 2, 5], out={3})
    assert left is not None
    assert left.pool.quotas == (Quota("s", "v", 0, 2, 0, 4), Quota("s", "m", 2, 4, 1, 6), Quota("s", "x", 0, 0, 0, 0))
    assert (left.places, left.kept, left.pool.seats) == ((4, 6, 7), (2, 1, 1), 2)
    assert [member.id for member in left.pool.members] == ["4", "6", "7"]


def test_a_change_is_whole_where_halves_of_people_would_need_none() -> None:
    """Three wishes, each to be had by one; everybody who has any has two of them: half of each three would do."""
    wishes = ("a", "b", "c")
    kinds = [("y", "y", "n"), ("y", "n", "y"), ("n", "y", "y"), ("n", "n", "n")]
    members = tuple(Member(f"{kind}{at}", kind) for kind in kinds for at in range(3))
    quotas = tuple(
        Quota(wish, side, *((1, 1, 0, 3) if side == "y" else (0, 3, 0, 3))) for wish in wishes for side in "yn"
    )
    changes = smallest_change(Pool(wishes, quotas, members, 3))
    assert changes is not None
    assert len(changes) == 1
    assert abs(changes[0].must - changes[0].now) == 1
    assert changes[0].feature == "y"


def test_one_panel_is_as_far_off_as_its_furthest_type() -> None:
    types = generated_pool(seed=3, people=30, seats=8, categories=3).types
    panel = covered(Panels(types))[0][0]
    chances = np.full(len(types.size), 8 / 30)
    off = [abs(float(count / size) - 8 / 30) for count, size in zip(panel, types.size, strict=True)]
    found = alone(panel, types, chances)
    assert found.short == pytest.approx(max(off))
    assert (found.panels.tolist(), found.weights.tolist()) == ([panel.tolist()], [1.0])
    assert alone(panel, types, panel / types.size).short == 0


def test_as_many_places_as_there_are_is_no_choice_of_places() -> None:
    places = ["a"] * 30 + ["b"] * 20 + ["c"] * 10
    drawn = [draw_letters(places, [None] * 60, letters=12, only=only, seed=5) for only in (None, 3, 4)]
    assert drawn[0] == drawn[1] == drawn[2]
    two = draw_letters(places, [None] * 60, letters=12, only=2, seed=5)
    assert sorted(count > 0 for count in two.per_place.values()) == [False, True, True]
