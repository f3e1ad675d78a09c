"""'Hoe kan ik meedoen?': three questions at most, and every end leads to something that is open now (D15)."""

from datetime import timedelta
from itertools import product

import pytest
from django.test import Client
from tests.builders import World, make_area, make_process, make_round, make_world

from brink.domain.journal.services import Actor
from brink.domain.people.models import Body
from brink.domain.places.models import AreaKind
from brink.domain.processes.models import Event
from brink.domain.processes.services.standing_question import StandingFacts, open_standing
from brink.foundation import clock
from brink.web.ways_in import MEANS, SAY, WISHES

pytestmark = pytest.mark.django_db
PLACES = ("", "Proefdorp")


@pytest.fixture
def world() -> World:
    world = make_world()
    make_round(make_process(world))
    Event.objects.create(
        tenant=world.body, created_at=clock.now(), title="Dorpstafel", venue="De Runde", area=world.village,
        starts_at=clock.now() + timedelta(days=3), ends_at=clock.now() + timedelta(days=3, hours=2),
    )  # fmt: skip
    facts = StandingFacts(
        contact=world.contact, decider=world.council, adopted_by=world.council, adopted_on=clock.today()
    )
    open_standing(tenant=world.body, facts=facts, actor=Actor(role="officer"), key=None)
    return world


def ends() -> list[dict[str, str]]:
    """Return what a guide can be answered with: each wish, each means where that is asked, with a place and without."""
    return [
        {"wat": wish, **({"hoe": means} if wish == SAY else {}), "plek": place}
        for wish, means, place in product(WISHES, MEANS, PLACES)
        if wish == SAY or means == next(iter(MEANS))
    ]


def test_three_questions_at_most_and_each_is_a_page(world: World) -> None:
    client, address, asked = Client(), "/meedoen/", 0
    for answer in ("wat=zeggen", "hoe=scherm", "plek=Proefdorp"):
        page = client.get(address).content.decode()
        assert f"Vraag {asked + 1}." in page
        assert page.count("<h1>") == 1
        asked += 1
        address += ("&" if "?" in address else "?") + answer
    assert "Zo kunt u nu meedoen in Proefdorp" in client.get(address).content.decode()
    assert asked == 3


@pytest.mark.parametrize("chosen", ends(), ids=lambda one: "-".join(filter(None, one.values())))
def test_every_end_leads_to_something_that_is_open_now(world: World, chosen: dict[str, str]) -> None:
    said = Client().get("/meedoen/", chosen).content.decode().split("<main")[1].split("</main>")[0]
    assert "Er is nu niets open" not in said
    open_now = ("/processen/wonen/", "Vraag of vertel ons iets</h2>", "Dorpstafel", "/papier/")
    assert any(one in said for one in open_now), said


def test_a_place_that_nobody_knows_is_asked_again_and_nothing_open_near_is_said(world: World) -> None:
    again = Client().get("/meedoen/", {"wat": "lezen", "plek": "Qqqqqq"}).content.decode()
    assert "Deze plek kennen wij niet." in again
    assert 'value="Qqqqqq"' in again
    make_area("Verweg", AreaKind.VILLAGE)
    far = Client().get("/meedoen/", {"wat": "zeggen", "hoe": "scherm", "plek": "Verweg"}).content.decode()
    assert "Bij u in de buurt is nu geen vraag open." in far
    assert "/processen/wonen/" in far


def test_where_nothing_is_open_it_says_so_and_offers_mail_and_the_telephone() -> None:
    world = make_world()
    Body.objects.filter(pk=world.body.pk).update(phone="000 111 22 33")
    said = Client().get("/meedoen/", {"wat": "praten", "plek": "Proefdorp"}).content.decode()
    assert "Er is nu niets open" in said
    assert "000 111 22 33" in said
    assert "/op-de-hoogte/plek/proefdorp/" in said


def test_a_village_is_chosen_on_a_device_and_forgotten_again(world: World) -> None:
    client = Client()
    assert "U ziet nu" not in client.get("/").content.decode()
    assert client.post("/gebieden/proefdorp/mijn-dorp/").status_code == 302
    page = client.get("/").content.decode()
    assert "U ziet nu Proefdorp." in page
    assert "Nu open rond Proefdorp" in page
    assert "Dit is niet meer mijn dorp" in client.get("/gebieden/proefdorp/").content.decode()
    assert 'value="Proefdorp"' in client.get("/meedoen/", {"wat": "lezen"}).content.decode()
    assert "U ziet nu" not in client.get("/", {"plek": ""}).content.decode()
    client.post("/gebieden/proefdorp/mijn-dorp/", {"vergeet": "1"})
    assert "U ziet nu" not in client.get("/").content.decode()
    assert client.post("/gebieden/zomaar/mijn-dorp/").status_code == 404
    client.cookies.clear()
    client.post("/gebieden/proefdorp/mijn-dorp/")
    client.post("/volg/klaar/")
    assert "U ziet nu" not in client.get("/").content.decode()


def test_the_page_of_a_village_says_what_is_asked_decided_promised_and_who_speaks_for_it(world: World) -> None:
    page = Client().get("/gebieden/proefdorp/").content.decode()
    for said in ("Nu open", "Wie vertegenwoordigt mij?", "Mail mij over Proefdorp", "Dit is mijn dorp"):
        assert said in page


def test_the_page_of_a_theme_says_who_is_about_it(world: World) -> None:
    world.theme.who = "De gemeente gaat over bouwen, de provincie over hoeveel."
    world.theme.save()
    for address in ("/themas/", "/themas/wonen/"):
        assert "De gemeente gaat over bouwen" in Client().get(address).content.decode()
    page = Client().get("/themas/wonen/").content.decode()
    assert "/processen/wonen/" in page
    assert "/op-de-hoogte/thema/wonen/" in page
    assert Client().get("/themas/zomaar/").status_code == 404
