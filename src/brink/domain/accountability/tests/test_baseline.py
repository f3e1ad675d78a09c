"""Figures of research among residents: each with year, meaning and source; the same file again changes nothing."""


import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from tests.builders import World, make_world
from tests.form_client import Page

from brink.domain.accountability.models import BaselineFigure
from brink.domain.accountability.services import load_baseline
from brink.domain.accountability.standards import text_of
from brink.domain.journal.models import Entry
from brink.domain.journal.services import SYSTEM
from brink.foundation.errors import BadInput

pytestmark = pytest.mark.django_db
SHIPPED = text_of("inwonersonderzoek.toml")
ONE = """
[onderzoek]
sleutel = "proef"
[[cijfer]]
sleutel = "vertrouwen"
naam = "Vertrouwen"
betekenis = "Wat het betekent."
jaar = 2022
waarde = 6.5
eenheid = "punten"
bron = "Een openbaar stuk, 2022"
"""


@pytest.fixture
def world() -> World:
    return make_world()


def load(world: World, text: str = ONE) -> int:
    return load_baseline(tenant=world.body, text=text, actor=SYSTEM)


def test_everybody_reads_each_figure_with_its_year_its_meaning_and_its_source(world: World) -> None:
    assert "Nog geen overheid heeft een nulmeting" in Client().get("/cijfers/nulmeting/").content.decode()
    assert load(world, SHIPPED) == BaselineFigure.objects.count() > 6
    root = Page(Client().get("/cijfers/nulmeting/").content.decode()).root
    rows = [[cell.words for cell in row.all("th", "td")] for row in next(root.all("tbody")).all("tr")]
    assert len(rows) == BaselineFigure.objects.count()
    assert all(len(row) == 5 and all(row) for row in rows), "no figure without a source"
    assert [row[1] for row in rows][:4] == ["52 procent", "31 procent", "15 tot 18 procent", "70 procent"]
    assert rows[-1][1] == "4.307 mensen"
    assert "/cijfers/nulmeting/" in Client().get("/").content.decode()


def test_the_same_file_again_changes_nothing_and_another_mends_it(world: World) -> None:
    load(world)
    entries = Entry.objects.count()
    load(world)
    assert Entry.objects.count() == entries
    load(world, ONE.replace("6.5", "6.4"))
    assert [str(one.value) for one in BaselineFigure.objects.all()] == ["6.4"]
    load(world, ONE.replace("2022\nwaarde = 6.5", "2024\nwaarde = 7"))
    assert BaselineFigure.objects.count() == 2, "another year is another figure"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('bron = "Een openbaar stuk, 2022"', "", "ontbreekt ‘bron’"),
        ('bron = "Een openbaar stuk, 2022"', 'bron = " "', "ontbreekt ‘bron’"),
        ("Vertrouwen", "x" * 201, "‘naam’ te lang"),
        ("jaar = 2022", "jaar = 2999", "klopt het jaar niet"),
        ("waarde = 6.5", 'waarde = "veel"', "klopt de waarde niet"),
        ("waarde = 6.5", "waarde = nan", "klopt de waarde niet"),
        ("waarde = 6.5", "waarde = 6.5\ntot = 2", "klopt de waarde niet"),
        ('sleutel = "vertrouwen"', 'sleutel = "Ver trouwen"', "kleine letters"),
        ('sleutel = "proef"', "", "een sleutel van kleine letters"),
        ("[[cijfer]]", "[cijfer]", "Er staat geen"),
        ("[onderzoek]", "[onderzoek", "geen TOML"),
        ("[onderzoek]", f"[onderzoek]\nx = '{'x' * 200_000}'", "te groot"),
    ],
)
def test_a_slip_is_named_and_nothing_is_kept(world: World, old: str, new: str, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        load(world, ONE.replace(old, new, 1))
    assert not BaselineFigure.objects.exists()


def test_a_figure_stands_once_for_a_year(world: World) -> None:
    figure = ONE[ONE.index("[[cijfer]]"):]
    with pytest.raises(BadInput, match="twee keer"):
        load(world, ONE + figure)


def test_the_database_keeps_no_figure_without_a_source(world: World) -> None:
    load(world)
    with pytest.raises(IntegrityError), transaction.atomic():
        BaselineFigure.objects.update(source="")

