"""Answers in their time: what holds until when, who hears what, and how long a way to reach somebody is kept."""

from datetime import UTC, datetime, timedelta

import pytest
from tests.builders import World, make_process, make_round, make_world

from brink.domain.contributions.models import Answer, Broker, Contribution, Giver, Landing, Objection, OutcomeCode
from brink.domain.contributions.services import (
    answers,
    bundling,
    deadlines,
    landing,
    objecting,
    replying,
    retention,
    self_service,
)
from brink.domain.contributions.services.answers import AnswerDraft
from brink.domain.contributions.services.deadlines import Terms
from brink.domain.contributions.services.giving import Receipt, Words, give
from brink.domain.journal.models import Entry
from brink.domain.journal.services import RESIDENT, Actor
from brink.domain.processes.models import Process, Round
from brink.foundation import clock
from brink.foundation.errors import BadInput, Conflict, NotNow

pytestmark = pytest.mark.django_db
STAFF = Actor(role="officer")
NOON = datetime(2026, 5, 1, 10, 0, tzinfo=UTC)
DAY = timedelta(days=1)
FIRST = AnswerDraft(OutcomeCode.OUTSIDE, "Dat mag niet van de wet.")
SECOND = AnswerDraft(OutcomeCode.OUTSIDE, "Dat mag ook hier niet.")


@pytest.fixture
def world() -> World:
    with clock.frozen(NOON):
        return make_world()


@pytest.fixture
def round(world: World) -> Round:
    with clock.frozen(NOON):
        return make_round(make_process(world))


def say(round: Round, text: str = "Een bus.", **fields: object) -> Receipt:
    return give(round=round, words=Words(kind="idea", text=text, **fields), actor=RESIDENT, key=None)


def laid(voice: Contribution, verdict: AnswerDraft = FIRST, **more: object) -> Answer:
    return landing.land(process=voice.process, draft=verdict, contributions=[voice], actor=STAFF, **more)


def sent(voice: Contribution, verdict: AnswerDraft = FIRST, **more: object) -> Answer:
    answer = laid(voice, verdict, **more)
    replying.send(process=voice.process, actor=STAFF)
    voice.refresh_from_db()
    return answer


def of(row: Contribution) -> Contribution:
    return Contribution.objects.get(pk=row.pk)


def test_only_the_chosen_answers_go_out_and_the_others_wait(round: Round) -> None:
    with clock.frozen(NOON):
        one, two = say(round).contribution, say(round, "Een trein.").contribution
        first, second = laid(one), laid(two, SECOND)
        assert replying.send(process=round.process, answers=[first], actor=STAFF) == 1
        assert (of(one).replied_at, of(one).first_replied_at, of(one).drafted_at) == (NOON, NOON, None)
        assert of(two).replied_at is None
        assert list(replying.unsent(round.process)) == [second]
    with clock.frozen(NOON + DAY):
        assert replying.send(process=round.process, actor=STAFF) == 1
        with pytest.raises(NotNow, match="geen antwoord klaar"):
            replying.send(process=round.process, actor=STAFF)
        assert (of(one).replied_at, of(two).replied_at) == (NOON, NOON + DAY)
        assert dict(Answer.objects.values_list("pk", "sent_at")) == {first.pk: NOON, second.pk: NOON + DAY}


def test_a_new_answer_holds_once_it_is_sent_and_the_first_reply_stays_the_first(round: Round) -> None:
    with clock.frozen(NOON):
        voice = say(round, email="f@voorbeeld.invalid").contribution
        first = sent(voice)
        with pytest.raises(BadInput) as refusal:
            laid(voice, SECOND)
        assert refusal.value.field == "change_reason"
    with clock.frozen(NOON + DAY):
        second = laid(voice, SECOND, change_reason="Wij hadden het mis.")
        holding = {row.answer_id: (row.current, row.holds) for row in Landing.objects.filter(contribution=voice)}
        assert holding == {first.pk: (False, True), second.pk: (True, False)}
        replying.send(process=round.process, actor=STAFF)
        holding = {row.answer_id: (row.current, row.holds) for row in Landing.objects.filter(contribution=voice)}
        assert holding == {first.pk: (False, False), second.pk: (True, True)}
        assert (of(voice).first_replied_at, of(voice).replied_at) == (NOON, NOON + DAY)
        assert Giver.objects.get().erase_after == (NOON + 29 * DAY).date()


def test_an_answer_that_came_in_between_is_a_conflict(round: Round) -> None:
    with clock.frozen(NOON):
        voice = say(round).contribution
        assert landing.lying(contributions=[voice]) is None
        first = laid(voice, seen_answer="none")
        with pytest.raises(Conflict):
            laid(voice, SECOND, seen_answer="none")
        other = say(round, "Een trein.").contribution
        laid(other, SECOND)
        assert landing.lying(contributions=[voice]) == first
        second = laid(voice, SECOND, seen_answer=str(first.pk))
        assert landing.lying(contributions=[voice]) == second


@pytest.mark.parametrize(("days", "fits"), [(28, True), (29, False)])
def test_klopt_niet_is_said_once_after_an_answer_and_in_time(round: Round, days: int, fits: bool) -> None:
    with clock.frozen(NOON):
        mine, other = say(round, email="f@voorbeeld.invalid"), say(round, "Een trein.", email="g@voorbeeld.invalid")
        own = {"contribution": mine.contribution, "code": mine.code}
        with pytest.raises(NotNow, match="nog geen antwoord"):
            objecting.object_to(**own, text="Dit klopt niet.")
        sent(mine.contribution)
        sent(other.contribution)
        with pytest.raises(BadInput, match="wat wij missen"):
            objecting.object_to(**own, text=" ")
    with clock.frozen(NOON + days * DAY):
        if not fits:
            with pytest.raises(NotNow, match="voorbij"):
                objecting.object_to(**own, text="Dit klopt niet.")
            assert not Objection.objects.exists()
            return
        made = objecting.object_to(**own, text="Dit klopt niet.")
        assert made.due_on == (NOON + (days + 14) * DAY).date()
        assert (of(mine.contribution).reopened_at, of(other.contribution).reopened_at) == (NOON + days * DAY, None)
        kept = dict(Giver.objects.values_list("contribution", "erase_after"))
        assert kept == {mine.contribution.pk: None, other.contribution.pk: (NOON + 28 * DAY).date()}
        with pytest.raises(NotNow, match="al een keer"):
            objecting.object_to(**own, text="Nog steeds niet.")
        again = laid(mine.contribution, SECOND)
        assert Landing.objects.get(answer=again).change_reason == "U zei dat ons antwoord niet klopte."
        replying.send(process=round.process, actor=STAFF)
        assert Objection.objects.get().answered_at == NOON + days * DAY
        # The one objection was used: nothing is left to wait for.
        assert Giver.objects.get(contribution=mine.contribution).erase_after == clock.today()


def test_words_that_were_taken_back_get_no_answer_and_say_nothing_more(round: Round) -> None:
    with clock.frozen(NOON):
        gone, stays = say(round), say(round, "Een trein.")
        bundle = bundling.make(
            process=round.process, title="Vervoer", contributions=[gone.contribution, stays.contribution], actor=STAFF
        )
        sent(gone.contribution)
        self_service.withdraw(contribution=gone.contribution, code=gone.code)
        with pytest.raises(NotNow, match="heeft deze woorden ingetrokken"):
            objecting.object_to(contribution=gone.contribution, code=gone.code, text="Dit klopt niet.")
        answer = landing.land(process=round.process, draft=SECOND, bundle=bundle, actor=STAFF)
        assert set(Landing.objects.filter(answer=answer).values_list("contribution", flat=True)) == {
            stays.contribution.pk
        }
        assert replying.send(process=round.process, actor=STAFF) == 1


def test_a_way_to_be_reached_is_kept_until_nobody_can_object_any_more(world: World, round: Round) -> None:
    with clock.frozen(NOON):
        broker = {"broker_name": "Bea", "broker_email": "bea@voorbeeld.invalid", "consent_broker": True}
        mine = say(round, email="f@voorbeeld.invalid", **broker).contribution
        waits = say(round, "Een trein.", email="g@voorbeeld.invalid").contribution
        lonely = say(round, "Een fiets.", **broker).contribution
        for voice in (mine, lonely):
            sent(voice)
    with clock.frozen(NOON + 28 * DAY):
        assert retention.erase_due() == 0
    with clock.frozen(NOON + 29 * DAY):
        assert retention.erase_due() == 2
        assert retention.erase_due() == 0
    assert set(Giver.objects.values_list("contribution", flat=True)) == {waits.pk}
    assert set(Broker.objects.values_list("contribution", "email")) == {(mine.pk, ""), (lonely.pk, "")}
    erased = Entry.objects.filter(kind="giver.erased").values_list("subject_id", "tenant_id")
    assert set(erased) == {(mine.pk, world.body.pk), (lonely.pk, world.body.pk)}


def test_a_body_with_a_longer_term_keeps_a_lonely_broker_longer(world: World, round: Round) -> None:
    with clock.frozen(NOON):
        deadlines.set_terms(body=world.body, terms=Terms(objection_days=40), actor=STAFF)
        sent(say(round, broker_email="bea@voorbeeld.invalid", consent_broker=True).contribution)
    for days, count in ((40, 0), (41, 1)):
        with clock.frozen(NOON + days * DAY):
            assert retention.erase_due() == count


def test_a_stopped_question_is_answered_for_whoever_had_no_answer(round: Round) -> None:
    with clock.frozen(NOON):
        had, drafted, waits = (say(round, text).contribution for text in ("Een bus.", "Een trein.", "Een fiets."))
        sent(had)
        laid(drafted)
        with pytest.raises(NotNow, match="niet gestopt"):
            landing.land_stopped(process=round.process, reason="De vraag is gestopt.", actor=STAFF)
        Process.objects.filter(pk=round.process_id).update(withdrawn_at=NOON, withdrawn_reason="Klaar.")
        answer = landing.land_stopped(
            process=Process.objects.get(pk=round.process_id), reason="De vraag is gestopt.", actor=STAFF
        )
        assert answer.outcome == OutcomeCode.STOPPED
        reached = set(Landing.objects.filter(answer=answer, current=True).values_list("contribution", flat=True))
        assert reached == {drafted.pk, waits.pk}
        replying.send(process=round.process, actor=STAFF)
        with pytest.raises(NotNow):
            landing.land_stopped(
                process=Process.objects.get(pk=round.process_id), reason="De vraag is gestopt.", actor=STAFF
            )


def test_an_answer_changes_for_whoever_has_it_now_bundle_by_bundle(round: Round) -> None:
    with clock.frozen(NOON):
        one, two, three = (say(round, text).contribution for text in ("Een bus.", "Een trein.", "Een fiets."))
        bundle = bundling.make(process=round.process, title="Vervoer", contributions=[one, two], actor=STAFF)
        answer = landing.land(process=round.process, draft=FIRST, bundle=bundle, actor=STAFF)
        laid(three, SECOND)
        replying.send(process=round.process, actor=STAFF)
        laid(two, SECOND, change_reason="Voor u is het anders.")
        new = landing.change(answer=answer, draft=SECOND, change_reason="Wij hadden het mis.", actor=STAFF)
        rows = Landing.objects.filter(answer=new).values_list("contribution", "bundle", "change_reason")
        assert list(rows) == [(one.pk, bundle.pk, "Wij hadden het mis.")]
        with pytest.raises(NotNow, match="heeft dit antwoord nog"):
            landing.change(answer=answer, draft=SECOND, change_reason="Nog eens.", actor=STAFF)
        assert landing.latest_answer(bundle) == new
        other = bundling.make(process=round.process, title="Leeg", actor=STAFF)
        assert landing.latest_answer(other) is None


@pytest.mark.parametrize(
    ("text", "fits"), [("Dat mag niet.", True), ("Mag niet.", False), ("w " * 1_999, True), ("w " * 2_001, False)]
)
def test_a_reason_is_a_sentence_and_no_book(round: Round, text: str, fits: bool) -> None:
    verdict = AnswerDraft(OutcomeCode.PARTLY, "Wij doen een deel.", not_adopted=text)
    where = answers.named_place(process=round.process, kind="decision", title="Besluit")
    for one, field in (
        (verdict, "not_adopted"), (AnswerDraft(OutcomeCode.OUTSIDE, text), "reason"),
    ):  # fmt: skip
        whole = AnswerDraft(one.outcome, one.reason, not_adopted=one.not_adopted, destination=where)
        if fits:
            answers.checked(whole, round.tenant_id)
        else:
            with pytest.raises(BadInput) as refusal:
                answers.checked(whole, round.tenant_id)
            assert refusal.value.field == field
