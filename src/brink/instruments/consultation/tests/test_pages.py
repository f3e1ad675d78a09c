"""What people see of a text: its pieces, what they said of it, and where that stands in the next version."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from tests.form_client import Page

from brink.domain.contributions.models import Contribution
from brink.domain.contributions.services.self_service import withdraw
from brink.domain.processes.models import StatutoryTerm
from brink.foundation import clock, kept_pages
from brink.foundation.errors import BadInput, NotNow
from brink.instruments.consultation.models import Credit, Origin, Passage, Remark, Section, TextVersion
from brink.instruments.consultation.services import versions
from brink.instruments.consultation.services.remarks import agree, place
from brink.instruments.consultation.tests.conftest import OFFICER, SECOND, Text

KEY = "sleutel-van-zestien-en-meer"
WORDS = {"key": KEY, "text": "Tien hectare is te groot.", "publicity": "pseudonym"}


def _words(html: str) -> str:
    return " ".join(Page(html).text.split())


def test_a_resident_says_something_of_a_sentence_and_follows_it_into_the_next_version(text: Text) -> None:
    client, piece = Client(), text.passages()[0]
    assert "Zeg iets over dit stuk" in text.read(f"stuk/{piece.section_id}/")
    form = text.read(f"stuk/{piece.section_id}/zeggen/")
    assert "Op velden van 10 hectare." in form
    sent = client.post(
        text.url(f"stuk/{piece.section_id}/zeggen/"),
        {**WORDS, "sentence": "1", "wish": "change", "wording": "Op velden van 5 hectare."}, follow=True,
    )  # fmt: skip
    code = re.search(r"\w+ \w+ \w+ \d{4} \d{4} [A-Z]", _words(sent.content.decode()))
    assert code is not None
    remark = Remark.objects.get()
    assert (remark.quote, remark.before, remark.wish) == ("Op velden van 10 hectare.", "Op daken. ", "change")
    said = remark.contribution.text
    assert said == "Tien hectare is te groot.\n\nZo zou ik het schrijven: Op velden van 5 hectare."
    assert "1 opmerking" in _words(text.read())
    followed = _words(client.post("/volg/", {"code": code[0]}, follow=True).content.decode())
    assert "U zei dit over: 1 Waar het mag" in followed
    assert "Er is een nieuwe versie" not in followed
    draft = text.draft(SECOND)
    text.write(text.passages(draft)[0], credits=(remark.contribution_id,))
    gone = Origin.objects.get(version=draft, passage=None)
    versions.tell_dropped(origin=gone, reason="Dubbel.", actor=OFFICER, key=None)
    text.publish(draft)
    followed = _words(client.post("/volg/", {"code": code[0]}, follow=True).content.decode())
    assert "De tekst is daarna veranderd." in followed
    assert "Door uw opmerking is de tekst anders: 1 Waar het mag." in followed
    assert "Dit hoort bij een eerdere tekst." in _words(text.read(f"stuk/{piece.section_id}/"))


def test_a_new_version_tells_a_layman_what_stood_there_what_stands_there_now_and_why(text: Text) -> None:
    assert Client().get(text.url("verschil/")).status_code == 404
    text.next(SECOND)
    html = text.read("verschil/")
    assert "1 van de 2 stukken is veranderd en 1 is weg." in _words(html)
    assert re.search(r"<del\s*><span class=\"brink-hidden\">weg: </span>10</del\s*>", html)
    assert re.search(r"<ins\s*><span class=\"brink-hidden\">nieuw: </span>6</ins\s*>", html)
    assert [one in _words(html) for one in ("Stond er", "Staat er nu", "Waarom", "Het stond er dubbel.")] == [True] * 4
    assert _words(text.read("verschil/2/")) == _words(html)


def test_a_remark_on_a_piece_that_went_is_told_so_with_the_reason(text: Text) -> None:
    given = text.say("Schapen horen erbij.", text.passages()[2])
    text.next(SECOND)
    followed = _words(Client().post("/volg/", {"code": given.code}, follow=True).content.decode())
    assert "Dit stuk is vervallen. De reden: Het stond er dubbel." in followed


def test_a_piece_keeps_its_id_while_its_words_and_number_change_and_ends_when_it_is_split(text: Text) -> None:
    first = {one.heading: one.section_id for one in text.passages()}
    text.next("# 1 Vooraf\nNieuw.\n" + SECOND.replace("# 2", "# 3").replace("# 1", "# 2"))
    second = {one.heading: one.section_id for one in text.passages()}
    assert {one: second[one] for one in ("Waar het mag", "Waar het niet mag")}.items() <= first.items()
    draft = text.draft("# 1 Op daken\nOp daken.\n# 2 Op velden\nOp velden van 6 hectare.\n")
    for one in text.passages(draft):
        text.write(one, comes_from=(second["Waar het mag"],), reason="Gesplitst.")
    ids = {one.section_id for one in text.passages(draft)}
    assert (len(ids), ids & set(second.values())) == (2, set())
    heirs = Origin.objects.filter(version=draft, passage__isnull=False).values_list("old", flat=True)
    assert set(heirs) == {second["Waar het mag"]}
    assert Origin.objects.filter(version=draft, passage=None).count() == 2


def test_a_version_waits_for_a_reason_at_each_piece_that_changed_or_went(text: Text) -> None:
    draft = text.draft(SECOND)
    with pytest.raises(NotNow, match="waarom de tekst anders is"):
        text.publish(draft)
    text.write(text.passages(draft)[0], reason="Te groot.")
    with pytest.raises(NotNow, match="‘3 Schapen’ waarom dit stuk is vervallen"):
        text.publish(draft)
    gone = Origin.objects.get(version=draft, passage=None)
    versions.tell_dropped(origin=gone, reason="Dubbel.", actor=OFFICER, key=None)
    with pytest.raises(BadInput, match="Schrijf op waarom er een nieuwe versie is"):
        text.publish(draft, reason="")
    with pytest.raises(BadInput, match="Kijk eerst van elk stuk na"):
        versions.publish(version=draft, reason="Beter.", looked=False, actor=OFFICER, key=None)
    assert text.publish(draft).published_at is not None


@pytest.mark.parametrize(
    "change",
    [
        lambda version: TextVersion.objects.filter(pk=version.pk).update(title="Anders"),
        lambda version: TextVersion.objects.filter(pk=version.pk).update(published_at=None),
        lambda version: Passage.objects.filter(version=version).update(body="Anders"),
        lambda version: Passage.objects.filter(version=version).delete(),
        lambda version: Passage.objects.create(
            tenant=version.tenant, created_at=clock.now(), version=version, order=9, heading="Erbij", text_hash="0",
            section=Section.objects.create(tenant=version.tenant, created_at=clock.now(), round=version.round),
        ),
        lambda version: Origin.objects.create(
            tenant=version.tenant, created_at=clock.now(), version=version, old=Section.objects.first()
        ),
    ],
)  # fmt: skip
def test_the_database_keeps_a_published_version_as_it_was(text: Text, change: Any) -> None:
    version = TextVersion.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        change(version)


def test_a_published_version_is_refused_by_the_service_too_and_its_hash_can_be_made_again(text: Text) -> None:
    version = TextVersion.objects.get()
    with pytest.raises(NotNow, match="Deze versie is gepubliceerd en verandert niet meer"):
        text.write(text.passages()[0], body="Anders")
    assert version.content_hash == versions.version_hash(version.title, text.passages())


def test_everything_at_once_is_put_at_its_piece_by_the_desk(text: Text) -> None:
    assert Client().post(text.url("alles/"), WORDS).status_code == 302
    voice = Contribution.objects.get()
    assert voice.remark.section is None
    assert "Tien hectare is te groot." in _words(text.read())
    desk = Client()
    desk.force_login(text.world.officer)
    assert "Tien hectare is te groot." in text.read("balie/opmerkingen/", desk)
    piece = text.passages()[0]
    place(contribution=voice, passage=piece, actor=OFFICER, key=None)
    assert "Tien hectare is te groot." in _words(text.read(f"stuk/{piece.section_id}/"))
    assert "Alle opmerkingen staan bij een stuk." in text.read("balie/opmerkingen/", desk)


def test_ten_devices_that_agree_are_told_and_nine_are_not(text: Text) -> None:
    piece = text.passages()[0]
    voice = text.say("Maak het kleiner.", piece).contribution
    for number in range(9):
        agree(voice=voice, device=f"toestel-{number}", wanted=True, actor=OFFICER, key=None)
    assert "mensen zijn het hiermee eens" not in text.read(f"stuk/{piece.section_id}/")
    client = Client()
    for _again in range(2):
        assert client.post(text.url(f"opmerking/{voice.pk}/"), {"key": KEY, "wanted": "ja"}).status_code == 302
    voice.refresh_from_db()
    assert voice.support_count == 10
    assert "Ongeveer 10 mensen zijn het hiermee eens" in text.read(f"stuk/{piece.section_id}/")
    assert "U bent het ermee eens." in text.read(f"opmerking/{voice.pk}/", client)


def test_what_is_withdrawn_stands_nowhere_and_counts_no_more(text: Text) -> None:
    piece = text.passages()[0]
    given = text.say("Maak het kleiner.", piece, sentence=1, wish="change")
    withdraw(contribution=given.contribution, code=given.code)
    assert "Maak het kleiner." not in text.read(f"stuk/{piece.section_id}/")
    remark = Remark.objects.get()
    assert (remark.section, remark.quote, remark.wish) == (None, "", "")


def test_where_a_term_of_the_law_runs_it_is_said_that_this_is_no_legal_submission(text: Text) -> None:
    assert "Dit is geen zienswijze" not in text.read()
    term = {"tenant": text.round.tenant, "created_at": clock.now(), "process": text.round.process}
    StatutoryTerm.objects.create(**term, name="ontwerp-besluit", closes_on=clock.today() + timedelta(days=9))
    kept_pages.pages.clear()  # no act wrote this
    pages = ("", f"stuk/{text.passages()[0].section_id}/", f"stuk/{text.passages()[0].section_id}/zeggen/", "alles/")
    assert ["Dit is geen zienswijze" in text.read(one) for one in pages] == [True] * 4
    StatutoryTerm.objects.update(closes_on=clock.today() - timedelta(days=1))
    kept_pages.pages.clear()
    assert "Dit is geen zienswijze" not in text.read()


def test_the_clerk_brings_a_file_in_looks_it_over_and_publishes(text: Text) -> None:
    desk = Client()
    desk.force_login(text.world.officer)
    pdf = SimpleUploadedFile("regels.pdf", b"%PDF-1.7 %%EOF")
    refused = desk.post(text.url("balie/"), {"key": KEY, "title": "Regels voor zon", "file": pdf})
    assert refused.status_code == 422
    assert "Uit een pdf kunnen wij geen losse stukken halen." in refused.content.decode()
    assert 'value="Regels voor zon"' in refused.content.decode()
    file, new = SimpleUploadedFile("regels.md", SECOND.encode()), {"version": "none:0"}
    assert desk.post(text.url("balie/"), {**new, "key": f"{KEY}2", "title": "Regels", "file": file}).status_code == 302
    shown = _words(text.read("balie/", desk))
    assert "Schrijf bij ‘3 Schapen’ waarom dit stuk is vervallen." in shown
    assert "veranderd" in shown
    assert "gelijk gebleven" in shown
    draft = TextVersion.objects.get(published_at=None)
    assert (draft.number, draft.source_name, len(draft.source_hash)) == (2, "regels.md", 64)
    assert Client().get(text.url("balie/")).status_code == 404
    # Nobody else reads a draft.
    assert "6 hectare" not in text.read()


def test_a_credit_comes_from_this_round_and_a_piece_from_the_version_before(text: Text) -> None:
    draft = text.draft(SECOND)
    piece, other = text.passages(draft)[0], Section.objects.create(
        tenant=text.round.tenant, created_at=clock.now(), round=text.round
    )  # fmt: skip
    with pytest.raises(BadInput) as refusal:
        text.write(piece, credits=(other.pk,))
    assert (str(refusal.value), refusal.value.field) == ("Kies opmerkingen uit deze ronde.", "credits")
    with pytest.raises(BadInput) as refusal:
        text.write(piece, comes_from=(other.pk,))
    assert (str(refusal.value), refusal.value.field) == ("Kies stukken uit de vorige versie.", "comes_from")
    assert not Credit.objects.exists()


def test_a_long_text_asks_little_of_the_database(text: Text, django_assert_max_num_queries: Any) -> None:
    words = "Er staat hier een zin over het dorp. " * 12
    draft = text.draft("\n".join(f"# {number} Stuk {number}\n{words}" for number in range(1, 301)))
    Passage.objects.filter(version=draft).update(reason="Nieuw.")
    Origin.objects.filter(version=draft, passage=None).update(reason="Weg.")
    text.publish(draft)
    piece = text.passages()[150]
    for page in ("", f"stuk/{piece.section_id}/", f"stuk/{piece.section_id}/zeggen/", "verschil/", "afdruk/"):
        with django_assert_max_num_queries(14):
            assert Client().get(text.url(page)).status_code == 200
