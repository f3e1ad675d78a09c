"""Other channels, other bodies: notes by staff, codes on paper, passing on under the same code, limits on guessing."""

from datetime import date, timedelta

import pytest
from tests.builders import World, make_process, make_round, make_world

from brink.domain.contributions.models import Contribution, Giver, Moderation, Source
from brink.domain.contributions.services import (
    deadlines,
    following,
    handover,
    landing,
    replying,
    retention,
    self_service,
)
from brink.domain.contributions.services.answers import AnswerDraft
from brink.domain.contributions.services.giving import Words, give
from brink.domain.contributions.services.transcribing import Consent, note_down
from brink.domain.contributions.states import ContributionState, contribution_state
from brink.domain.journal.models import Entry
from brink.domain.journal.services import RESIDENT, SYSTEM, Actor
from brink.domain.people.models import Attempts
from brink.domain.processes.services.printing import print_sheets
from brink.foundation import clock, codes
from brink.foundation.errors import BadInput, TooMany

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


def officer(world: World) -> Actor:
    return Actor(id=world.officer.pk, role="officer")


def test_a_paper_form_keeps_the_code_that_is_printed_on_it(world: World) -> None:
    round = make_round(make_process(world))
    (code,) = print_sheets(round=round, copies=1, actor=officer(world), key=None)
    words = Words(kind="idea", channel="paper", verbatim="Meer banken.", heard_on=clock.today())
    said = {"round": round, "words": words, "consent": Consent(publish=True), "officer": world.officer}
    receipt = note_down(**said, actor=officer(world), key=None, printed_code=code.upper().replace(" ", "-"))
    assert receipt.code == code
    assert following.find(typed=code, source="1").contributions == (receipt.contribution,)
    with pytest.raises(BadInput, match="al gebruikt"):
        note_down(**said, actor=officer(world), key=None, printed_code=code)
    with pytest.raises(BadInput, match="drie woorden"):
        note_down(**said, actor=officer(world), key=None, printed_code="heide 12")


def test_spoken_words_are_public_only_with_consent_and_wait_when_they_name_somebody(world: World) -> None:
    round = make_round(make_process(world))
    for text, consent, expected in (
        ("Meer banken.", Consent(publish=True), ("pseudonym", Moderation.SHOWN)),
        ("Meer banken.", Consent(), ("closed", Moderation.SHOWN)),
        ("Mevrouw Pol is ziek.", Consent(publish=True), ("pseudonym", Moderation.WAITING)),
    ):
        words = Words(kind="note", channel="table", verbatim=text, summary="Over banken.")
        made = note_down(round=round, words=words, consent=consent, officer=world.officer, actor=officer(world),
                         key=None).contribution  # fmt: skip
        assert (made.publicity, made.moderation) == expected
    source = Source.objects.first()
    assert source is not None
    assert (source.note_taker, source.entered_by_id, source.summary) == (
        "Aziz (voorbeeld)", world.officer.pk, "Over banken.",
    )  # fmt: skip


def test_words_said_before_the_last_day_may_be_entered_after_it(world: World) -> None:
    round = make_round(make_process(world))
    last = (round.closes_at - timedelta(hours=1)).astimezone(clock.AMSTERDAM).date()
    with clock.frozen(round.closes_at + timedelta(days=2)):
        for heard, fits in ((last, True), (last + timedelta(days=2), False)):
            words = Words(kind="idea", channel="phone", verbatim="Een bus.", heard_on=heard)
            said = {"round": round, "words": words, "consent": Consent(), "officer": world.officer}
            if fits:
                assert note_down(**said, actor=officer(world), key=None).code
            else:
                with pytest.raises(Exception, match="niet open op die dag"):
                    note_down(**said, actor=officer(world), key=None)


def test_the_giver_claims_spoken_words_with_the_code(world: World) -> None:
    round = make_round(make_process(world))
    words = Words(kind="idea", channel="phone", verbatim="Een bus.")
    receipt = note_down(round=round, words=words, consent=Consent(), officer=world.officer, actor=officer(world),
                        key=None)  # fmt: skip
    with pytest.raises(BadInput, match="geen e-mailadres"):
        self_service.leave_contact(contribution=receipt.contribution, code=receipt.code, email="fatima")
    self_service.leave_contact(contribution=receipt.contribution, code=receipt.code, email="fatima@voorbeeld.invalid")
    assert (Giver.objects.get().email, Source.objects.get().claimed_at is None) == ("fatima@voorbeeld.invalid", False)


def test_words_passed_on_stay_under_one_code_and_both_bodies_answer(world: World) -> None:
    other = make_world("emmen", "municipality")
    process = make_process(world)
    receipt = give(round=make_round(process), words=Words(kind="idea", text="Een bus.", email="f@voorbeeld.invalid"),
                   actor=RESIDENT, key=None)  # fmt: skip
    made = handover.hand_over(contribution=receipt.contribution, to_body=other.body, actor=officer(world),
                                reason="De gemeente gaat over de bus.", receiver="Team Vervoer")  # fmt: skip
    mine, theirs = following.find(typed=receipt.code, source="1").contributions
    assert (mine.pk, theirs.pk, theirs.tenant_id) == (receipt.contribution.pk, made.copy_id, other.body.pk)
    assert [contribution_state(row) for row in (mine, theirs)] == [
        ContributionState.HANDED_OVER, ContributionState.RECEIVED,
    ]  # fmt: skip
    assert Source.objects.get(contribution=theirs).verbatim == "Een bus."
    with pytest.raises(BadInput, match="heeft deze woorden al"):
        handover.hand_over(contribution=theirs, to_body=world.body, actor=SYSTEM, receiver="Iemand",
                             reason="Toch de provincie, denken wij.")  # fmt: skip
    with clock.frozen(clock.now() + timedelta(days=40)):
        assert retention.erase_due() == 0
        draft = AnswerDraft("outside", "Daar is geen geld voor dit jaar.")
        landing.land(process=theirs.process, draft=draft, contributions=[theirs], actor=SYSTEM)
        replying.send(process=theirs.process, actor=SYSTEM)
        assert retention.erase_due() == 1
    assert set(Entry.objects.filter(kind="contribution.received").values_list("tenant_id", flat=True)) == {
        world.body.pk, other.body.pk,
    }  # fmt: skip


def test_guessing_codes_stops_after_a_hundred_tries(world: World) -> None:
    receipt = give(round=make_round(make_process(world)), words=Words(kind="idea", text="Een bus."), actor=RESIDENT,
                   key=None)  # fmt: skip
    with clock.frozen(clock.now().replace(minute=10)):
        for _time in range(following.TRIES_AN_HOUR):
            with pytest.raises(BadInput, match="Deze code kennen wij niet"):
                following.find(typed="heide lijster brug 0000 0000", source="one")
        with pytest.raises(TooMany, match="te vaak"):
            following.find(typed=receipt.code, source="one")
        assert following.find(typed=receipt.code, source="two").contributions == (receipt.contribution,)
    assert Attempts.objects.count() == 2


def test_the_promised_date_moves_with_the_decision(world: World) -> None:
    process = make_process(world)
    voice = give(round=make_round(process), words=Words(kind="idea", text="Een bus."), actor=RESIDENT,
                 key=None).contribution  # fmt: skip
    room = process.rooms.get()
    assert voice.reply_due_on == room.reply_on
    process.decided_at = clock.now()
    process.save()
    assert deadlines.reset_due(process=process, actor=SYSTEM) == 1
    voice.refresh_from_db()
    assert voice.reply_due_on == clock.today() + timedelta(days=28)


def test_working_days_skip_the_weekend() -> None:
    assert deadlines.working_days_after(date(2026, 11, 20), 5) == date(2026, 11, 27)
    assert deadlines.working_days_after(date(2026, 11, 21), 1) == date(2026, 11, 23)


def test_a_body_may_set_its_own_terms(world: World) -> None:
    assert deadlines.terms_of(world.body.pk) == deadlines.Terms()
    deadlines.set_terms(body=world.body, terms=deadlines.Terms(objection_days=42), actor=SYSTEM)
    assert deadlines.terms_of(world.body.pk).objection_days == 42
    with pytest.raises(BadInput, match="1 tot en met 365"):
        deadlines.set_terms(body=world.body, terms=deadlines.Terms(status_days=0), actor=SYSTEM)


def test_all_copies_are_withdrawn_together(world: World) -> None:
    other = make_world("emmen", "municipality")
    receipt = give(round=make_round(make_process(world)), words=Words(kind="idea", text="Een bus."), actor=RESIDENT,
                   key=None)  # fmt: skip
    handover.hand_over(contribution=receipt.contribution, to_body=other.body, actor=officer(world),
                         reason="De gemeente gaat over de bus.", receiver="Team Vervoer")  # fmt: skip
    self_service.withdraw_all(followed=following.find(typed=receipt.code, source="1"))
    assert list(Contribution.objects.values_list("text", flat=True)) == ["", ""]


def test_one_wrong_letter_is_mended_and_figures_are_not(world: World) -> None:
    receipt = give(round=make_round(make_process(world)), words=Words(kind="idea", text="Een bus."), actor=RESIDENT,
                   key=None)  # fmt: skip
    first, *rest = receipt.code.split()
    for typed in (f"{first[:-1]} {' '.join(rest)}", f"{first}x {' '.join(rest)}", f"q{first[1:]} {' '.join(rest)}"):
        assert codes.read(typed) in (receipt.code, None)
    figures = " ".join(rest[2:4])
    assert codes.read(f"heidee lijster brug {figures}") == f"heide lijster brug {figures}"
    assert codes.read("heide lijster brug 1234 567") is None
    assert codes.read("xxxxxx lijster brug 1234 5678") is None
