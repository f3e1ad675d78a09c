"""No count under ten is told, and none can be found by subtracting."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from brink.web.disclosure import Part, Shown, part_of, publishable

COUNTS = st.dictionaries(st.sampled_from("abcdefghi"), st.integers(0, 60), max_size=9)


def test_small_kinds_are_told_together() -> None:
    assert publishable({"a": 40, "b": 7, "c": 5}) == Shown(52, (("a", 40),), 12)


def test_one_small_kind_takes_the_smallest_larger_one_with_it() -> None:
    assert publishable({"a": 40, "b": 20, "c": 3}) == Shown(63, (("a", 40),), 23)


def test_fewer_than_ten_together_is_not_told() -> None:
    assert publishable({"a": 6, "b": 3}) == Shown(None)
    assert publishable({}) == Shown(None)


def test_large_kinds_stand_by_themselves_largest_first() -> None:
    assert publishable({"a": 10, "b": 30, "c": 0}) == Shown(40, (("b", 30), ("a", 10)), 0)


@given(COUNTS)
def test_nothing_small_is_told_and_nothing_is_lost(counts: dict[str, int]) -> None:
    told = publishable(counts)
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
    told = publishable(counts)
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
