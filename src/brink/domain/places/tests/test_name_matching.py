"""Comparing names and postcodes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brink.domain.places.name_matching import distance_km, fold, postcode_digits, prefix_distance

LETTERS = st.text("abcdef-", max_size=8)


def slow_distance(one: str, two: str) -> int:
    """Count slips the obvious way: try every act at the end of both texts."""
    if not one or not two:
        return len(one) + len(two)
    best = min(
        slow_distance(one[:-1], two) + 1,
        slow_distance(one, two[:-1]) + 1,
        slow_distance(one[:-1], two[:-1]) + (one[-1] != two[-1]),
    )
    if len(one) > 1 and len(two) > 1 and one[-2:] == two[-1] + two[-2]:
        best = min(best, slow_distance(one[:-2], two[:-2]) + 1)
    return best


@given(st.text("abc", max_size=5), st.text("abc", max_size=5))
def test_prefix_distance_is_the_best_over_all_beginnings(query: str, name: str) -> None:
    assert prefix_distance(query, name) == min(slow_distance(query, name[:end]) for end in range(len(name) + 1))


@given(LETTERS, LETTERS)
def test_a_beginning_has_no_slips(start: str, rest: str) -> None:
    assert prefix_distance(start, start + rest) == 0


@pytest.mark.parametrize(
    ("typed", "digits"),
    [
        ("7884", "7884"),
        ("7884 AB", "7884"),
        (" 7884ab ", "7884"),
        ("0123", None),
        ("788", None),
        ("7884 A", None),
        ("78841", None),
        ("Emmen", None),
        ("7884 AB 12", None),
    ],
)
def test_postcode(typed: str, digits: str | None) -> None:
    assert postcode_digits(typed) == digits


def test_names_are_folded() -> None:
    assert [fold(name) for name in ("Balloërveld", "'t Haantje", "Aa en Hunze")] == [
        "balloerveld",
        "t-haantje",
        "aa-en-hunze",
    ]


def test_distance_between_assen_and_emmen() -> None:
    assert round(distance_km(52.996, 6.56, 52.785, 6.9)) == 33
