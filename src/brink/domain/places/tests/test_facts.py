"""The shipped facts: whole, loaded once, found again."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from brink.domain.journal.models import Entry
from brink.domain.places import queries
from brink.domain.places.facts import read
from brink.domain.places.models import Area, AreaKind, Population, PostcodeRange
from brink.domain.places.services import load_facts
from brink.foundation.visibility import ANYONE, visible


def test_the_facts_are_whole() -> None:
    facts = read()
    kinds = [place.kind for place in facts.places]
    assert (kinds.count(AreaKind.PROVINCE), kinds.count(AreaKind.MUNICIPALITY)) == (1, 12)
    assert kinds.count(AreaKind.VILLAGE) >= 60
    slugs = [place.slug for place in facts.places]
    assert len(set(slugs)) == len(slugs)
    digits = [code for place in facts.places for code in place.postcodes]
    assert len(set(digits)) == len(digits)
    tiles = [place.tile for place in facts.places if place.kind == AreaKind.MUNICIPALITY]
    assert len(set(tiles)) == 12
    assert None not in tiles


def test_people_are_rounded_to_hundreds_in_five_bands() -> None:
    facts = read()
    assert {count % 100 for cell in facts.cells for count in (cell.men, cell.women)} == {0}
    bands = {(cell.age_from, cell.age_to) for cell in facts.cells}
    assert bands == {(0, 17), (18, 34), (35, 49), (50, 64), (65, None)}
    assert len(facts.cells) == 12 * 5


@pytest.mark.django_db
def test_loading_twice_changes_nothing() -> None:
    first = load_facts()
    keys = set(Area.objects.values_list("pk", flat=True))
    second = load_facts()
    assert (second.places, second.postcodes, second.cells) == (first.places, first.postcodes, first.cells)
    assert (first.repeated, second.repeated) == (False, True)
    assert set(Area.objects.values_list("pk", flat=True)) == keys
    assert (len(keys), PostcodeRange.objects.count(), Population.objects.count()) == (
        first.places,
        first.postcodes,
        first.cells,
    )
    assert Entry.objects.filter(kind="places.facts_loaded").count() == 1


@pytest.mark.django_db
def test_facts_keep_rows_that_stood_there_before() -> None:
    before = Area.objects.create(slug="emmen", name="Emmen oud", kind=AreaKind.MUNICIPALITY, geometry={"type": "x"})
    load_facts()
    after = Area.objects.get(slug="emmen")
    assert (after.pk, after.name, after.geometry) == (before.pk, "Emmen", {"type": "x"})


@pytest.fixture
def drenthe(db: None) -> Area:
    load_facts()
    return Area.objects.get(slug="drenthe")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("7884", ["barger-compascuum"]),
        ("7884 AB", ["barger-compascuum"]),
        ("barger-compascuum", ["barger-compascuum"]),
        ("Barger Compascuum", ["barger-compascuum"]),
        ("compascuum", ["barger-compascuum", "emmer-compascuum"]),
        ("bargr-compas", ["barger-compascuum"]),
        ("emmen", ["emmen", "emmen-plaats"]),
        ("Balloërveld", ["balloerveld"]),
        ("haantje", ["t-haantje"]),
        ("9999", []),
        ("", []),
        ("plaats", []),
        ("xyzzyplugh", []),
        ("\x00'; --", []),
    ],
)
def test_search(drenthe: Area, typed: str, found: list[str]) -> None:
    assert [area.slug for area in queries.search(typed)] == found


def test_search_by_beginning_of_a_postcode(drenthe: Area) -> None:
    assert [area.slug for area in queries.search("788")] == [
        "barger-compascuum",
        "emmer-compascuum",
        "erica",
        "klazienaveen-noord",
        "nieuw-dordrecht",
    ]


def test_search_takes_three_queries_at_most(drenthe: Area) -> None:
    with CaptureQueriesContext(
        connection,
    ) as counted:
        for typed in ("hogeveen", "emmen"):
            [queries.ancestors(area) for area in queries.search(typed)]
    assert len(counted) == 4


def test_ancestors_of_a_village(drenthe: Area) -> None:
    village = queries.by_postcode("7884 AB")
    assert village is not None
    assert [area.slug for area in queries.ancestors(village)] == ["drenthe", "emmen", "barger-compascuum"]


def test_within_holds_the_whole_province(drenthe: Area) -> None:
    assert len(queries.within(drenthe)) == Area.objects.count()
    emmen = Area.objects.get(slug="emmen")
    assert set(queries.within(emmen)) == {emmen.pk, *emmen.children.values_list("pk", flat=True)}


def test_nearby_villages_come_nearest_first(drenthe: Area) -> None:
    village = Area.objects.get(slug="barger-compascuum")
    near = queries.nearby(village, limit=4)
    assert [area.slug for area, _ in near] == [
        "klazienaveen-noord",
        "zwartemeer",
        "klazienaveen",
        "nieuw-dordrecht",
    ]
    assert [distance for _, distance in near] == sorted(distance for _, distance in near)
    assert queries.nearby(Area(name="nergens", kind=AreaKind.VILLAGE)) == []


def test_people_of_the_province_are_those_of_its_municipalities(drenthe: Area) -> None:
    whole = queries.people_in(drenthe)
    parts = [queries.people_in(area) for area in queries.tiles(drenthe)]
    assert whole is not None
    assert whole.total == sum(part.total for part in parts if part is not None)
    assert [(band.age_from, band.age_to) for band in whole.bands] == [(0, 17), (18, 34), (35, 49), (50, 64), (65, None)]
    assert queries.people_in(Area.objects.get(slug="erica")) is None


def test_tiles_are_read_row_by_row(drenthe: Area) -> None:
    assert [area.name for area in queries.tiles(drenthe)][:3] == ["Noordenveld", "Tynaarlo", "Assen"]


def test_everybody_sees_places(drenthe: Area) -> None:
    for model in (Area, PostcodeRange, Population):
        assert visible(ANYONE, model.objects.all()).count() == model.objects.count()
