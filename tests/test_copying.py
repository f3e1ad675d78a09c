"""A question that starts from another: what comes along, on which days, and that nothing else does.

Drawn from all tables: a copy of a question with everything on it may add rows to those that are named here alone, and
each table that hangs on a question is copied, or left behind for a reason.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import transaction
from django.db.models import ForeignKey, ManyToManyField
from django.test import Client, override_settings
from pytest_django.plugin import DjangoDbBlocker

from brink.domain.journal.models import Entry
from brink.domain.journal.services import Actor
from brink.domain.people.queries import viewer_for
from brink.domain.processes import models as m
from brink.domain.processes.dates import day_of
from brink.domain.processes.models import Process
from brink.domain.processes.queries.desk import desk_rows, steps_of
from brink.domain.processes.services.copying import copy_process, first_day
from brink.domain.processes.states import is_public
from brink.foundation import clock, workdays
from brink.foundation.visibility import ANYONE, visible
from tests.builders import World, make_process, make_room, make_world
from tests.safety.filled_body import FilledBody, fill_body

OFFICER = Actor(role="officer")
STARTS = date(2027, 3, 1)
# Per table that is copied: what of a row is made anew, or moves along.
ANEW = {"id", "created_at", "tenant"}
COPIED: dict[str, set[str]] = {
    "Process": {
        "slug", "title", "owner", "handler", "room_published_at", "participation_at", "weighing_at", "decided_at",
        "answered_at", "evaluated_at", "withdrawn_at", "withdrawn_reason", "evaluation_note", "opens_at", "closes_at",
        "contribution_count", "landed_count", "source", "template_at", "predecessor",
    },
    "RoomStatement": {
        "process", "decision_on", "reply_on", "contact", "version", "already_decided", "adopted_by", "adopted_at",
        "published_at", "change_reason", "content_hash", "consent",
    },
    "Boundary": {"room", "review_on"},
    "Round": {
        "process", "opens_at", "closes_at", "room", "opened_at", "closed_at", "paused_at", "changed_at",
        "contribution_count", "seed",
    },
    "DecisionMoment": {"process", "on"},
    "StatutoryTerm": {"process", "closes_on"},
    "Stakeholder": {"process", "joined_on"},
    "Interest": {"process", "stakeholder"},
}  # fmt: skip
# Of those: what somebody has still to do or to decide.
EMPTY = {
    "room_published_at", "participation_at", "weighing_at", "decided_at", "answered_at", "evaluated_at", "withdrawn_at",
    "opened_at", "closed_at", "paused_at", "adopted_by", "adopted_at", "published_at", "already_decided", "template_at",
    "handler", "contribution_count", "landed_count", "source", "predecessor", "content_hash", "consent",
}  # fmt: skip
LEFT = {
    "Event": "a hall is hired for one evening",
    "Partner": "the other body has not said that it joins again",
    "Alignment": "what was agreed was about the other question",
    "Deviation": "an organ decided it for that question",
    "ExistingPlan": "whether there is a plan now is asked anew",
    "Lesson": "what was learned there",
    "Print": "paper that was printed for that question",
    "PrintedCode": "paper that was printed for that question",
}
# Of all other tables: what any act writes.
WRITTEN = {
    "journal.Entry", "journal.Content", "foundation.SearchEntry", "processes.Process_themes",
    "processes.Process_areas",
}  # fmt: skip


def tables() -> dict[str, Any]:
    return {one._meta.label: one for one in apps.get_models(include_auto_created=True)}


def counted() -> dict[str, int]:
    return {label: model._base_manager.count() for label, model in tables().items()}


@pytest.fixture(scope="module")
def made(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[FilledBody]:
    """Make everything once, in a transaction around all tests; each is rolled back to here."""
    uploads = override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("uploads"))
    with django_db_blocker.unblock(), uploads, transaction.atomic():
        yield complete(fill_body())
        transaction.set_rollback(True)


@pytest.fixture
def full(made: FilledBody, db: None) -> FilledBody:
    made.shown.process.refresh_from_db()
    return made


def complete(made: FilledBody) -> FilledBody:
    """Put on the question what a filled body does not have."""
    process, body = made.shown.process, made.world.body
    common = {"tenant": body, "created_at": clock.now(), "process": process}
    party = m.Stakeholder.objects.create(**common, name="Dorpsraad", aim="Een bus.", joined_on=date(2026, 1, 1))
    m.Interest.objects.create(**common, title="Rust", stakeholder=party)
    m.Interest.objects.create(**common, title="Bereikbaar blijven")
    m.StatutoryTerm.objects.create(**common, name="Zienswijzen", closes_on=clock.today() + timedelta(days=40))
    m.DecisionMoment.objects.create(
        **common, on=clock.today() + timedelta(days=30), organ=made.world.council, subject="Startnotitie"
    )
    m.Lesson.objects.create(**common, happened="Laat.", change="Eerder.")
    room = make_room(made.world, process, version=2, change_reason="Er kwam geld bij.", published_at=None,
                     consent="Besluit 12.")  # fmt: skip
    m.Boundary.objects.create(
        tenant=body, created_at=clock.now(), room=room, number=1, subject="geld", kind="hard", source="money",
        explanation="Er is € 150.000.", review_on=clock.today() + timedelta(days=50),
    )  # fmt: skip
    m.RoomStatement.objects.filter(pk=room.pk).update(published_at=clock.now())
    return made


def copied(full: FilledBody, **changed: Any) -> Process:
    asked = {
        "process": full.shown.process, "title": "Nog eens", "starts_on": STARTS, "framework": full.world.framework,
        "owner": full.world.contact, "actor": OFFICER, "key": "kopie-1", **changed,
    }  # fmt: skip
    return copy_process(**asked)


def test_every_table_that_hangs_on_a_question_is_copied_or_left_for_a_reason() -> None:
    own = {
        model.__name__
        for model in apps.get_app_config("processes").get_models()
        for field in model._meta.get_fields()
        if isinstance(field, ForeignKey) and field.name in ("process", "room") and model is not m.Process
    }
    below = {"RoundExtension", "RoundPause", "EarlyClosing", "RoundOutcome"}
    assert own - set(COPIED) - set(LEFT) - below == set()


def test_a_copy_adds_rows_to_these_tables_and_to_no_others(full: FilledBody) -> None:
    before = counted()
    copied(full)
    grown = {label for label, count in counted().items() if count > before[label]}
    assert grown == WRITTEN | {f"processes.{name}" for name in COPIED}


def rows(model: Any, process: Process) -> list[Any]:
    where = {"pk": process.pk} if model is Process else {
        "room__process" if model is m.Boundary else "process": process
    }  # fmt: skip
    found = model.objects.filter(**where)
    if model is m.DecisionMoment:
        found = found.filter(final=False)
    return list(found.order_by("-version")[:1] if model is m.RoomStatement else found)


@pytest.mark.parametrize("name", COPIED)
def test_every_field_of_a_copied_row_comes_along_but_for_what_is_made_anew(full: FilledBody, name: str) -> None:
    model, made = getattr(m, name), copied(full)
    pairs = list(zip(rows(model, full.shown.process), rows(model, made), strict=True))
    assert pairs
    for old, new in pairs:
        for field in model._meta.concrete_fields:
            value = getattr(new, field.attname)
            if field.name in EMPTY and field.name in COPIED[name]:
                assert not value, field.name
            elif field.name not in ANEW | COPIED[name]:
                assert value == getattr(old, field.attname), field.name
        for many in model._meta.many_to_many:
            assert isinstance(many, ManyToManyField)
            assert set(getattr(new, many.name).all()) == set(getattr(old, many.name).all())


def test_all_days_move_along_and_no_organ_meets_in_a_weekend(full: FilledBody) -> None:
    old, made = full.shown.process, copied(full)
    moved = STARTS - first_day(old)
    assert day_of(made.rounds.order_by("opens_at").first().opens_at) == STARTS
    for before, after in zip(old.rounds.order_by("number"), made.rounds.order_by("number"), strict=True):
        assert day_of(after.opens_at) - day_of(before.opens_at) == moved
        assert after.last_day - before.last_day == moved
        assert after.seed != before.seed or not before.seed
    there, here = old.rooms.first(), made.rooms.get()
    for name in ("decision_on", "reply_on"):
        day = getattr(here, name)
        assert workdays.is_workday(day)
        assert timedelta(0) <= day - (getattr(there, name) + moved) < timedelta(days=5)
    assert made.statutory_terms.get().closes_on - old.statutory_terms.get().closes_on == moved
    assert here.boundaries.get().review_on - there.boundaries.get().review_on == moved
    assert workdays.is_workday(made.moments.get().on)


def test_nobody_outside_the_desk_sees_a_copy_and_it_tells_what_is_next(full: FilledBody) -> None:
    made = copied(full)
    assert not is_public(made)
    assert not visible(ANYONE, Process.objects.filter(pk=made.pk)).exists()
    assert not visible(ANYONE, m.Round.objects.filter(process=made)).exists()
    row = desk_rows(viewer_for(full.world.officer)).get(pk=made.pk)
    assert [one.act for one in steps_of(row, clock.now())][:1] == ["Ga verder"]
    entry = Entry.objects.get(kind="process.copied")
    assert (entry.public, entry.subject_id) == (False, made.pk)


def test_the_same_form_twice_makes_one_copy(full: FilledBody) -> None:
    assert copied(full).pk == copied(full).pk


@pytest.fixture
def world(db: None) -> World:
    return make_world("emmen", "municipality")


@pytest.fixture
def desk(world: World) -> Client:
    client = Client()
    client.force_login(world.officer)
    return client


def test_a_body_keeps_a_question_as_template_and_starts_from_it(world: World, desk: Client) -> None:
    example = make_process(world, "voorbeeld", room=False)
    address = f"/balie/processen/{example.slug}/"
    assert "Maak verder: Vraag over voorbeeld" in desk.get("/balie/").content.decode()
    assert desk.post(f"{address}doe/sjabloon/", {"key": "k1"}).status_code == 302
    # A template in the making waits for nobody, and is offered to whoever begins a question.
    assert "Maak verder: Vraag over voorbeeld" not in desk.get("/balie/").content.decode()
    assert f'href="{address}kopie/"' in desk.get("/balie/processen/nieuw/").content.decode()
    sent = {"key": "k2", "title": "De bus van Sleen", "starts_on": "2027-03-01"}
    assert desk.post(f"{address}kopie/", sent).status_code == 302
    made = Process.objects.get(title="De bus van Sleen")
    assert (made.template_at, made.phase_id, made.owner_id) == (None, example.phase_id, world.contact.pk)
    assert "Maak verder: De bus van Sleen" in desk.get("/balie/").content.decode()
    assert desk.post(f"{address}doe/geen-sjabloon/", {"key": "k3"}).status_code == 302
    assert f'href="{address}kopie/"' not in desk.get("/balie/processen/nieuw/").content.decode()


def test_another_body_does_not_start_from_it(world: World, desk: Client) -> None:
    other = make_world("assen", "municipality")
    theirs = make_process(other, "van-assen")
    assert desk.get(f"/balie/processen/{theirs.slug}/kopie/").status_code == 404
    Process.objects.filter(pk=theirs.pk).update(template_at=clock.now())
    assert "van-assen" not in desk.get("/balie/processen/nieuw/").content.decode()


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"title": "", "starts_on": "2027-03-01"}, "Nog niet verstuurd"),
        ({"title": "Bus", "starts_on": "morgen"}, "Vul een dag in zoals 31-12-2027."),
        ({"title": "Bus", "starts_on": "9999-12-31"}, "Kies een eerste dag die in de buurt ligt."),
    ],
)
def test_what_cannot_be_is_said_beside_what_was_typed(
    world: World, desk: Client, sent: dict[str, str], said: str
) -> None:
    process = make_process(world)
    answer = desk.post(f"/balie/processen/{process.slug}/kopie/", {"key": "k", **sent})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert Process.objects.filter(tenant=world.body).count() == 1
