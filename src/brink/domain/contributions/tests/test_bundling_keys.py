"""The bundle desk with the keyboard alone, in Chromium: numbers, arrows, a new name; and no keys outside the list."""

from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page
from tests.browser_checks import faults
from tests.builders import make_process, make_round, make_world

from brink.domain.contributions.models import Bundle, BundleItem
from brink.domain.contributions.services import bundling
from brink.domain.contributions.services.giving import Words, give
from brink.domain.journal.services import RESIDENT, SYSTEM

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("committed")]


def lying(number: int) -> list[str]:
    """Return the words in the bundle with this number."""
    rows = BundleItem.objects.filter(bundle__number=number, removed_at=None).order_by("contribution__text")
    return list(rows.values_list("contribution__text", flat=True))


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def focused(page: Page) -> str:
    page.wait_for_load_state()
    return str(page.evaluate("document.activeElement.closest('label')?.innerText.trim() ?? ''"))


def test_a_clerk_lays_words_in_bundles_with_the_keys_alone(chromium: Browser, live_server: Any) -> None:
    world = make_world()
    round = make_round(make_process(world))
    voices = [
        give(round=round, words=Words(kind="idea", text=f"Stem {name}"), actor=RESIDENT, key=None).contribution
        for name in "abcdefghijkl"
    ]
    bundling.make(process=round.process, title="De bus", contributions=voices[:1], actor=SYSTEM)
    bundling.make(process=round.process, title="De winkel", contributions=voices[1:2], actor=SYSTEM)
    client = Client()
    client.force_login(world.officer)
    context = chromium.new_context(locale="nl-NL", viewport={"width": 1280, "height": 800})
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])
    page = context.new_page()
    page.goto(f"{live_server.url}/balie/bundels/{round.process.slug}/#los")
    assert page.get_by_text("Met het toetsenbord: de pijltjes lopen langs de bijdragen.").is_visible()
    assert faults(page) == []

    first = focused(page)
    press(page, "ArrowDown", "j", "k")
    second = focused(page)
    assert first != second
    press(page, "2")
    page.get_by_text("1 bijdrage ligt nu in ‘De winkel’.").wait_for()
    assert lying(2) == sorted(["Stem b", second])

    # The next one waits under the fingers; two that are ticked go together.
    assert focused(page) == first
    press(page, " ", "ArrowDown", " ")
    third = focused(page)
    press(page, "1")
    page.get_by_text("2 bijdragen liggen nu in ‘De bus’.").wait_for()
    fourth = focused(page)
    assert lying(1) == sorted(["Stem a", first, third])

    # A new bundle: figures typed in its name are letters like any other.
    press(page, "n")
    page.keyboard.type("De 2 bruggen")
    press(page, "Enter")
    page.get_by_text("1 bijdrage ligt nu in ‘De 2 bruggen’.").wait_for()
    assert [bundle.title for bundle in Bundle.objects.order_by("number")] == ["De bus", "De winkel", "De 2 bruggen"]
    assert [len(lying(number)) for number in (1, 2, 3)] == [3, 2, 1]
    assert lying(3) == [fourth]
    context.close()
