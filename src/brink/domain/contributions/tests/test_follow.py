"""The follow page: code in, path out; what the giver can do there; what nobody may learn there."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.builders import World, make_process, make_round, make_world

from brink.domain.contributions import receipt as receipts
from brink.domain.contributions.models import Appeal, Contribution, Giver, Objection, Source
from brink.domain.contributions.services import answers, bundling, following, handover, landing, moderating, replying
from brink.domain.contributions.services.answers import AnswerDraft
from brink.domain.contributions.services.giving import Receipt, Words, give
from brink.domain.journal.services import RESIDENT, SYSTEM, Actor
from brink.domain.processes.models import Round
from brink.foundation import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def round(world: World) -> Round:
    return make_round(make_process(world))


def say(round: Round, text: str, **fields: object) -> Receipt:
    return give(round=round, words=Words(kind="idea", text=text, **fields), actor=RESIDENT, key=None)


def enter(code: str) -> Client:
    client = Client()
    answer = client.post("/volg/", {"code": code})
    assert (answer.status_code, answer["Location"]) == (302, "/volg/pad/")
    return client


def answered(world: World, receipt: Receipt) -> None:
    process = receipt.contribution.process
    where = answers.named_place(
        process=process, kind="round", title="Besluit van 8 juli, punt 3.2"
    )
    draft = AnswerDraft("partly", "Dorpen met een school gaan voor.", "De bus zelf lukt niet.", where,
                      signed_by=world.contact)  # fmt: skip
    landing.land(process=process, draft=draft, contributions=[receipt.contribution], actor=SYSTEM)
    replying.send(process=process, actor=SYSTEM)


def form_of(page: str, action: str) -> dict[str, str]:
    """Read the hidden fields of the form with this action."""
    import re

    form = page.split(f'action="{action}"', 1)[1].split("</form>", 1)[0]
    fields = re.findall(r'<input type="hidden" name="(voice|key)" value="([^"]+)"', form)
    return dict(fields)


def test_the_code_opens_the_path_however_it_is_typed(round: Round) -> None:
    receipt = say(round, "Zonder bus kan mijn dochter niet naar school.")
    for typed in (receipt.code, receipt.code.upper(), receipt.code.replace(" ", "-"), f"  {receipt.code} "):
        page = enter(typed).get("/volg/pad/").content.decode()
        assert page.count("‘Zonder bus kan mijn dochter niet naar school.’") == 1
        assert receipt.code.split()[0] in page


def test_an_unknown_code_gets_one_sentence_and_no_hint(round: Round) -> None:
    said = set()
    for typed in ("heide lijster brug 0000 0000", "zomaar iets", "x" * 119):
        answer = Client().post("/volg/", {"code": typed})
        said.add((answer.status_code, "Deze code kennen wij niet. Kijk op uw bonnetje" in answer.content.decode()))
    assert said == {(422, True)}


def test_too_many_tries_give_a_page_that_says_so(round: Round) -> None:
    client = Client()
    with clock.frozen(clock.now().replace(minute=5)):
        for _time in range(following.TRIES_AN_HOUR):
            client.post("/volg/", {"code": "heide lijster brug 0000 0000"})
        answer = client.post("/volg/", {"code": "heide lijster brug 0000 0000"})
    assert answer.status_code == 429
    assert "te vaak" in answer.content.decode()


def test_the_code_stays_out_of_addresses_caches_and_plain_cookies(round: Round) -> None:
    receipt = say(round, "Een bus.")
    client = Client()
    answer = client.post("/volg/", {"code": receipt.code})
    cookie = answer.cookies["brink_volg"]
    word = receipt.code.split()[0]
    assert word not in answer["Location"]
    assert word not in cookie.value
    assert (cookie["path"], cookie["httponly"], cookie["samesite"], cookie["max-age"]) == ("/volg/", True, "Lax", 3600)
    page = client.get("/volg/pad/")
    # Stricter than same-origin would make browsers send "Origin: null", and the forms on the page would be refused.
    assert (page["Cache-Control"], page["Referrer-Policy"]) == ("private, no-store", "same-origin")
    with clock.frozen(clock.now() + timedelta(minutes=61)):
        assert client.get("/volg/pad/")["Location"] == "/volg/"
    assert receipts.follow_url(receipt.code).endswith("/volg/#" + receipt.code.replace(" ", "-"))
    client.post("/volg/klaar/")
    assert client.get("/volg/pad/")["Location"] == "/volg/"


def test_without_a_code_there_is_nothing_to_see(round: Round) -> None:
    for address in ("pad", "bonnetje", "intrekken"):
        assert Client().get(f"/volg/{address}/")["Location"] == "/volg/"
    for address in ("klopt", "mail", "bezwaar", "naam"):
        assert Client().post(f"/volg/{address}/", {}).status_code in (302, 409)


def test_the_path_tells_bundle_landing_and_answer(world: World, round: Round) -> None:
    mine = say(round, "Zonder bus kan mijn dochter niet naar school.")
    others = [say(round, f"Mijn vader van {age} kan niet naar de huisarts.") for age in (71, 81, 91, 99)]
    closed = say(round, "Dit is geheim.", publicity="closed")
    bundling.make(process=round.process, title="Eerst een bus", actor=SYSTEM,
                  contributions=[one.contribution for one in (mine, *others, closed)])  # fmt: skip
    answered(world, mine)
    page = enter(mine.code).get("/volg/pad/").content.decode()
    for words in ("Gebundeld met 5 anderen", "Eerst een bus", "Mijn vader van 71 kan niet", "Dit bent u.",
                  "Dit is ermee gedaan: deels overgenomen", "De bus zelf lukt niet.", "Besluit van 8 juli, punt 3.2",
                  "Aziz (voorbeeld), Provincie Drenthe", "Klopt dit antwoord?"):  # fmt: skip
        assert words in page, words
    assert "Dit is geheim." not in page


def test_klopt_niet_by_the_form(world: World, round: Round) -> None:
    receipt = say(round, "Een bus.")
    answered(world, receipt)
    client = enter(receipt.code)
    hidden = form_of(client.get("/volg/pad/").content.decode(), "/volg/klopt/")
    empty = client.post("/volg/klopt/", {**hidden, "right": "no", "text": " "})
    assert empty.status_code == 422
    assert "Schrijf op wat wij missen" in empty.content.decode()
    sent = client.post("/volg/klopt/", {**hidden, "right": "no", "text": "De bus is weg."}, follow=True)
    for words in ("Wij kijken er opnieuw naar", "De bus is weg.", "Nieuw antwoord aan u"):
        assert words in sent.content.decode(), words
    client.post("/volg/klopt/", {**hidden, "right": "no", "text": "De bus is weg."})
    assert Objection.objects.get().text == "De bus is weg."


def test_leaving_an_address_and_withdrawing_by_the_forms(round: Round) -> None:
    receipt = say(round, "Een bus.", publicity="named", public_name="Fatima")
    client = enter(receipt.code)
    page = client.get("/volg/pad/").content.decode()
    hidden = form_of(page, "/volg/mail/")
    assert client.post("/volg/mail/", {**hidden, "email": "geen adres"}).status_code == 422
    client.post("/volg/mail/", {**hidden, "email": "fatima@voorbeeld.invalid"})
    assert Giver.objects.get().email == "fatima@voorbeeld.invalid"
    client.post("/volg/naam/", form_of(page, "/volg/naam/"))
    assert Contribution.objects.get().public_name == ""
    assert client.get("/volg/intrekken/").status_code == 200
    done = client.post("/volg/intrekken/", {"key": "k" * 22}, follow=True)
    assert "U heeft uw woorden ingetrokken" in done.content.decode()
    assert (Giver.objects.count(), Source.objects.get().verbatim) == (0, "")


def test_hidden_words_show_the_reason_and_one_appeal(world: World, round: Round) -> None:
    receipt = say(round, "Dit is een dom plan.")
    moderating.hide(contribution=receipt.contribution, reason="Dit is grof.", actor=Actor(world.officer.pk, "officer"))
    client = enter(receipt.code)
    page = client.get("/volg/pad/").content.decode()
    assert "Dit is grof." in page
    client.post("/volg/bezwaar/", {**form_of(page, "/volg/bezwaar/"), "text": "Dom is geen scheldwoord."})
    assert Appeal.objects.get().text == "Dom is geen scheldwoord."
    assert "Iemand anders kijkt naar uw woorden" in client.get("/volg/pad/").content.decode()


def test_a_broker_reads_along_and_cannot_act(round: Round) -> None:
    receipt = say(round, "Een brug.", broker_name="Jan", consent_broker=True)
    client = enter(receipt.broker_code)
    page = client.get("/volg/pad/").content.decode()
    assert "U leest mee." in page
    assert "/volg/intrekken/" not in page
    assert client.post("/volg/intrekken/", {"key": "k" * 22}).status_code == 403
    assert Contribution.objects.get().withdrawn_at is None


def test_nobody_acts_on_the_words_of_another(round: Round) -> None:
    mine, other = say(round, "Een bus."), say(round, "Een brug.")
    client = enter(mine.code)
    answer = client.post("/volg/mail/", {"voice": str(other.contribution.pk), "key": "k" * 22, "email": "a@b.nl"})
    assert answer.status_code == 404
    assert Giver.objects.count() == 0


def test_both_bodies_stand_on_one_page(world: World, round: Round) -> None:
    receipt, other = say(round, "Een bus."), make_world("emmen", "municipality")
    handover.hand_over(contribution=receipt.contribution, to_body=other.body, actor=SYSTEM, receiver="Team Vervoer",
                         reason="De gemeente gaat over de bus.")  # fmt: skip
    page = enter(receipt.code).get("/volg/pad/").content.decode()
    for words in ("Doorgegeven aan de provincie Emmen", "Team Vervoer pakt het daar op", "Bij de provincie Emmen"):
        assert words in page


def test_the_slip_prints(round: Round) -> None:
    receipt = say(round, "Een bus.")
    page = enter(receipt.code).get("/volg/bonnetje/").content.decode()
    assert receipt.code.split()[1] in page
    assert "<svg" in page


def test_the_public_reads_a_bundle_but_not_what_is_closed(round: Round) -> None:
    open_one, closed = say(round, "Meer banken."), say(round, "Dit is geheim.", publicity="closed")
    bundle = bundling.make(process=round.process, title="Banken", actor=SYSTEM,
                           contributions=[open_one.contribution, closed.contribution])  # fmt: skip
    page = Client().get(f"/bundels/{bundle.pk}/").content.decode()
    assert "Meer banken." in page
    assert "2 bijdragen liggen in deze bundel" in page
    assert "Dit is geheim." not in page


def test_the_page_asks_the_database_the_same_whatever_the_size(world: World, round: Round) -> None:
    mine = say(round, "Een bus.")
    bundle = bundling.make(process=round.process, title="Bus", contributions=[mine.contribution], actor=SYSTEM)
    answered(world, mine)
    client = enter(mine.code)

    def asked() -> int:
        with CaptureQueriesContext(connection) as ran:
            assert client.get("/volg/pad/").status_code == 200
        return len(ran)

    asked()  # the first reading of a fresh answer is noted: from then on it cannot be called back
    few = asked()
    rows = [say(round, f"Een bus naar dorp {number}.").contribution for number in range(20)]
    bundling.add(bundle=bundle, contributions=rows, actor=SYSTEM)
    assert asked() == few
    assert few <= 15


def test_a_receipt_waits_in_the_session_unreadable_and_not_for_long(round: Round) -> None:
    class Request:
        session: dict[str, str] = {}

    request, receipt = Request(), say(round, "Een bus.")
    receipts.keep(request, receipt)  # type: ignore[arg-type]
    assert receipt.code.split()[0] not in str(request.session)
    for _load in range(2):
        shown = receipts.take(request)  # type: ignore[arg-type]
        assert shown is not None
        assert (shown.code, shown.contribution_id) == (receipt.code, receipt.contribution.pk)
    with clock.frozen(clock.now() + timedelta(minutes=16)):
        assert receipts.take(request) is None  # type: ignore[arg-type]
    assert request.session == {}
