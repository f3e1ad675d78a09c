"""No count under ten is told, and none can be found by subtracting."""

import re
from collections import Counter
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from brink.foundation.disclosure import K, Part, Shown, batched, folded, follow, part_of

COUNTS = st.dictionaries(st.sampled_from("abcdefghi"), st.integers(0, 60), max_size=9)


def test_small_kinds_are_told_together() -> None:
    assert folded({"a": 40, "b": 7, "c": 5}) == Shown(52, (("a", 40),), 12)


def test_one_small_kind_takes_the_smallest_larger_one_with_it() -> None:
    assert folded({"a": 40, "b": 20, "c": 3}) == Shown(63, (("a", 40),), 23)


def test_fewer_than_ten_together_is_not_told() -> None:
    assert folded({"a": 6, "b": 3}) == Shown(None)
    assert folded({}) == Shown(None)


def test_large_kinds_stand_by_themselves_largest_first() -> None:
    assert folded({"a": 10, "b": 30, "c": 0}) == Shown(40, (("b", 30), ("a", 10)), 0)


@given(COUNTS)
def test_nothing_small_is_told_and_nothing_is_lost(counts: dict[str, int]) -> None:
    told = folded(counts)
    if told.total is None:
        assert sum(counts.values()) < 10
        assert (told.kinds, told.rest) == ((), 0)
        return
    assert told.total == sum(counts.values())
    assert all(count >= 10 and counts[name] == count for name, count in told.kinds)
    assert told.rest == 0 or told.rest >= 10
    assert sum(count for _name, count in told.kinds) + told.rest == told.total


@given(COUNTS)
def test_the_rest_never_holds_one_kind_alone(counts: dict[str, int]) -> None:
    told = folded(counts)
    hidden = Counter(counts) - Counter(dict(told.kinds))
    assert told.total is None or len(+hidden) != 1


@given(st.integers(0, 400), st.integers(0, 400))
def test_a_part_tells_of_ten_or_more_on_both_sides(one: int, other: int) -> None:
    whole = one + other
    told = part_of(one, whole)
    assert told == (
        Part("all", whole) if other == 0
        else Part("none") if one == 0
        else Part("most") if other < 10
        else Part("few") if one < 10
        else Part("some", one)
    )  # fmt: skip


@given(st.lists(st.sampled_from((-1, 1, 3, -3, 12, -12)), max_size=80))
def test_what_is_told_of_a_count_that_moves_is_the_same_or_ten_apart_at_any_two_moments(steps: list[int]) -> None:
    real, told = 0, [0]
    for step in steps:
        real = max(0, real + step)
        told.append(follow(real, told[-1]))
        assert abs(real - told[-1]) < 2 * K
    assert all(one == other or abs(one - other) >= K for one in told for other in told)
    assert all(one == 0 or one >= K for one in told)


@given(st.lists(st.integers(0, 5), max_size=40))
def test_what_is_told_of_a_count_that_grows_is_the_same_or_ten_apart(steps: list[int]) -> None:
    told = [batched(sum(steps[:end])) for end in range(len(steps) + 1)]
    assert all(one == other or abs(one - other) >= K for one in told for other in told)


def test_the_ten_stands_in_one_place() -> None:
    """Every smallest count of people in the house is `K`; the methods import nothing and keep their own."""
    house = Path(__file__).parents[2]
    again = re.compile(r"^_?(K|[A-Z_]*(SMALLEST|LEAST_PEOPLE|LEAST_COUNT|FEWEST|BATCH)[A-Z_]*) = 10\b", re.MULTILINE)
    apart = (house / "methods", house / "foundation" / "disclosure.py")
    files = [path for path in house.rglob("*.py") if not any(path.is_relative_to(one) for one in apart)]
    assert [str(path) for path in files if again.search(path.read_text("utf-8"))] == []
