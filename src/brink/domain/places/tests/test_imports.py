"""Files of the statistical office: read whole or not at all, with a sentence that names the line."""

import json
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from brink.domain.journal.models import Entry
from brink.domain.places import queries
from brink.domain.places.facts import read
from brink.domain.places.models import Area, Population
from brink.domain.places.services import import_areas, import_population, load_facts
from brink.foundation.errors import BadInput

pytestmark = pytest.mark.django_db
SQUARE = [[[6.0, 52.0], [7.0, 52.0], [7.0, 53.0], [6.0, 53.0], [6.0, 52.0]]]
HEAD = "gemeentecode,leeftijd,mannen,vrouwen\n"


def feature(code: str = "GM0001", name: str = "Proefstad", geometry: Any = None) -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": {"statcode": code, "statnaam": name},
        "geometry": geometry if geometry is not None else {"type": "Polygon", "coordinates": SQUARE},
    }


def write(folder: Path, *features: Any, name: str = "gebieden.geojson") -> Path:
    path = folder / name
    lines = ",\n".join(json.dumps(one) for one in features)
    path.write_text('{"type": "FeatureCollection", "features": [\n' + lines + "\n]}")
    return path


def people(folder: Path, text: str, name: str = "bevolking_2025.csv") -> Path:
    path = folder / name
    path.write_text(text)
    return path


def test_areas_are_made_and_known_again(tmp_path: Path) -> None:
    path = write(tmp_path, feature("GM0001", "Proefstad"), feature("PV99", "Proefland"))
    assert import_areas(path=path) == 2
    town = Area.objects.get(code="GM0001")
    assert (town.slug, town.longitude, town.latitude, town.parent) == (
        "proefstad",
        6.5,
        52.5,
        Area.objects.get(code="PV99"),
    )
    import_areas(path=write(tmp_path, feature("GM0001", "Proefstad aan Zee")))
    assert (Area.objects.count(), Area.objects.get(code="GM0001").name) == (2, "Proefstad aan Zee")
    assert Entry.objects.filter(kind="places.areas_imported").count() == 2


def test_two_areas_of_one_name_get_two_addresses(tmp_path: Path) -> None:
    import_areas(path=write(tmp_path, feature("GM0001", "Bergen"), feature("GM0002", "Bergen")))
    assert set(Area.objects.values_list("slug", flat=True)) == {"bergen", "bergen-gm0002"}


@pytest.mark.parametrize(
    ("broken", "sentence"),
    [
        (
            {"type": "Feature", "properties": None, "geometry": None},
            "Regel 3 van gebieden.geojson: dit gebied heeft geen eigenschappen. Geef het een statcode en een statnaam.",
        ),
        (
            feature("", "Naamloos"),
            "Regel 3 van gebieden.geojson: bij dit gebied ontbreekt de statcode of de statnaam. Vul die in.",
        ),
        (
            feature("BU0001", "Buurt"),
            "Regel 3 van gebieden.geojson: code “BU0001” is geen provincie (PV…) of gemeente (GM…). "
            "Haal dit gebied weg.",
        ),
        (
            feature("GM0002", "Punt", {"type": "Point", "coordinates": [6.0, 52.0]}),
            "Regel 3 van gebieden.geojson: de grens van Punt is geen gesloten vlak. Lever een Polygon of MultiPolygon.",
        ),
        (
            feature("GM0002", "Open", {"type": "Polygon", "coordinates": [SQUARE[0][:-1]]}),
            "Regel 3 van gebieden.geojson: de grens van Open is geen gesloten vlak. Lever een Polygon of MultiPolygon.",
        ),
        (
            feature("GM0002", "RD", {"type": "Polygon", "coordinates": [[[x * 9e4, y] for x, y in SQUARE[0]]]}),
            "Regel 3 van gebieden.geojson: de punten van RD zijn geen lengte- en breedtegraad. "
            "Zet het bestand om naar EPSG:4326.",
        ),
        (
            feature("GM0002", "Plat", {"type": "Polygon", "coordinates": [[[6.0, 52.0]] * 4]}),
            "Regel 3 van gebieden.geojson: de grens van Plat heeft geen oppervlak. Herstel die.",
        ),
        (
            feature("GM0001", "Dubbel"),
            "Regel 3 van gebieden.geojson: code GM0001 staat er twee keer in. Laat er één staan.",
        ),
    ],
)
def test_one_broken_area_refuses_the_whole_file(tmp_path: Path, broken: Any, sentence: str) -> None:
    with pytest.raises(BadInput) as refusal:
        import_areas(path=write(tmp_path, feature(), broken))
    assert str(refusal.value) == sentence
    assert (Area.objects.count(), Entry.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b'{"type":\n oeps}', "Regel 2 van x.geojson: dit is geen geldige GeoJSON. Haal het bestand opnieuw op."),
        (b"[]", "Regel 1 van x.geojson: hier staan geen gebieden in. Lever een FeatureCollection."),
        (b"", "Regel 1 van x.geojson: dit is geen geldige GeoJSON. Haal het bestand opnieuw op."),
        (
            b"{\n\n\xff}",
            "Regel 3 van x.geojson: hier staan tekens die geen UTF-8 zijn. Sla het bestand op als UTF-8.",
        ),
        (b"[" * 200_000, "Regel 1 van x.geojson: dit bestand heeft te veel lagen. Haal het opnieuw op."),
    ],
)
def test_a_file_that_is_no_geojson(tmp_path: Path, content: bytes, sentence: str) -> None:
    path = tmp_path / "x.geojson"
    path.write_bytes(content)
    with pytest.raises(BadInput) as refusal:
        import_areas(path=path)
    assert str(refusal.value) == sentence


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as refusal:
        import_areas(path=tmp_path / "weg.geojson")
    assert str(refusal.value) == "Het bestand weg.geojson is er niet. Kijk of de naam klopt."


def test_people_are_read_and_replaced(tmp_path: Path) -> None:
    load_facts()
    path = people(tmp_path, HEAD + "GM0114,0-49,10,20\nGM0114,50+,30,40\n")
    assert import_population(path=path) == 2
    import_population(path=path)
    found = queries.people_in(Area.objects.get(code="GM0114"))
    assert found is not None
    assert (found.on, found.source, found.total) == (date(2025, 1, 1), "bevolking_2025.csv", 100)
    assert Population.objects.filter(on=date(2025, 1, 1)).count() == 4


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "gemeentecode,leeftijd,mannen\nGM0114,0-4,1\n",
            "bevolking_2025.csv: Regel 1: De kolom 'vrouwen' ontbreekt. Zet deze kolom in de kopregel.",
        ),
        (
            HEAD + "GM0114,0-4,1,2\nGM9999,0-4,1,2\n",
            "Regel 3 van bevolking_2025.csv: gemeente “GM9999” kennen wij niet. Lees eerst de gebieden in.",
        ),
        (
            HEAD + "GM0114,0-4,1,2\nGM0114,jong,1,2\n",
            "Regel 3 van bevolking_2025.csv: leeftijd “jong” kennen wij niet. Schrijf bijvoorbeeld 15-19 of 95+.",
        ),
        (
            HEAD + "GM0114,9-4,1,2\n",
            "Regel 2 van bevolking_2025.csv: leeftijd “9-4” kennen wij niet. Schrijf bijvoorbeeld 15-19 of 95+.",
        ),
        (
            HEAD + "GM0114,0-4,1.000,2\n",
            "Regel 2 van bevolking_2025.csv: bij mannen staat “1.000”. Vul een heel getal in, zonder punten.",
        ),
        (
            HEAD + "GM0114,0-4,1,-2\n",
            "Regel 2 van bevolking_2025.csv: bij vrouwen staat “-2”. Vul een heel getal in, zonder punten.",
        ),
        (
            HEAD + "GM0114,0-4,1,2\nGM0114,3-9,1,2\n",
            "Regel 3 van bevolking_2025.csv: deze leeftijd sluit niet aan op de vorige van GM0114. "
            "Elke leeftijd hoort er één keer in.",
        ),
        (
            HEAD + "GM0114,0-4,1\n",
            "bevolking_2025.csv: Regel 2: Deze regel heeft 3 cellen, de kopregel 4. Maak ze gelijk.",
        ),
        (
            HEAD + 'GM0114,"0-4,1,2\n',
            "bevolking_2025.csv: Regel 2: Deze regel is geen goede csv. Controleer de aanhalingstekens en komma's.",
        ),
        (HEAD, "Regel 1 van bevolking_2025.csv: onder de kop staan geen regels. Lever de cijfers mee."),
        ("", "bevolking_2025.csv: Regel 1: Dit bestand is leeg. Geef een tabel met een kopregel."),
    ],
)
def test_one_broken_line_refuses_the_whole_file(tmp_path: Path, text: str, sentence: str) -> None:
    load_facts()
    before = Population.objects.count()
    with pytest.raises(BadInput) as refusal:
        import_population(path=people(tmp_path, text))
    assert str(refusal.value) == sentence
    assert Population.objects.count() == before


def test_figures_need_a_date(tmp_path: Path) -> None:
    load_facts()
    path = people(tmp_path, HEAD + "GM0114,0+,1,2\n", name="bevolking.csv")
    with pytest.raises(BadInput, match="Geef de peildatum erbij"):
        import_population(path=path)
    assert import_population(path=path, on=date(2024, 1, 1)) == 1


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(content=st.binary(max_size=80) | st.text('{}[],:"GM01\n;', max_size=80).map(str.encode))
def test_whatever_is_in_the_file_it_is_a_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "los_2025.csv"
    path.write_bytes(content)
    for service in (import_areas, import_population):
        with pytest.raises(BadInput):
            service(path=path)
    assert Entry.objects.count() == 0


@pytest.mark.reference_data
def test_the_real_borders_and_people_of_drenthe(reference_data: Path) -> None:
    load_facts()
    folder = reference_data / "drenthe"
    assert import_areas(path=folder / "drenthe_gemeenten.geojson") == 12
    assert Area.objects.filter(kind="municipality", geometry__isnull=False, parent__slug="drenthe").count() == 12
    assert import_population(path=folder / "bevolking_gemeente_leeftijd_geslacht_2021.csv") == 240
    province = queries.people_in(Area.objects.get(slug="drenthe"))
    assert province is not None
    assert abs(province.total - 494_695) <= 100


def inside(longitude: float, latitude: float, ring: list[list[float]]) -> bool:
    crossings = 0
    for (x1, y1), (x2, y2) in pairwise(ring):
        if (y1 > latitude) != (y2 > latitude):
            crossings += longitude < (x2 - x1) * (latitude - y1) / (y2 - y1) + x1
    return crossings % 2 == 1


@pytest.mark.reference_data
def test_every_shipped_village_lies_in_its_municipality(reference_data: Path) -> None:
    data = json.loads((reference_data / "drenthe" / "drenthe_gemeenten.geojson").read_text())
    borders = {one["properties"]["statcode"]: one["geometry"]["coordinates"] for one in data["features"]}
    facts = read()
    codes = {place.slug: place.code for place in facts.places}
    outside = [
        place.name
        for place in facts.places
        if place.kind == "village"
        and not any(
            inside(place.longitude or 0, place.latitude or 0, polygon[0]) for polygon in borders[codes[place.parent]]
        )
    ]
    assert outside == []


@pytest.mark.reference_data
def test_shipped_figures_are_the_real_ones_rounded(reference_data: Path) -> None:
    load_facts()
    rough = {area.code: queries.people_in(area) for area in Area.objects.filter(kind="municipality")}
    import_population(path=reference_data / "drenthe" / "bevolking_gemeente_leeftijd_geslacht_2021.csv")
    for area in Area.objects.filter(kind="municipality"):
        exact, shipped = queries.people_in(area), rough[area.code]
        assert exact is not None
        assert shipped is not None
        # Ten cells, each at most fifty off.
        assert abs(exact.total - shipped.total) <= 500
