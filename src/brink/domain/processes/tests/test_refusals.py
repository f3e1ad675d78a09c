"""What can never be right about a question is refused at its field, and nothing is stored; just inside it fits."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.builders import World, make_process, make_world

from brink.domain.framework.levels import Level
from brink.domain.journal.models import Entry
from brink.domain.journal.services import Actor
from brink.domain.processes import step_findings as checks
from brink.domain.processes.models import (
    Alignment,
    Boundary,
    DecisionMoment,
    Event,
    Partner,
    Process,
    RoomStatement,
    Round,
    StatutoryTerm,
)
from brink.domain.processes.services import processes, rooms, rounds, stakeholders, timeline
from brink.domain.processes.services.standing_question import StandingFacts, open_standing, standing_of
from brink.domain.processes.services.timeline import EventFacts
from brink.domain.processes.tests.conftest import (
    NOON,
    boundaries,
    facts,
    filled_room,
    new_process,
    room_words,
    round_facts,
)
from brink.foundation import clock
from brink.foundation.errors import BadInput, Conflict, NotNow

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def process(world, officer) -> Process:
    return new_process(world, officer)


@pytest.fixture
def said(officer) -> dict:
    return {"actor": officer, "key": None}


@pytest.fixture
def stranger(noon) -> World:
    return make_world("emmen")


@pytest.fixture
def published(world, officer, process, said) -> Process:
    room = filled_room(world, process, officer)
    rooms.adopt_room(room=room, organ=world.council, **said)
    rooms.publish_room(room=room, **said)
    process.refresh_from_db()
    return process


def refused(field: str, act, **asked) -> str:
    """Assert that this act is refused at this field and writes nothing; return the sentence."""
    before = Entry.objects.count()
    with pytest.raises(BadInput) as refusal:
        act(**asked)
    assert (refusal.value.field, Entry.objects.count()) == (field, before)
    return str(refusal.value)


def meeting(**changes) -> EventFacts:
    return EventFacts(
        **{"title": "Tafel", "starts_at": NOON + 3 * DAY, "ends_at": NOON + 4 * DAY, "venue": "Dorpshuis", **changes}
    )


# The question itself


def test_a_question_does_not_follow_itself_and_its_yes_or_no_is_said_once(world, process, said) -> None:
    refused("predecessor", processes.edit_process, process=process, facts=facts(world, predecessor=process), **said)
    processes.publish_participation(process=process, **said)
    with pytest.raises(NotNow, match="al openbaar"):
        processes.publish_participation(process=process, **said)
    for changes in ({"participation": False}, {"ground": "Anders"}, {"motivation": "Anders"}):
        with pytest.raises(NotNow, match="staat vast") as refusal:
            processes.edit_process(process=process, facts=facts(world, **changes), **said)
        assert refusal.value.field == next(iter(changes))
    processes.edit_process(process=process, facts=facts(world, title="Een andere titel", dossier="Wonen"), **said)
    process.refresh_from_db()
    assert (process.title, process.dossier.title, list(process.dossier.themes.all())) == (
        "Een andere titel", "Wonen", [world.theme],
    )  # fmt: skip


def test_weighing_begins_once(published, said) -> None:
    processes.start_weighing(process=published, **said)
    with pytest.raises(NotNow, match="al begonnen"):
        processes.start_weighing(process=published, **said)
    published.refresh_from_db()
    assert published.weighing_at == NOON


def test_what_holds_rounds_and_weighing_back_is_named(published, world, said) -> None:
    room = published.rooms.get()
    assert checks.process_open_findings(published, room) == []
    for field, key in (("weighing_at", "weighing"), ("decided_at", "weighing"), ("withdrawn_at", "withdrawn")):
        one = Process.objects.get(pk=published.pk)
        setattr(one, field, NOON)
        assert [found.key for found in checks.process_open_findings(one, room)] == [key]
    assert [found.key for found in checks.process_open_findings(published, None)] == ["room"]
    closed = Process(participation=False)
    assert [found.key for found in checks.process_open_findings(closed, room)] == ["no_participation"]
    assert checks.process_open_findings(closed, RoomStatement(level=Level.INFORM)) == []
    assert [found.key for found in checks.weighing_findings(Process(participation=True), [])] == ["room"]
    assert [found.key for found in checks.weighing_findings(closed, [])] == ["participation"]
    assert checks.weighing_findings(Process(participation=False, participation_at=NOON), []) == []
    one = rounds.plan_round(process=published, facts=round_facts(world), **said)
    assert "nooit vrijgegeven" in checks.weighing_findings(published, [one])[0].message
    one = rounds.release_round(round=one, **said)
    assert "Sluit eerst" in checks.weighing_findings(published, [one])[0].message
    one.closed_at = NOON
    assert checks.weighing_findings(published, [one]) == []


@pytest.mark.parametrize(
    ("closes", "decision", "keys"),
    [
        (DAY, 10 * DAY, []),
        (timedelta(0), 10 * DAY, ["closes_past"]),
        (10 * DAY, 9 * DAY, ["closes_late"]),
        (DAY, -DAY, ["closes_late", "decision_past"]),
        (DAY, None, []),
    ],
)
def test_a_round_closes_after_now_and_before_the_decision(closes, decision, keys) -> None:
    round = Round(number=1, closes_at=NOON + closes, prompt="Zeg het.")
    room = RoomStatement(decision_on=None if decision is None else (NOON + decision).date())
    found = checks.round_findings(round, room, now=NOON, known=True)
    assert [one.key for one in found] == keys
    decided = RoomStatement(decision_on=date(2020, 1, 1), already_decided=True)
    assert checks.round_findings(Round(number=1, closes_at=NOON + DAY, prompt="x"), decided, now=NOON, known=True) == []
    bare = checks.round_findings(Round(number=1, closes_at=NOON + DAY), None, now=NOON, known=False)
    assert [(one.key, one.weight.value) for one in bare] == [("instrument", "blocks"), ("prompt", "advice")]


# Its room


@pytest.mark.parametrize(
    ("kind", "source", "mover", "reference", "keys"),
    [
        ("movable", "policy", "", "", ["mover"]),
        ("movable", "policy", "de raad", "", []),
        ("hard", "law", "", "", ["reference"]),
        ("hard", "policy", "", "", ["reference"]),
        ("hard", "agreement", "", "", []),
        ("hard", "law", "", "Omgevingswet", []),
    ],
)
def test_a_limit_says_who_moves_it_or_where_it_stands(kind, source, mover, reference, keys) -> None:
    limit = Boundary(number=7, kind=kind, source=source, mover=mover, reference=reference)
    room = RoomStatement(open_points=["a"], closed_points=["b"], level=Level.ADVISE)
    found = list(checks._room_limits(room, [limit]))
    assert [one.key for one in found] == keys
    assert all("grens 7" in one.message for one in found)


def test_what_a_room_may_not_say(world, stranger, process, said) -> None:
    room = rooms.draft_room(process=process, **said)
    with pytest.raises(NotNow, match="ligt al een nieuwe versie"):
        rooms.start_room(process=process, **said)
    for changes, field in (
        ({"version": 9}, "version"),
        ({"decider": stranger.council}, "decider"),
        ({"contact": stranger.contact}, "contact"),
        ({"already_decided": True, "level": Level.ADVISE}, "level"),
    ):
        refused(field, rooms.edit_room, room=room, changes=changes, **said)
    for wrong, field in (
        ([replace(boundaries()[0], kind="zacht")], "boundary-1"),
        ([boundaries()[0], replace(boundaries()[1], source="gevoel")], "boundary-2"),
        ([replace(boundaries()[0], subject=" ")], "boundary-1"),
        ([boundaries()[0]] * 31, "boundaries"),
    ):
        refused(field, rooms.set_boundaries, room=room, boundaries=wrong, **said)
    assert not Boundary.objects.exists()
    rooms.set_boundaries(room=room, boundaries=[boundaries()[0]] * 30, **said)
    assert list(room.boundaries.order_by("number").values_list("number", flat=True)) == list(range(1, 31))
    refused("organ", rooms.adopt_room, room=room, organ=stranger.executive, **said)
    refused("on", rooms.adopt_room, room=room, organ=world.council, on=clock.today() + DAY, **said)
    room.refresh_from_db()
    assert room.adopted_at is None
    adopted = rooms.adopt_room(room=room, organ=world.council, on=clock.today() - DAY, **said)
    assert (adopted.adopted_by, adopted.adopted_at) == (world.council, clock.start_of_day(clock.today() - DAY))


def test_a_form_for_a_room_that_somebody_else_began_meets_what_stands_there(world, process, said) -> None:
    asked = {"process": process, "changes": room_words(world), "boundaries": boundaries(), **said}
    made = rooms.write_room(room=None, **asked)
    with pytest.raises(Conflict, match="is net ook begonnen"):
        rooms.write_room(room=None, **asked)
    assert [one.kind for one in Entry.objects.filter(kind__startswith="room.")] == ["room.drafted"]
    rooms.write_room(room=made, **{**asked, "changes": room_words(world, question="Iets anders?")})
    entry = Entry.objects.get(kind="room.edited")
    assert (entry.data["changed"], RoomStatement.objects.count()) == (["question"], 1)


def test_a_fit_is_chosen_from_one_kader_and_reaches_the_draft_of_the_room_only(world, stranger, process, said) -> None:
    fit = {"process": process, "scale": world.scale, "phase": world.phase, "level": Level.CONSULT}
    refused("phase", rooms.choose_fit, **{**fit, "phase": stranger.phase}, **said)
    refused("phase", rooms.choose_fit, **{**fit, "scale": stranger.scale}, **said)
    rooms.choose_fit(**fit, **said)
    assert process.rooms.get().level == Level.CONSULT
    entries = Entry.objects.filter(kind="room.edited").count()
    rooms.choose_fit(**fit, **said)
    assert (process.rooms.count(), Entry.objects.filter(kind="room.edited").count()) == (1, entries)


def test_a_fit_leaves_a_published_room_as_it_is(world, published, said) -> None:
    rooms.choose_fit(process=published, scale=world.scale, phase=world.phase, level=Level.COPRODUCE, **said)
    assert [one.level for one in published.rooms.all()] == [Level.ADVISE]


def test_a_question_about_what_was_decided_only_informs(process) -> None:
    room = RoomStatement(process=process, level=Level.ADVISE, already_decided=True, open_points=["a"])
    keys = [one.key for one in checks.room_findings(process, room, [], today=clock.today())]
    assert "foregone" in keys
    room.level = Level.INFORM
    assert "foregone" not in [one.key for one in checks.room_findings(process, room, [], today=clock.today())]


# Its rounds


def test_a_round_is_planned_in_the_own_kader_with_a_known_assurance(world, stranger, published, said) -> None:
    for changes, field in (({"phase": stranger.phase}, "phase"), ({"assurance": "zeker"}, "assurance")):
        refused(field, rounds.plan_round, process=published, facts=round_facts(world, **changes), **said)
    made = [rounds.plan_round(process=published, facts=round_facts(world), **said) for _twice in range(2)]
    assert [(one.number, one.slug) for one in made] == [(1, "hang-uw-briefje-op"), (2, "hang-uw-briefje-op-2")]
    assert made[0].seed != made[1].seed
    days = (clock.start_of_day(clock.today()), clock.end_of_day(clock.today() + 20 * DAY))
    assert [(one.opens_at, one.closes_at) for one in made] == [days, days]
    with pytest.raises(NotNow, match="nooit vrijgegeven"):
        rounds.close_round(round=made[0], **said)
    with pytest.raises(NotNow, match="nog niet vrijgegeven"):
        rounds.extend_round(round=made[0], closes_on=clock.today() + 30 * DAY, reason="Vakantie.", **said)
    open_one = rounds.release_round(round=made[0], **said)
    with pytest.raises(NotNow, match="open tot en met"):
        rounds.close_round(round=open_one, **said)
    longer = {"round": open_one, "reason": "Vakantie."}
    refused("closes_on", rounds.extend_round, **longer, closes_on=clock.today() + 20 * DAY, **said)
    refused("closes_on", rounds.extend_round, **longer, closes_on=clock.today() + 60 * DAY, **said)
    extended = rounds.extend_round(**longer, closes_on=clock.today() + 59 * DAY, **said)
    published.refresh_from_db()
    assert extended.closes_at == published.closes_at == clock.end_of_day(clock.today() + 59 * DAY)


# Who is at the table


def test_who_is_at_the_table_is_said_once(world, stranger, process, said) -> None:
    other = stakeholders.add_stakeholder(process=make_process(world, "anders"), name="Dorpsraad", **said)
    assert other.joined_on == clock.today()
    refused("name", stakeholders.add_stakeholder, process=process, name=" ", **said)
    mine = stakeholders.add_stakeholder(process=process, name="Dorpsraad", joined_on=date(2026, 1, 1), **said)
    assert mine.joined_on == date(2026, 1, 1)
    refused("name", stakeholders.add_stakeholder, process=process, name="Dorpsraad", **said)
    refused("stakeholder", stakeholders.add_interest, process=process, title="Rust", stakeholder=other, **said)
    stakeholders.add_interest(process=process, title="Rust", stakeholder=mine, **said)
    refused("title", stakeholders.add_interest, process=process, title="Rust", **said)
    refused("title", stakeholders.add_interest, process=process, title=" ", **said)
    refused("body", stakeholders.add_partner, process=process, body=world.body, part="Iets", **said)
    stakeholders.add_partner(process=process, body=stranger.body, part="De gemeente bouwt.", **said)
    refused("body", stakeholders.add_partner, process=process, body=stranger.body, part="Nog eens", **said)
    assert Partner.objects.get().part == "De gemeente bouwt."
    Process.objects.filter(pk=process.pk).update(decided_at=NOON)
    with pytest.raises(NotNow, match="al besloten"):
        stakeholders.add_interest(process=process, title="Natuur", **said)


def test_a_choice_outside_the_kader_is_explained_once_by_the_own_organ(world, stranger, published, said) -> None:
    asked = {
        "process": published, "phase": world.phase, "instrument": "survey", "level": Level.ADVISE,
        "motivation": "Het past hier.", "organ": world.executive,
    }  # fmt: skip
    refused("level", stakeholders.deviate, **{**asked, "level": "koning"}, **said)
    refused("organ", stakeholders.deviate, **{**asked, "organ": stranger.executive}, **said)
    refused("organ", stakeholders.deviate, **{**asked, "phase": stranger.phase}, **said)
    refused("motivation", stakeholders.deviate, **{**asked, "motivation": " "}, **said)
    made = stakeholders.deviate(**asked, **said)
    assert (made.organ, made.motivation, made.process) == (world.executive, "Het past hier.", published)
    refused("motivation", stakeholders.deviate, **asked, **said)


def test_bodies_line_up_with_a_public_question_of_another(world, stranger, process, said) -> None:
    theirs, hidden = make_process(stranger), make_process(stranger, "dicht", room=False)
    asked = {"process": process, "choice": "join", "note": "Samen optrekken."}
    choice = Alignment.Choice.values[0]
    for other in (hidden, make_process(world, "van-ons")):
        refused("other", stakeholders.align, **{**asked, "other": other, "choice": choice}, **said)
    refused("choice", stakeholders.align, **{**asked, "other": theirs, "choice": "misschien"}, **said)
    made = stakeholders.align(**{**asked, "other": theirs, "choice": choice}, **said)
    assert (made.other_body_id, made.other_title, made.note) == (stranger.body.pk, theirs.title, "Samen optrekken.")


# Its moments


def test_a_meeting_ends_after_it_begins_in_its_own_question_and_body(world, stranger, process, said) -> None:
    asked = {"tenant": world.body, "process": process, **said}
    refused("ends_at", timeline.plan_event, facts=meeting(ends_at=NOON + 3 * DAY), **asked)
    other = rounds.plan_round(process=make_process(world, "anders"), facts=round_facts(world), **said)
    refused("round", timeline.plan_event, facts=meeting(round=other), **asked)
    refused("round", timeline.plan_event, facts=meeting(round=other), **{**asked, "process": None})
    refused("process", timeline.plan_event, facts=meeting(), **{**asked, "tenant": stranger.body})
    refused("title", timeline.plan_event, facts=meeting(title=" "), **asked)
    refused("venue", timeline.plan_event, facts=meeting(venue=" "), **asked)
    own = rounds.plan_round(process=process, facts=round_facts(world), **said)
    assert timeline.plan_event(facts=meeting(round=own), **asked).round == own


def test_a_meeting_changes_until_it_begins_and_tells_whether_it_moved(world, process, said) -> None:
    event = timeline.plan_event(tenant=world.body, process=process, facts=meeting(), **said)
    timeline.change_event(event=event, facts=meeting(practical="Neem een stoel mee."), **said)
    event.refresh_from_db()
    assert event.moved_at is None
    timeline.change_event(event=event, facts=meeting(venue="De kerk"), **said)
    event.refresh_from_db()
    assert (event.moved_at, event.venue) == (NOON, "De kerk")
    assert [one.data["moved"] for one in Entry.objects.filter(kind="event.changed").order_by("at", "id")] == [
        False, True,
    ]  # fmt: skip
    refused("reason", timeline.cancel_event, event=event, reason=" ", **said)
    with clock.frozen(event.starts_at), pytest.raises(NotNow, match="al begonnen"):
        timeline.change_event(event=event, facts=meeting(), **said)
    timeline.cancel_event(event=event, reason="Er is griep.", **said)
    with pytest.raises(NotNow, match="gaat niet door"):
        timeline.cancel_event(event=event, reason="Er is griep.", **said)
    assert Event.objects.get().cancel_reason == "Er is griep."


def test_a_moment_is_of_the_own_organ_once_and_goes_only_while_it_comes(world, stranger, published, said) -> None:
    asked = {"process": published, "on": clock.today(), "organ": world.council, "subject": "Een stap"}
    refused("organ", timeline.plan_moment, **{**asked, "organ": stranger.council}, **said)
    refused("subject", timeline.plan_moment, **{**asked, "subject": " "}, **said)
    moment = timeline.plan_moment(**asked, **said)
    refused("subject", timeline.plan_moment, **asked, **said)
    timeline.plan_moment(**{**asked, "on": clock.today() + DAY}, **said)
    with clock.frozen(NOON + DAY), pytest.raises(NotNow, match="al geweest"):
        timeline.drop_moment(moment=moment, **said)
    final = DecisionMoment.objects.get(final=True)
    with pytest.raises(NotNow, match="hoort bij de speelruimte"):
        timeline.drop_moment(moment=final, **said)
    timeline.drop_moment(moment=moment, **said)
    assert sorted(DecisionMoment.objects.values_list("on", flat=True)) == [clock.today() + DAY, final.on]


def test_a_term_of_the_law_has_one_day_and_looks_only_at_meetings_that_come(world, process, said) -> None:
    refused("name", timeline.set_term, process=process, name=" ", closes_on=clock.today(), **said)
    gone = timeline.plan_event(tenant=world.body, process=process, facts=meeting(), **said)
    sentence = refused(
        "closes_on", timeline.set_term, process=process, name="Zienswijzen", closes_on=clock.today() + 5 * DAY, **said
    )
    assert "'Tafel' op vrijdag 4 september 2026 is dan te laat" in sentence
    timeline.cancel_event(event=gone, reason="Er is griep.", **said)
    for days in (5, 9):
        timeline.set_term(process=process, name="Zienswijzen", closes_on=clock.today() + days * DAY, **said)
    assert list(StatutoryTerm.objects.values_list("closes_on", flat=True)) == [clock.today() + 9 * DAY]
    timeline.drop_term(term=StatutoryTerm.objects.get(), **said)
    assert not StatutoryTerm.objects.exists()


# The standing question


@pytest.mark.parametrize(("days", "fits"), [(0, False), (1, True), (60, True), (61, False)])
def test_a_standing_question_promises_one_to_sixty_working_days(world, said, days, fits) -> None:
    asked = StandingFacts(world.contact, world.executive, world.executive, clock.today(), days)
    if fits:
        made = open_standing(tenant=world.body, facts=asked, **said)
        assert (made.rooms.get().reply_within, list(made.areas.all())) == (days, [world.province])
    else:
        refused("working_days", open_standing, tenant=world.body, facts=asked, **said)


def test_a_standing_question_needs_a_kader_and_belongs_to_one_body(world, stranger, said) -> None:
    asked = StandingFacts(world.contact, world.executive, world.executive, clock.today())
    made = open_standing(tenant=world.body, facts=asked, **said)
    assert (standing_of(world.body), standing_of(stranger.body)) == (made, None)
    assert made.phase == world.phase
    bare = make_world("assen")
    bare.framework.phases.all().delete()
    with pytest.raises(NotNow, match="nog geen kader"):
        open_standing(
            tenant=bare.body,
            facts=StandingFacts(bare.contact, bare.executive, bare.executive, clock.today()),
            actor=Actor(role="clerk"),
            key=None,
        )


def test_the_days_of_a_question_follow_its_released_rounds(world, published, said) -> None:
    first = rounds.plan_round(process=published, facts=round_facts(world), **said)
    later = round_facts(world, opens_on=clock.today() + 5 * DAY, closes_on=clock.today() + 30 * DAY)
    second = rounds.plan_round(process=published, facts=later, **said)
    published.refresh_from_db()
    assert (published.opens_at, published.closes_at) == (None, None)
    rounds.release_round(round=second, **said)
    published.refresh_from_db()
    assert published.opens_at == clock.start_of_day(clock.today() + 5 * DAY)
    rounds.release_round(round=first, **said)
    published.refresh_from_db()
    assert (published.opens_at, published.closes_at) == (NOON, clock.end_of_day(clock.today() + 30 * DAY))
