"""Landing, sending, objecting: rules of domain.md §3.9."""

from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.builders import World, make_process, make_round, make_world

from brink.domain.contributions.landing_findings import answering, same_answers
from brink.domain.contributions.models import Answer, Contribution, Giver, Landing, Objection, OutcomeCode
from brink.domain.contributions.queries.counting import Resolution, outcomes, resolve
from brink.domain.contributions.services import answers, bundling, landing, objecting, replying, retention, self_service
from brink.domain.contributions.services.answers import AnswerDraft
from brink.domain.contributions.services.giving import Receipt, Words, give
from brink.domain.contributions.states import ContributionState, contribution_state
from brink.domain.journal.models import Entry
from brink.domain.journal.services import RESIDENT, Actor
from brink.domain.processes.models import Process, Round
from brink.domain.processes.steps import Step, findings
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotAllowed, NotNow
from brink.foundation.findings import Severity
from brink.foundation.search import indexing

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def round(world: World) -> Round:
    return make_round(make_process(world))


def say(round: Round, text: str, **fields: object) -> Receipt:
    return give(round=round, words=Words(kind="idea", text=text, **fields), actor=RESIDENT, key=None)


def officer(world: World) -> Actor:
    return Actor(id=world.officer.pk, role="officer")


def adopted(process: Process, reason: str = "Dorpen met een school gaan voor.") -> AnswerDraft:
    where = answers.named_place(process=process, kind="decision", title="Besluit van 8 juli, punt 3.2")
    return AnswerDraft(OutcomeCode.ADOPTED, reason, destination=where)


def test_one_reason_lands_a_whole_bundle(world: World, round: Round) -> None:
    process = round.process
    voices = [say(round, f"Een bus naar dorp {number}.").contribution for number in range(3)]
    bundle = bundling.make(process=process, title="De bus", contributions=voices, actor=officer(world))
    answer = landing.land(process=process, draft=adopted(process), bundle=bundle, actor=officer(world))
    assert set(Landing.objects.values_list("contribution_id", "answer_id", "bundle_id", "current")) == {
        (voice.pk, answer.pk, bundle.pk, True) for voice in voices
    }
    assert resolve(process) == Resolution(3, 0, 3, 0, 0, 0, 3)
    assert replying.send(process=process, actor=officer(world)) == 3
    assert resolve(process) == Resolution(3, 0, 3, 3, 0, 0, 0)
    assert outcomes(process) == {"adopted": 3}
    process.refresh_from_db()
    assert process.landed_count == 3


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (AnswerDraft("yes", "Dat is een goed idee."), "outcome"),
        (AnswerDraft(OutcomeCode.OUTSIDE, " "), "reason"),
        (AnswerDraft(OutcomeCode.OUTSIDE, "Mag niet."), "reason"),
        (AnswerDraft(OutcomeCode.ADOPTED, "Wij doen het zo."), "destination"),
        (AnswerDraft(OutcomeCode.PARTLY, "Wij doen een deel."), "not_adopted"),
        (AnswerDraft(OutcomeCode.PARKED, "Dat komt later aan bod."), "parked_until"),
        (AnswerDraft(OutcomeCode.ELSEWHERE, "De gemeente gaat hierover."), "outcome"),
        (AnswerDraft(OutcomeCode.COLLECTIVE, "Zie de uitslag per stelling."), "outcome"),
    ],
)
def test_an_answer_that_says_too_little_is_refused(world: World, round: Round, draft: AnswerDraft, field: str) -> None:
    voice = say(round, "Een bus.").contribution
    with pytest.raises(BadInput) as caught:
        landing.land(process=round.process, draft=draft, contributions=[voice], actor=officer(world))
    assert caught.value.field == field
    assert (Answer.objects.count(), Landing.objects.count()) == (0, 0)


def test_a_change_needs_a_reason_and_keeps_what_was_said(world: World, round: Round) -> None:
    process = round.process
    voice = say(round, "Een bus.").contribution
    first = landing.land(process=process, draft=adopted(process), contributions=[voice], actor=officer(world))
    replying.send(process=process, actor=officer(world))
    with pytest.raises(BadInput, match="waarom het verandert"):
        landing.land(process=process, draft=adopted(process), contributions=[voice], actor=officer(world))
    second = landing.change(
        answer=first,
        draft=AnswerDraft(OutcomeCode.OUTSIDE, "Dit mag niet van de wet."),
        change_reason="Wij hadden de wet niet goed gelezen.",
        actor=officer(world),
    )
    rows = Landing.objects.order_by("created_at", "id").values_list("answer_id", "current", "change_reason")
    assert list(rows) == [(first.pk, False, ""), (second.pk, True, "Wij hadden de wet niet goed gelezen.")]
    with pytest.raises(NotNow):
        landing.change(answer=first, draft=adopted(process), change_reason="Nog eens anders.", actor=officer(world))
    process.refresh_from_db()
    assert process.landed_count == 1


def test_who_joins_a_bundle_late_gets_its_answer_at_once(world: World, round: Round) -> None:
    process = round.process
    early, late = say(round, "Een bus."), say(round, "Een bus graag.", email="fatima@voorbeeld.invalid")
    bundle = bundling.make(process=process, title="De bus", contributions=[early.contribution], actor=officer(world))
    with pytest.raises(NotNow, match="nog geen antwoord"):
        landing.link_late(bundle=bundle, actor=officer(world))
    landing.land(process=process, draft=adopted(process), bundle=bundle, actor=officer(world))
    replying.send(process=process, actor=officer(world))
    bundling.add(bundle=bundle, contributions=[late.contribution], actor=officer(world))
    landing.link_late(bundle=bundle, actor=officer(world))
    late.contribution.refresh_from_db()
    assert contribution_state(late.contribution) is ContributionState.REPLIED
    assert Giver.objects.get().erase_after == clock.today() + timedelta(days=28)


def test_a_voice_in_two_bundles_keeps_its_first_landing_and_shows_both(world: World, round: Round) -> None:
    process = round.process
    voice = say(round, "Een bus en een winkel.").contribution
    other = say(round, "Een winkel.").contribution
    bus = bundling.make(process=process, title="De bus", contributions=[voice], actor=officer(world))
    shop = bundling.make(process=process, title="De winkel", contributions=[voice, other], actor=officer(world))
    first = landing.land(process=process, draft=adopted(process), bundle=bus, actor=officer(world))
    second = landing.land(process=process, draft=adopted(process, "De winkel krijgt hulp."), bundle=shop,
                          actor=officer(world))  # fmt: skip
    rows = Landing.objects.filter(contribution=voice).order_by("created_at", "id").values_list("answer_id", "current")
    assert list(rows) == [(first.pk, True), (second.pk, False)]


def test_klopt_niet_reopens_once_and_holds_the_process_back(world: World, round: Round) -> None:
    process = round.process
    receipt = say(round, "Een bus.", email="fatima@voorbeeld.invalid")
    voice = receipt.contribution
    with pytest.raises(NotNow, match="nog geen antwoord"):
        objecting.object_to(contribution=voice, code=receipt.code, text="De bus is weg.")
    landing.land(process=process, draft=adopted(process), contributions=[voice], actor=officer(world))
    replying.send(process=process, actor=officer(world))
    assert findings(Step.ANSWER, process) == []
    objection = objecting.object_to(contribution=voice, code=receipt.code, text="De bus is weg.")
    assert objection.due_on == clock.today() + timedelta(days=14)
    assert [finding.key for finding in findings(Step.ANSWER, process)] == ["contributions.reopened"]
    landing.land(process=process, draft=adopted(process, "De bus komt er ook bij."), contributions=[voice],
                 actor=officer(world))  # fmt: skip
    assert [finding.key for finding in findings(Step.ANSWER, process)] == ["contributions.unsent"]
    replying.send(process=process, actor=officer(world))
    assert findings(Step.ANSWER, process) == []
    assert Objection.objects.get().answered_at is not None
    assert Giver.objects.get().erase_after == clock.today()
    with pytest.raises(NotNow, match="één keer"):
        objecting.object_to(contribution=voice, code=receipt.code, text="Nog niet goed.")


def test_klopt_niet_is_possible_for_four_weeks(world: World, round: Round) -> None:
    process, receipt = round.process, say(round, "Een bus.")
    landing.land(process=process, draft=adopted(process), contributions=[receipt.contribution], actor=officer(world))
    replying.send(process=process, actor=officer(world))
    with (
        clock.frozen(clock.end_of_day(clock.today() + timedelta(days=28))),
        pytest.raises(NotNow, match="voorbij"),
    ):
        objecting.object_to(contribution=receipt.contribution, code=receipt.code, text="Nee.")
    with clock.frozen(clock.end_of_day(clock.today() + timedelta(days=28)) - timedelta(minutes=1)):
        assert objecting.object_to(contribution=receipt.contribution, code=receipt.code, text="Nee.").pk


def test_only_the_givers_own_code_acts(world: World, round: Round) -> None:
    mine, other = say(round, "Een bus."), say(round, "Een winkel.")
    brokered = say(round, "Een brug.", broker_name="Jan", consent_broker=True)
    for contribution, code in (
        (mine.contribution, other.code),
        (mine.contribution, "heide lijster brug 0000 0000"),
        (brokered.contribution, brokered.broker_code),
    ):
        with pytest.raises(NotAllowed):
            self_service.withdraw(contribution=contribution, code=code)
    assert Contribution.objects.filter(withdrawn_at__isnull=False).count() == 0


def test_a_whole_round_lands_in_bulk_with_few_queries(world: World) -> None:
    round = make_round(make_process(world), "dialogue")
    process, now = round.process, clock.now()
    Contribution.objects.bulk_create(
        Contribution(tenant=world.body, created_at=now, process=process, round=round, kind="session", channel="web")
        for _number in range(2_000)
    )
    indexing.refresh()  # the act below is not the one to read what this test wrote without an act
    with pytest.raises(NotNow, match="loopt nog"):
        landing.land_round(round=round, reason="Zie het antwoord per stelling.", actor=officer(world))
    with (
        clock.frozen(round.closes_at),
        CaptureQueriesContext(
            connection,
        ) as ran,
    ):
        answer = landing.land_round(round=round, reason="Zie het antwoord per stelling.", actor=officer(world))
    # Some of these commit to what was written: one reading a table, however many voices.
    assert len(ran) <= 65
    assert answer.outcome == OutcomeCode.COLLECTIVE
    process.refresh_from_db()
    assert (process.landed_count, Landing.objects.filter(current=True, answer=answer).count()) == (2_000, 2_000)
    assert Entry.objects.filter(kind="landing.collective").count() == 1


def test_contact_details_go_after_the_last_answer_and_the_log_says_so(world: World, round: Round) -> None:
    process = round.process
    receipt = say(round, "Een bus.", email="fatima@voorbeeld.invalid")
    landing.land(process=process, draft=adopted(process), contributions=[receipt.contribution], actor=officer(world))
    replying.send(process=process, actor=officer(world))
    assert retention.erase_due() == 0
    with clock.frozen(clock.now() + timedelta(days=30)):
        assert retention.erase_due() == 1
        assert retention.erase_due() == 0
    assert Giver.objects.count() == 0
    assert Entry.objects.get(kind="giver.erased").subject_id == receipt.contribution.pk


def test_the_same_words_to_different_people_are_said_to_the_clerk_and_hold_nothing_back(
    world: World, round: Round
) -> None:
    """X2: an answer speaks of what somebody said. One answer at many voices is one; two with the same words are not."""
    process = round.process
    bundles = []
    for title in ("De bus", "De school"):
        voices = [say(round, f"{title}, nummer {number}.").contribution for number in range(2)]
        bundles.append(bundling.make(process=process, title=title, contributions=voices, actor=officer(world)))
    landing.land(process=process, draft=adopted(process), bundle=bundles[0], actor=officer(world))
    assert same_answers(process) == []
    again = adopted(process, "Dorpen met een school gaan  VOOR")
    landing.land(process=process, draft=again, bundle=bundles[1], actor=officer(world))
    (found,) = same_answers(process)
    assert found.weight is Severity.ADVICE
    assert "De bus" in found.message
    assert "De school" in found.message
    assert found in answering(process)
    assert replying.send(process=process, actor=officer(world)) == 4
    Process.objects.filter(pk=process.pk).update(decided_at=clock.now())
    client = Client()
    client.force_login(world.officer)
    page = client.get(f"/balie/antwoorden/{process.slug}/").content.decode()
    assert found.message in unescape(page)


def test_many_more_voices_ask_no_more_queries_of_what_is_said_twice(world: World, round: Round) -> None:
    process = round.process
    for number in range(6):
        voice = say(round, f"Een bus naar dorp {number}.").contribution
        landing.land(process=process, draft=adopted(process), contributions=[voice], actor=officer(world))
    with CaptureQueriesContext(connection) as asked:
        assert len(same_answers(process)) == 5
    assert len(asked) == 1
