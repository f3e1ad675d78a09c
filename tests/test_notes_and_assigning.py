"""Notes for colleagues about anything, and work that is given to a person: who reads it, who gets it."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from brink.domain.contributions.models import Answer, Bundle, Contribution, StaffNote
from brink.domain.contributions.services import bundling, landing
from brink.domain.contributions.services.answers import AnswerDraft
from brink.domain.contributions.services.giving import Words, give
from brink.domain.contributions.views.notes import SUBJECTS
from brink.domain.journal.models import Entry
from brink.domain.journal.services import RESIDENT, Actor
from brink.domain.people.models import Absence, Account
from brink.domain.people.queries import viewer_for
from brink.domain.processes.models import Process
from brink.foundation import clock
from brink.foundation.visibility import ANYONE, Role, visible
from tests.builders import World, make_account, make_process, make_round, make_world

pytestmark = pytest.mark.django_db
STAFF = Actor(role="officer")


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def things(world: World) -> dict[str, Any]:
    """Return one thing of each kind that a note can be about."""
    process = make_process(world)
    round = make_round(process)
    words = Words(kind="idea", text="Een bus naar Sleen.")
    voice = give(round=round, words=words, actor=RESIDENT, key=None).contribution
    bundle = bundling.make(process=process, title="De bus", contributions=[voice], actor=STAFF)
    return {"vraag": process, "ronde": round, "bundel": bundle, "bijdrage": voice}


def enter(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def femke(world: World) -> Account:
    return make_account(world.body, world.office, Role.OFFICER, "Femke")[0]


@pytest.mark.parametrize("about", SUBJECTS)
def test_a_note_is_written_read_changed_and_taken_away_where_colleagues_meet_it(
    world: World, things: dict[str, Any], about: str
) -> None:
    desk, row = enter(world.officer), things[about]
    address = f"/balie/notities/{about}/{row.pk}/"
    there = desk.post(address, {"key": "k1", "text": "Bel eerst de dorpsraad."})["Location"]
    assert "Bel eerst de dorpsraad." in desk.get(there.split("#")[0]).content.decode()
    others = [one for name, one in things.items() if name != about]
    for name, one in things.items():
        if one in others:
            assert "Bel eerst" not in desk.get(f"/balie/notities/{name}/{one.pk}/").content.decode()
    note = StaffNote.objects.get()
    change = f"/balie/notities/{note.pk}/"
    version = re.search(r'name="version" value="([^"]+)"', desk.get(change).content.decode())
    assert version is not None
    assert desk.post(change, {"key": "k2", "text": "Bel haar.", "version": version[1]})["Location"] == there
    colleague = enter(femke(world))
    assert "Bel haar." in colleague.get(there.split("#")[0]).content.decode()
    assert colleague.post(change, {"key": "k3", "text": "X", "version": version[1]}).status_code in (403, 409)
    desk.post(f"{change}weg/", {"key": "k4"})
    assert not StaffNote.objects.exists()
    assert not Entry.objects.filter(kind__startswith="note.", public=True).exists()


@pytest.mark.parametrize("about", SUBJECTS)
def test_nobody_but_the_own_desk_reads_a_note(world: World, things: dict[str, Any], about: str) -> None:
    row = things[about]
    address = f"/balie/notities/{about}/{row.pk}/"
    enter(world.officer).post(address, {"key": "k1", "text": "Bel eerst de dorpsraad."})
    assert not visible(ANYONE, StaffNote.objects.all()).exists()
    other = make_world("assen", "municipality")
    assert not visible(viewer_for(other.officer), StaffNote.objects.all()).exists()
    elected = make_account(world.body, world.council, Role.COUNCIL, "Raad")[0]
    for client in (Client(), enter(other.officer), enter(elected)):
        assert client.get(address).status_code == 404
        assert client.post(address, {"key": "k2", "text": "X"}).status_code in (403, 404)


def test_the_notes_of_a_bundle_go_along_when_it_goes_up_in_another(world: World, things: dict[str, Any]) -> None:
    desk = enter(world.officer)
    desk.post(f"/balie/notities/bundel/{things['bundel'].pk}/", {"key": "k1", "text": "Eerst lezen."})
    into = bundling.make(
        process=things["vraag"], title="Vervoer", contributions=[things["bijdrage"]], actor=STAFF
    )
    bundling.merge(bundle=Bundle.objects.get(pk=things["bundel"].pk), into=into, actor=STAFF)
    assert "Eerst lezen." in desk.get(f"/balie/bundels/wonen/{into.pk}/").content.decode()


def test_the_page_of_a_question_counts_its_notes_and_leads_to_those_elsewhere(
    world: World, things: dict[str, Any]
) -> None:
    desk = enter(world.officer)
    for number, (about, row) in enumerate(things.items()):
        desk.post(f"/balie/notities/{about}/{row.pk}/", {"key": f"k{number}", "text": "Let op."})
    page = desk.get("/balie/processen/wonen/").content.decode()
    assert "4 notities" in page
    assert f"/balie/notities/ronde/{things['ronde'].pk}/" in page
    listed = desk.get(f"/balie/notities/vraag/{things['vraag'].pk}/").content.decode()
    for there in (f"/balie/notities/ronde/{things['ronde'].pk}/", f"/balie/inbreng/{things['bijdrage'].pk}/#notities"):
        assert there in listed


def test_no_note_is_written_about_words_that_were_taken_back(world: World, things: dict[str, Any]) -> None:
    Contribution.objects.filter(pk=things["bijdrage"].pk).update(withdrawn_at=clock.now(), text="", title="")
    address = f"/balie/notities/bijdrage/{things['bijdrage'].pk}/"
    assert enter(world.officer).post(address, {"key": "k", "text": "Wie was dit?"}).status_code == 409
    assert not StaffNote.objects.exists()


def test_a_note_is_about_one_thing_in_the_database_too(world: World, things: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        StaffNote.objects.create(
            tenant=world.body, created_at=clock.now(), process=things["vraag"], round=things["ronde"],
            bundle=things["bundel"], text="X", by=world.officer,
        )  # fmt: skip


# Assigning


def waiting(client: Client, query: str = "") -> tuple[str, int]:
    response = client.get(f"/balie/{query}")
    assert response.status_code == 200
    context = response.context
    rows = [f"{row.title} {row.action}" for group in context["groups"] for row in group.items]
    return " / ".join(rows), context["count"]


def test_a_question_is_the_work_of_whom_it_was_given_to(world: World) -> None:
    make_process(world, "bus", room=False)
    femke_, desk = femke(world), enter(world.officer)
    assert "Maak verder: Vraag over bus" in waiting(desk)[0]
    address = "/balie/processen/bus/toewijzen/"
    assert desk.post(address, {"key": "k1", "person": str(femke_.pk)}).status_code == 302
    assert "Vraag over bus" not in waiting(desk)[0]
    assert "Maak verder: Vraag over bus" in waiting(enter(femke_))[0]
    # Whoever looks at a colleague's work sees it there, and in the planning it is hers.
    assert "Vraag over bus" in waiting(desk, f"?persoon={femke_.pk}")[0]
    assert "Femke (voorbeeld)" in desk.get("/balie/processen/bus/").content.decode()
    # To nobody: it is the contact's again, whose name on the site never changed.
    desk.post(address, {"key": "k2", "person": ""})
    assert "Maak verder: Vraag over bus" in waiting(desk)[0]
    assert Process.objects.get(slug="bus").owner_id == world.contact.pk
    assert not Entry.objects.filter(kind="process.assigned", public=True).exists()


def test_who_stands_in_for_whom_it_was_given_to_sees_it_as_own_work(world: World) -> None:
    make_process(world, "bus", room=False)
    femke_ = femke(world)
    Process.objects.update(handler=femke_)
    Absence.objects.create(
        tenant=world.body, created_at=clock.now(), account=femke_, substitute=world.clerk, starts=clock.today(),
        ends=clock.today() + timedelta(days=3),
    )  # fmt: skip
    assert "Vraag over bus" in waiting(enter(world.clerk))[0]
    assert "Vraag over bus" not in waiting(enter(world.officer))[0]


def test_an_answer_that_lies_ready_is_read_over_by_whom_it_was_given_to(world: World, things: dict[str, Any]) -> None:
    draft = AnswerDraft(outcome="weighed", reason="Wij hebben dit gelezen en gewogen.")
    landing.land(process=things["vraag"], contributions=[things["bijdrage"]], draft=draft, written_place="Het plan",
                 actor=STAFF)
    Contribution.objects.update(reply_due_on=clock.today())
    answer, femke_, desk = Answer.objects.get(), femke(world), enter(world.officer)
    assert "1 antwoord is voor u" not in waiting(enter(femke_))[0]
    address = f"/balie/antwoorden/wonen/toewijzen/{answer.pk}/"
    assert desk.post(address, {"key": "k1", "person": str(femke_.pk)}).status_code == 302
    assert "1 antwoord is voor u Lees na en verstuur" in waiting(enter(femke_))[0]
    assert "1 antwoord is voor u" in waiting(desk, f"?persoon={femke_.pk}")[0]
    assert "Femke (voorbeeld) pakt dit op." in desk.get("/balie/antwoorden/wonen/").content.decode()
    Answer.objects.filter(pk=answer.pk).update(sent_at=clock.now())
    refused = desk.post(address, {"key": "k2", "person": ""})
    assert refused.status_code == 409
    assert not Entry.objects.filter(kind="answer.assigned", public=True).exists()


def test_work_goes_to_nobody_outside_the_own_desk(world: World, things: dict[str, Any]) -> None:
    other = make_world("assen", "municipality")
    desk = enter(world.officer)
    answer = desk.post("/balie/processen/wonen/toewijzen/", {"key": "k", "person": str(other.officer.pk)})
    assert answer.status_code == 422
    assert Process.objects.get(slug="wonen").handler_id is None
    assert enter(other.officer).get("/balie/processen/wonen/toewijzen/").status_code == 404
    # Nor does one see what waits for somebody of elsewhere.
    assert waiting(desk, f"?persoon={other.officer.pk}") == waiting(desk)
