"""A bench in any order of acts, and where the house shows it without a line elsewhere."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from tests.builders import World, make_process, make_round, make_world

from brink.domain.contributions.services.giving import Words, give
from brink.domain.journal.services import RESIDENT, Actor
from brink.domain.notifications.models import News
from brink.domain.notifications.news import gather
from brink.domain.people.models import Person
from brink.domain.processes.exports import process_exports
from brink.domain.records import reminding
from brink.domain.records.basics import Basics
from brink.domain.records.tests.machine import run
from brink.foundation import clock
from brink.foundation.search import documents
from brink.foundation.visibility import ANYONE
from brink.registers.benches import services
from brink.registers.benches.card import CARD
from brink.registers.benches.models import Bench

pytestmark = pytest.mark.django_db
STAFF = Actor(role="officer")
TITLE = "Een bankje bij de kerk"


@pytest.fixture
def world() -> World:
    return make_world()


def promised(world: World, **more: object) -> Bench:
    basics = Basics(
        title=TITLE, owner=world.contact, areas=(world.village,),
        due_on=clock.today() + timedelta(days=10), **more,
    )  # fmt: skip
    return services.promise(tenant=world.body, basics=basics, spot="Kerkpad 1", actor=STAFF, key=None)


def test_the_acts_in_any_order(world: World) -> None:
    run(CARD, lambda: promised(world), {"plaatsen": lambda _row, _today, wish: {"note": f"Klus {wish}."}})


def test_the_house_shows_it_without_an_edit_elsewhere(world: World, client: Client) -> None:
    """List, page, feed, table, area, question, calendar, search, export; then the desk and its queue."""
    process = make_process(world)
    row = promised(world, process=process)
    page, where = reverse("bench:page", args=[row.record.slug]), [process.slug]
    for address in (
        *(page, reverse("bench:list"), reverse("bench:feed"), reverse("bench:table")),
        *(reverse("web:area", args=[world.village.slug]), reverse("web:process", args=where)),
        reverse("processes:calendar"),
    ):
        assert TITLE in client.get(address).content.decode(), address
    assert page in {one.address for one in documents(ANYONE)}
    assert process_exports.get("bench")(process)["bankjes"][0]["title"] == TITLE
    client.force_login(world.officer)
    assert TITLE in client.get(reverse("bench:desk")).content.decode()
    assert f"Bankje: {TITLE}" in client.get("/balie/").content.decode()


def test_a_bench_is_promised_and_placed_at_the_desk(world: World, client: Client) -> None:
    client.force_login(world.officer)
    new = {"title": TITLE, "spot": "Kerkpad 1", "owner": f"person-{world.contact.pk}", "key": "k" * 20}
    day = clock.today() + timedelta(days=20)
    answer = client.post(reverse("bench:new"), {**new, "due_on": day.isoformat()})
    assert answer.status_code == 302, answer.content.decode()
    row = Bench.objects.get()
    place = reverse("bench:act", args=[row.record.slug, "plaatsen"])
    assert client.post(place, {"note": "Met de dorpsraad.", "key": "l" * 20}).status_code == 302
    row.refresh_from_db()
    assert (row.placed_on, row.record.stage) == (clock.today(), "placed")


def test_whoever_asked_hears_that_it_stands(world: World) -> None:
    round = make_round(make_process(world), "ideas")
    said = Words(kind="idea", text="Een bankje graag.", email="fatima@voorbeeld.invalid")
    given = give(round=round, words=said, actor=RESIDENT, key=None).contribution
    row = promised(world, voices=(given,))
    services.place(row=row, note="Met de dorpsraad.", actor=STAFF, key=None)
    gather()
    assert list(News.objects.filter(topic="bench-placed").values_list("contribution_id", flat=True)) == [given.pk]


def test_the_owner_is_reminded_in_time(world: World) -> None:
    Person.objects.filter(pk=world.contact.pk).update(email="contact@voorbeeld.invalid")
    promised(world)
    assert (reminding.remind(CARD), reminding.remind(CARD)) == (1, 0)
    assert TITLE in mail.outbox[0].body
