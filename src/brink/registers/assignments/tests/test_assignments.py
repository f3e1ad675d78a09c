"""Assignments: who gives them, by which act they go on, when they are late, and where everybody reads them."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client
from tests.builders import World, make_world
from tests.form_client import go_on

from brink.domain.journal.services import Actor
from brink.domain.people.models import Organ
from brink.domain.records import reminding
from brink.domain.records.basics import Basics
from brink.domain.records.models import Record
from brink.domain.records.tests.machine import run
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotAllowed, NotNow
from brink.registers.assignments import services, states
from brink.registers.assignments.card import CARD
from brink.registers.assignments.models import Assignment
from brink.registers.assignments.services import Given

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 9, 1, 10, 0, tzinfo=UTC)
CLERK, OFFICER = Actor(role="clerk"), Actor(role="officer")
DUE = date(2026, 10, 1)


@pytest.fixture
def world() -> World:
    with clock.frozen(NOON):
        return make_world()


def given(world: World, **changes: Any) -> Assignment:
    said = {"by": world.council, "to": world.executive, "on": date(2026, 8, 1), "reference": "Statenstuk 2021-3",
            "product": "een voorstel met kosten"}  # fmt: skip
    said |= {name: changes.pop(name) for name in list(changes) if name in said}
    basics = {"title": "Zoek uit wat kleine huizen kosten", "owner": world.contact, "due_on": DUE,
              "areas": (world.village,)} | changes  # fmt: skip
    return services.assign(tenant=world.body, basics=Basics(**basics), given=Given(**said), actor=CLERK, key=None)


def stage(row: Assignment) -> tuple[str, bool]:
    record = Record.objects.get(pk=row.pk)
    return record.stage, record.closed_at is not None


def test_an_assignment_is_done_when_whoever_gave_it_adopts_what_came(world: World) -> None:
    with clock.frozen(NOON):
        row = given(world)
        assert stage(row) == (states.GIVEN, False)
        services.begin(row=row, note="Het team rekent Sleen door.", actor=OFFICER, key=None)
        assert stage(row) == (states.RUNNING, False)
        with pytest.raises(NotNow):
            services.adopt(row=row, note="Vastgesteld.", actor=CLERK, key=None)
        services.deliver(row=row, proof="/opdrachten/", note="Het voorstel ligt er.", actor=OFFICER, key=None)
        assert stage(row) == (states.DELIVERED, True)
        services.send_back(row=row, note="De kosten van Zweeloo ontbreken.", actor=CLERK, key=None)
        assert stage(row) == (states.RUNNING, False)
        services.deliver(row=row, proof="https://voorbeeld.invalid/stuk", note="Nu compleet.", actor=OFFICER, key=None)
        services.adopt(row=row, note="In de vergadering van 7 juli.", actor=CLERK, key=None)
        assert stage(row) == (states.ADOPTED, True)


def test_what_is_late_stands_on_the_public_list_and_a_delivered_one_is_not_late(world: World) -> None:
    with clock.frozen(NOON):
        late, done = given(world), given(world, title="Maak een lijst")
    with clock.frozen(NOON + timedelta(days=20)):
        services.deliver(row=done, proof="https://voorbeeld.invalid/lijst", note="De lijst.", actor=OFFICER, key=None)
    with clock.frozen(NOON + timedelta(days=40)):
        text = Client().get("/opdrachten/?stand=te-laat").content.decode()
        assert "Zoek uit wat kleine huizen kosten" in text
        assert "10 dagen te laat" in text
        assert "Maak een lijst" not in text
        assert "Statenstuk 2021-3" in text
        for address in (f"/gebieden/{world.village.slug}/", "/opdrachten/?q=2021-3", "/opdrachten/open.csv"):
            assert "Zoek uit wat kleine huizen kosten" in Client().get(address).content.decode(), address
        own = Client().get(f"/opdrachten/{late.record.slug}/").content.decode()
        assert "een voorstel met kosten" in own
        assert "Provinciale Staten" in own


def test_the_owner_gets_a_mail_two_weeks_before_the_day(world: World) -> None:
    world.contact.email = "aziz@voorbeeld.invalid"
    world.contact.save()
    with clock.frozen(NOON):
        given(world)
    with clock.frozen(datetime(2026, 9, 20, 10, 0, tzinfo=UTC)):
        reminding.remind(CARD)
        reminding.remind(CARD)
    assert len(mail.outbox) == 1
    assert "Zoek uit wat kleine huizen kosten" in mail.outbox[0].body


@pytest.mark.parametrize(
    ("change", "field"),
    [({"by": "executive"}, "given_by"), ({"to": "council"}, "given_to"), ({"on": date(2026, 9, 2)}, "given_on"),
     ({"reference": " "}, "reference"), ({"product": ""}, "product"), ({"due_on": None}, "due_on"),
     ({"due_on": date(2026, 8, 31)}, "due_on"), ({"title": ""}, "title")],
)  # fmt: skip
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_written(
    world: World, change: dict[str, Any], field: str
) -> None:
    change = {name: getattr(world, value) if name in ("by", "to") else value for name, value in change.items()}
    with clock.frozen(NOON), pytest.raises(BadInput) as refused:
        given(world, **change)
    assert refused.value.field == field
    assert not Record.objects.exists()


def test_no_organ_of_another_body_and_no_page_that_is_not_there(world: World) -> None:
    with clock.frozen(NOON):
        other = make_world("assen", "municipality")
        with pytest.raises(BadInput):
            given(world, to=other.executive)
        row = given(world)
        for proof in ("/bestaat-niet/", "/balie/", "in de la", ""):
            with pytest.raises(BadInput):
                services.deliver(row=row, proof=proof, note="Klaar.", actor=OFFICER, key=None)


def test_the_griffie_gives_and_adopts_and_an_officer_does_not(world: World) -> None:
    with clock.frozen(NOON):
        row = given(world)
        officer = Actor(id=world.officer.pk, role="officer")
        with pytest.raises(NotAllowed):
            services.lapse(row=row, note="Niet meer nodig.", actor=officer, key=None)
        desk = Client()
        desk.force_login(world.officer)
        assert 'name="given_by"' not in desk.get("/balie/opdrachten/nieuw/").content.decode()
        griffie = Client()
        griffie.force_login(world.clerk)
        sent = {
            "title": "Maak een lijst", "product": "een lijst", "given_by": str(world.council.pk), "key": "sleutel-een",
            "given_to": str(world.executive.pk), "given_on": "2026-08-01", "reference": "Statenstuk 1",
            "due_on": "2026-10-01", "owner": f"person-{world.contact.pk}",
        }  # fmt: skip
        for _again in range(2):
            assert go_on(griffie, "/balie/opdrachten/nieuw/", sent).status_code == 302
        assert Assignment.objects.count() == 2


def test_the_database_keeps_giver_and_taker_apart_and_asks_for_proof(world: World) -> None:
    with clock.frozen(NOON):
        row = given(world)
    for change in ({"given_to": world.council}, {"delivered_at": NOON}, {"adopted_at": NOON}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Assignment.objects.filter(pk=row.pk).update(**change)


def test_acts_in_any_order_keep_what_was_declared(world: World) -> None:
    note = lambda _row, _day, wish: {"note": "Zo staat het." if wish else ""}  # noqa: E731
    run(
        CARD,
        lambda: given(world, due_on=clock.today() + timedelta(days=30), on=date(2026, 8, 1)),
        {
            "beginnen": note, "terug": note, "vaststellen": note,
            "vervallen": lambda _row, _day, wish: {"note": "Weg." if wish == 9 else ""},
            "nieuwe-dag": lambda _row, day, wish: {"due_on": day + timedelta(days=wish - 1), "note": "Later."},
            "leveren": lambda _row, _day, wish: {"proof": "/opdrachten/" if wish else "", "note": "Het is er."},
        },
    )  # fmt: skip


def test_organs_that_represent_residents_are_offered_as_givers(world: World) -> None:
    griffie = Client()
    griffie.force_login(world.clerk)
    text = griffie.get("/balie/opdrachten/nieuw/").content.decode()
    part = text.split('name="given_by"')[1].split("</select>")[0]
    assert world.council.name in part
    assert world.executive.name not in part
    assert Organ.objects.get(pk=world.executive.pk).name in text
