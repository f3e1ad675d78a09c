"""Invitations: acts in any order, an address for each means, who came counted in tens and never followed."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.builders import World, make_process, make_room, make_round, make_world
from tests.form_client import Page

from brink.domain.framework.levels import Level
from brink.domain.journal.models import Entry
from brink.domain.journal.services import Actor
from brink.domain.people.models import Attempts
from brink.domain.processes.models import Process, RoomStatement
from brink.domain.records.basics import Basics
from brink.domain.records.tests.machine import run
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotNow
from brink.foundation.visibility import ANYONE
from brink.registers.invitations import services
from brink.registers.invitations.card import CARD, came_in_words
from brink.registers.invitations.models import Invitation, Way
from brink.registers.invitations.work_lines import work_lines

pytestmark = pytest.mark.django_db
STAFF = Actor(role="officer")


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def process(world: World) -> Process:
    return make_process(world)


def invited(world: World, process: Process | None, because: str = "", **more: object) -> Invitation:
    basics = Basics(
        title="Alle huishoudens", owner=world.contact, process=process, due_on=clock.today() + timedelta(days=10),
        **more,
    )  # fmt: skip
    return services.plan(tenant=world.body, basics=basics, because=because, actor=STAFF, key=None)


def by(row: Invitation, world: World, means: str = "letter", **more: object) -> Way:
    days = {"starts_on": clock.today(), "ends_on": clock.today() + timedelta(days=9)}
    services.add_way(row=row, means=means, area=world.village, actor=STAFF, key=None, **{"size": 100, **days, **more})
    return row.ways.latest("id")


def table(client: Client, row: Invitation) -> list[list[str]]:
    page = Page(client.get(reverse("invitation:page", args=[row.record.slug])).content.decode())
    return [[cell.words for cell in one.all("th", "td")] for one in next(page.root.all("tbody")).all("tr")]


def test_the_acts_in_any_order(world: World, process: Process) -> None:
    run(CARD, lambda: invited(world, process), {
        "middel": lambda _row, today, wish: {
            "means": ("letter", "poster")[wish % 2], "area": world.village, "size": wish + 1, "starts_on": today,
            "ends_on": today + timedelta(days=wish),
        },
        "afronden": lambda _row, _today, wish: {"learned": f"Een brief helpt, {wish}."},
    })  # fmt: skip


def test_each_means_has_its_own_address_and_what_it_brought_is_told_in_tens(
    client: Client, world: World, process: Process
) -> None:
    make_round(process)
    row = invited(world, process)
    letter, poster = by(row, world, cost_cents=12_050), by(row, world, "poster")
    assert letter.code != poster.code
    welcome = reverse("invitations:welcome", args=[letter.code])
    page = client.get(welcome)
    assert "U bent uitgenodigd" in page.content.decode()
    client.head(welcome)
    assert Way.objects.get(pk=letter.pk).came == 0, "who looks, or a program that looks ahead, is not counted"
    for number in range(19):
        answer = Client(REMOTE_ADDR=f"10.0.{number}.1").post(welcome)
        assert answer["Location"] == f"/processen/{process.slug}/"
    shown = table(client, row)
    assert [(line[0], line[1], line[2], line[4], line[5]) for line in shown] == [
        ("Brief", "Proefdorp", "100", "€ 120,50", "10 of meer, ten minste 10 op de 100"),
        ("Affiche", "Proefdorp", "100", "niet opgeschreven", "minder dan 10"),
    ]
    Client().post(welcome.upper().replace("/U/", "/u/"))
    assert table(client, row)[0][5] == "20 of meer, ten minste 20 op de 100", "capitals on paper lead there too"


@pytest.mark.parametrize(("means", "size", "came", "said"), [
    ("letter", 1_200, 87, "80 of meer, ten minste 6 op de 100"),
    ("visit", 25, 12, "10 of meer, ten minste 40 op de 100"),
    ("letter", 1_200, 12, "10 of meer"), ("letter", 10, 30, "30 of meer"), ("letter", 1_200, 9, "minder dan 10"),
    ("poster", 40, 38, "30 of meer"), ("social", 1_000, 100, "100 of meer"),
])  # fmt: skip
def test_d15_of_what_reaches_one_household_the_part_that_came_is_told_and_of_a_poster_it_is_not(
    means: str, size: int, came: int, said: str
) -> None:
    assert came_in_words(Way(means=means, size=size, came=came)) == said


def test_nothing_is_kept_of_who_came_but_a_number(world: World, process: Process) -> None:
    """Class: whatever could tell later how somebody came: cookies, journal, session, rows."""
    way = by(invited(world, process), world)
    client, before = Client(), Entry.objects.count()
    welcome = reverse("invitations:welcome", args=[way.code])
    client.get(welcome)
    answer = client.post(welcome)
    assert Entry.objects.count() == before
    assert set(client.cookies) <= {"csrftoken"}
    assert way.code not in answer["Location"]
    for _time in range(60):
        client.post(welcome)
    assert Way.objects.get(pk=way.pk).came == 40, "one line is counted so often an hour; it is led on all the same"
    assert set(Attempts.objects.values_list("what", flat=True)) == {"uitnodiging"}


def test_the_desk_asks_whom_it_invites_until_there_is_an_invitation_or_a_reason(
    world: World, process: Process
) -> None:
    def asked(one: Process) -> list[tuple[str, bool]]:
        return [(line.said, line.waits) for line in work_lines(one, ANYONE)]

    waits = [("Wie nodigt u uit? Nodig mensen uit, of schrijf op waarom niet.", True)]
    with CaptureQueriesContext(connection) as counted:
        assert asked(process) == waits
    assert len(counted) == 1
    desk = Client()
    desk.force_login(world.officer)
    page = desk.get(f"/balie/processen/{process.slug}/").content.decode()
    assert "Wie nodigt u uit?" in page
    assert reverse("invitation:new") in page
    told = make_process(world, "weten", room=False)
    assert asked(told) == []
    make_room(world, told, level=Level.INFORM)
    assert asked(told) == [], "who may only know needs no invitation"
    assert RoomStatement.objects.filter(process=told).count() == 1
    invited(world, process, because="De dorpsraad heeft iedereen gevraagd.")
    assert asked(process) == [("niemand uitgenodigd, met de reden erbij", False)]
    invited(world, process)
    assert asked(process) == [("1 uitnodiging", False)]


def test_it_stands_in_the_list_on_its_question_and_on_paper(client: Client, world: World, process: Process) -> None:
    row = invited(world, process)
    way = by(row, world)
    for address in (
        reverse("invitation:list"), reverse("invitation:feed"), reverse("invitation:table"),
        reverse("web:process", args=[process.slug]),
    ):  # fmt: skip
        assert "Alle huishoudens" in client.get(address).content.decode(), address
    page = reverse("invitation:page", args=[row.record.slug])
    assert way.code not in client.get(page).content.decode(), "the addresses are on paper, not on the page"
    desk = Client()
    desk.force_login(world.officer)
    assert way.code in desk.get(page).content.decode()
    paper = desk.get(reverse("invitations:paper", args=[way.pk])).content.decode()
    assert way.code in paper
    assert "U bent uitgenodigd" in paper
    assert client.get(reverse("invitations:paper", args=[way.pk])).status_code in (302, 404)
    Process.objects.filter(pk=process.pk).update(room_published_at=None)
    assert client.get(reverse("invitations:welcome", args=[way.code])).status_code == 404
    assert client.get("/u/bestaatniet/").status_code == 404


def test_what_cannot_be_is_one_sentence_and_the_database_refuses_it_too(world: World, process: Process) -> None:
    with pytest.raises(BadInput) as refused:
        invited(world, None)
    assert refused.value.field == "process"
    row = invited(world, process)
    today = clock.today()
    for wrong, field in (
        ({"means": "duif"}, "means"), ({"size": 0}, "size"), ({"ends_on": today - timedelta(days=1)}, "ends_on"),
        ({"starts_on": today + timedelta(days=900), "ends_on": today + timedelta(days=900)}, "starts_on"),
    ):  # fmt: skip
        with pytest.raises(BadInput) as refused:
            by(row, world, **wrong)
        assert refused.value.field == field
    with pytest.raises(NotNow):
        by(invited(world, process, because="Niet nodig."), world)
    way = by(row, world)
    for rows, change in (
        (Way.objects.filter(pk=way.pk), {"size": 0}),
        (Way.objects.filter(pk=way.pk), {"ends_on": today - timedelta(9)}),
        (Invitation.objects.filter(pk=row.pk), {"because": "Toch niet."}),
        (Invitation.objects.filter(pk=row.pk), {"ended_at": clock.now()}),
    ):  # fmt: skip
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**change)
