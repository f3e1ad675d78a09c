"""Whoever sees something that should not stand there says so, gets a code and an answer; the writer reads why."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from brink.domain.contributions.models import Contribution, Moderation
from brink.domain.contributions.services.giving import Receipt, Words, give
from brink.domain.journal.models import Entry
from brink.domain.journal.services import RESIDENT
from brink.domain.processes.models import Round
from brink.domain.reports.mailing import forget_reporters, tell_reporters
from brink.domain.reports.models import Report, Reporter
from brink.domain.reports.services import REPORTERS_KEPT
from brink.foundation import clock
from tests.builders import World, make_process, make_round, make_world
from tests.form_client import go_on

pytestmark = pytest.mark.django_db
SENT = {"ground": "hurts", "text": "Hier wordt mijn buurvrouw beledigd.", "key": "sleutel-een-twee-drie"}


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def round(world: World) -> Round:
    return make_round(make_process(world), "ideas")


@pytest.fixture
def given(round: Round) -> Receipt:
    words = Words(kind="idea", text="De buurvrouw is gek.", email="gever@voorbeeld.invalid")
    return give(round=round, words=words, actor=RESIDENT, key="een-sleutel-van-de-gever")


@pytest.fixture
def desk(world: World) -> Client:
    client = Client()
    client.force_login(world.officer)
    return client


def url(idea: Contribution) -> str:
    return f"/melden/{idea.pk}/"


def code_in(html: str) -> str:
    found = re.search(r"<strong>(\w+ \w+ \w+ \d{4} \d{4} \w)</strong>", html)
    assert found, html
    return found.group(1)


def decide(desk: Client, **more: str) -> int:
    report = Report.objects.filter(answered_at=None).first()
    assert report is not None
    data = {"key": "besluit-sleutel", "answer": "Wij haalden het weg.", **more}
    return go_on(desk, f"/balie/meldingen/{report.pk}/", data).status_code


def test_a_reporter_gets_a_code_and_reads_the_answer_with_it(given: Receipt, desk: Client) -> None:
    reporter, idea = Client(), given.contribution
    page = reporter.get(f"/processen/wonen/ronde-1/ideeen/{idea.pk}/").content.decode()
    assert f'href="{url(idea)}"' in page
    answer = reporter.post(url(idea), SENT)
    assert (answer.status_code, answer["Location"]) == (302, "/melding/")
    for _time in range(2):
        html = reporter.get("/melding/").content.decode()
        assert "Wij hebben uw melding" in html
    code = code_in(html)
    assert "1 melding wacht op antwoord" in desk.get("/balie/").content.decode()
    seen = desk.get(f"/balie/meldingen/{Report.objects.get().pk}/").content.decode()
    assert "Hier wordt mijn buurvrouw beledigd." in seen
    assert decide(desk, decision="hidden", reason="Dit beledigt iemand bij naam.") == 302
    idea.refresh_from_db()
    assert idea.moderation == Moderation.HIDDEN
    other = Client()
    assert other.post("/melding/", {"code": code.upper()}).status_code == 302
    html = other.get("/melding/").content.decode()
    assert "De woorden zijn verborgen" in html
    assert "Wij haalden het weg." in html
    other.post("/melding/klaar/")
    assert "Vul de code in" in other.get("/melding/").content.decode()


def test_the_writer_reads_why_and_never_who(given: Receipt, desk: Client) -> None:
    Client().post(url(given.contribution), {**SENT, "name": "Klaas Klager", "email": "klaas@voorbeeld.invalid"})
    decide(desk, decision="hidden", reason="Dit beledigt iemand bij naam.")
    writer = Client()
    writer.post("/volg/", {"code": given.code})
    html = writer.get("/volg/pad/").content.decode()
    assert "Dit beledigt iemand bij naam." in html
    assert "Iemand heeft dit gemeld. Waarom: het beledigt, bedreigt of sluit mensen uit." in html
    assert "tweede blik" in html
    assert "Klaas" not in html
    assert "mijn buurvrouw" not in html
    told = " ".join(str(one.data) for one in Entry.objects.all())
    assert "Klaas" not in told
    assert {"report.made", "report.answered"} <= set(Entry.objects.values_list("kind", flat=True))
    assert not Entry.objects.filter(kind__startswith="report.", public=True).exists()
    assert Reporter.objects.get().name == "Klaas Klager"
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM reports_reporter")
        assert "Klaas" not in cursor.fetchone()[0]
    assert "Klaas" not in desk.get(f"/balie/meldingen/{Report.objects.get().pk}/").content.decode()


def test_whoever_left_an_address_is_mailed_once_that_there_is_an_answer(given: Receipt, desk: Client) -> None:
    Client().post(url(given.contribution), {**SENT, "email": "klaas@voorbeeld.invalid"})
    assert tell_reporters() == 0
    decide(desk, decision="kept")
    assert [tell_reporters(), tell_reporters()] == [1, 0]
    (sent,) = mail.outbox
    assert sent.to == ["klaas@voorbeeld.invalid"]
    assert "U heeft iets gemeld op onze site. Er is een antwoord." in sent.body
    assert "buurvrouw" not in sent.body
    with clock.frozen(clock.now() + REPORTERS_KEPT + timedelta(days=1)):
        assert forget_reporters() == 1
    assert Reporter.objects.count() == 0


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"text": ""}, "Schrijf op wat er niet klopt."),
        ({"text": "   "}, "Schrijf op wat er niet klopt."),
        ({"ground": ""}, "Kies waarom u dit meldt."),
        ({"ground": "law"}, "Zet een vinkje."),
        ({"email": "geen adres"}, "Dit is geen e-mailadres."),
        ({"text": "a" * 2_001}, "2.000"),
    ],
)
def test_a_report_that_says_too_little_comes_back_with_what_was_typed(
    given: Receipt, change: dict[str, str], said: str
) -> None:
    answer = Client().post(url(given.contribution), {**SENT, **change})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert said in text
    assert "Nog niet verstuurd" in text
    assert Report.objects.count() == 0
    law = {**SENT, "ground": "law", "good_faith": "on"}
    assert Client().post(url(given.contribution), law).status_code == 302


def test_the_same_report_twice_is_one_and_another_of_the_same_thing_gets_the_same_answer(
    given: Receipt, desk: Client
) -> None:
    first, again, other = Client(), Client(), Client()
    codes = []
    for client in (first, again):
        client.post(url(given.contribution), SENT)
        codes.append(code_in(client.get("/melding/").content.decode()))
    assert codes[0] == codes[1]
    assert Report.objects.count() == 1
    other.post(url(given.contribution), {**SENT, "key": "een-andere-sleutel-hier"})
    assert Report.objects.count() == 2
    report = Report.objects.first()
    assert report is not None
    assert "Nog 1 ander meldde dit." in desk.get(f"/balie/meldingen/{report.pk}/").content.decode()
    assert decide(desk, decision="kept", answer="Dit mag er staan.") == 302
    for client in (first, other):
        assert "Dit mag er staan." in client.get("/melding/").content.decode()
    answer = desk.post(f"/balie/meldingen/{report.pk}/", {"decision": "kept", "answer": "Nog eens.", "key": "tweede"})
    assert answer.status_code == 409
    assert "Een collega beantwoordde deze melding al." in answer.content.decode()
    assert "Nog eens." in answer.content.decode()


def test_a_report_on_what_is_gone_says_so_and_keeps_the_words(given: Receipt, desk: Client) -> None:
    reporter = Client()
    reporter.get(url(given.contribution))
    Contribution.objects.update(moderation=Moderation.HIDDEN)
    assert reporter.get(url(given.contribution)).status_code == 404
    answer = reporter.post(url(given.contribution), SENT)
    assert answer.status_code == 409
    assert "Dit staat niet meer op de site." in answer.content.decode()
    assert SENT["text"] in answer.content.decode()
    assert reporter.post("/melden/01a22922-0000-7000-8000-000000000000/", SENT).status_code == 404
    assert Report.objects.count() == 0


def test_staff_can_end_a_report_on_what_went_meanwhile_and_must_say_why_when_they_hide(
    given: Receipt, desk: Client
) -> None:
    Client().post(url(given.contribution), SENT)
    assert decide(desk, decision="hidden") == 422
    assert decide(desk, decision="") == 422
    assert decide(desk, decision="photo_gone", reason="Zo.") == 422
    Contribution.objects.update(moderation=Moderation.HIDDEN)
    assert decide(desk, decision="hidden", reason="Zo.") == 422
    assert decide(desk, decision="gone", answer="Het was al weg.") == 302


def test_the_photo_alone_can_go_while_the_words_stay_and_the_writer_is_told(
    round: Round, desk: Client, tmp_path: object, settings: object
) -> None:
    from io import BytesIO

    from PIL import Image

    settings.MEDIA_ROOT = str(tmp_path)  # type: ignore[attr-defined]
    drawn = BytesIO()
    Image.new("RGB", (60, 40), "green").save(drawn, "JPEG")
    page = "/processen/wonen/ronde-1/ideeen/"
    sent = {"key": "k" * 20, "text": "Een bank bij de brink.", "publicity": "pseudonym"}
    picture = SimpleUploadedFile("a.jpg", drawn.getvalue(), "image/jpeg")
    writer = Client()
    receipt = writer.post(f"{page}nieuw/", {**sent, "photo": picture, "photo_alt": "Een bank"}, follow=True)
    assert receipt.status_code == 200
    idea = Contribution.objects.get()
    html = Client().get(f"{page}{idea.pk}/").content.decode()
    assert f'href="{url(idea)}?deel=foto"' in html
    form = Client().get(f"{url(idea)}?deel=foto").content.decode()
    assert re.search(r'<input[^>]*value="photo"[^>]*checked', form)
    Client().post(url(idea), {**SENT, "part": "photo"})
    report = Report.objects.get()
    html = desk.get(f"/balie/meldingen/{report.pk}/").content.decode()
    assert f"{idea.pk}/foto/640.jpg" in html
    assert decide(desk, decision="photo_gone", reason="Er staat een kind op.") == 302
    assert Client().get(f"{page}{idea.pk}/foto/640.jpg").status_code == 404
    html = Client().get(f"{page}{idea.pk}/").content.decode()
    assert "Een bank bij de brink." in html
    assert "brink-photo" not in html
    words = r"<span>(\w+) </span>" * 3 + r"<span>(\d{4} \d{4} \w)"
    code = re.search(words, receipt.content.decode())
    assert code
    writer.post("/volg/", {"code": " ".join(code.groups())})
    html = writer.get("/volg/pad/").content.decode()
    assert "De foto is weggehaald. Er staat een kind op." in html


def test_house_rules_stand_in_the_footer_and_beside_each_form_that_publishes(world: World, round: Round) -> None:
    dialogue = make_round(round.process, "dialogue", number=2)
    forms = {
        f"/processen/wonen/{round.slug}/ideeen/nieuw/": 1,
        f"/processen/wonen/{dialogue.slug}/dialoog/zin/": 1,
    }
    for page in forms:
        html = Client().get(page).content.decode()
        assert re.search(rf'<form.*?href="/huisregels/\?overheid={world.body.slug}".*?</form>', html, re.DOTALL), page
    assert 'href="/huisregels/"' in Client().get("/").content.decode()
    assert "Val niemand persoonlijk aan." in Client().get(f"/huisregels/?overheid={world.body.slug}").content.decode()
    clerk = Client()
    clerk.force_login(world.clerk)
    assert clerk.post("/balie/huisregels/", {"text": "", "version": "none:0"}).status_code == 422
    sent = {"text": "Wees aardig.\n\nBlijf bij de vraag.", "version": "none:0", "key": "regels"}
    assert clerk.post("/balie/huisregels/", sent).status_code == 302
    html = Client().get(f"/huisregels/?overheid={world.body.slug}").content.decode()
    assert "<p>Wees aardig.</p>" in html
    assert "Val niemand persoonlijk aan." not in html
    assert "Val niemand persoonlijk aan." in Client().get("/huisregels/").content.decode()


def test_a_moderator_takes_the_photo_away_from_the_page_of_the_contribution(
    round: Round, desk: Client, tmp_path: object, settings: object
) -> None:
    from io import BytesIO

    from PIL import Image

    from brink.instruments.ideas import photos
    from brink.instruments.ideas.services import Extras, give_idea

    settings.MEDIA_ROOT = str(tmp_path)  # type: ignore[attr-defined]
    drawn = BytesIO()
    Image.new("RGB", (60, 40), "green").save(drawn, "JPEG")
    drawn.seek(0)
    extras = Extras(photo=photos.keep(drawn, 900), photo_alt="Een bank")
    words = Words(kind="idea", text="Een bank.")
    idea = give_idea(round=round, words=words, actor=RESIDENT, key=None, extras=extras).contribution
    Contribution.objects.filter(pk=idea.pk).update(moderation=Moderation.WAITING)
    queue = desk.get("/balie/inbreng/controle/").content.decode()
    assert f"{idea.pk}/foto/640.jpg" in queue, "the queue shows all that will be published"
    page = f"/balie/inbreng/{idea.pk}/"
    assert f"{idea.pk}/foto/640.jpg" in desk.get(page).content.decode()
    assert desk.post(f"{page}deel/photo/", {"reason": " ", "key": "weg"}).status_code == 400
    assert go_on(desk, f"{page}deel/photo/", {"reason": "Er staat een kind op.", "key": "weg"}).status_code == 302
    assert "De foto is weggehaald. Er staat een kind op." in desk.get(page).content.decode()
    idea.refresh_from_db()
    assert idea.moderation == Moderation.WAITING, "the words wait as they did"
    assert desk.post(f"{page}deel/photo/", {"reason": "Nog eens.", "key": "weer"}).status_code == 409
    assert desk.post(f"{page}deel/geluid/", {"reason": "Zo.", "key": "x"}).status_code == 404
