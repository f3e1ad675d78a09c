"""The room statement: complete before publication, never changed in silence."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from brink.domain.framework.levels import Level
from brink.domain.journal.models import Entry
from brink.domain.journal.services import SYSTEM
from brink.domain.people.services import add_organ
from brink.domain.places.models import Area
from brink.domain.processes.models import Boundary, DecisionMoment, RoomStatement
from brink.domain.processes.queries.readiness_findings import room_checklist, room_in_force
from brink.domain.processes.services.processes import edit_process
from brink.domain.processes.services.rooms import (
    BoundaryFacts,
    adopt_room,
    content_hash,
    content_of,
    draft_room,
    edit_room,
    publish_room,
    set_boundaries,
)
from brink.domain.processes.services.rounds import plan_round, release_round
from brink.domain.processes.states import ProcessState, process_state
from brink.domain.processes.tests.conftest import (
    boundaries,
    facts,
    filled_room,
    new_process,
    room_words,
    round_facts,
)
from brink.foundation import clock
from brink.foundation.errors import BadInput, KeyReused, NotNow

pytestmark = pytest.mark.django_db


@pytest.fixture
def process(world, officer):
    return new_process(world, officer)


def publish(world, process, actor, **changes) -> RoomStatement:
    room = filled_room(world, process, actor, **changes)
    adopt_room(room=room, organ=world.council, actor=actor, key=None)
    return publish_room(room=room, actor=actor, key=None)


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"question": ""}, "question"),
        ({"level": ""}, "level"),
        ({"decider": None}, "decider"),
        ({"decision_on": None}, "decision_on"),
        ({"reply_on": None}, "reply_on"),
        ({"contact": None}, "contact"),
        ({"summary": ""}, "summary"),
        ({"open_points": []}, "open_points"),
        ({"question": "woord " * 26}, "question_long"),
        ({"summary": "U ziet wat er is. " * 25}, "summary_long"),
        ({"summary": "Randvoorwaardelijke beleidsontwikkeling " * 12}, "summary_hard"),
        ({"decision_on": date(2026, 8, 31)}, "decision_past"),
        ({"reply_on": date(2026, 9, 2)}, "reply_early"),
    ],
)
def test_what_is_missing_is_named_and_holds_publication_back(world, officer, process, changes, key) -> None:
    room = filled_room(world, process, officer, **changes)
    adopt_room(room=room, organ=world.council, actor=officer, key=None)
    process.refresh_from_db()
    found = room_checklist(process)
    assert [one.key for one in found] == [key]
    with pytest.raises(NotNow) as refused:
        publish_room(room=room, actor=officer, key=None)
    assert str(refused.value) == found[0].message
    process.refresh_from_db()
    assert (process.room_published_at, RoomStatement.objects.get().published_at) == (None, None)


def test_a_hard_summary_may_stay_with_a_reason(world, officer, process) -> None:
    hard = "Randvoorwaardelijke beleidsontwikkeling " * 12
    publish(world, process, officer, summary=hard, summary_reason="Zo staat het in de wet.")
    assert RoomStatement.objects.get().published_at is not None


def test_nothing_is_published_that_no_organ_adopted(world, officer, process) -> None:
    room = filled_room(world, process, officer)
    with pytest.raises(NotNow, match="nog niet vastgesteld"):
        publish_room(room=room, actor=officer, key=None)


def test_what_is_not_open_is_said_by_a_fixed_boundary_or_in_so_many_words(world, officer, process) -> None:
    room = filled_room(world, process, officer, closed_points=[])
    adopt_room(room=room, organ=world.council, actor=officer, key=None)
    assert room_checklist(process) == []
    set_boundaries(room=room, boundaries=boundaries()[1:], actor=officer, key=None)
    adopt_room(room=room, organ=world.council, actor=officer, key=None)
    assert [one.key for one in room_checklist(process)] == ["closed_points"]


def test_without_boundaries_only_when_all_is_open(world, officer, process) -> None:
    room = filled_room(world, process, officer)
    adopt_room(room=set_boundaries(room=room, boundaries=[], actor=officer, key=None), organ=world.council,
               actor=officer, key=None)  # fmt: skip
    assert [one.key for one in room_checklist(process)] == ["boundaries"]
    edit_room(room=room, changes={"all_open": True}, actor=officer, key=None)
    assert [one.key for one in room_checklist(process)] == ["adopted"]


def test_a_published_room_opens_the_way_and_plans_the_final_decision(world, officer, process) -> None:
    room = publish(world, process, officer)
    process.refresh_from_db()
    assert process_state(process, clock.now()) is ProcessState.ROOM
    assert room.content_hash == content_hash(room, list(room.boundaries.all()))
    moment = DecisionMoment.objects.get()
    assert (moment.on, moment.organ, moment.final) == (room.decision_on, world.council, True)
    entry = Entry.objects.get(kind="room.published")
    assert (entry.public, entry.data["version"], entry.data["hash"]) == (True, 1, room.content_hash)


def test_an_edit_after_adoption_asks_for_adoption_again(world, officer, process) -> None:
    room = filled_room(world, process, officer)
    adopt_room(room=room, organ=world.council, actor=officer, key=None)
    same = edit_room(room=room, changes=room_words(world), actor=officer, key=None)
    assert same.adopted_by == world.council
    assert edit_room(room=room, changes={"plan": "Wij bellen u."}, actor=officer, key=None).adopted_by is None
    adopt_room(room=room, organ=world.council, actor=officer, key=None)
    assert set_boundaries(room=room, boundaries=boundaries()[:1], actor=officer, key=None).adopted_by is None


def test_a_change_is_a_new_version_with_a_reason_and_is_announced(world, officer, process) -> None:
    first = publish(world, process, officer)
    with pytest.raises(NotNow, match="Maak een nieuwe versie"):
        edit_room(room=first, changes={"question": "Iets anders?"}, actor=officer, key=None)
    second = draft_room(process=process, actor=officer, key=None)
    assert (second.version, [one.subject for one in second.boundaries.all()]) == (2, ["Natuur", "Aantal huizen"])
    later = first.decision_on + timedelta(days=7)
    edit_room(room=second, changes={"decision_on": later}, actor=officer, key=None)
    adopt_room(room=second, organ=world.council, actor=officer, key=None)
    with pytest.raises(NotNow, match="waarom de speelruimte verandert"):
        publish_room(room=second, actor=officer, key=None)
    edit_room(room=second, changes={"change_reason": "De raad vergadert later."}, actor=officer, key=None)
    adopt_room(room=second, organ=world.council, actor=officer, key=None)
    publish_room(room=second, actor=officer, key=None)
    assert room_in_force(process) == second
    assert Entry.objects.get(kind="room.changed").data["changed"] == ["decision_on"]
    assert [one.on for one in DecisionMoment.objects.all()] == [later]
    first.refresh_from_db()
    assert first.content_hash == content_hash(first, list(first.boundaries.all()))


def test_a_version_that_says_the_same_is_refused(world, officer, process) -> None:
    publish(world, process, officer)
    room = draft_room(process=process, actor=officer, key=None)
    edit_room(room=room, changes={"change_reason": "Zomaar."}, actor=officer, key=None)
    adopt_room(room=room, organ=world.council, actor=officer, key=None)
    with pytest.raises(NotNow, match="zegt hetzelfde"):
        publish_room(room=room, actor=officer, key=None)


def test_the_level_never_goes_down_once_people_take_part(world, officer, process) -> None:
    publish(world, process, officer)
    release_round(
        round=plan_round(process=process, facts=round_facts(world), actor=officer, key=None), actor=officer, key=None
    )
    room = draft_room(process=process, actor=officer, key=None)
    edit_room(room=room, changes={"level": Level.CONSULT, "change_reason": "Minder tijd."}, actor=officer, key=None)
    adopt_room(room=room, organ=world.council, actor=officer, key=None)
    with pytest.raises(NotNow, match="gelijk blijven of omhoog"):
        publish_room(room=room, actor=officer, key=None)


def test_a_foregone_conclusion_only_informs(world, officer, process) -> None:
    room = filled_room(world, process, officer)
    with pytest.raises(BadInput, match="meeweten") as refused:
        edit_room(room=room, changes={"already_decided": True}, actor=officer, key=None)
    assert refused.value.field == "level"
    edit_room(room=room, changes={"already_decided": True, "level": Level.INFORM}, actor=officer, key=None)
    with pytest.raises(DatabaseError), transaction.atomic():
        RoomStatement.objects.filter(pk=room.pk).update(level=Level.ADVISE)


def test_a_process_without_participation_only_informs(world, officer, process) -> None:
    edit_process(process=process, facts=facts(world, participation=False), actor=officer, key=None)
    process.refresh_from_db()
    room = filled_room(world, process, officer)
    adopt_room(room=room, organ=world.council, actor=officer, key=None)
    assert [one.key for one in room_checklist(process)] == ["no_participation"]


def test_the_database_refuses_a_silent_edit(world, officer, process) -> None:
    room = publish(world, process, officer)
    limit = room.boundaries.first()
    for change in (
        lambda: RoomStatement.objects.filter(pk=room.pk).update(question="Anders?"),
        lambda: RoomStatement.objects.filter(pk=room.pk).update(published_at=None),
        lambda: Boundary.objects.filter(pk=limit.pk).update(kind="lapsed"),
        lambda: Boundary.objects.create(
            tenant=world.body, created_at=clock.now(), room=room, number=9, subject="Stil", kind="hard",
            source="law", explanation="Erbij.",
        ),
    ):  # fmt: skip
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


@pytest.mark.parametrize("missing", ["content_hash", "question", "summary", "level"])
def test_the_database_refuses_to_publish_what_is_not_complete(world, officer, process, missing) -> None:
    room = filled_room(world, process, officer)
    adopt_room(room=room, organ=world.council, actor=officer, key=None)
    whole = {"published_at": clock.now(), "content_hash": "a" * 64}
    with pytest.raises(DatabaseError), transaction.atomic():
        RoomStatement.objects.filter(pk=room.pk).update(**{**whole, missing: ""})
    assert RoomStatement.objects.filter(pk=room.pk).update(**whole) == 1


def test_a_boundary_whose_day_of_review_has_passed_is_found(world, officer, process) -> None:
    room = filled_room(world, process, officer)
    limits = [BoundaryFacts("Geld", "hard", "money", "Er is 150.000 euro.", review_on=date(2026, 9, 10))]
    set_boundaries(room=room, boundaries=limits, actor=officer, key=None)
    adopt_room(room=room, organ=world.council, actor=officer, key=None)
    publish_room(room=room, actor=officer, key=None)
    with clock.frozen(clock.end_of_day(date(2026, 9, 9))):
        assert room_checklist(process) == []
    with clock.frozen(clock.end_of_day(date(2026, 9, 10))):
        assert [one.key for one in room_checklist(process)] == ["review-1"]


def test_a_limit_says_since_when_and_where_it_holds_and_everybody_reads_that_nobody_looked_again(
    world, officer, process, client
) -> None:
    room = filled_room(world, process, officer)
    geld = BoundaryFacts("Geld", "hard", "money", "Er is 150.000 euro.")
    said = content_of(room, [Boundary(number=1, subject="Geld", kind="hard", source="money")])["boundaries"][0]
    assert set(said) == {"number", "subject", "kind", "source", "reference", "explanation", "mover", "review_on"}
    elsewhere = Area.objects.create(name="Elders", slug="elders", kind="municipality")
    for wrong, said in (({"since": clock.today() + timedelta(1)}, "al is geweest"), ({"area": elsewhere}, "Elders")):
        with pytest.raises(BadInput) as refused:
            set_boundaries(room=room, boundaries=[replace(geld, **wrong)], actor=officer, key=None)
        assert said in str(refused.value)
    limits = [replace(geld, since=date(2014, 3, 1), area=world.village, review_on=date(2026, 9, 10)),
              replace(geld, subject="Tijd", since=date(2015, 3, 1))]  # fmt: skip
    set_boundaries(room=room, boundaries=limits, actor=officer, key=None)
    told = content_of(room, list(room.boundaries.all()))["boundaries"]
    assert (told[0]["since"], told[0]["area"]) == ("2014-03-01", str(world.village.pk))
    adopt_room(room=room, organ=world.council, actor=officer, key=None)
    publish_room(room=room, actor=officer, key=None)
    with clock.frozen(clock.end_of_day(date(2026, 9, 10))):
        page = client.get(f"/processen/{process.slug}/").content.decode()
    late = "Sinds 1 maart 2014. Wij zouden op 10 september 2026 opnieuw kijken; dat is nog niet gedaan."
    assert f"Geldt in {world.village.name}. {late}" in page
    assert page.count("dat is nog niet gedaan") == 1
    assert "Sinds 1 maart 2015." in page


def test_a_form_sent_twice_acts_once(world, officer, process) -> None:
    room = draft_room(process=process, actor=officer, key="d" * 22)
    assert draft_room(process=process, actor=officer, key="d" * 22) == room
    for _again in range(2):
        edit_room(room=room, changes={"question": "Wat nu?"}, actor=officer, key="e" * 22)
    assert Entry.objects.filter(kind="room.edited").count() == 1
    with pytest.raises(KeyReused):
        edit_room(room=room, changes={"question": "Wat dan?"}, actor=officer, key="e" * 22)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"level": "koning"}, "level"),
        ({"money_cents": -1}, "money_cents"),
        ({"question": "x" * 301}, "question"),
        ({"open_points": ["x"] * 31}, "open_points"),
    ],
)
def test_what_can_never_be_right_is_refused_at_its_field(world, officer, process, changes, field) -> None:
    room = draft_room(process=process, actor=officer, key=None)
    entries = Entry.objects.count()
    with pytest.raises(BadInput) as refused:
        edit_room(room=room, changes=changes, actor=officer, key=None)
    assert refused.value.field == field
    assert Entry.objects.count() == entries


def test_a_room_is_adopted_by_who_decides_or_with_its_recorded_consent(world, officer, process) -> None:
    """K6, dualism: how much room there is, is for who decides. GS does not set the room of what PS decides."""
    room = filled_room(world, process, officer)
    with pytest.raises(BadInput) as refusal:
        adopt_room(room=room, organ=world.executive, actor=officer, key=None)
    assert (refusal.value.field, str(refusal.value)) == (
        "consent",
        "Provinciale Staten beslissen: schrijf op waar de toestemming staat waarmee Gedeputeerde Staten dit vaststelt.",
    )
    room.refresh_from_db()
    assert room.adopted_by is None
    said = adopt_room(room=room, organ=world.executive, consent=" Besluit 12. ", actor=officer, key=None)
    assert (said.adopted_by, said.consent) == (world.executive, "Besluit 12.")
    changed = edit_room(room=room, changes={"plan": "Wij bellen u."}, actor=officer, key=None)
    assert (changed.adopted_by, changed.consent) == (None, "")
    adopt_room(room=room, organ=world.executive, consent="Besluit 13.", actor=officer, key=None)
    assert publish_room(room=room, actor=officer, key=None).consent == "Besluit 13."


def test_no_office_and_no_working_group_adopts_or_decides(world, officer, process) -> None:
    room = filled_room(world, process, officer)
    for organ in (world.office, add_organ(body=world.body, name="Werkgroep", role="working_group", actor=SYSTEM)):
        with pytest.raises(BadInput, match="besluit niet: kies een orgaan dat dat kan"):
            adopt_room(room=room, organ=organ, consent="Besluit 12.", actor=officer, key=None)
        with pytest.raises(BadInput, match="besluit niet: kies een orgaan dat dat kan"):
            edit_room(room=room, changes={"decider": organ}, actor=officer, key=None)


def test_the_database_publishes_no_room_of_another_organ_without_consent(world, officer, process) -> None:
    room = filled_room(world, process, officer)
    adopt_room(room=room, organ=world.council, actor=officer, key=None)
    RoomStatement.objects.filter(pk=room.pk).update(adopted_by=world.executive)
    room.refresh_from_db()
    with pytest.raises(NotNow, match="hebben de speelruimte niet zelf vastgesteld"):
        publish_room(room=room, actor=officer, key=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        RoomStatement.objects.filter(pk=room.pk).update(published_at=clock.now(), content_hash="0" * 64)
