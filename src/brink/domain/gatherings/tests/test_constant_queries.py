"""The pages of an event ask the database a fixed number of questions, however many came and whatever was said."""


import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.builders import World, make_account, make_process, make_world

from brink.domain.gatherings.models import AgendaItem, Gathering, Minutes, Presence, SignUp
from brink.domain.gatherings.tests.gathering_facts import held, make_gathering
from brink.foundation import clock
from brink.foundation.visibility import Role

MOST = 15


@pytest.fixture
def world(db: None) -> World:
    return make_world()


@pytest.fixture
def gathering(world: World) -> Gathering:
    return held(make_gathering(make_process(world), organ=world.executive))


def more(world: World, gathering: Gathering, start: int, number: int) -> None:
    """Add people, sign-ups, things on the agenda and versions of the report."""
    now = clock.now()
    common = {"tenant": world.body, "created_at": now, "gathering": gathering}
    for one in range(start, start + number):
        _account, person = make_account(world.body, world.executive, Role.EXECUTIVE, f"Jan{one}")
        Presence.objects.create(**common, person=person, role="executive", attendance="present")
        AgendaItem.objects.create(**common, position=one, title=f"Punt {one}")
        SignUp.objects.create(**common, number=one, party=1, told_at=now, code_hash=f"c{one}", entered_by=world.officer)
        Minutes.objects.create(
            **common, version=one, text="Er is gepraat.", source="Notulen", contact="Griffie",
            reason="Een naam." if one > 1 else "",
        )  # fmt: skip


def asked(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as caught:
        assert client.get(address).status_code == 200, address
    return len(caught)


def test_the_pages_of_an_event_do_not_ask_more_when_everything_doubles(world: World, gathering: Gathering) -> None:
    staff, base = Client(), f"/balie/bijeenkomsten/{gathering.event_id}/"
    staff.force_login(world.officer)
    pages = {
        "event": (Client(), f"/agenda/{gathering.event_id}/"), "desk": (staff, base),
        "presence": (staff, f"{base}aanwezig/"), "report": (staff, f"{base}verslag/"),
        "list": (staff, "/balie/bijeenkomsten/?toon=geweest"),
    }  # fmt: skip

    def counts() -> dict[str, int]:
        # Asking for the names is an act of its own, which writes; the page after it is what is counted.
        assert staff.post(f"{base}mensen/").status_code == 302
        return {name: asked(*page) for name, page in {**pages, "people": (staff, f"{base}mensen/")}.items()}

    more(world, gathering, 1, 3)
    counts()
    before = counts()
    more(world, gathering, 4, 6)
    for number in range(5):
        held(make_gathering(make_process(world, f"meer-{number}")))
    assert counts() == before
    assert {name: number for name, number in before.items() if number > MOST} == {}
