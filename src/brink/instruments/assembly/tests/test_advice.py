"""From who signs up to what became of the advice, as the services do it."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client

from brink.domain.contributions.services.self_service import withdraw
from brink.domain.journal.models import Entry
from brink.domain.journal.services import Actor
from brink.domain.processes.models import Event, Round
from brink.domain.processes.queries.frozen_outcomes import frozen_outcome
from brink.domain.processes.services.rounds import close_round
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotAllowed, NotNow
from brink.foundation.kept_pages import pages
from brink.instruments.assembly.instrument import AssemblyInstrument
from brink.instruments.assembly.models import (
    Commission,
    OrganReply,
    PanelSeat,
    PoolPlace,
    Recommendation,
    Volunteer,
    VolunteerContact,
)
from brink.instruments.assembly.pools import volunteers_of
from brink.instruments.assembly.queries import standing
from brink.instruments.assembly.services import advising, letters, sittings, undrawn
from brink.instruments.assembly.services.advising import AdviceFacts, ReplyFacts
from brink.instruments.assembly.services.drawing import contents, split
from brink.instruments.assembly.services.letters import WaveFacts
from brink.instruments.assembly.services.signing_up import SignUpFacts, sign_up
from brink.instruments.assembly.tests.making import CLERK, OFFICER, Beraad, make_beraad
from brink.methods.files.draw_checking import verify_draw

FEATURES = {"Leeftijd": "oud", "Geslacht": "man"}
SECRETARY = Actor(role="secretary")


def said(name: str = "Jan Proef", address: str = "9401 AB 12", **more: str) -> SignUpFacts:
    return SignUpFacts(name, address, more.pop("features", FEATURES), **more)  # type: ignore[arg-type]


def test_one_person_counts_once_however_name_and_address_are_written(beraad: Beraad) -> None:
    sign_up(round=beraad.round, said=said(), key=None)
    for name, address in (("jan  proef", "9401ab 12"), ("Ján Proef", "9401 AB, nr. 12"), ("JAN PROEF", "9401 ab 12")):
        with pytest.raises(NotNow, match="U staat al op de lijst"):
            sign_up(round=beraad.round, said=said(name, address), key=None)
    sign_up(round=beraad.round, said=said("Piet Proef"), key=None)
    assert Volunteer.objects.filter(round=beraad.round).count() == 26


def test_who_withdraws_is_forgotten_and_not_in_the_pool(beraad: Beraad) -> None:
    receipt = sign_up(round=beraad.round, said=said(email="jan@voorbeeld.example"), key=None)
    withdraw(contribution=receipt.contribution, code=receipt.code)
    row = Volunteer.objects.get(contribution=receipt.contribution)
    assert (row.features, row.salt, row.person_key, row.home_key) == ({}, "", "", "")
    assert not VolunteerContact.objects.filter(volunteer=row).exists()
    assert row not in volunteers_of(beraad.round)
    with pytest.raises(NotNow, match="U heeft zich afgemeld"):
        sign_up(round=beraad.round, said=said(), key=None)


def test_the_code_of_a_letter_lets_one_person_in_and_is_stored_nowhere(beraad: Beraad) -> None:
    wave = letters.make_letters(
        round=beraad.round, facts=WaveFacts("Proefdorp", "Verordening BRP", 3), actor=OFFICER, key=None
    )
    codes = dict(letters.codes_of(wave))
    assert len(set(codes.values())) == 3
    assert dict(letters.codes_of(wave)) == codes
    sign_up(round=beraad.round, said=said(code=codes[1].upper()), key=None)
    assert Volunteer.objects.get(letter__number=1).via == "letter"
    for code in (codes[1], "heide lijster brug 1111 2222 K"):
        with pytest.raises(BadInput, match="Deze code kennen wij niet, of iemand heeft zich er al mee aangemeld"):
            sign_up(round=beraad.round, said=said("Een Ander", "9401 AB 90", code=code), key=None)
    assert Volunteer.objects.filter(round=beraad.round).count() == 25


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": " "}, "name"), ({"address": ""}, "address"), ({"email": "geen adres"}, "email"),
        ({"name": "n" * 121}, "name"), ({"features": {"Leeftijd": "oud"}}, "Geslacht"),
        ({"features": {"Leeftijd": "stokoud", "Geslacht": "man"}}, "Leeftijd"), ({"needs": "n" * 501}, "needs"),
        ({"phone": "1" * 41}, "phone"), ({"code": "geen code"}, "code"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_sign_up_is_said_at_its_field(beraad: Beraad, change: dict[str, object], field: str) -> None:
    facts = {"name": "Jan", "address": "9401 AB 12", "features": FEATURES} | change
    with pytest.raises(BadInput) as refused:
        sign_up(round=beraad.round, said=SignUpFacts(**facts), key=None)  # type: ignore[arg-type]
    assert refused.value.field == field
    assert Volunteer.objects.filter(round=beraad.round).count() == 24


def test_only_with_a_letter_where_that_was_said(db: None) -> None:
    beraad = make_beraad(letters_only=True, people=0)
    with pytest.raises(BadInput, match="Zonder brief kunt u zich hier niet aanmelden"):
        sign_up(round=beraad.round, said=said(), key=None)


def test_nobody_comes_in_after_the_last_day(beraad: Beraad) -> None:
    beraad.end_signup()
    with pytest.raises(NotNow, match="Aanmelden kon tot en met"):
        sign_up(round=beraad.round, said=said(), key=None)
    assert "Aanmelden kan nu niet" in Client().get(beraad.url("aanmelden/")).content.decode()


def test_who_was_not_drawn_is_told_once_and_forgotten_after_the_term_with_a_record(beraad: Beraad) -> None:
    draw = beraad.held()
    people = len(undrawn.not_drawn(draw))
    assert people == 20
    undrawn.tell_not_drawn(round=beraad.round, actor=OFFICER, key=None)
    with pytest.raises(NotNow, match="heeft al bericht gekregen"):
        undrawn.tell_not_drawn(round=beraad.round, actor=OFFICER, key=None)
    mailed = VolunteerContact.objects.filter(volunteer__in=undrawn.not_drawn(draw)).count()
    assert undrawn.mail_waiting() == len(mail.outbox) <= mailed
    assert undrawn.mail_waiting() == 0
    later = clock.now() + timedelta(days=91)
    assert undrawn.destroy_due(clock.now()) == 0
    assert undrawn.destroy_due(later) == 1
    assert undrawn.destroy_due(later) == 0
    assert VolunteerContact.objects.filter(volunteer__round=beraad.round).count() == 4
    assert PoolPlace.objects.filter(draw=draw).count() == 4
    entry = Entry.objects.get(kind="assembly.destroyed")
    assert (entry.public, entry.data["people"]) == (True, 20)
    commitment, files, after = split(contents(draw))
    verify_draw(commitment, files, after)


def test_days_count_who_was_there_and_what_that_comes_to(beraad: Beraad, client: Client) -> None:
    draw = beraad.held()
    now = clock.now()
    event = Event.objects.create(
        tenant=beraad.round.tenant, created_at=now, process=beraad.round.process, title="Zitting 1",
        starts_at=now - timedelta(hours=1), ends_at=now + timedelta(hours=3), venue="Provinciehuis",
    )  # fmt: skip
    sitting = sittings.add_sitting(round=beraad.round, event=event, actor=OFFICER, key=None)
    seats = list(PanelSeat.objects.filter(draw=draw).values_list("pk", flat=True))
    sittings.note_present(sitting=sitting, seats=seats[:3], actor=OFFICER, key=None)
    sittings.note_present(sitting=sitting, seats=seats[:2], actor=OFFICER, key=None)
    client.force_login(beraad.world.officer)
    answer = client.post(beraad.url("balie/groep/vergoeding.csv"))
    lines = answer.content.decode("utf-8-sig").strip().splitlines()
    assert len(lines) == 3
    assert all("135,00" in line for line in lines[1:])
    assert Entry.objects.filter(kind="assembly.allowance_read").count() == 1


def test_the_advice_is_offered_with_votes_and_minority_and_then_stands_firm(beraad: Beraad) -> None:
    beraad.held()
    one = advising.add_advice(round=beraad.round, facts=AdviceFacts("Bouw meer."), actor=OFFICER, key=None)
    with pytest.raises(NotNow, match="staat nog geen stemming"):
        advising.offer(round=beraad.round, offered_on=clock.today(), actor=OFFICER, key=None)
    facts = AdviceFacts("Bouw meer.", votes_for=3)
    advising.change_advice(recommendation=one, facts=facts, actor=OFFICER, key=None)
    with pytest.raises(NotNow, match="op wie het anders zag"):
        advising.offer(round=beraad.round, offered_on=clock.today(), actor=OFFICER, key=None)
    with pytest.raises(BadInput, match="Er zitten 4 mensen in het beraad"):
        advising.change_advice(
            recommendation=one, facts=AdviceFacts("Bouw meer.", votes_for=5), actor=OFFICER, key=None
        )
    assert "Bouw meer." not in Client().get(beraad.url("advies/")).content.decode()
    facts = AdviceFacts("Bouw meer.", votes_for=3, votes_against=1, minority="Bouwen kost natuur.")
    advising.change_advice(recommendation=one, facts=facts, actor=OFFICER, key=None)
    advising.offer(round=beraad.round, offered_on=clock.today(), actor=OFFICER, key=None)
    with pytest.raises(NotNow, match="Er verandert niets meer aan"):
        advising.change_advice(recommendation=one, facts=facts, actor=OFFICER, key=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Recommendation.objects.filter(pk=one.pk).update(text="Iets anders")
    page = Client().get(beraad.url("advies/")).content.decode()
    assert "Bouwen kost natuur." in page
    assert "3 voor, 1 tegen" in page


def test_each_organ_owes_a_reply_that_is_late_in_public_and_only_its_own_side_writes_it(beraad: Beraad) -> None:
    beraad.held()
    beraad.offered(minority="Eerst de bus.")
    council, executive = Commission.objects.filter(round=beraad.round).order_by("position")
    first = Recommendation.objects.get(number=1)
    facts = ReplyFacts("partly", "Wij beginnen in drie dorpen.")
    with pytest.raises(BadInput, match="De mensen die dit advies gaven, lezen dit"):
        advising.reply(
            recommendation=first, commission=council, facts=ReplyFacts("refused", " "), actor=CLERK, key=None
        )
    clerk = Actor(id=beraad.world.clerk.pk, role="clerk")
    with pytest.raises(NotAllowed):
        advising.reply(recommendation=first, commission=executive, facts=facts, actor=clerk, key=None)
    advising.reply(recommendation=first, commission=council, facts=facts, actor=clerk, key=None)
    given = advising.reply(
        recommendation=first, commission=executive, facts=ReplyFacts("adopted", "Dat doen wij."), actor=SECRETARY,
        key=None,
    )  # fmt: skip
    assert OrganReply.objects.count() == 2
    advising.follow_up(reply=given, text="De eerste huizen staan.", done=False, actor=SECRETARY, key=None)
    page = Client().get(beraad.url("advies/")).content.decode()
    assert "Wij beginnen in drie dorpen." in page
    assert "De opdrachtgevers antwoorden verschillend." in page
    assert "De eerste huizen staan." in page
    assert "te laat" not in page.split("</table>")[1]
    assert [str(one.key) for one in AssemblyInstrument().before_landing(beraad.round)] == [
        "assembly.reply_2_0", "assembly.reply_2_1",
    ]  # fmt: skip
    pages.clear()  # time passed, and no act
    with clock.frozen(clock.now() + timedelta(days=200)):
        assert "2 antwoorden zijn te laat." in Client().get(beraad.url("advies/")).content.decode()
    assert str(standing(beraad.round).state) == "offered"


def test_what_is_frozen_at_closing_holds_the_advice_with_its_minority(beraad: Beraad) -> None:
    beraad.held()
    beraad.offered(minority="Eerst de bus.")
    with clock.frozen(beraad.round.closes_at + timedelta(minutes=1)):
        close_round(round=beraad.round, actor=CLERK, key=None)
    found = frozen_outcome(Round.objects.get(pk=beraad.round.pk))
    assert found is not None
    assert found.summary == "24 mensen hebben zich aangemeld. 4 van hen zijn geloot. Het beraad gaf 2 aanbevelingen."
    assert [one.argument for one in found.minority] == [
        "Eerst de bus.", "Zij stemden tegen. Zij hebben niets opgeschreven.",
    ]  # fmt: skip
    assert found.method is not None
    assert found.method.name == "sortition"
