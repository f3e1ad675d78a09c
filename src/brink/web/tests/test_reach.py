"""Reach seen: frozen figures beside the inhabitants, whom we missed, and no figure of fewer than ten."""

from datetime import date

import pytest
from django.test import Client
from tests.builders import make_process, make_round, make_world
from tests.form_client import Page

from brink.domain.places.models import Area, AreaKind, Population
from brink.domain.processes.models import Interest, Process, RoundOutcome, Stakeholder
from brink.domain.processes.outcome import Outcome, ReachCount
from brink.domain.reach.figures import People, by_band
from brink.domain.reach.models import RoundReach
from brink.foundation import clock
from brink.foundation.kept_pages import pages

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
    pages.clear()  # no act does this
    assert client.get(f"/processen/{process.slug}/bereik/").status_code == 404


def by_age_and_sex(process: Process) -> None:
    """Let the municipalities of the question hold as many of each age band and sex, but for fewer who are young."""
    Population.objects.all().delete()
    for area in Area.objects.filter(kind=AreaKind.MUNICIPALITY):
        for age_from, age_to, people in ((0, 17, 100), (18, 34, 200), (35, 49, 200), (50, 64, 200), (65, None, 300)):
            for sex in "mv":
                Population.objects.create(
                    area=area, on=date(2021, 1, 1), age_from=age_from, age_to=age_to, sex=sex, people=people,
                    source="CBS",
                )  # fmt: skip


def test_age_and_sex_stand_beside_the_inhabitants_and_one_number_says_how_much_it_looks_like_them(
    client: Client, process: Process
) -> None:
    by_age_and_sex(process)
    freeze(process, 1, ReachCount(140, {"web": 140}, {"Emmen": 60, "Assen": 60, "Meppel": 20}))
    round = process.rounds.get()
    RoundReach.objects.create(
        tenant=process.tenant, created_at=clock.now(), round=round, ages={"35": 20, "65": 60}, sexes={"v": 60, "m": 20},
        active_people=10, active_share=31,
    )  # fmt: skip
    page = Page(client.get(f"/processen/{process.slug}/bereik/").content.decode())
    assert table(page, "Hoe oud, naast wie er wonen") == [
        ["35 tot en met 49", "20", "25%", "20%"], ["65 of ouder", "60", "75%", "30%"]
    ]
    sexes = table(page, "Vrouw of man, naast wie er wonen")
    assert sexes == [["Vrouw", "60", "75%", "50%"], ["Man", "20", "25%", "50%"]]
    # Half of |25-20| + |75-30| + 10 + 20 + 20 is 50; half of 25 + 25 is 25; half of 9.5 + 9.5 + 19 is 19.
    assert table(page, "Hoe goed het lijkt") == [["Leeftijd", "50"], ["Geslacht", "75"], ["Gemeente", "81"]]
    words = next(page.root.all("main")).words
    assert "50 van de 100. Dat is het laagste van de getallen hieronder: bij leeftijd" in words
    assert "10 mensen hebben samen 31% gegeven van alles" in words


def test_below_thirty_people_nothing_is_compared_and_a_source_with_other_bands_is_split(
    client: Client, process: Process
) -> None:
    by_age_and_sex(process)
    freeze(process, 1, ReachCount(29, {"web": 29}, {"Emmen": 15, "Assen": 14}))
    RoundReach.objects.create(
        tenant=process.tenant, created_at=clock.now(), round=process.rounds.get(), ages={"35": 29}, sexes={}
    )
    words = next(Page(client.get(f"/processen/{process.slug}/bereik/").content.decode()).root.all("main")).words
    assert "Lijkt wie heeft meegedaan op wie er wonen?" not in words
    assert "wat bij deze vraag is binnengekomen" not in words
    assert by_band([People(15, 19, "v", 50), People(90, None, "m", 7)]) == {"0": 30, "18": 20, "65": 7}
