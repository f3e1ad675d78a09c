"""The second desk: passing on to who takes it, giving back, splitting, and telling those who have no mail."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail

from brink.domain.contributions import foreseen
from brink.domain.contributions.landing_findings import answering
from brink.domain.contributions.models import (
    Answer,
    Contribution,
    Giver,
    HandOver,
    Landing,
    LetterRun,
    Source,
    Split,
    TrackingCode,
)
from brink.domain.contributions.queries import path as paths
from brink.domain.contributions.queries.counting import figures, outcomes, resolve, told_by
from brink.domain.contributions.queries.waiting import desk_items
from brink.domain.contributions.services import (
    following,
    handover,
    landing,
    reaching_givers,
    replying,
    retention,
    splitting,
)
from brink.domain.contributions.services.answers import AnswerDraft
from brink.domain.contributions.services.giving import Receipt, Words, give
from brink.domain.journal.models import Entry
from brink.domain.journal.services import RESIDENT, SYSTEM, Actor
from brink.domain.notifications.desk_mail import tell_desks
from brink.domain.processes.models import Process, Round
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotNow
from brink.foundation.visibility import Role, Viewer
from tests.builders import World, make_process, make_round, make_world

pytestmark = pytest.mark.django_db
SAID = {"reason": "De gemeente gaat over de bus.", "receiver": "Team Vervoer"}
TWO = "De bus rijdt niet op zondag. Het zwembad is te koud! Beide doen ertoe."


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def other() -> World:
    return make_world("emmen", "municipality")


@pytest.fixture
def round(world: World) -> Round:
    return make_round(make_process(world))


def say(round: Round, text: str = "Een bus.", **fields: Any) -> Receipt:
    return give(round=round, words=Words(kind="idea", text=text, **fields), actor=RESIDENT, key=None)


def officer(world: World) -> Actor:
    return Actor(id=world.officer.pk, role="officer")


def at_desk(world: World) -> Viewer:
    return Viewer(account_id=world.officer.pk, roles=frozenset({(world.body.pk, Role.OFFICER)}))


def answer(process: Process, *voices: Contribution) -> None:
    draft = AnswerDraft("outside", "Daar is dit jaar geen geld voor.")
    landing.land(process=process, draft=draft, contributions=list(voices), actor=SYSTEM)
    replying.send(process=process, actor=SYSTEM)


def test_only_bodies_that_take_words_are_offered_and_the_others_refuse(
    world: World, other: World, round: Round
) -> None:
    voice = say(round).contribution
    assert list(handover.takers(world.body.pk)) == [other.body]
    handover.set_taking(body=other.body, takes=False, actor=officer(other))
    assert not handover.takers(world.body.pk).exists()
    with pytest.raises(BadInput, match="neemt nu geen woorden over") as refused:
        handover.hand_over(contribution=voice, to_body=other.body, actor=officer(world), **SAID)
    assert refused.value.field == "to_body"
    handover.set_taking(body=other.body, takes=True, actor=officer(other))
    handover.hand_over(contribution=voice, to_body=other.body, actor=officer(world), **SAID)


def test_the_receiver_reads_sender_reason_and_day_in_the_queue_and_is_mailed_once(
    world: World, other: World, round: Round
) -> None:
    voice = say(round, text="Mijn geheim.").contribution
    passed = handover.hand_over(contribution=voice, to_body=other.body, actor=officer(world), **SAID)
    (item,) = [one for one in desk_items(at_desk(other)) if "passed_on" in one.key]
    assert "De provincie Drenthe" in item.title
    assert str(clock.today().day) in item.title
    assert "De gemeente gaat over de bus." in item.where
    assert item.due is not None
    assert item.due <= clock.today() + timedelta(days=9)
    assert not [one for one in desk_items(at_desk(world)) if "passed_on" in one.key]
    assert (tell_desks(), tell_desks()) == (1, 0)
    assert {one.to[0] for one in mail.outbox} == {other.officer.email, other.clerk.email}
    assert "De gemeente gaat over de bus." in mail.outbox[0].body
    assert "geheim" not in mail.outbox[0].body
    copy = Contribution.objects.get(pk=passed.copy_id)
    handover.give_back(contribution=copy, reason="Dit is toch van de provincie.", actor=officer(other))
    mail.outbox.clear()
    assert (tell_desks(), tell_desks()) == (1, 0)
    assert {one.to[0] for one in mail.outbox} == {world.officer.email, world.clerk.email}


def test_a_mail_that_fails_is_tried_again(world: World, other: World, round: Round, monkeypatch: Any) -> None:
    handover.hand_over(contribution=say(round).contribution, to_body=other.body, actor=officer(world), **SAID)

    def fail(self: Any) -> int:
        raise OSError("away")

    with monkeypatch.context() as away:
        away.setattr("django.core.mail.EmailMessage.send", fail)
        assert tell_desks() == 0
    assert tell_desks() == 1


def test_what_comes_back_has_the_term_of_the_first_body_and_counts_there(
    world: World, other: World, round: Round
) -> None:
    for _number in range(10):
        voice = say(round).contribution
        passed = handover.hand_over(contribution=voice, to_body=other.body, actor=officer(world), **SAID)
        copy = Contribution.objects.get(pk=passed.copy_id)
        handover.give_back(contribution=copy, reason="Dit is toch van de provincie.", actor=officer(other))
    voice.refresh_from_db()
    assert (voice.handed_over_at, voice.first_replied_at, voice.reopened_at is None) == (None, None, False)
    assert handover.new_answer_due(HandOver.objects.get(contribution=voice)) == voice.reply_due_on
    with clock.frozen(clock.now() + timedelta(days=120)):
        told = figures([world.body.pk, other.body.pk])
        assert (told[world.body.pk].due, told[world.body.pk].late) == (10, 10)
        assert told[other.body.pk].due == 0


def test_words_about_two_subjects_become_two_under_one_code_and_count_once(world: World, round: Round) -> None:
    receipt = say(round, text=TWO, email="f@voorbeeld.invalid")
    made = splitting.split(
        contribution=receipt.contribution, first=splitting.Half("de bus", (0, 2)),
        second=splitting.Half("het zwembad", (1, 2)), actor=officer(world),
    )  # fmt: skip
    first, part = following.find(typed=receipt.code, source="1").contributions
    assert (first.text, part.text, part.pk) == (
        "De bus rijdt niet op zondag. Beide doen ertoe.", "Het zwembad is te koud! Beide doen ertoe.", made.part_id,
    )  # fmt: skip
    assert Source.objects.get(contribution=first).verbatim == TWO
    counts = resolve(round.process)
    assert (counts.total, counts.unanswered) == (1, 2)
    assert Process.objects.get(pk=round.process_id).contribution_count == 1
    assert retention.recount(process=round.process).contribution_count == 1
    one, two = (paths.path_of(row, today=clock.today()) for row in paths.read(receipt.code))
    assert any("het zwembad" in stop.words and "telt één keer" in stop.words for stop in one.stops)
    assert any(stop.kind == "split" for stop in two.stops)
    answer(round.process, first)
    assert resolve(round.process).unanswered == 1
    answer(round.process, part)
    counts = resolve(round.process)
    assert (counts.total, counts.landed, counts.replied, counts.unanswered) == (1, 1, 1, 0)
    assert sum(outcomes(round.process).values()) == 1
    assert Process.objects.get(pk=round.process_id).landed_count == 1


def test_the_second_subject_may_go_back_to_who_passed_the_words_on(world: World, other: World, round: Round) -> None:
    receipt = say(round, text=TWO)
    passed = handover.hand_over(contribution=receipt.contribution, to_body=other.body, actor=officer(world), **SAID)
    copy = Contribution.objects.get(pk=passed.copy_id)
    halves = {"first": splitting.Half("de bus", (0,)), "second": splitting.Half("het zwembad", (1, 2))}
    splitting.split(contribution=copy, **halves, back=True, actor=officer(other))
    found = following.find(typed=receipt.code, source="1").contributions
    assert sorted((one.tenant.slug, one.text) for one in found) == [
        ("drenthe", TWO), ("drenthe", "Het zwembad is te koud! Beide doen ertoe."),
        ("emmen", "De bus rijdt niet op zondag."),
    ]  # fmt: skip
    assert Split.objects.count() == 2
    assert Entry.objects.filter(tenant_id=world.body.pk, kind="contribution.part_came_back").exists()
    with pytest.raises(NotNow, match="kwamen niet van een andere overheid"):
        splitting.split(contribution=say(round, text=TWO).contribution, **halves, back=True, actor=officer(world))


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        ((), (0, 1, 2), "eerste onderwerp"), ((0, 1, 2), (), "tweede onderwerp"), ((0,), (1,), "raakt niets kwijt"),
        ((0, 1, 2), (0, 1, 2), "hetzelfde"),
    ],
)  # fmt: skip
def test_a_split_that_loses_or_doubles_words_is_refused(
    world: World, round: Round, first: tuple[int, ...], second: tuple[int, ...], said: str
) -> None:
    voice = say(round, text=TWO).contribution
    with pytest.raises(BadInput, match=said):
        splitting.split(contribution=voice, first=splitting.Half("a", first), second=splitting.Half("b", second),
                        actor=officer(world))  # fmt: skip
    with pytest.raises(BadInput, match="waar dit deel over gaat"):
        splitting.split(contribution=voice, first=splitting.Half(" ", (0,)), second=splitting.Half("b", (1, 2)),
                        actor=officer(world))  # fmt: skip
    assert Contribution.objects.count() == 1


def test_sending_tells_first_whom_to_call_and_that_is_who_is_called(world: World, round: Round) -> None:
    """Whoever left nothing at all cannot be called, and is not in the count."""
    process = round.process
    voices = [
        say(round, phone="0591 123456"),
        say(round, address="Brink 1"),
        say(round),
        say(round, email="f@v.invalid"),
    ]
    draft = AnswerDraft("outside", "Daar is dit jaar geen geld voor.")
    landing.land(process=process, draft=draft, contributions=[one.contribution for one in voices], actor=SYSTEM)
    told = foreseen.sending(process, list(Answer.objects.filter(process=process)))
    assert "Het gaat om 1 antwoord." in told.lines
    assert "2 mensen hebben geen mailadres gegeven maar wel een nummer of adres: bel of schrijf hen zelf." in told.lines
    replying.send(process=process, actor=SYSTEM)
    assert resolve(process).unreached == 2


def test_who_left_no_mail_counts_as_answered_only_when_reached(world: World, round: Round) -> None:
    process = round.process
    called = say(round, phone="0591 123456").contribution
    written, mailed = say(round, address="Brink 1").contribution, say(round, email="f@voorbeeld.invalid").contribution
    reader, coded = say(round, phone="0591 654321"), say(round)
    voices = (called, written, mailed, reader.contribution, coded.contribution)
    answer(process, *voices)
    counts = resolve(process)
    assert (counts.replied, counts.unreached) == (2, 3)
    assert sum(outcomes(process).values()) == 2
    assert "contributions.unreached" in {one.key for one in answering(process)}
    assert Giver.objects.get(contribution=called).erase_after is None

    today, actor, said = clock.today(), officer(world), {"officer": world.officer, "actor": officer(world)}
    with pytest.raises(BadInput, match="moet nog komen"):
        reaching_givers.note_call(contribution=called, on=today + timedelta(days=1), reached=True, **said)
    with pytest.raises(BadInput, match="nog geen antwoord"):
        reaching_givers.note_call(contribution=called, on=today - timedelta(days=1), reached=True, **said)
    reaching_givers.note_call(contribution=called, on=today, reached=False, **said)
    assert resolve(process).unreached == 3
    reaching_givers.note_call(contribution=called, on=today, reached=True, **said)
    assert resolve(process).unreached == 2
    reaching_givers.undo_call(contribution=called, actor=actor)
    assert resolve(process).unreached == 3
    reaching_givers.note_call(contribution=called, on=today, reached=True, **said)

    run = reaching_givers.make_letters(process=process, voices=[one.pk for one in voices], **said)
    assert [one.contribution_id for one in run.letters.all()] == [written.pk]
    code = reaching_givers.letter_code(run, written.pk)
    assert following.find(typed=code, source="1").contributions == (written,)
    assert resolve(process).unreached == 2
    with pytest.raises(BadInput, match="moet nog komen"):
        reaching_givers.post_letters(run=run, on=today + timedelta(days=1), actor=actor)
    reaching_givers.post_letters(run=run, on=today, actor=actor)
    assert following.find(typed=code, source="1").contributions == (written,)
    assert LetterRun.objects.get().seed == ""
    with pytest.raises(NotNow, match="nergens meer"):
        reaching_givers.letter_code(LetterRun.objects.get(), written.pk)

    from brink.domain.contributions.services.recalling import note_opened

    assert resolve(process).unreached == 1
    paths.read(reader.code, note_opened)
    paths.read(coded.code, note_opened)
    assert resolve(process).unreached == 0
    assert told_by(process) == {"call": 1, "letter": 1, "mail": 1, "code": 2}
    assert "contributions.unreached" not in {one.key for one in answering(process)}
    assert not Contribution.objects.filter(first_replied_at=None).exists()
    assert Giver.objects.get(contribution=called).erase_after is not None


def test_a_question_is_answered_with_people_not_reached_only_with_a_reason(world: World, round: Round) -> None:
    process, first = round.process, say(round, phone="0591 123456").contribution
    with pytest.raises(NotNow, match="Iedereen is bereikt"):
        reaching_givers.leave_unreached(process=process, reason="Verhuisd.", actor=officer(world))
    answer(process, first)
    with pytest.raises(BadInput, match="waarom u deze mensen niet"):
        reaching_givers.leave_unreached(process=process, reason=" ", actor=officer(world))
    reaching_givers.leave_unreached(process=process, reason="Het nummer klopt niet.", actor=officer(world))
    assert "contributions.unreached" not in {one.key for one in answering(process)}
    later = say(round, phone="0591 654321").contribution
    answer(process, later)
    assert "contributions.unreached" in {one.key for one in answering(process)}
    assert resolve(process).replied == 0


def test_letters_that_are_thrown_away_lose_their_codes(world: World, round: Round) -> None:
    voice = say(round, address="Brink 1").contribution
    answer(round.process, voice)
    said = {"officer": world.officer, "actor": officer(world)}
    run = reaching_givers.make_letters(process=round.process, voices=[voice.pk], **said)
    assert TrackingCode.objects.filter(holder="letter").count() == 1
    reaching_givers.drop_letters(run=run, actor=officer(world))
    assert not TrackingCode.objects.filter(holder="letter").exists()
    assert Landing.objects.filter(told_at=None).count() == 1
