"""Class: words of somebody that stand on a page without a way to report them. Members: every public page.

The words of a giver are quoted in every column that may quote; a resident's sentence stands in a dialogue. Wherever
either is read, "Meld dit" for it stands on that page or on one that the page leads to.
"""

import re
from functools import cache
from urllib.parse import urljoin

import pytest
from django.test import Client

from brink.domain.contributions.models import Contribution
from brink.instruments.dialogue.services.statements import add_own
from tests.form_client import Page
from tests.safety.address import Who
from tests.safety.addresses import TABLE
from tests.safety.filled_body import fill_body
from tests.safety.test_addresses import address, read, things_of
from tests.safety.test_words_leave import CANARY, give_and_quote
from tests.sampling import drawn

pytestmark = pytest.mark.django_db
SENTENCE = "Wij willen een merelhaag langs de weg."


@cache
def opened(path: str) -> str:
    """Return the page at an address as anybody reads it; "" for what is no page."""
    answer = Client().get(path, follow=True)
    return read(answer) if answer["Content-Type"].startswith("text/html") and answer.status_code == 200 else ""


FRAMED = "/inbedden/"


def way_to_report(path: str, voice: Contribution) -> bool:
    """Tell whether a page offers to report these words, or leads in one step to a page that does."""
    link, text = f'href="/melden/{voice.pk}/', opened(path)
    if link in text or path.startswith(FRAMED):
        # A frame in the site of somebody else leads to the page itself, in a window of its own.
        return True
    main = re.search(r"<main.*</main>", text, re.DOTALL)
    links = Page(main[0] if main else text).root.all("a")
    led = {urljoin(path, one.attributes.get("href", "")).partition("#")[0] for one in links}
    return any(link in opened(one) for one in sorted(led) if one.startswith("/"))


def test_whatever_somebody_said_can_be_reported_where_it_is_read() -> None:
    opened.cache_clear()
    filled = fill_body()
    said = add_own(round=filled.shown.dialogue, text=SENTENCE, key=None).contribution
    words = {CANARY: give_and_quote(filled).contribution, "merelhaag": said}
    pages = {name: address(name, things_of(name, filled.shown)) for name, line in TABLE.items()
             if line.get and line.who in (Who.EVERYBODY, Who.READERS) and "melden" not in str(line)}  # fmt: skip
    seen, without = 0, []
    for name, path in drawn("pages × a way to report what is quoted", sorted(pages.items()), share=0.2, least=20):
        for marker, voice in words.items():
            if marker in opened(path) and not path.startswith("/melden/"):
                seen += 1
                if not way_to_report(path, voice):
                    without.append(f"{marker} at {name}")
    assert without == []
    assert seen >= 3


def test_a_page_without_words_of_people_offers_nothing_to_report(client: Client) -> None:
    assert "Meld het" not in client.get("/hulp/").content.decode()
