"""On an English page every Dutch text of content says that it is Dutch, so that a voice reads it as Dutch.

Drawn from the permission register of pages: every page for everybody or for the giver. Content is what is not in the
catalogue; that it is Dutch is seen by the small words that English does not have.
"""

import re
from typing import Any

import pytest
from django.urls import reverse

from tests.facts.test_claims import reading
from tests.form_client import Node, Page
from tests.safety.address import Who
from tests.safety.addresses import TABLE
from tests.safety.filled_body import fill_body

pytestmark = pytest.mark.django_db
DUTCH = re.compile(
    r"\b(de|het|een|van|en|niet|uw|wij|deze|dit|voor|naar|met|wie|hoe|nog|zijn|heeft|wonen|over|dorp|vraag|ronde|besluit)\b",
    re.IGNORECASE,
)
# European standards are called so, and addresses are the same in every language.
NO_WORDS = re.compile(r"EN 301 549|\S+/\S+")
# Names stay as they are in every language: of people, places, bodies, and what stands in a title of the window.
SILENT = {"title", "script", "style", "svg", "option", "textarea"}


@pytest.fixture(autouse=True)
def _uploads(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path / "uploads"


def unmarked(page: Node) -> list[str]:
    """Return the texts that are Dutch and stand in no element that says so."""
    found = []
    for node in (page, *page.all()):
        for part in node.parts:
            if not isinstance(part, str) or not DUTCH.search(NO_WORDS.sub("", part)):
                continue
            if node.tag in SILENT or part.strip() == "EN":
                continue
            above = [node, *node.above(*{one.tag for one in page.all()})]
            if any(one.tag in SILENT for one in above):
                continue
            language = next((one.attributes["lang"] for one in above if "lang" in one.attributes), "")
            if language != "nl":
                found.append(" ".join(part.split()))
    return found


def test_dutch_words_on_an_english_page_are_marked() -> None:
    site = reading(fill_body())
    site.giver.get("/taal/en/")
    missing: dict[str, list[str]] = {}
    read = 0
    for name, line in TABLE.items():
        if line.who not in (Who.EVERYBODY, Who.READERS, Who.GIVER) or not line.get or name == "web:language":
            continue
        kwargs = line.thing(site.filled.shown) if line.thing else {}
        answer = site.giver.get(reverse(name, kwargs=kwargs or None) + line.query)
        if answer.status_code != 200 or "text/html" not in answer["Content-Type"]:
            continue
        read += 1
        page = Page(answer.content.decode()).root
        assert next(page.all("html")).attributes["lang"] == "en", name
        if texts := unmarked(page):
            missing[name] = texts
    assert read > 30
    assert missing == {}
