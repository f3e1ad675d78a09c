"""The sample: it may only say yes, and hardly ever does so when one supporter too few is valid."""

from fractions import Fraction
from itertools import combinations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brink.instruments.petition.sampling import NOTHING, RISK, advised, allowed, chance, drawn


@given(st.integers(2, 12), st.data())
def test_the_exact_tail_is_what_counting_every_draw_gives(total: int, data: st.DataObject) -> None:
    wrong = data.draw(st.integers(0, total))
    size = data.draw(st.integers(1, total))
    at_most = data.draw(st.integers(0, size))
    draws = list(combinations(range(total), size))
    good = sum(sum(one < wrong for one in draw) <= at_most for draw in draws)
    assert chance(total, wrong, size, at_most) == Fraction(good, len(draws))


@settings(max_examples=60, deadline=None)
@given(st.integers(10, 2_000), st.data())
def test_one_too_few_is_taken_for_enough_in_one_of_a_hundred_at_most(total: int, data: st.DataObject) -> None:
    threshold = data.draw(st.integers(10, total))
    size = data.draw(st.integers(1, total))
    most = allowed(total, threshold, size)
    wrong = total - threshold + 1
    if most == NOTHING:
        assert chance(total, wrong, size, 0) > RISK
        return
    assert chance(total, wrong, size, most) <= RISK
    # One more would be too many: it is the largest.
    assert most == min(wrong, size) or chance(total, wrong, size, most + 1) > RISK


@pytest.mark.parametrize(
    ("total", "size", "most"),
    [(420, 170, 3), (440, 245, 15), (460, 130, 9), (500, 60, 5), (600, 40, 6), (800, 20, 4)],
)
def test_the_table_of_the_research(total: int, size: int, most: int) -> None:
    assert allowed(total, 400, size) == most


def test_drawn_many_times_the_chance_is_what_it_is_said_to_be() -> None:
    total, threshold = 460, 400
    size = advised(total, threshold)
    most, wrong, rng = allowed(total, threshold, size), 460 - 399, Random(7)
    tries = 4_000
    yes = 0
    for one in range(tries):
        ours = one < 200
        numbers = drawn(f"{rng.random()} {one}", total, size) if ours else rng.sample(range(1, total + 1), size)
        yes += sum(number <= wrong for number in numbers) <= most
    assert yes / tries <= 0.015


def test_with_few_to_spare_every_line_is_looked_at() -> None:
    assert advised(405, 400) == 405
    assert advised(400, 400) == 400
    assert advised(800, 400) < 60
    assert allowed(399, 400, 20) == NOTHING


@given(st.text(max_size=30), st.integers(1, 400), st.data())
def test_a_draw_is_the_same_for_everybody_and_names_no_line_twice(seed: str, total: int, data: st.DataObject) -> None:
    size = data.draw(st.integers(1, total))
    numbers = drawn(seed, total, size)
    assert numbers == drawn(seed, total, size)
    assert len(set(numbers)) == size
    assert set(numbers) <= set(range(1, total + 1))


def test_every_line_is_drawn_as_often_as_another() -> None:
    times = [0] * 41
    for one in range(2_000):
        for number in drawn(f"toeval {one}", 40, 10):
            times[number] += 1
    # 500 times each; the spread of a fair draw is about 19.
    assert max(abs(one - 500) for one in times[1:]) < 100
