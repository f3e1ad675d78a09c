"""A submission from sending in to the decision: who may, when, what is told, and what nobody reads."""

import io
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client
from tests.builders import make_world

from brink.domain.contributions.models import Channel, Contribution
from brink.domain.contributions.services.self_service import withdraw
from brink.domain.journal.models import Entry
from brink.domain.processes.models import StatutoryTerm
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotNow, Refusal
from brink.instruments.submission import nota_file, queries
from brink.instruments.submission.instrument import SubmissionInstrument
from brink.instruments.submission.models import Nota, Point, Signatory, Submission
from brink.instruments.submission.receipt_mail import send_waiting
from brink.instruments.submission.round_settings import KEPT_DAYS
from brink.instruments.submission.services import answering
from brink.instruments.submission.services.nota import destroy_due
from brink.instruments.submission.services.sending import Filing, Signer, submit
from brink.instruments.submission.tests.conftest import FIRST, LAST, OFFICER, SIGNER, TEXT, Draft, at, make_draft

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("filing", "field", "said"),
    [
        (Filing(TEXT, ()), "name", "Een zienswijze kan niet zonder naam en adres. Vul uw naam in."),
        (
            Filing(TEXT, (Signer("", "Brinkweg 1"),)), "name",
            "Een zienswijze kan niet zonder naam en adres. Vul uw naam in.",
        ),
        (
            Filing(TEXT, (Signer("Roelof", " "),)), "address",
            "Een zienswijze kan niet zonder naam en adres. Vul uw adres in, met de plaats.",
        ),
        (Filing(" ", (SIGNER,)), "text", "Schrijf op wat u van het ontwerp vindt, en waarom."),
        (
            Filing(TEXT, (SIGNER,), represented="Jans Kamps, Norg"), "authorisation",
            "Stuur een machtiging mee, of dien in op uw eigen naam.",
        ),
        (
            Filing(TEXT, (SIGNER,), authorisation="sent"), "represented",
            "Vul in namens wie u dit instuurt: de naam en het adres.",
        ),
        (
            Filing(TEXT, (SIGNER, Signer("Jans Kamps", ""))), "others",
            "Schrijf van elke ondertekenaar de naam en het adres, met een komma ertussen.",
        ),
        (
            Filing(TEXT, (SIGNER,), email="geen mail"), "email",
            "Dit is geen e-mailadres. Schrijf het zoals naam@voorbeeld.nl.",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_sent_in_is_refused_in_one_sentence(draft: Draft, filing: Filing, field: str, said: str) -> None:
    with pytest.raises(BadInput) as refused:
        submit(round=draft.round, filing=filing, key=None)
    assert (refused.value.field, str(refused.value)) == (field, said)
    assert not Submission.objects.exists()
    assert not Contribution.objects.exists()


@pytest.mark.django_db
def test_the_last_second_of_the_last_day_counts_and_the_next_one_does_not() -> None:
    with at(LAST):
        draft = make_draft(make_world())
    with at(LAST, 23, 59, 59):
        assert draft.of(draft.send()).timing == "in_time"
    with at(LAST + DAY, 0, 0, 0), pytest.raises(NotNow) as refused:
        draft.send()
    said = "De termijn liep tot en met maandag 18 mei 2026. U kunt nog per brief insturen; "
    said += "wij beoordelen of het meetelt."
    assert str(refused.value) == f"{said} Het adres: Postbus 1, 9400 AA Assen"
    with at(LAST + DAY):
        assert said in draft.read("geven/")


@pytest.mark.django_db
def test_a_letter_posted_in_time_counts_a_week_later_and_a_late_one_is_taken_in_and_told() -> None:
    with at(LAST):
        draft = make_draft(make_world())
    with at(LAST + 9 * DAY):
        in_time = draft.take(LAST + 7 * DAY, posted_on=LAST)
        unread = draft.take(LAST + 2 * DAY)
        too_long = draft.take(LAST + 8 * DAY, posted_on=LAST)
        late = draft.take(LAST + 3 * DAY, posted_on=LAST + DAY)
        with pytest.raises(NotNow, match="Vraag om een brief"):
            draft.take(LAST + 3 * DAY, Channel.VISIT, spoken="signed")
    assert [one.timing for one in (in_time, unread, too_long, late)] == ["by_post", "to_judge", "to_judge", "late"]
    assert [one.number for one in (in_time, unread, too_long, late)] == [1, 2, 3, 4]
    told = "Uw zienswijze is te laat: de termijn liep tot en met maandag 18 mei 2026."
    assert queries.late_words(late).startswith(told)
    assert queries.late_words(in_time) == ""
    assert SubmissionInstrument().signal_answers(late.contribution_id)[0].outcome == ""


def test_where_the_channel_was_not_opened_nothing_comes_in_by_the_site(db: None) -> None:
    today = clock.today()
    draft = make_draft(make_world(), today - DAY, today + 20 * DAY, electronic=False)
    with pytest.raises(NotNow, match="kan een zienswijze niet via deze website"):
        draft.send()
    assert "Niet via deze website" in draft.read()
    assert "<form" not in draft.read("geven/").split("<main")[1].split("</main")[0]


def test_what_was_said_at_the_desk_is_read_back_and_signed_or_why_not(draft: Draft) -> None:
    today = clock.today()
    with pytest.raises(BadInput) as refused:
        draft.take(today, Channel.VISIT)
    assert (refused.value.field, str(refused.value)) == (
        "spoken", "Lees het verslag voor. Kies of de spreker het ondertekent.",
    )  # fmt: skip
    with pytest.raises(BadInput, match="waarom de spreker niet ondertekent"):
        draft.take(today, Channel.VISIT, spoken="unsigned")
    row = draft.take(today, Channel.VISIT, spoken="unsigned", unsigned_reason="Hij wil eerst nadenken.")
    assert (row.timing, row.spoken) == ("in_time", "unsigned")


@pytest.mark.parametrize(
    ("received", "posted", "more", "field"),
    [
        (2, None, {}, "received_on"),
        (0, 0, {"channel": Channel.VISIT, "spoken": "signed"}, "posted_on"),
        (-1, 0, {}, "posted_on"),
        (0, None, {"spoken": "signed"}, "spoken"),
        (0, None, {"channel": "web"}, "channel"),
    ],
)
def test_days_that_cannot_be_are_refused(
    draft: Draft, received: int, posted: int | None, more: dict[str, Any], field: str
) -> None:
    today = clock.today()
    posted_on = None if posted is None else today + posted * DAY
    with pytest.raises(BadInput) as refused:
        draft.take(today + received * DAY, posted_on=posted_on, **more)
    assert refused.value.field == field


def test_the_receipt_has_number_day_and_time_on_the_page_and_by_mail(draft: Draft) -> None:
    client = Client()
    page = client.get(draft.url("geven/")).content.decode()
    key = page.split('name="key" value="')[1].split('"')[0]
    said = {"key": key, "text": TEXT, "name": "Roelof Hoving", "address": "Brinkweg 1, Orvelte", "authorisation": "own",
            "email": "roelof@voorbeeld.nl"}  # fmt: skip
    answer = client.post(draft.url("geven/"), said, follow=True).content.decode()
    row = Submission.objects.get()
    assert f"ZW-{clock.today().year}-001" in answer
    assert "Uw zienswijze is op tijd." in answer
    assert send_waiting() == 1
    assert send_waiting() == 0
    body = mail.outbox[0].body
    assert row.name in body
    assert "uur" in body
    # The same form again is the same submission.
    client.post(draft.url("geven/"), said)
    assert Submission.objects.count() == 1


def test_refused_words_come_back_in_the_form(draft: Draft) -> None:
    said = {"key": "k" * 22, "text": "Wat ik vind.", "address": "Brinkweg 1", "authorisation": "own"}
    answer = Client().post(draft.url("geven/"), said)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Een zienswijze kan niet zonder naam en adres. Vul uw naam in." in page
    assert "Wat ik vind." in page


def test_nobody_who_signed_is_named_in_what_the_body_writes(draft: Draft) -> None:
    row = draft.of(draft.send(signers=(SIGNER, Signer("Jans Kamps", "Esweg 2, Norg")), email="r@voorbeeld.nl"))
    names = ("De heer Hoving vindt 200 meter te weinig.", "Wie woont aan de Esweg 2 ziet het.", "Mail r@voorbeeld.nl")
    for text in names:
        with pytest.raises(BadInput, match="Haal"):
            draft.point(row, summary=text)
        with pytest.raises(BadInput, match="Haal"):
            answering.publish_clean(submission=row, text=text, actor=OFFICER, key=None)
    draft.point(row, summary="De indiener vindt 200 meter te weinig.")


def test_the_nota_names_its_holes_and_is_not_adopted_with_one(draft: Draft) -> None:
    row, other = draft.of(draft.send()), draft.of(draft.send("Het pad staat er niet op."))
    with at(draft.round.last_day + 8 * DAY):
        late = draft.take(clock.today() - DAY, posted_on=clock.today() - 2 * DAY)
        with pytest.raises(NotNow, match="nog niet gesloten"):
            draft.adopt()
        draft.close()
        draft.point(row)
        with pytest.raises(NotNow) as refused:
            draft.adopt()
        assert str(refused.value) == (
            "De nota is nog niet af. Schrijf eerst de inleiding, het besluit en wat iemand daartegen kan doen. "
            f"{row.name}, punt 1: er is nog geen antwoord. {other.name}: er staat nog geen punt in. "
            f"{late.name}: nog niet gezegd of deze meetelt."
        )
        assert [one.key for one in SubmissionInstrument().before_landing(draft.round)][-1] == "submission.adopt"
        with pytest.raises(Refusal):
            draft.tell()
        assert Client().get(draft.url("nota/")).status_code == 404


def finished(draft: Draft, *, withdrawn: bool = False) -> tuple[Submission, Submission]:
    """Answer two submissions, adopt and tell; with one more that was taken back."""
    followed, not_followed = draft.of(draft.send(email="a@voorbeeld.nl")), draft.of(draft.send("Het pad mist."))
    if withdrawn:
        gone = draft.send("Dit trek ik in.")
        withdraw(contribution=gone.contribution, code=gone.code)
    with at(draft.round.last_day + 8 * DAY):
        draft.close()
        draft.answer(followed, change="artikel 4: 400 meter")
        point = draft.point(not_followed, summary="Het pad mist.")
        facts = answering.PointFacts("Het pad mist op de kaart.", "Het pad is van een ander.", False)
        answering.write_point(point=point, facts=facts, actor=OFFICER, key=None)
        draft.write()
        draft.adopt()
        draft.tell()
    return followed, not_followed


def test_everybody_gets_the_decision_and_the_answer_on_each_point(draft: Draft) -> None:
    followed, not_followed = finished(draft)
    answers = SubmissionInstrument().signal_answers(followed.contribution_id)
    assert [(one.text, one.outcome, one.reason) for one in answers] == [
        ("De afstand is te klein.", "De tekst wordt anders: artikel 4: 400 meter", "Wij hebben het nagekeken."),
    ]
    rows = Contribution.objects.filter(round=draft.round)
    assert all(one.replied_at is not None for one in rows)
    outcome = SubmissionInstrument().outcome(draft.fresh())
    assert [(one.title, one.argument) for one in outcome.minority] == [
        (f"{not_followed.name}, punt 1", "Het pad mist op de kaart.")
    ]
    page = draft.read("nota/")
    assert "Het plan is vastgesteld." in page
    assert "Hoving" not in page


def test_the_files_hold_every_number_nobodys_name_and_are_the_same_each_time(draft: Draft) -> None:
    finished(draft, withdrawn=True)
    client = Client()
    for name, part in (("nota.odt", "content.xml"), ("nota.xlsx", "xl/worksheets/sheet1.xml")):
        first, again = (client.get(draft.url(f"nota/{name}")).content for _one in range(2))
        assert first == again
        with zipfile.ZipFile(io.BytesIO(first)) as file:
            text = file.read(part).decode()
        assert "Het pad mist op de kaart." in text
        assert "Hoving" not in "".join(zipfile.ZipFile(io.BytesIO(first)).read(one).decode() for one in
                                       zipfile.ZipFile(io.BytesIO(first)).namelist())  # fmt: skip
    lines = queries.nota_lines(draft.fresh())
    assert nota_file.number_words(lines) == "Er zijn 3 zienswijzen ingestuurd. 2 tellen mee. 1 is ingetrokken."
    assert "Dit trek ik in." not in draft.read("nota/")


def test_an_adopted_nota_and_a_number_do_not_change_in_the_database(draft: Draft) -> None:
    row, _other = finished(draft)
    tries = [
        lambda: Nota.objects.update(decision="Anders."),
        lambda: Point.objects.filter(submission=row).update(answer="Anders."),
        lambda: Submission.objects.filter(pk=row.pk).update(number=99),
    ]
    for one in tries:
        with pytest.raises(IntegrityError), transaction.atomic():
            one()
    with pytest.raises(NotNow, match="De nota is vastgesteld"):
        draft.answer(row)


def test_who_takes_words_back_leaves_a_number_and_nothing_else(draft: Draft) -> None:
    first, code = draft.send(), ""
    row, code = draft.of(first), first.code
    draft.answer(row)
    withdraw(contribution=first.contribution, code=code)
    row.refresh_from_db()
    assert (row.number, row.clean_text) == (1, "")
    assert not Signatory.objects.exists()
    assert [(one.summary, one.answer) for one in row.points.all()] == [("", "")]
    assert draft.of(draft.send("Een ander.")).number == 2


def test_names_are_destroyed_half_a_year_after_the_answer_with_an_entry(draft: Draft) -> None:
    finished(draft)
    told = Nota.objects.get().told_at
    assert told is not None
    assert destroy_due(told + timedelta(days=KEPT_DAYS - 1)) == 0
    assert destroy_due(told + timedelta(days=KEPT_DAYS)) == 1
    assert destroy_due(told + timedelta(days=KEPT_DAYS)) == 0
    assert not Signatory.objects.exists()
    entry = Entry.objects.get(kind="submission.destroyed")
    assert (entry.public, entry.data["people"]) == (True, 2)


def test_the_setup_holds_the_round_to_the_law(db: None) -> None:
    settings = {"basis": "law", "laid_open_on": "2026-04-03", "notice_on": "2026-04-01", "weeks": 6}
    with at(FIRST):
        short = make_draft(make_world(), FIRST, LAST - 3 * DAY, **settings)
        found = SubmissionInstrument().readiness(short.round, None)
        assert [one.message for one in found] == [
            "De termijn van de wet loopt van vrijdag 3 april 2026 tot en met maandag 18 mei 2026. "
            "Zet de ronde op die dagen."
        ]
        right = make_draft(short.world, FIRST + DAY, LAST, **{**settings, "laid_open_on": "2026-04-04"})
        assert SubmissionInstrument().readiness(right.round, None) == ()
        SubmissionInstrument().open(right.round, by=OFFICER, at=clock.now())
    assert StatutoryTerm.objects.get().closes_on == LAST


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("day", "verb"), [(FIRST - DAY, "gaat lopen"), (FIRST, "loopt"), (LAST, "loopt"), (LAST + DAY, "liep")]
)
def test_the_term_is_told_as_it_stands_on_the_day_of_reading(day: Any, verb: str) -> None:
    with at(FIRST):
        draft = make_draft(make_world())
    with at(day):
        assert nota_file.term_words(draft.round).startswith(f"De termijn {verb} van ")
