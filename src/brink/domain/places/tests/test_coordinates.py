"""Points: read however they are typed, and rounded so that nobody outside can find a house."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brink.domain.places.coordinates import SQUARE_KM, Coordinates, square_of, taken_from
from brink.domain.places.inside import inside
from brink.domain.places.name_matching import distance_km
from brink.foundation.errors import BadInput
from brink.ui.pictures.projection import Frame

POINTS = st.builds(Coordinates, st.floats(50.75, 53.55), st.floats(3.36, 7.22))


@pytest.mark.parametrize(
    ("typed", "place", "found"),
    [
        ("52,8512 6,9034", "", (52.8512, 6.9034)), ("52.85, 6.90", "", (52.85, 6.9)), ("50,7 3,3", "", (50.7, 3.3)),
        ("53,6 7,3", "", (53.6, 7.3)), ("de kerk", "de kerk", None), ("", "", None),
        ("bij de kerk, 52,8512 6,9034", "bij de kerk", (52.8512, 6.9034)),
        ("52.851234,6.903456 achter de schuur", "achter de schuur", (52.851234, 6.903456)),
        ("weg 12 (52.85120,6.90340)", "weg 12", (52.8512, 6.9034)),
        ("@52.8512,6.9034,17z", "17z", (52.8512, 6.9034)), ("52.8512° N, 6.9034° O", "", (52.8512, 6.9034)),
        ("huis 52, kamer 6", "huis 52, kamer 6", None), ("van 52,5 tot 6,5 km", "van 52,5 tot 6,5 km", None),
    ],
)  # fmt: skip
def test_a_point_is_taken_out_of_the_words_about_a_place(
    typed: str, place: str, found: tuple[float, float] | None
) -> None:
    assert taken_from(typed) == (place, found)


@pytest.mark.parametrize(
    "typed",
    ["50,6 6,0", "53,7 6,0", "52,0 3,2", "52,0 7,4", "6,9034 52,8512", "-52,0 6,0", "0.0 0.0", "bij 6,9034 52,8512"],
)
def test_a_point_outside_the_country_is_a_slip(typed: str) -> None:
    with pytest.raises(BadInput, match="ligt niet in Nederland") as refusal:
        taken_from(typed)
    assert refusal.value.field == "place"


@given(POINTS)
def test_a_square_is_half_a_kilometre_wide_and_is_its_own_square(point: Coordinates) -> None:
    square = square_of(point)
    assert square_of(square) == square
    # Half the diagonal, and the metre that five decimals leave out.
    assert distance_km(*point, *square) <= SQUARE_KM * 2**0.5 / 2 + 0.002


@given(POINTS, st.floats(-0.001, 0.001), st.floats(-0.001, 0.001))
def test_all_points_of_a_square_are_told_alike(point: Coordinates, up: float, right: float) -> None:
    """What is told of a point tells no more than its square: there are points on every side that are told the same."""
    square = square_of(point)
    near = Coordinates(square.latitude + up, square.longitude + right)
    assert square_of(near) == square


@given(POINTS, st.floats(2, 80))
def test_a_tap_on_a_drawing_is_the_point_under_it(point: Coordinates, across: float) -> None:
    frame = Frame.around([point], least_km=across, square=True)
    assert frame is not None
    there = frame.point(*frame.place(*point))
    assert distance_km(*point, *there) < 0.001
    assert frame.kilometres == pytest.approx(across, rel=0.01)


def test_a_point_lies_within_a_border_and_not_in_its_hole() -> None:
    outer = [[6.0, 52.0], [7.0, 52.0], [7.0, 53.0], [6.0, 53.0], [6.0, 52.0]]
    hole = [[6.4, 52.4], [6.6, 52.4], [6.6, 52.6], [6.4, 52.6], [6.4, 52.4]]
    asked = [(52.2, 6.2), (52.5, 6.5), (51.9, 6.5), (52.5, 7.1), (52.5, 6.9)]
    assert [inside(Coordinates(*one), [outer, hole]) for one in asked] == [True, False, False, False, True]
