"""What the desk does: write questions, read own words afterwards, weigh, account for it, and publish with no hole."""

import re
from datetime import timedelta
from io import BytesIO
from random import Random
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape
from tests.builders import World, make_process, make_round
from tests.contract.filled_round import allow

from brink.domain.processes.models import Round
from brink.domain.processes.services.rounds import close_round, release_round
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotNow
from brink.instruments.survey import services, xlsform
from brink.instruments.survey.instrument import Survey
from brink.instruments.survey.models import FrozenQuestions, Weighting
from brink.instruments.survey.queries import open_words, questions_of
from brink.instruments.survey.questions import Questionnaire
from brink.instruments.survey.services import Account, Edit
from brink.instruments.survey.starts import START_NAMES, questions_to_start_with
from brink.instruments.survey.tests.conftest import OFFICER, make_questions

BASE = "/processen/wonen/ronde-1/vragenlijst/"
KEY = "sleutel-van-zestien-en-meer"
pytestmark = pytest.mark.django_db
WHOLE = Account(
    "Weten wat mist.", "De griffie.", "Inwoners.", "Een open link.", "Dubbel is eruit.", "Geen percentages."
)


def text(response: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


@pytest.fixture
def desk(world: World) -> Client:
    client = Client()
    client.force_login(world.officer)
    return client


def version(page: Any) -> str:
    found = re.search(r'name="version" value="([^"]+)"', page.content.decode())
    assert found is not None
    return found[1]


def test_d12_a_clerk_writes_moves_copies_and_removes_questions(desk: Client, planned: Round) -> None:
    where = f"{BASE}balie/vraag/"
    form = {
        "key": KEY, "version": version(desk.get(where)), "text": "Fietst u?", "topic": "fact", "kind": "one",
        "options": "ja\nnee", "specials": ["97"],
    }  # fmt: skip
    wrong = desk.post(where, {**form, "options": "ja"})
    assert wrong.status_code == 422
    assert "Schrijf ten minste twee antwoorden, elk op een eigen regel." in text(wrong)
    assert "Fietst u?" in wrong.content.decode()
    assert desk.post(where, {**form, "key": f"{KEY}2"}).status_code == 302
    for number, what in enumerate(("up", "copy", "remove")):
        page = desk.get(f"{BASE}balie/")
        sent = desk.post(f"{where}v6/doe/", {"key": f"{KEY}-{number}", "version": version(page), "what": what})
        assert sent.status_code == 302
    planned.refresh_from_db()
    assert [one.key for one in questions_of(planned)] == ["v1", "v2", "v3", "v4", "v7", "v5"]
    stale = desk.post(where, {**form, "key": f"{KEY}9"})
    assert stale.status_code == 409, "somebody else changed the list meanwhile"
    assert "Waarheen rijdt u?" in text(desk.get(f"{BASE}balie/voorbeeld/"))


def test_what_is_wrong_with_the_questions_holds_the_round_back(world: World, planned: Round) -> None:
    allow(Survey(), world)
    Round.objects.filter(pk=planned.pk).update(settings={"questions": []})
    planned.refresh_from_db()
    with pytest.raises(NotNow, match="Er is nog geen vraag"):
        release_round(round=planned, actor=OFFICER, key=None)


def test_once_released_the_questions_never_change(world: World, planned: Round) -> None:
    allow(Survey(), world)
    release_round(round=planned, actor=OFFICER, key=None)
    frozen = FrozenQuestions.objects.get()
    assert frozen.fingerprint == make_questions().fingerprint
    with pytest.raises(NotNow, match="Deze vragenlijst staat vast"):
        services.change_questions(round=planned, edit=Edit("remove", "v5"), actor=OFFICER, key=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        FrozenQuestions.objects.update(content=[])


def filled(world: World, name: str = "place", size: int = 60) -> Round:
    settings = {"questions": questions_to_start_with(name).as_data()}
    round = make_round(make_process(world), "survey", settings=settings)
    Survey().open(round, by=OFFICER, at=clock.now())
    Survey().seed(round, Random(4), size)
    Round.objects.filter(pk=round.pk).update(closes_at=clock.now() - timedelta(minutes=1))
    round = Round.objects.select_related("process__tenant").get(pk=round.pk)
    close_round(round=round, actor=OFFICER, key=None)
    return Round.objects.select_related("process__tenant").get(pk=round.pk)


def test_own_words_are_read_afterwards_and_hold_the_answer_back(world: World, desk: Client) -> None:
    round = filled(world)
    assert [one.key for one in Survey().before_landing(round)] == ["survey.words"]
    where = f"{BASE}balie/woorden/v7/"
    page = desk.get(where)
    assert all(escape(words) in page.content.decode() for words in open_words(round, "v7"))
    sent = desk.post(where, {"key": KEY, "version": version(page), "text": "Veel over huizen. Wij bouwen er tien."})
    assert sent.status_code == 302
    assert Survey().before_landing(round) == []


def test_while_the_round_is_open_nobody_at_the_desk_reads_along(world: World, desk: Client, round: Round) -> None:
    Survey().seed(round, Random(2), 30)
    for page in ("balie/", "balie/woorden/", "balie/woorden/v5/", "balie/wegen/", "uitkomst/"):
        said = text(desk.get(f"{BASE}{page}"))
        assert "Mijn dochter zoekt" not in said
        assert "%" not in said
    with pytest.raises(NotNow, match="Deze vragenlijst loopt nog"):
        services.answer_words(round=round, question="v5", text="Gelezen.", actor=OFFICER, key=None)
    with pytest.raises(NotNow, match="Wegen kan pas als de ronde is gesloten"):
        services.weigh_round(round=round, targets={}, source="CBS", dated_on=clock.today(), actor=OFFICER, key=None)


TARGETS = {"v8": {1: 300.0, 2: 400.0, 3: 300.0}}


def test_d12_weights_stand_beside_the_plain_figures(
    world: World, desk: Client
) -> None:
    round = filled(world, size=120)
    today = clock.today()
    services.weigh_round(round=round, targets=TARGETS, source="CBS", dated_on=today, actor=OFFICER, key=None)
    row = Weighting.objects.get()
    assert row.result["off"] < 1e-9
    assert row.result["effective"] < 120
    assert "ewogen naar" not in text(Client().get(f"{BASE}uitkomst/")), "not published yet"
    page = desk.get(f"{BASE}balie/wegen/")
    assert "Niet gewogen naar: ‘Wat mist u het meest in uw dorp of buurt?’" in text(page)
    holes = services.holes(row)
    assert len(holes) == 6
    with pytest.raises(NotNow, match=re.escape(holes[0])):
        services.publish_weighting(round=round, actor=OFFICER, key=None)
    services.account_for(round=round, account=WHOLE, actor=OFFICER, key=None)
    services.publish_weighting(round=round, actor=OFFICER, key=None)
    with CaptureQueriesContext(connection) as asked:
        said = text(Client().get(f"{BASE}uitkomst/"))
    assert len(asked) <= 15
    assert "Wij hebben gewogen naar: ‘Hoe oud bent u?’. Bron: CBS." in said
    assert re.search(r"\d+ % \(tussen \d+ en \d+ %\)", said)
    with pytest.raises(NotNow, match="De gewogen cijfers staan al op de site"):
        services.weigh_round(round=round, targets=TARGETS, source="CBS", dated_on=today, actor=OFFICER, key=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Weighting.objects.update(limits="")


@pytest.mark.parametrize(
    ("targets", "said"),
    [
        ({}, "Vul bij ten minste één vraag de aantallen van de bevolking in."),
        ({"v8": {1: 10.0, 2: 10.0}}, "Bij ‘Hoe oud bent u?’ ontbreekt het aantal van ‘65 of ouder’. Vul het in."),
        ({**TARGETS, "v9": {1: 10.0, 2: 10.0}}, "De aantallen bij ‘Hoe woont u?’ zijn samen anders "
         "dan bij ‘Hoe oud bent u?’. Het moeten dezelfde mensen zijn."),
    ],
)  # fmt: skip
def test_weights_that_cannot_be_are_refused(world: World, targets: Any, said: str) -> None:
    round = filled(world)
    with pytest.raises(BadInput) as wrong:
        services.weigh_round(
            round=round, targets=targets, source="CBS", dated_on=clock.today(), actor=OFFICER, key=None
        )
    assert str(wrong.value) == said
    assert not Weighting.objects.exists()


def test_the_figures_of_the_population_are_typed_or_sent(world: World, desk: Client) -> None:
    round = filled(world)
    where = f"{BASE}balie/wegen/"
    page = desk.get(where)
    assert "v8;jonger dan 35;" in page.content.decode()
    form = {"version": version(page), "source": "CBS", "dated_on": "2026-01-01"}
    rows = "vraag;antwoord;aantal\nv8;jonger dan 35;300\nv8;35 tot en met 64;veel\n"
    wrong = desk.post(where, {**form, "key": KEY, "margins": rows})
    assert wrong.status_code == 422
    assert "Regel 3: ‘veel’ is geen aantal mensen. Schrijf bijvoorbeeld 12000." in text(wrong)
    file = SimpleUploadedFile("m.csv", rows.replace("veel", "400").encode() + b"v8;65 of ouder;300\n")
    sent = desk.post(where, {**form, "key": f"{KEY}2", "version": version(wrong), "margins": "", "file": file})
    assert sent.status_code == 302, text(sent)
    assert Weighting.objects.get(round=round).margins == {"v8": {"1": 300.0, "2": 400.0, "3": 300.0}}


@pytest.mark.parametrize("name", [name for name in START_NAMES if name != "empty"])
def test_questions_go_out_as_an_xlsform_and_come_back_the_same(name: str) -> None:
    before = questions_to_start_with(name)
    assert xlsform.read(BytesIO(xlsform.written(before, "Proef"))) == before


def test_what_an_xlsform_says_that_is_not_known_is_refused_by_row_and_column(desk: Client, planned: Round) -> None:
    whole = Questionnaire(make_questions().questions[:2])
    with pytest.raises(BadInput, match="Dit is geen rekenblad dat wij kunnen lezen"):
        xlsform.read(BytesIO(b"geen zip"))
    rows = list(xlsform._survey_rows(whole))
    rows[1] = ("geopoint", *rows[1][1:])
    with pytest.raises(BadInput, match="Regel 3, kolom ‘type’: ‘geopoint’ kennen wij niet"):
        xlsform.read(BytesIO(_book(whole, rows)))
    rows = list(xlsform._survey_rows(whole))
    rows[4] = (*rows[4][:5], "${v1} > 3", *rows[4][6:])
    with pytest.raises(BadInput, match="Regel 6, kolom ‘relevant’: deze voorwaarde kennen wij niet"):
        xlsform.read(BytesIO(_book(whole, rows)))
    where = f"{BASE}balie/inlezen/"
    file = SimpleUploadedFile("vragen.xlsx", xlsform.written(whole, "Proef"))
    sent = desk.post(where, {"key": KEY, "version": version(desk.get(where)), "file": file})
    assert sent.status_code == 302, text(sent)
    planned.refresh_from_db()
    assert questions_of(planned) == whole


def _book(questionnaire: Questionnaire, rows: list[Any]) -> bytes:
    survey = xlsform.Sheet("survey", xlsform.SURVEY, rows)
    choices = xlsform.Sheet("choices", xlsform.CHOICES, list(xlsform._choice_rows(questionnaire)))
    return xlsform.spreadsheets.workbook((survey, choices))


def test_the_figures_and_the_codebook_go_along_as_files(world: World) -> None:
    filled(world)
    for kind, starts in (("csv", b"\xef\xbb\xbfvraag,nummer"), ("ods", b"PK"), ("xlsx", b"PK")):
        file = Client().get(f"{BASE}uitkomst/?als={kind}")
        assert file.content.startswith(starts), kind
    book = Client().get(f"{BASE}codeboek/").content.decode("utf-8-sig").splitlines()
    assert book[0].startswith("vraag,nummer,tekst,soort")
    assert any(line.startswith("v4,4,") and "Alleen als uw antwoord op vraag 3 ‘ja’ is." in line for line in book)
