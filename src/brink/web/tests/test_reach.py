"""Reach seen: frozen figures beside the inhabitants, whom we missed, and no figure of fewer than ten."""

from datetime import date

import pytest
from django.test import Client
from tests.builders import make_process, make_round, make_world
from tests.form_client import Page

from brink.domain.places.models import Area, AreaKind, Population
from brink.domain.processes.models import Interest, Process, RoundOutcome, Stakeholder
from brink.domain.processes.outcome import Outcome, ReachCount
from brink.foundation import clock

pytestmark = pytest.mark.django_db


def freeze(process: Process, number: int, reach: ReachCount) -> None:
    round = make_round(process, "ideas", number=number, closed_at=clock.now())
    outcome = Outcome("Kort.", (), (), reach, minority_reason="Niemand zag het anders.")
    RoundOutcome.objects.create(
        tenant=process.tenant, created_at=clock.now(), round=round, data=outcome.as_data(), content_hash="0" * 64
    )


@pytest.fixture
def process() -> Process:
    world = make_world()
    made = make_process(world)
    made.areas.set([world.province])
    for name, people in (("Emmen", 30_000), ("Assen", 60_000), ("Meppel", 10_000)):
        area = Area.objects.create(name=name, slug=name.lower(), kind=AreaKind.MUNICIPALITY, parent=world.province)
        for on, factor in ((date(2019, 1, 1), 2), (date(2021, 1, 1), 1)):
            Population.objects.create(
                area=area, on=on, age_from=0, sex="m", people=people * factor, source=f"CBS {on.year}"
            )
    common = {"tenant": world.body, "created_at": clock.now(), "process": made}
    farmers = Stakeholder.objects.create(**common, name="Boeren", joined_on=date(2026, 1, 1))
    for title in ("Grond", "Rust"):
        Interest.objects.create(**common, title=title, stakeholder=farmers)
    Interest.objects.create(**common, title="Later geboren zijn")
    return made


def table(page: Page, caption: str) -> list[list[str]]:
    found = next(one for one in page.root.all("table") if next(one.all("caption")).words == caption)
    return [[cell.words for cell in row.all("th", "td")] for row in next(found.all("tbody")).all("tr")]


def test_places_stand_beside_the_newest_inhabitants_and_whom_we_missed_is_named(
    client: Client, process: Process
) -> None:
    freeze(process, 1, ReachCount(140, {"web": 100, "paper": 40}, {"Emmen": 75, "Assen": 25}))
    page = Page(client.get(f"/processen/{process.slug}/bereik/").content.decode())
    assert table(page, "Hoe het binnenkwam") == [["Op internet", "100"], ["Op papier", "40"]]
    places = table(page, "Waarvandaan, naast wie er wonen")
    assert places == [["Emmen", "75", "75%", "30%"], ["Assen", "25", "25%", "60%"]]
    words = next(page.root.all("main")).words
    assert "Uit deze gemeenten hoorden wij te weinig om te tellen: Meppel." in words
    assert "140 keer deed iemand mee" in words
    assert "3 belangen genoemd door 1 groep" in words
    assert "Inwoners op 1 januari 2021. Bron: CBS 2021." in words
    assert "2019" not in words


def test_no_figure_of_fewer_than_ten_is_told_whatever_was_frozen(client: Client, process: Process) -> None:
    freeze(process, 1, ReachCount(9, {"web": 7, "paper": 2}, {"Emmen": 8}))
    page = Page(client.get(f"/processen/{process.slug}/bereik/").content.decode())
    assert list(page.root.all("table")) == []
    words = next(page.root.all("main")).words
    assert "In deze ronde deed minder dan tien keer iemand mee." in words
    assert "Nog geen ronde met tien of meer bijdragen is geteld" in words
    assert "Wie hebben wij gemist?" not in words, "where no place is told, none can be said to lack"


def test_before_a_round_is_counted_nothing_is_told_and_a_draft_has_no_page(client: Client, process: Process) -> None:
    make_round(process, "ideas")
    assert "Er is nog geen ronde geteld." in client.get(f"/processen/{process.slug}/bereik/").content.decode()
    Process.objects.filter(pk=process.pk).update(room_published_at=None)
    assert client.get(f"/processen/{process.slug}/bereik/").status_code == 404
