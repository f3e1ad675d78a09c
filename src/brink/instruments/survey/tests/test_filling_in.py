"""What a resident meets without script: pages in order, a draft that is kept, a last look, one receipt."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from brink.domain.contributions.models import Contribution
from brink.domain.processes.models import Round
from brink.domain.processes.services.rounds import close_round
from brink.foundation import clock
from brink.instruments.survey.models import FilledSurvey, SurveyDraft
from brink.instruments.survey.tests.conftest import OFFICER

BASE = "/processen/wonen/ronde-1/vragenlijst/"
KEY = "sleutel-van-zestien-en-meer"
pytestmark = pytest.mark.django_db


def text(response: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def walk(client: Client, *pages: dict[str, Any]) -> list[str]:
    """Fill in page after page, each at the address that the one before led to; returns these addresses."""
    where, been = BASE, []
    for number, data in enumerate(pages):
        sent = client.post(where, {"key": f"{KEY}{number}", **data})
        assert sent.status_code == 302, text(sent)
        where = sent["Location"]
        been.append(where)
    return been


def test_who_has_a_car_is_asked_where_to_and_who_has_not_is_not(round: Round) -> None:
    assert walk(Client(), {"v1": "1"}) == [f"{BASE}pagina/2/"]
    assert walk(Client(), {"v1": "2"}) == [f"{BASE}pagina/3/"]


def test_all_is_looked_at_once_more_and_sent_with_one_receipt(round: Round) -> None:
    client = Client()
    been = walk(client, {"v1": "1"}, {"v2": ["1", "3"]}, {"v3": "4", "v4": "33", "v5": "De bus rijdt niet op zondag."})
    assert been[-1] == f"{BASE}nakijken/"
    look = text(client.get(been[-1]))
    assert "werk, familie" in look
    assert "33 jaar" in look
    assert not Contribution.objects.exists(), "a draft counts nowhere"
    sent = client.post(been[-1], {"key": KEY}, follow=True)
    assert "Uw bonnetje" in text(sent)
    assert FilledSurvey.objects.get().answers["v2"] == {"is": "answered", "codes": [1, 3]}
    assert not SurveyDraft.objects.exists()
    assert client.post(been[-1], {"key": KEY}).status_code == 302
    assert Contribution.objects.count() == 1, "sent twice, counted once"


def test_an_answer_outside_the_way_is_kept_in_the_draft_and_never_sent(round: Round) -> None:
    client = Client()
    walk(client, {"v1": "1"}, {"v2": ["1"]})
    walk(client, {"v1": "2"}, {"v3": "97"})
    assert SurveyDraft.objects.get().answers["v2"]["codes"] == [1]
    assert "Waarheen rijdt u?" not in text(client.get(f"{BASE}nakijken/"))
    client.post(f"{BASE}nakijken/", {"key": KEY})
    kept = FilledSurvey.objects.get().answers
    assert kept["v2"] == {"is": "not_asked"}
    assert kept["v3"] == {"is": "dont_know"}
    assert kept["v4"] == {"is": "empty"}


def test_going_on_later_finds_what_was_filled_in(round: Round) -> None:
    client = Client()
    walk(client, {"v1": "2"}, {"v3": "5", "v5": "Tot morgen."})
    page = client.get(f"{BASE}pagina/3/").content.decode()
    assert "Tot morgen." in page
    assert re.search(r'name="v3" value="5"[^>]*checked', page)
    assert re.search(r'name="v1" value="2"[^>]*checked', client.get(BASE).content.decode())
    assert "Tot morgen." not in Client().get(f"{BASE}pagina/3/").content.decode()


@pytest.mark.parametrize(
    ("number", "data", "said"),
    [
        (1, {}, "Kies een antwoord. ‘Weet ik niet’ mag ook."),
        (1, {"v1": "7"}, "Kies een van de antwoorden."),
        (3, {"v4": "130"}, "Vul een heel getal in van 0 tot en met 120."),
        (3, {"v4": "veel"}, "Vul een heel getal in van 0 tot en met 120."),
        (3, {"v4": "12", "v4-anders": "98"}, "U vulde een getal in en koos nog iets. Kies een van de twee."),
        (3, {"v5": "x" * 1_001}, "Uw tekst is te lang"),
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_keeps_the_rest(
    round: Round, number: int, data: dict[str, str], said: str
) -> None:
    client = Client()
    walk(client, {"v1": "2"})
    where = BASE if number == 1 else f"{BASE}pagina/{number}/"
    sent = client.post(where, {"key": f"{KEY}x", **data})
    assert sent.status_code == 422
    assert said in text(sent)
    assert SurveyDraft.objects.get().answers.keys() == {"v1"}, "nothing half written"


def test_none_of_these_goes_with_nothing_else(round: Round) -> None:
    client = Client()
    walk(client, {"v1": "1"})
    sent = client.post(f"{BASE}pagina/2/", {"key": KEY, "v2": ["95", "1"]})
    assert sent.status_code == 422
    assert "U heeft ‘geen van deze’ gekozen en nog iets. Kies een van de twee." in text(sent)


def test_what_is_not_complete_is_not_sent(round: Round) -> None:
    client = Client()
    where = f"{BASE}pagina/3/"
    assert client.post(where, {"key": KEY, "v3": "2"}).status_code == 302
    sent = client.post(f"{BASE}nakijken/", {"key": KEY})
    assert sent.status_code == 422
    assert "Vraag 1 heeft nog geen antwoord. Kies een antwoord." in text(sent)
    assert not Contribution.objects.exists()


def test_answers_are_changed_until_the_last_day_and_then_stand(round: Round) -> None:
    client = Client()
    walk(client, {"v1": "2"}, {"v3": "5"})
    first = client.post(f"{BASE}nakijken/", {"key": KEY})
    assert "U heeft al meegedaan." in text(client.get(BASE))
    walk(client, {"v1": "2"}, {"v3": "1"})
    again = client.post(f"{BASE}nakijken/", {"key": f"{KEY}2"})
    assert again["Location"] == first["Location"], "the same receipt"
    assert FilledSurvey.objects.get().answers["v3"]["codes"] == [1]
    Round.objects.filter(pk=round.pk).update(closes_at=clock.now() - timedelta(minutes=1))
    late = client.post(BASE, {"key": f"{KEY}3", "v1": "1"})
    assert late.status_code == 422
    assert "Meedoen kan nu niet. Uw antwoorden zijn niet bewaard." in text(late)
    assert "Meedoen kon tot en met" in text(client.get(BASE))


def test_what_was_not_sent_can_be_thrown_away(round: Round) -> None:
    client = Client()
    walk(client, {"v1": "2"})
    assert client.post(f"{BASE}weg/", {"key": KEY}).status_code == 302
    assert not SurveyDraft.objects.exists()


def test_drafts_are_gone_at_closing_and_count_nowhere(round: Round) -> None:
    walk(Client(), {"v1": "2"})
    Round.objects.filter(pk=round.pk).update(closes_at=clock.now())
    close_round(round=round, actor=OFFICER, key=None)
    assert not SurveyDraft.objects.exists()
    assert round.process.rounds.get().frozen_outcome.data["reach"]["people"] == 0
    assert "De uitkomst is er nog niet" not in text(Client().get(f"{BASE}uitkomst/"))


def test_a_page_takes_few_questions_to_the_database(round: Round) -> None:
    client = Client()
    walk(client, {"v1": "1"})
    with CaptureQueriesContext(connection) as shown:
        assert client.get(f"{BASE}pagina/2/").status_code == 200
    with CaptureQueriesContext(connection) as sent:
        assert client.post(f"{BASE}pagina/2/", {"key": KEY, "v2": ["1"]}).status_code == 302
    walk(client, {"v1": "1"}, {"v2": ["1"]}, {"v3": "3"})
    with CaptureQueriesContext(connection) as final:
        assert client.post(f"{BASE}nakijken/", {"key": KEY}).status_code == 302
    assert len(shown) <= 12
    assert len(sent) <= 18
    # Giving itself, with its code, its entry in the journal and its limits, is what every instrument pays.
    assert len(final) <= 30
