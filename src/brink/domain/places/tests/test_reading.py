"""What is read from files of the statistical office: the right place, parent and people, to the edge."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from brink.domain.journal.models import Entry
from brink.domain.places.models import Area, AreaKind, Population
from brink.domain.places.name_matching import distance_km, prefix_distance, typos_allowed
from brink.domain.places.services import areas, import_areas, import_population
from brink.foundation.errors import BadInput

HEAD = "gemeentecode,leeftijd,mannen,vrouwen\n"


def ring(west: float, south: float, east: float, north: float) -> list[list[float]]:
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def feature(code: str, name: str, coordinates: Any, kind: str = "Polygon", **more: str) -> dict[str, Any]:
    properties = {"statcode": code, "statnaam": name, **more}
    return {"type": "Feature", "properties": properties, "geometry": {"type": kind, "coordinates": coordinates}}


def write(folder: Path, *features: Any) -> Path:
    path = folder / "gebieden.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": list(features)}))
    return path


def people(folder: Path, text: str, name: str = "bevolking_2025.csv") -> Path:
    path = folder / name
    path.write_text(text)
    return path


@pytest.mark.parametrize(
    ("rings", "centre"),
    [
        ([ring(6, 52, 7, 53)], (6.5, 52.5)),
        ([ring(6, 52, 8, 53)], (7.0, 52.5)),
        ([ring(0, 0, 1, 1), ring(6, 52, 8, 53)], (7.0, 52.5)),
        ([ring(6, 52, 8, 53), ring(0, 0, 1, 1)], (7.0, 52.5)),
        ([ring(6, 52, 8, 53)[::-1], ring(0, 0, 1, 1)], (7.0, 52.5)),
        ([[[0, 0], [3, 0], [0, 3], [0, 0]]], (1.0, 1.0)),
        ([[[0, 0], [1, 1], [2, 2], [0, 0]]], None),
    ],
)
def test_a_place_lies_in_the_middle_of_its_largest_part(rings: Any, centre: tuple[float, float] | None) -> None:
    assert areas._centre(rings) == centre


@pytest.mark.parametrize(
    ("geometry", "count"),
    [
        ({"type": "Polygon", "coordinates": [ring(6, 52, 7, 53)]}, 1),
        ({"type": "Polygon", "coordinates": [ring(6, 52, 7, 53), ring(6.2, 52.2, 6.3, 52.3)]}, 1),
        ({"type": "MultiPolygon", "coordinates": [[ring(6, 52, 7, 53)], [ring(4, 52, 5, 53)]]}, 2),
        ({"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [0, 1], [0, 0]]]}, 1),
        ({"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [0, 0]]]}, None),
        ({"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [0, 1], [1, 1]]]}, None),
        ({"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [0, True], [0, 0]]]}, None),
        ({"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [0], [0, 0]]]}, None),
        ({"type": "Polygon", "coordinates": [[[0, 0, 5], [1, 0, 5], [0, 1, 5], [0, 0, 5]]]}, 1),
        ({"type": "Polygon", "coordinates": []}, None),
        ({"type": "MultiPolygon", "coordinates": []}, None),
        ({"type": "MultiPolygon", "coordinates": [[]]}, None),
        ({"type": "MultiPolygon", "coordinates": None}, None),
        ({"type": "Point", "coordinates": [6, 52]}, None),
        (None, None),
    ],
)
def test_only_closed_surfaces_are_borders_and_holes_are_no_place_of_their_own(geometry: Any, count: Any) -> None:
    rings = areas._rings(geometry)
    assert (None if rings is None else len(rings)) == count


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("edges", "fits"),
    [((170, 80, 180, 90), True), ((-180, -90, -170, -80), True), ((170, 80, 181, 90), False), ((6, 52, 7, 91), False)],
)
def test_points_are_degrees_on_the_earth(tmp_path: Path, edges: tuple[int, int, int, int], fits: bool) -> None:
    path = write(tmp_path, feature("GM0001", "Verweg", [ring(*edges)]))
    if fits:
        assert import_areas(path=path) == 1
    else:
        with pytest.raises(BadInput, match="geen lengte- en breedtegraad"):
            import_areas(path=path)
        assert not Area.objects.exists()


@pytest.mark.django_db
def test_a_town_lies_in_the_province_it_names_or_in_the_only_one(tmp_path: Path) -> None:
    square = [ring(6, 52, 7, 53)]
    import_areas(path=write(tmp_path, feature("GM0001", "Eerst", square)))
    assert Area.objects.get(code="GM0001").parent is None
    import_areas(path=write(tmp_path, feature("GM0002", "Enige", square), feature("PV01", "Land", square)))
    land = Area.objects.get(code="PV01")
    assert (land.kind, Area.objects.get(code="GM0002").parent) == (AreaKind.PROVINCE, land)
    named = feature("GM0003", "Genoemd", square, provinciecode="PV02")
    import_areas(path=write(tmp_path, feature("PV02", "Ander land", square), named, feature("GM0004", "Open", square)))
    assert Area.objects.get(code="GM0003").parent == Area.objects.get(code="PV02")
    assert Area.objects.get(code="GM0004").parent is None
    # What is known keeps its parent, and its address.
    import_areas(path=write(tmp_path, feature("GM0002", "Nieuwe naam", [ring(4, 52, 5, 53)])), source="Zelf getekend")
    town = Area.objects.get(code="GM0002")
    assert (town.parent, town.slug, town.name, town.longitude, town.source) == (
        land, "enige", "Nieuwe naam", 4.5, "Zelf getekend",
    )  # fmt: skip
    assert [one.data["areas"] for one in Entry.objects.order_by("at", "id")] == [1, 2, 3, 1]


@pytest.mark.django_db
def test_people_are_kept_by_age_and_sex_and_replaced_for_that_day_and_town_alone(tmp_path: Path) -> None:
    square = [ring(6, 52, 7, 53)]
    import_areas(path=write(tmp_path, feature("GM0001", "Een", square), feature("GM0002", "Twee", square)))
    text = "GM0001,0-14,1,2\nGM0001,15 tot en met 94,3,4\nGM0001,95+,5,6\nGM0002,0 of ouder,7,8\n"
    assert import_population(path=people(tmp_path, HEAD + text)) == 4
    rows = Population.objects.filter(area__code="GM0001").order_by("age_from", "sex")
    men, women = Population.Sex.MEN, Population.Sex.WOMEN
    assert {(one.age_from, one.age_to, one.sex, one.people) for one in rows} == {
        (0, 14, men, 1), (0, 14, women, 2), (15, 94, men, 3), (15, 94, women, 4), (95, None, men, 5),
        (95, None, women, 6),
    }  # fmt: skip
    assert {one.on for one in Population.objects.all()} == {date(2025, 1, 1)}
    import_population(path=people(tmp_path, HEAD + "GM0001,0+,9,9\n"), on=date(2024, 1, 1))
    assert Population.objects.count() == 10
    import_population(path=people(tmp_path, HEAD.replace(",", ";") + "GM0001;0+;50;60\n"))
    kept = Population.objects.filter(on=date(2025, 1, 1)).values_list("area__code", "people")
    assert sorted(kept) == [("GM0001", 50), ("GM0001", 60), ("GM0002", 7), ("GM0002", 8)]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "fits"), [("2025.csv", True), ("a_2025_2025.csv", True), ("2024_2025.csv", False), ("12025.csv", False)]
)
def test_the_day_is_that_of_the_one_year_in_the_name(tmp_path: Path, name: str, fits: bool) -> None:
    import_areas(path=write(tmp_path, feature("GM0001", "Een", [ring(6, 52, 7, 53)])))
    path = people(tmp_path, HEAD + "GM0001,0+,1,2\n", name)
    if fits:
        assert import_population(path=path) == 1
    else:
        with pytest.raises(BadInput, match="Van welke dag") as refusal:
            import_population(path=path)
        assert refusal.value.field == "on"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("GM0001,0-14,1,2\nGM0001,15+,1,2\n", True),
        ("GM0001,15+,1,2\nGM0001,0-14,1,2\n", True),
        ("GM0001,0-14,1,2\nGM0001,16+,1,2\n", False),
        ("GM0001,0-15,1,2\nGM0001,15+,1,2\n", False),
        ("GM0001,0+,1,2\nGM0001,15+,1,2\n", False),
        ("GM0001,5-5,1,2\n", True),
        ("GM0001,6-5,1,2\n", False),
        ("GM0001,0+,10000000,0\n", True),
        ("GM0001,0+,10000001,0\n", False),
        ("GM0001,0+,1.000,0\n", False),
        ("GM0009,0+,1,0\n", False),
        ("GM0001,0+,1\n", False),
        ("GM0001,0+,1,2,3\n", False),
        ("", False),
    ],
)
def test_ages_follow_each_other_and_numbers_are_whole(tmp_path: Path, text: str, fits: bool) -> None:
    import_areas(path=write(tmp_path, feature("GM0001", "Een", [ring(6, 52, 7, 53)])))
    path = people(tmp_path, HEAD + text)
    if fits:
        assert import_population(path=path) == text.count("\n")
    else:
        with pytest.raises(BadInput, match="Regel"):
            import_population(path=path)
        assert not Population.objects.exists()


@pytest.mark.parametrize(
    ("typed", "allowed"), [("abc", 0), ("abcd", 1), ("abcdefg", 1), ("abcdefgh", 2), ("", 0), ("a" * 30, 2)]
)
def test_longer_names_may_hold_more_slips(typed: str, allowed: int) -> None:
    assert typos_allowed(typed) == allowed


@pytest.mark.parametrize(
    ("typed", "name", "slips"),
    [("emen", "emmen", 1), ("emmmen", "emmen", 1), ("ermen", "emmen", 1), ("meemn", "emmen", 2), ("emnem", "emmen", 2),
     ("assen", "assen", 0), ("as", "assen", 0), ("xx", "assen", 2), ("abcd", "badc", 2)],
)  # fmt: skip
def test_a_slip_is_a_letter_more_less_wrong_or_swapped(typed: str, name: str, slips: int) -> None:
    assert prefix_distance(typed, name) == slips


def test_a_degree_of_latitude_is_111_kilometres_and_one_of_longitude_less_to_the_north() -> None:
    assert distance_km(52, 6, 53, 6) == pytest.approx(111.19, abs=0.01)
    assert distance_km(0, 6, 0, 7) == pytest.approx(111.19, abs=0.01)
    assert distance_km(60, 6, 60, 7) == pytest.approx(55.6, abs=0.01)
    assert distance_km(53, 6, 52, 6) == distance_km(52, 6, 53, 6)
    assert distance_km(52, 6, 52, 6) == 0
