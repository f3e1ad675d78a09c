"""What was asked of the pages of places: whom one has there, by postcode, and a door that is always open."""

from django.test import Client

from brink.domain.journal.services import Actor
from brink.domain.people.models import AreaContact
from brink.domain.places.models import Area, AreaKind
from brink.domain.processes.services.standing_question import StandingFacts, open_standing
from brink.foundation import clock
from brink.web.tests.filled_site import Village
from brink.web.tests.page_text import get, plain


def test_h09_by_postcode_one_finds_who_represents_one_there(village: Village) -> None:
    found = Client().get("/gebieden/", {"plek": "7884 AB"})
    assert (found.status_code, found["Location"]) == (302, "/gebieden/barger-compascuum/")
    words = plain(get(found["Location"]))
    assert "Wie vertegenwoordigt mij?" in words
    assert "Provinciale Staten Provincie Drenthe, 43 zetels." in words


def test_w07_each_municipality_has_a_door_that_is_always_open(village: Village) -> None:
    world = village.world
    facts = StandingFacts(
        contact=world.contact, decider=world.council, adopted_by=world.council, adopted_on=clock.today()
    )
    open_standing(tenant=world.body, facts=facts, actor=Actor(role="officer"), key=None)
    door = f"/vragen/{world.body.slug}/"
    towns = Area.objects.filter(kind=AreaKind.MUNICIPALITY, code__gt="")
    assert towns.count() == 12
    assert [one.name for one in towns if door not in get(f"/gebieden/{one.slug}/")] == []


def test_c08_c09_everybody_reads_who_the_contact_is_and_what_one_may_expect(village: Village) -> None:
    AreaContact.objects.filter(area__slug="emmen").update(expectation="Bel op maandag. Binnen tien dagen hoort u iets.")
    words = plain(get("/gebieden/emmen/"))
    assert "Lies Brandsma (voorbeeld)" in words
    assert "Bel op maandag. Binnen tien dagen hoort u iets." in words
