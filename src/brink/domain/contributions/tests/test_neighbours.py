"""Class: an act or a sweep that takes more rows than its own, or fewer: neighbours here differ in one thing each."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from tests.builders import World, make_account, make_process, make_round, make_world

from brink.domain.contributions.models import (
    Answer,
    Broker,
    Bundle,
    BundleItem,
    Contribution,
    Giver,
    HandOver,
    Landing,
    Moderation,
    ModerationAct,
    OutcomeCode,
    Source,
    TrackingCode,
)
from brink.domain.contributions.services import handover, landing, moderating, retention, self_service
from brink.domain.contributions.services.answers import AnswerDraft
from brink.domain.contributions.services.giving import Receipt, Words, give, receipt_again
from brink.domain.contributions.services.replying import send
from brink.domain.journal.models import Entry
from brink.domain.journal.services import RESIDENT, SYSTEM, Actor
from brink.domain.processes.models import Process, Round
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotAllowed, NotNow
from brink.foundation.visibility import Role, Viewer, visible

pytestmark = pytest.mark.django_db
NOW = datetime.now(UTC)


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def round(world: World) -> Round:
    return make_round(make_process(world))


def say(round: Round, text: str = "Een bus.", **fields: Any) -> Receipt:
    return give(round=round, words=Words(kind="idea", text=text, **fields), actor=RESIDENT, key=None)


@pytest.mark.parametrize(("wordless", "said"), [(False, "Uw woorden zijn niet verstuurd"), (True, "niet geteld")])
def test_nothing_slips_into_a_round_that_closes_while_it_is_being_given(
    round: Round, wordless: bool, said: str
) -> None:
    """The round is closed between the look and the count, as another worker would: nothing is stored."""

    def close_first(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith('UPDATE "processes_process"'):
            Round.objects.filter(pk=round.pk).update(closed_at=clock.now())
        return execute(sql, params, many, context)

    words = Words(kind="session" if wordless else "idea", text="" if wordless else "Een bus.", wordless=wordless)
    with connection.execute_wrapper(close_first), pytest.raises(NotNow, match=said):
        give(round=round, words=words, actor=RESIDENT, key=None)
    round.refresh_from_db()
    assert (Contribution.objects.count(), round.contribution_count) == (0, 0)
    assert Process.objects.get(pk=round.process_id).contribution_count == 0
    assert not Entry.objects.filter(kind="contribution.received").exists()


def test_a_reply_counts_once_at_what_it_answers_and_nowhere_else(round: Round) -> None:
    first, other = say(round).contribution, say(round).contribution
    give(round=round, words=Words(kind="comment", text="Ja."), actor=RESIDENT, key=None, parent=first)
    for row in (first, other, round):
        row.refresh_from_db()
    assert (first.reply_count, other.reply_count, round.contribution_count) == (1, 0, 3)


def test_whoever_was_passed_on_has_that_answer_at_once(world: World, round: Round) -> None:
    other = make_world("emmen", "municipality")
    receipt = say(round)
    said = {"reason": "De gemeente gaat over de bus.", "receiver": "Team Vervoer"}
    officer = Actor(id=world.officer.pk, role="officer")
    handover.hand_over(contribution=receipt.contribution, to_body=other.body, actor=officer, **said)
    answer = Answer.objects.get()
    assert answer.sent_at is not None
    one = Landing.objects.get()
    assert (one.holds, one.sent_at is not None, one.contribution_id) == (True, True, receipt.contribution.pk)
    holder = Viewer(under_code=frozenset({receipt.contribution.pk}))
    assert list(visible(holder, Landing.objects.all())) == [one]
    handed = HandOver.objects.get()
    assert (handed.tenant_id, handed.to_body_id, handed.receiver) == (world.body.pk, other.body.pk, "Team Vervoer")


def landed(voice: Contribution, **fields: Any) -> Landing:
    """Give a voice the answer of a round as it was sent."""
    outcome, reason = fields.pop("outcome", OutcomeCode.COLLECTIVE), fields.pop("reason", "Zie de uitslag.")
    common = {"tenant": voice.tenant, "created_at": fields.pop("at", NOW), "sent_at": NOW}
    answer = Answer.objects.create(**common, process=voice.process, outcome=outcome, reason=reason)
    Contribution.objects.filter(pk=voice.pk).update(landed_at=NOW, replied_at=NOW)
    return Landing.objects.create(
        **{**common, "contribution": voice, "answer": answer, "current": True, "holds": True, **fields}
    )


def test_a_round_is_answered_again_for_everybody_who_has_its_answer_and_nobody_else(world: World, round: Round) -> None:
    later = make_round(round.process, number=2)
    own = [say(round).contribution for _ in range(2)]
    beside = {
        "withdrawn": say(round).contribution, "not current": say(round).contribution,
        "not held": say(round).contribution, "by itself": say(round).contribution,
        "another round": say(later).contribution,
    }  # fmt: skip
    landed(own[0], at=NOW - timedelta(days=2))
    last = landed(own[1], at=NOW - timedelta(days=1), reason="De laatste reden.")
    landed(beside["withdrawn"])
    Contribution.objects.filter(pk=beside["withdrawn"].pk).update(withdrawn_at=NOW, text="")
    landed(beside["not current"], current=False)
    landed(beside["not held"], holds=False)
    landed(beside["by itself"], outcome=OutcomeCode.OUTSIDE)
    landed(beside["another round"])
    officer = Actor(id=world.officer.pk, role="officer")
    with pytest.raises(BadInput) as refused:
        landing.reland_round(round=round, change_reason=" ", actor=officer)
    assert refused.value.field == "change_reason"
    Answer.objects.filter(pk=last.answer_id).update(created_at=NOW)
    Answer.objects.exclude(pk=last.answer_id).update(created_at=NOW - timedelta(days=3))
    again = landing.reland_round(round=round, change_reason="Wij telden anders.", actor=officer)
    ready = Landing.objects.filter(answer=again)
    assert set(ready.values_list("contribution_id", flat=True)) == {one.pk for one in own}
    assert set(ready.values_list("change_reason", flat=True)) == {"Wij telden anders."}
    assert (again.reason, again.outcome, again.sent_at) == ("De laatste reden.", OutcomeCode.COLLECTIVE, None)
    entry = Entry.objects.get(kind="landing.changed")
    assert (entry.data["changed"], entry.data["before"], entry.data["round"]) == (2, str(last.answer_id), str(round.pk))


def test_a_round_that_nobody_was_sent_an_answer_of_is_not_answered_again(world: World, round: Round) -> None:
    say(round)
    with pytest.raises(NotNow, match="Niemand"):
        landing.reland_round(round=round, change_reason="Wij telden anders.", actor=SYSTEM)


def at_two_bodies(round: Round, other: Round) -> tuple[Contribution, Contribution]:
    """Return words that lie at two bodies under one code."""
    mine = say(round, email="fatima@voorbeeld.invalid").contribution
    theirs = say(other).contribution
    code = TrackingCode.objects.get(contribution=mine)
    TrackingCode.objects.filter(contribution=theirs).update(code_hash=code.code_hash)
    Contribution.objects.filter(pk=theirs.pk).update(landed_at=NOW, replied_at=NOW)
    return mine, theirs


@pytest.mark.parametrize(
    ("there", "waits"),
    [
        ({}, False),
        ({"replied_at": None}, True),
        ({"reopened_at": NOW}, True),
        ({"drafted_at": NOW}, True),
        ({"replied_at": None, "withdrawn_at": NOW, "text": ""}, False),
    ],
)
def test_an_address_is_kept_while_words_wait_at_another_body(round: Round, there: dict[str, Any], waits: bool) -> None:
    other = make_round(make_process(make_world("emmen"), "elders"))
    mine, theirs = at_two_bodies(round, other)
    stranger = say(other).contribution  # waits too, under a code of its own
    Contribution.objects.filter(pk=theirs.pk).update(**there)
    assert retention.still_waiting([mine.pk]) == ({mine.pk} if waits else set())
    assert retention.still_waiting([mine.pk, theirs.pk]) == set()
    Giver.objects.filter(contribution=mine).update(erase_after=clock.today() - timedelta(days=1))
    assert retention.erase_due() == (0 if waits else 1)
    assert Giver.objects.filter(contribution=mine).exists() == waits
    assert stranger.pk not in retention.still_waiting([mine.pk])


@pytest.mark.parametrize(("days", "erased"), [(-1, 1), (0, 0), (1, 0)])
def test_an_address_is_kept_to_and_with_its_last_day(round: Round, days: int, erased: int) -> None:
    mine = say(round, email="fatima@voorbeeld.invalid").contribution
    beside = say(round, email="jan@voorbeeld.invalid").contribution
    Giver.objects.filter(contribution=mine).update(erase_after=clock.today() + timedelta(days=days))
    Giver.objects.filter(contribution=beside).update(erase_after=None)
    assert retention.erase_due() == erased
    assert set(Giver.objects.values_list("contribution_id", flat=True)) == (
        {beside.pk} if erased else {mine.pk, beside.pk}
    )


@pytest.mark.parametrize(
    ("changes", "erased"),
    [
        ({}, True),
        ({"replied_at": None, "landed_at": None}, False),
        ({"reopened_at": NOW}, False),
        ({"drafted_at": NOW}, False),
    ],
)
def test_the_address_of_a_broker_goes_when_the_last_answer_is_old(
    round: Round, changes: dict[str, Any], erased: bool
) -> None:
    voice = say(round, broker_name="Jan", broker_email="jan@voorbeeld.invalid", consent_broker=True).contribution
    long_ago = NOW - timedelta(days=400)
    Contribution.objects.filter(pk=voice.pk).update(
        **{"landed_at": long_ago, "replied_at": long_ago, "first_replied_at": long_ago, **changes}
    )
    assert retention.erase_due() == int(erased)
    assert Broker.objects.get(contribution=voice).email == ("" if erased else "jan@voorbeeld.invalid")
    assert retention.erase_due() == 0


def test_counting_anew_mends_every_counter_of_this_question_and_none_of_another(world: World, round: Round) -> None:
    later = make_round(round.process, number=2)
    elsewhere = make_round(make_process(world, "elders"))
    voices = [say(round).contribution, say(round).contribution, say(later).contribution]
    give(round=round, words=Words(kind="comment", text="Ja."), actor=RESIDENT, key=None, parent=voices[0])
    other = say(elsewhere).contribution
    landing.land(process=round.process, draft=AnswerDraft(OutcomeCode.OUTSIDE, "Dat mag niet van de wet."),
                 contributions=voices[:1], actor=SYSTEM)  # fmt: skip
    send(process=round.process, actor=SYSTEM)
    common = {"tenant": world.body, "created_at": NOW}
    bundle = Bundle.objects.create(**common, process=round.process, number=1, title="De bus")
    for voice, removed in zip(voices, (None, None, NOW), strict=True):
        BundleItem.objects.create(**common, bundle=bundle, contribution=voice, removed_at=removed)
    wrong = 77
    Process.objects.update(contribution_count=wrong, landed_count=wrong)
    Round.objects.update(contribution_count=wrong)
    Contribution.objects.update(reply_count=wrong)
    Contribution.objects.filter(pk=voices[0].pk).update(reply_count=0)
    Bundle.objects.update(item_count=wrong)
    retention.recount(process=round.process)
    question = Process.objects.get(pk=round.process_id)
    assert (question.contribution_count, question.landed_count) == (4, 1)
    assert [Round.objects.get(pk=one.pk).contribution_count for one in (round, later, elsewhere)] == [3, 1, wrong]
    replies = dict(Contribution.objects.values_list("pk", "reply_count"))
    assert (replies[voices[0].pk], replies[voices[1].pk], replies[other.pk]) == (1, 0, wrong)
    assert Bundle.objects.get().item_count == 2
    assert Process.objects.get(pk=elsewhere.process_id).contribution_count == wrong


def test_staff_read_how_to_reach_this_giver_and_no_other(world: World, round: Round) -> None:
    receipts = [say(round, email=f"{name}@voorbeeld.invalid").contribution for name in ("anna", "bea", "carla")]
    bare = say(round).contribution
    officer = Actor(id=world.officer.pk, role="officer")
    for voice, name in zip(receipts, ("anna", "bea", "carla"), strict=True):
        for key in (None, f"look-{name}-{'k' * 20}", f"look-{name}-{'k' * 20}"):
            giver = retention.read_contact(contribution=voice, actor=officer, key=key)
            assert giver is not None
            assert giver.email == f"{name}@voorbeeld.invalid"
    assert retention.read_contact(contribution=bare, actor=officer, key=None) is None


def test_a_receipt_that_is_asked_again_bears_the_code_of_these_words(round: Round) -> None:
    words = Words(kind="idea", text="Een bus.")
    given = [give(round=round, words=words, actor=RESIDENT, key=f"{number:022}") for number in range(3)]
    for receipt in given:
        again = receipt_again(receipt.contribution)
        assert (again.code, again.contribution, again.repeated) == (receipt.code, receipt.contribution, True)
    with pytest.raises(LookupError):
        receipt_again(say(round).contribution)


def test_who_hid_the_words_last_is_not_who_looks_again(world: World, round: Round) -> None:
    """Whatever others did with these words or with other words in between."""
    first = make_account(world.body, world.office, Role.MODERATOR, "Mo")[0]
    second = make_account(world.body, world.office, Role.MODERATOR, "Noor")[0]
    receipt, beside = say(round), say(round).contribution
    actors = [Actor(id=one.pk, role="moderator") for one in (first, second)]
    moderating.hide(contribution=receipt.contribution, reason="Er staat een naam in.", actor=actors[0])
    moderating.hide(contribution=beside, reason="Er staat een naam in.", actor=actors[1])
    ModerationAct.objects.create(
        tenant=world.body, created_at=clock.now() + timedelta(hours=1), contribution=receipt.contribution,
        to=Moderation.WAITING, reason="Even kijken.", by_role="moderator", by=second,
    )  # fmt: skip
    receipt.contribution.refresh_from_db()
    assert moderating.hidden_by(receipt.contribution) == first.pk
    asked = moderating.appeal(contribution=receipt.contribution, code=receipt.code, text="Dat is geen naam.")
    with pytest.raises(NotAllowed):
        moderating.answer_appeal(appeal=asked, granted=True, answer="U heeft gelijk.", actor=actors[0])
    moderating.answer_appeal(appeal=asked, granted=True, answer="U heeft gelijk.", actor=actors[1])
    receipt.contribution.refresh_from_db()
    assert receipt.contribution.moderation == Moderation.SHOWN


def test_sending_one_answer_sends_no_other(round: Round) -> None:
    """Not to who waits for it, and not as what another bundle of the same words was told."""
    voices = [say(round).contribution for _ in range(2)]
    drafts = [
        landing.land(process=round.process, draft=AnswerDraft(OutcomeCode.OUTSIDE, f"Reden nummer {number}."),
                     contributions=[voice], actor=SYSTEM)
        for number, voice in enumerate(voices)
    ]  # fmt: skip
    beside = [
        Landing.objects.create(tenant=voices[0].tenant, created_at=NOW, contribution=voices[1 - at], answer=answer,
                               current=False, beside=True)
        for at, answer in enumerate(drafts)
    ]  # fmt: skip
    assert send(process=round.process, actor=SYSTEM, answers=drafts[:1]) == 1
    for row in (*voices, *drafts, *beside):
        row.refresh_from_db()
    assert [voice.replied_at is not None for voice in voices] == [True, False]
    assert [answer.sent_at is not None for answer in drafts] == [True, False]
    assert [row.sent_at is not None for row in beside] == [True, False]


def test_words_are_claimed_once_and_only_those_that_staff_wrote_down(world: World, round: Round) -> None:
    receipt, beside = say(round, verbatim="Een bus."), say(round, verbatim="Een bus.")
    for entered_by, claimed in ((None, False), (world.officer, True)):
        Source.objects.update(entered_by=entered_by)
        asked = {"contribution": receipt.contribution, "code": receipt.code}
        self_service.leave_contact(**asked, email="fatima@voorbeeld.invalid")
        assert (Source.objects.get(contribution=receipt.contribution).claimed_at is not None) == claimed
    first = Source.objects.get(contribution=receipt.contribution).claimed_at
    with clock.frozen(clock.now() + timedelta(days=1)):
        self_service.leave_contact(**asked, phone="0592 000000")
    assert Source.objects.get(contribution=receipt.contribution).claimed_at == first
    assert Source.objects.get(contribution=beside.contribution).claimed_at is None
