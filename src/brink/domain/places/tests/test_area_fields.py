"""Places that share a name are told apart wherever somebody chooses one."""

import re
from pathlib import Path

import pytest

from brink.domain.places.area_fields import AreaField, AreasField, told_apart
from brink.domain.places.models import Area, AreaKind

SOURCE = Path(__file__).parents[3]


@pytest.mark.django_db
def test_of_places_with_one_name_each_says_where_it_lies() -> None:
    drenthe = Area.objects.create(slug="drenthe", name="Drenthe", kind=AreaKind.PROVINCE)
    made = {}
    for slug, name in (("assen", "Assen"), ("hoogeveen", "Hoogeveen"), ("de-wolden", "De Wolden")):
        made[slug] = Area.objects.create(slug=slug, name=name, kind=AreaKind.MUNICIPALITY, parent=drenthe)
    for slug, name, parent in (
        ("assen-stad", "Assen", "assen"), ("alteveer", "Alteveer", "hoogeveen"),
        ("alteveer-2", "Alteveer", "de-wolden"), ("zuidwolde", "Zuidwolde", "de-wolden"),
    ):  # fmt: skip
        Area.objects.create(slug=slug, name=name, kind=AreaKind.VILLAGE, parent=made[parent])
    rows = Area.objects.order_by("name", "slug")
    said = [label for _slug, label in told_apart(rows, "slug")]
    assert len(set(said)) == len(said)
    assert "Assen (gemeente)" in said
    assert {"Alteveer (dorp of stad, Hoogeveen)", "Alteveer (dorp of stad, De Wolden)", "Zuidwolde"} <= set(said)
    # A list that shows only these keeps their plain names.
    assert [label for _slug, label in told_apart(rows.filter(slug="alteveer"), "slug")] == ["Alteveer"]
    one, many = AreaField(rows, required=False, empty_label="Kies"), AreasField(rows)
    assert [str(label) for _value, label in one.choices] == ["Kies", *said]
    assert [str(label) for _value, label in many.choices] == said
    assert one.clean(str(made["assen"].pk)) == made["assen"]


def test_no_form_lets_choose_an_area_in_another_way() -> None:
    other = re.compile(r"Model(?:Multiple)?ChoiceField\((?:(?!Field\()[\s\S]){0,300}?\bArea\.objects")
    found = [path.name for path in SOURCE.rglob("*.py") if "tests" not in path.parts and other.search(path.read_text())]
    assert found == []
