"""No count under ten is told, and none can be found by subtracting."""

import re
from collections import Counter
from collections.abc import Mapping
from itertools import combinations_with_replacement, product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brink.foundation.disclosure import K, Part, Shown, batched, folded, follow, part_of, publishable, safe_cells

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


def folded_slowly(counts: Mapping[str, int], smallest: int) -> Shown:
    """Keep as many kinds as may be told: large ones, with a rest of nobody, or of two kinds and enough people."""
    there = sorted(((name, count) for name, count in counts.items() if count), key=lambda one: (-one[1], one[0]))
    total = sum(count for _name, count in there)
    if total < smallest:
        return Shown(None)
    for keep in range(len(there), -1, -1):
        kept, rest = there[:keep], there[keep:]
        left = sum(count for _name, count in rest)
        if all(count >= smallest for _name, count in kept) and (not rest or (len(rest) > 1 and left >= smallest)):
            return Shown(total, tuple(kept), left)
    raise AssertionError("a total of ten or more can always be told")


@pytest.mark.parametrize("smallest", [3, K])
def test_folding_keeps_all_that_may_be_told_at_every_edge(smallest: int) -> None:
    """Every mix of kinds just below, at and just above each bound, beside a slow twin."""
    sizes = (0, 1, smallest // 2, smallest - 1, smallest, smallest + 1)
    for mix in combinations_with_replacement(sizes, 4):
        counts = dict(zip("abcd", mix, strict=True))
        if sum(1 for count in mix if count) == 1 and sum(mix) < smallest:
            continue
        assert folded(counts, smallest) == folded_slowly(counts, smallest), counts
    assert folded({"a": K, "b": K - 1}).total == 2 * K - 1


def test_cells_are_kept_so_that_nobody_is_found_by_subtracting() -> None:
    for mix in product((0, 1, 5, K - 1, K, K + 1), repeat=3):
        counts = dict(zip("abc", mix, strict=True))
        large = {name: count for name, count in counts.items() if count >= K}
        small = sum(count for count in mix if 0 < count < K)
        if 0 < small < K and large:
            del large[min(large, key=lambda name: (large[name], name))]
        told = safe_cells(counts)
        assert told == large, counts
        assert list(told.values()) == sorted(told.values(), reverse=True)
    assert list(safe_cells({"b": K, "a": K, "c": K + 1})) == ["c", "a", "b"]


def test_ten_is_the_first_number_that_is_told() -> None:
    assert [publishable(count) for count in (0, K - 1, K, K + 1)] == [False, False, True, True]
    assert [batched(count) for count in (0, K - 1, K, K + 1, 2 * K - 1, 2 * K)] == [0, 0, K, K, K, 2 * K]


def test_what_is_told_moves_at_ten_away_and_not_before() -> None:
    for real, told in product(range(4 * K), range(0, 4 * K, K)):
        moved = follow(real, told)
        assert moved == (told if abs(real - told) < K else real // K * K), (real, told)


def test_a_part_is_said_in_words_up_to_and_in_figures_from_ten() -> None:
    said = [part_of(part, whole).how for part, whole in ((K - 1, 3 * K), (K, 3 * K), (K, 2 * K), (K + 1, 2 * K))]
    assert said == ["few", "some", "some", "most"]
    assert [part_of(part, K).how for part in (0, 1, K)] == ["none", "most", "all"]
    assert part_of(2, 6, smallest=3) == Part("few")
    assert part_of(3, 6, smallest=3) == Part("some", 3)
