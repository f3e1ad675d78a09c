"""Pages in English: nothing of their Dutch is left, also not what was looked up before the language was known."""

import html
import re
from collections.abc import Iterator
from datetime import date, datetime

import pytest
from django import forms
from django.conf import settings
from django.test import Client
from django.utils import formats, translation

from tests.architecture.catalogues import entries
from tests.builders import World, make_process, make_round, make_world

pytestmark = pytest.mark.django_db

STORY = "/processen/wonen/"
PUBLIC = {
    "/": ["What is going on near you?", "Follow your words", "Main menu"],
    "/processen/": ["Which questions are there?", "Search for a question"],
    STORY: ["Who helps you?", "Take part now"],
    f"{STORY}wegwijzer/": ["This is open"],
    f"{STORY}ronde-1/ideeen/": ["Give your idea"],
    f"{STORY}ronde-2/dialoog/": ["statements yet"],
    "/volg/": ["tracking code", "Lost your code?"],
    "/besluiten/": ["What was decided, and why?"],
    "/kader/": ["Step by step: who does what"],
    "/beloften/": ["Room first", "Anyone can check"],
    "/hulp/": ["How do I take part?", "on weekdays from 9 to 17"],
    "/logboek/": ["Journal"],
    "/cijfers/": ["Do we do what we promise?"],
    "/gebieden/": ["All areas"],
    "/agenda/": ["Calendar"],
    "/account/login/": ["Send me a code"],
}
DESK = {
    "/balie/": ["waiting for"],
    "/balie/processen/": ["Start a new question"],
    "/balie/processen/wonen/": ["Rounds"],
    "/balie/inbreng/": ["Write down what was said"],
    "/balie/besluiten/": ["Your organisation has no decisions yet."],
}


@pytest.fixture(autouse=True)
def _language_as_it_was() -> Iterator[None]:
    """A request leaves its language behind in the thread; the next test, without a request, would find it."""
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture
def world() -> World:
    made = make_world()
    process = make_process(made)
    make_round(process)
    make_round(process, "dialogue", number=2)
    return made


@pytest.fixture(scope="module")
def dutch() -> list[str]:
    """Dutch sentences of the catalogue, long enough not to be a word of the data by accident."""
    whole = [entry.msgid for entry in entries() if entry.msgid != entry.msgstr]
    return [" ".join(one.split()) for one in whole if len(one.split()) > 2 and not re.search(r"[%{<]", one)]


def shown(client: Client, address: str) -> str:
    """Return a page as its reader sees it: without tags, with its attributes."""
    answer = client.get(address, headers={"accept-language": "en-GB,en;q=0.8"})
    assert answer.status_code == 200, address
    text = html.unescape(answer.content.decode())
    assert '<html lang="en"' in text
    return " ".join(text.split())


def leaks(text: str, dutch: list[str]) -> list[str]:
    return [one for one in dutch if one in text and re.search(rf"(?<!\w){re.escape(one)}(?!\w)", text)]


@pytest.mark.parametrize(("address", "expected"), PUBLIC.items(), ids=list(PUBLIC))
def test_public_pages_speak_english(
    address: str, expected: list[str], client: Client, world: World, dutch: list[str]
) -> None:
    text = shown(client, address)
    assert [one for one in expected if one not in text] == []
    assert leaks(text, dutch) == []


@pytest.mark.parametrize(("address", "expected"), DESK.items(), ids=list(DESK))
def test_desk_pages_speak_english(
    address: str, expected: list[str], client: Client, world: World, dutch: list[str]
) -> None:
    client.force_login(world.officer)
    text = shown(client, address)
    assert [one for one in expected if one not in text] == []
    assert leaks(text, dutch) == []


def test_the_choice_of_a_reader_wins_from_the_browser(client: Client, world: World) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    answer = client.get("/hulp/", headers={"accept-language": "nl"})
    assert b'<html lang="en"' in answer.content
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "nl"
    assert b'<html lang="nl"' in client.get("/hulp/", headers={"accept-language": "en"}).content


def test_a_refusal_speaks_english_too(client: Client, world: World) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    answer = client.post("/volg/", {"code": "dit is geen code 12345678"})
    assert "This code is not right." in html.unescape(answer.content.decode())


def test_dates_and_numbers_are_british() -> None:
    with translation.override("en"):
        day, at = date(2027, 4, 3), datetime(2027, 4, 3, 19, 30)
        assert [formats.date_format(day), formats.date_format(day, "SHORT_DATE_FORMAT")] == [
            "3 April 2027",
            "03/04/2027",
        ]
        assert formats.time_format(at.time()) == "19:30"
        assert formats.number_format(1234567.5, 1) == "1,234,567.5"
        assert forms.DateField().clean("03/04/2027") == day
    with translation.override("nl"):
        assert formats.number_format(1234567.5, 1) == "1.234.567,5"
        assert formats.date_format(day) == "3 april 2027"


def test_a_leak_is_seen() -> None:
    assert leaks("<p>Doe nu mee hier</p>", ["Doe nu mee", "Wij tellen nog"]) == ["Doe nu mee"]
