"""Class: a page, list or file that counts or tells something of another body that has all the same names.

Members are all addresses of the site that are about one body, question, round or thing. Each is opened twice, by staff
at the desk and by anybody elsewhere: when nothing else is there, and when there is another body with everything alike.
"""

from copy import copy

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import resolve

from tests.accidents.stage import Site
from tests.desk_forms import DESK_PART
from tests.form_client import read
from tests.neighbours import MOMENTS, UUIDS, Place, copies
from tests.safety.test_neighbours import NOBODY
from tests.sampling import drawn
from tests.unlocked import unlocked

pytestmark = pytest.mark.django_db


NAME = "Provincie Drenthe"
# What is about every body that there is: one that is alike belongs there. Governments and how many there are, what is
# asked about a theme, and what another government asks in public about the same topic.
OF_ALL = ("/balie/organisatie/overheden/", "/balie/organisatie/", "/themas/wonen/")
SAME_TOPIC = ("/onderwerp/", "/afstemming/")


def told(client: Client, page: str) -> str:
    """Return what an address tells, but for keys and moments. What is said once there is said again the next time."""
    cache.clear()
    browser, point = copy(client), transaction.savepoint()
    browser.cookies = copy(client.cookies)
    answer = browser.get(page)
    transaction.savepoint_rollback(point)
    if answer.streaming or answer.status_code != 200:
        return str(answer.status_code)
    kind = answer.get("Content-Type", "")
    if not kind.startswith(("text/", "application/json", "application/xml")):
        return kind
    text = read(answer).text if kind.startswith("text/html") else answer.content.decode()
    text = MOMENTS.sub("moment", UUIDS.sub("key", text))
    # Among the governments to which words can be handed over stands the other one too, by the same name.
    return " ".join(text.replace(NAME, "").split())


def test_no_page_tells_of_a_body_that_is_alike() -> None:
    site = Site()
    every = dict.fromkeys(site.pages())
    pages = [page for page in every if page.startswith(DESK_PART) or resolve(page.partition("?")[0]).kwargs]
    pages = [page for page in pages if not page.startswith("/volg/") and page not in OF_ALL]
    pages = [page for page in pages if not page.endswith(SAME_TOPIC)]
    pages = drawn("pages with a body beside it that is alike", pages, share=0.04, least=20)
    browsers = {page: site.clients["staff" if DESK_PART in page else "resident"] for page in pages}
    alone = {page: told(browsers[page], page) for page in pages}
    with unlocked():
        copies([site.world.body], Place.BODY, NOBODY)
    beside = {page: told(browsers[page], page) for page in pages}
    odd = {page: text for page, text in beside.items() if text != alone[page]}
    # Who is new in a dialogue is shown a statement by lot: what was told alone must still be told sooner or later.
    assert {page: text for page, text in odd.items() if not _told_again(browsers[page], page, alone[page])} == {}


def _told_again(client: Client, page: str, text: str) -> bool:
    return any(told(client, page) == text for _ in range(20))
