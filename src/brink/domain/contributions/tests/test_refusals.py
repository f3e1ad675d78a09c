"""What can never be right is refused with one sentence at its field, and nothing is stored; just inside it fits."""

from datetime import timedelta

import pytest
from tests.builders import World, make_process, make_round, make_world

from brink.domain.contributions.models import (
    Answer,
    Contribution,
    Destination,
    Giver,
    HandOver,
    Landing,
    OutcomeCode,
    Revision,
    Source,
    TrackingCode,
)
from brink.domain.contributions.services import (
    answers,
    bundling,
    giving,
    handover,
    landing,
    moderating,
    replying,
    retention,
    self_service,
)
from brink.domain.contributions.services.answers import AnswerDraft
from brink.domain.contributions.services.giving import Receipt, Words, give
from brink.domain.contributions.services.transcribing import Consent, note_down
from brink.domain.journal.models import Entry
from brink.domain.journal.services import RESIDENT, Actor
from brink.domain.processes.models import Process, Round
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotNow

pytestmark = pytest.mark.django_db
OUTSIDE = AnswerDraft(OutcomeCode.OUTSIDE, "Dat mag niet van de wet.")


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def round(world: World) -> Round:
    return make_round(make_process(world))


@pytest.fixture
def officer(world: World) -> Actor:
    return Actor(id=world.officer.pk, role="officer")


def say(round: Round, text: str = "Een bus.", key: str | None = None, **fields: object) -> Receipt:
    return give(round=round, words=Words(kind="idea", text=text, **fields), actor=RESIDENT, key=key)


def answered(receipt: Receipt, officer: Actor) -> Contribution:
    voice = receipt.contribution
    landing.land(process=voice.process, draft=OUTSIDE, contributions=[voice], actor=officer)
    replying.send(process=voice.process, actor=officer)
    voice.refresh_from_db()
    return voice


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"channel": "fax"}, "channel"),
        ({"publicity": "named"}, "public_name"),
        ({"broker_name": "Bea"}, "consent_broker"),
        ({"broker_email": "bea@voorbeeld.invalid"}, "consent_broker"),
    ],
)
def test_words_that_do_not_fit_are_not_taken_in(round: Round, changes: dict, field: str) -> None:
    with pytest.raises(BadInput) as refusal:
        say(round, **changes)
    assert refusal.value.field == field
    assert (Contribution.objects.count(), Entry.objects.count()) == (0, 0)


def test_a_question_that_was_answered_takes_nothing_in(round: Round) -> None:
    Process.objects.filter(pk=round.process_id).update(answered_at=clock.now(), decided_at=clock.now())
    with pytest.raises(NotNow, match="al afgerond"):
        say(round)
    assert not Contribution.objects.exists()


def test_words_of_the_last_day_count_on_paper_until_the_tally_and_online_until_the_end(
    world: World, round: Round, officer: Actor
) -> None:
    last = round.closes_at - timedelta(seconds=1)
    asked = {"round": round, "consent": Consent(), "officer": world.officer, "actor": officer, "key": None}
    with clock.frozen(last):
        say(round)
    with clock.frozen(round.closes_at):
        with pytest.raises(NotNow, match="niet open"):
            say(round)
        assert note_down(**asked, words=Words(kind="idea", channel="paper", verbatim="Een bus.")).code
    Round.objects.filter(pk=round.pk).update(closed_at=round.closes_at)
    round.refresh_from_db()
    with clock.frozen(round.closes_at), pytest.raises(NotNow, match="niet open op die dag"):
        note_down(**asked, words=Words(kind="idea", channel="paper", verbatim="Een bus."))
    round.process.refresh_from_db()
    assert round.process.contribution_count == Contribution.objects.count() == 2


@pytest.mark.parametrize("broker", [{}, {"broker_name": "Bea", "consent_broker": True}])
def test_the_same_form_gives_the_same_codes_and_a_broker_code_only_where_there_is_a_broker(
    round: Round, broker: dict
) -> None:
    say(round, "Een ander.", **({} if broker else {"broker_name": "Bea", "consent_broker": True}))
    first, second = (say(round, "Een bus.", "k" * 22, **broker) for _twice in range(2))
    assert (first.code, first.broker_code, first.repeated) == (second.code, second.broker_code, False)
    assert second.repeated
    assert bool(first.broker_code) == bool(broker)
    assert TrackingCode.objects.filter(contribution=first.contribution).count() == 1 + bool(broker)
    assert giving.receipt_again(first.contribution).code == first.code


def test_a_receipt_is_made_again_only_of_what_was_taken_in_under_a_key(round: Round) -> None:
    with pytest.raises(LookupError):
        giving.receipt_again(say(round).contribution)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"channel": "web"}, "channel"),
        ({"heard_on": 1}, "heard_on"),
        ({"verbatim": "  "}, "verbatim"),
    ],
)
def test_a_note_that_cannot_be_right_is_refused(world, round, officer, changes: dict, field: str) -> None:
    said = {"kind": "idea", "channel": "phone", "verbatim": "Een bus.", **changes}
    if "heard_on" in changes:
        said["heard_on"] = clock.today() + timedelta(days=1)
    asked = {"round": round, "consent": Consent(), "officer": world.officer, "actor": officer, "key": None}
    with pytest.raises(BadInput) as refusal:
        note_down(**asked, words=Words(**said))
    assert refusal.value.field == field
    assert not Contribution.objects.exists()


def test_today_was_heard_and_a_note_taker_keeps_the_own_name(world, round, officer) -> None:
    said = {"kind": "idea", "channel": "phone", "verbatim": "Een bus.", "heard_on": clock.today(), "note_taker": "Bea"}
    asked = {"round": round, "consent": Consent(True, True), "officer": world.officer, "actor": officer, "key": None}
    made = note_down(**asked, words=Words(**said, text="Meer bussen.")).contribution
    source = Source.objects.get(contribution=made)
    assert (made.text, source.verbatim, source.note_taker, source.consent_quote) == (
        "Meer bussen.", "Een bus.", "Bea", True,
    )  # fmt: skip


def test_the_giver_says_how_the_own_words_stand_on_the_site_and_nothing_else_changes(round: Round) -> None:
    other, mine = say(round, "Een ander."), say(round)
    own = {"contribution": mine.contribution, "code": mine.code}
    for wrong, field in (({"publicity": "iets"}, "publicity"), ({"publicity": "named"}, "public_name")):
        with pytest.raises(BadInput) as refusal:
            self_service.set_publicity(**own, **wrong)
        assert refusal.value.field == field
    Source.objects.update(consent_publish=False)
    for publicity, name, stored, agreed in (
        ("closed", "Fatima", "", False), ("named", "Fatima", "Fatima", True), ("pseudonym", "Fatima", "", True),
    ):  # fmt: skip
        self_service.set_publicity(**own, publicity=publicity, public_name=name)
        row = Contribution.objects.get(pk=mine.contribution.pk)
        assert (row.publicity, row.public_name) == (publicity, stored)
        assert Source.objects.get(contribution=row).consent_publish is agreed
    assert Source.objects.get(contribution=other.contribution).consent_publish is False
    assert Contribution.objects.get(pk=other.contribution.pk).publicity == "pseudonym"


def test_a_giver_leaves_a_way_to_be_reached_bit_by_bit_until_the_answer_is_right(round: Round, officer: Actor) -> None:
    other, mine = say(round, "Een ander.", email="o@voorbeeld.invalid"), say(round)
    own = {"contribution": mine.contribution, "code": mine.code}
    with pytest.raises(BadInput) as refusal:
        self_service.leave_contact(**own)
    assert refusal.value.field == "email"
    self_service.leave_contact(**own, phone="06 1234")
    self_service.leave_contact(**own, name="Fatima")
    giver = Giver.objects.get(contribution=mine.contribution)
    assert (giver.phone, giver.name, giver.email) == ("06 1234", "Fatima", "")
    assert Source.objects.get(contribution=mine.contribution).claimed_at is None
    with pytest.raises(NotNow, match="nog geen antwoord"):
        self_service.confirm(**own)
    answered(mine, officer)
    before = Giver.objects.get(contribution=other.contribution).erase_after
    self_service.confirm(**own)
    assert Giver.objects.get(contribution=mine.contribution).erase_after == clock.today()
    assert Giver.objects.get(contribution=other.contribution).erase_after == before
    with pytest.raises(NotNow, match="al dat het antwoord klopt"):
        self_service.leave_contact(**own, phone="06 5678")


def test_words_are_passed_on_once_to_a_question_that_runs(world: World, round: Round, officer: Actor) -> None:
    emmen = make_world("emmen", "municipality")
    over, gone = make_process(emmen, "voorbij"), make_process(emmen, "gestopt")
    Process.objects.filter(pk=over.pk).update(answered_at=clock.now(), decided_at=clock.now())
    Process.objects.filter(pk=gone.pk).update(withdrawn_at=clock.now(), withdrawn_reason="Klaar.")
    voice = say(round).contribution
    asked = {"contribution": voice, "to_body": emmen.body, "reason": "De gemeente gaat over de bus.", "actor": officer}
    for wrong in (over, gone, make_process(world, "van-ons")):
        wrong.refresh_from_db()
        with pytest.raises(BadInput) as refusal:
            handover.hand_over(**asked, receiver="Team Vervoer", process=wrong)
        assert refusal.value.field == "process"
    with pytest.raises(BadInput) as refusal:
        handover.hand_over(**asked, receiver=" ")
    assert refusal.value.field == "receiver"
    with pytest.raises(BadInput) as refusal:
        handover.hand_over(**{**asked, "to_body": world.body}, receiver="Wij")
    assert refusal.value.field == "to_body"
    assert not HandOver.objects.exists()
    right = make_process(emmen, "bussen")
    made = handover.hand_over(**asked, receiver="Team Vervoer", process=right)
    right.refresh_from_db()
    assert right.contribution_count == 1
    with pytest.raises(NotNow, match="al doorgegeven"):
        handover.hand_over(**asked, receiver="Team Vervoer", process=right)
    copy = Contribution.objects.get(pk=made.copy_id)
    landing.land(process=right, draft=OUTSIDE, contributions=[copy], actor=officer)
    replying.send(process=right, actor=officer)
    with pytest.raises(NotNow, match="al antwoord van u"):
        handover.give_back(contribution=copy, reason="Dit is toch aan de provincie.", actor=officer)


def test_words_that_were_withdrawn_are_neither_passed_on_nor_given_back(round: Round, officer: Actor) -> None:
    emmen = make_world("emmen", "municipality")
    asked = {"to_body": emmen.body, "reason": "De gemeente gaat over de bus.", "receiver": "Bea", "actor": officer}
    gone, passed = say(round), say(round, "Een trein.")
    self_service.withdraw(contribution=gone.contribution, code=gone.code)
    with pytest.raises(NotNow, match="heeft deze woorden ingetrokken"):
        handover.hand_over(contribution=gone.contribution, **asked)
    copy = Contribution.objects.get(pk=handover.hand_over(contribution=passed.contribution, **asked).copy_id)
    Contribution.objects.filter(pk=copy.pk).update(withdrawn_at=clock.now(), text="")
    with pytest.raises(NotNow, match="heeft deze woorden ingetrokken"):
        handover.give_back(contribution=copy, reason="Dit is toch aan de provincie.", actor=officer)
    with pytest.raises(NotNow, match="niet van een andere overheid"):
        handover.give_back(contribution=passed.contribution, reason="Dit is aan een ander.", actor=officer)


def test_an_answer_points_at_a_place_of_the_own_body(world: World, round: Round, officer: Actor) -> None:
    elsewhere = answers.named_place(process=make_process(make_world("emmen")), kind="decision", title="Elders")
    voice = say(round).contribution
    verdict = AnswerDraft(OutcomeCode.ADOPTED, "Wij doen dit zo snel als kan.", destination=elsewhere)
    with pytest.raises(BadInput, match="andere organisatie") as refusal:
        landing.land(process=round.process, draft=verdict, contributions=[voice], actor=officer)
    assert refusal.value.field == "destination"
    said = {"process": round.process, "draft": AnswerDraft(OutcomeCode.ADOPTED, "Wij doen dit zo snel als kan.")}
    made = landing.land(**said, contributions=[voice], written_place="Het besluit van juli", actor=officer)
    place = Destination.objects.get(pk=made.destination_id)
    assert (place.title, place.process, place.tenant) == ("Het besluit van juli", round.process, world.body)


@pytest.mark.parametrize(("days", "fits"), [(0, False), (1, True)])
def test_words_are_put_aside_until_a_day_that_comes(round: Round, officer: Actor, days: int, fits: bool) -> None:
    until = clock.today() + timedelta(days=days)
    verdict = AnswerDraft(OutcomeCode.PARKED, "Dat komt later aan bod.", parked_until=until)
    asked = {"process": round.process, "draft": verdict, "contributions": [say(round).contribution]}
    if fits:
        assert landing.land(**asked, actor=officer).parked_until == until
    else:
        with pytest.raises(BadInput, match="in de toekomst"):
            landing.land(**asked, actor=officer)


def test_a_bundle_is_answered_as_a_bundle_of_its_own_question(world: World, round: Round, officer: Actor) -> None:
    one, two = say(round).contribution, say(round, "Een trein.").contribution
    bundle = bundling.make(process=round.process, title="De bus", contributions=[one], actor=officer)
    for wrong in (
        {"process": round.process, "bundle": bundle, "contributions": [two]},
        {"process": make_process(world, "anders"), "bundle": bundle},
    ):
        with pytest.raises(BadInput, match="bundel van deze vraag"):
            landing.land(**wrong, draft=OUTSIDE, actor=officer)
    assert not Landing.objects.exists()
    with pytest.raises(NotNow, match="nog geen antwoord"):
        landing.link_late(bundle=bundle, actor=officer)
    first = landing.land(process=round.process, draft=OUTSIDE, bundle=bundle, actor=officer)
    with pytest.raises(NotNow, match="heeft al een antwoord"):
        landing.link_late(bundle=bundle, actor=officer)
    again = bundling.make(process=round.process, title="Ook de bus", contributions=[one], actor=officer)
    with pytest.raises(BadInput, match="via een andere bundel"):
        landing.land(process=round.process, draft=OUTSIDE, bundle=again, actor=officer)
    with pytest.raises(BadInput) as refusal:
        landing.change(answer=first, draft=OUTSIDE, change_reason=" ", actor=officer)
    assert refusal.value.field == "change_reason"
    assert Answer.objects.filter(landings__isnull=False).distinct().count() == 1


def test_counting_anew_leaves_out_what_was_taken_from_a_bundle(round: Round, officer: Actor) -> None:
    voices = [say(round, text).contribution for text in ("Een bus.", "Een trein.", "Een fiets.")]
    bundle = bundling.make(process=round.process, title="Vervoer", contributions=voices, actor=officer)
    bundling.remove(bundle=bundle, contributions=voices[:1], actor=officer)
    answered(Receipt(voices[1], ""), officer)
    Process.objects.update(contribution_count=9, landed_count=9)
    Round.objects.update(contribution_count=9)
    type(bundle).objects.update(item_count=9)
    retention.recount(process=round.process)
    for row in (round.process, round, bundle):
        row.refresh_from_db()
    counted = (round.process.contribution_count, round.process.landed_count, round.contribution_count)
    assert counted == (3, 1, 3)
    assert bundle.item_count == 2


def test_words_are_changed_with_a_reason_unless_they_are_gone(round: Round, officer: Actor) -> None:
    gone = say(round)
    self_service.withdraw(contribution=gone.contribution, code=gone.code)
    with pytest.raises(NotNow, match="heeft deze woorden ingetrokken"):
        moderating.revise(contribution=gone.contribution, text="Iets anders.", reason="Een naam.", actor=officer)
    voice = say(round).contribution
    for text, reason, field in (("Een bus.", "Een naam.", "text"), ("Een trein.", " ", "reason"), (" ", "x", "text")):
        with pytest.raises(BadInput) as refusal:
            moderating.revise(contribution=voice, text=text, reason=reason, actor=officer)
        assert refusal.value.field == field
    assert not Revision.objects.exists()
