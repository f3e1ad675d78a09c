"""Class: something that Back shows after "Ik ben klaar" (review B7), in Chromium, with and without script."""

import re

import pytest
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from tests.safety.filled_body import fill_body
from tests.safety.test_addresses import address, things_of

pytestmark = pytest.mark.browser
WORDS = "Maak van de oude melkfabriek een museum voor sijsjes."
FILLED = "[...document.querySelectorAll('textarea, input:not([type=hidden])')].map(one => one.value).join(' ')"
CHOSEN = "main input[name^=s-][checked]"


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_going_back_after_ik_ben_klaar_shows_nothing(
    committed: None, live_server: LiveServer, chromium: Browser, script: bool
) -> None:
    filled = fill_body()
    new, vote = (address(name, things_of(name, filled.shown)) for name in ("ideas:new", "dialogue:start"))
    context = chromium.new_context(base_url=live_server.url, java_script_enabled=script)
    page, shown, mine = context.new_page(), [], [WORDS]
    page.set_default_timeout(15_000)
    page.goto(new)
    page.fill("textarea[name=text]", WORDS)
    # Not for the site: what everybody reads there, the next visitor may read too.
    page.check("input[name=publicity][value=closed]")
    page.locator("main form:has(textarea[name=text]) button[type=submit]").last.click()
    mine.append(" ".join(page.locator(".brink-receipt__code").first.inner_text().split()))
    page.goto(vote)
    page.get_by_role("button", name="Eens", exact=True).click()
    page.goto(f"{vote}alles/")
    assert page.locator(CHOSEN).count() == 1
    page.goto(f"{vote}klaar/")
    mine.append(" ".join(page.locator(".brink-receipt__code").first.inner_text().split()))
    assert all(re.fullmatch(r"[a-z]+ [a-z]+ [a-z]+ \d{4} \d{4} [A-Z]", code) for code in mine[1:])
    page.get_by_role("button", name="Volg uw woorden, of trek ze in").click()
    page.wait_for_url("**/volg/pad/")
    page.get_by_role("button", name="Ik ben klaar").click()
    page.wait_for_url("**/volg/?klaar=1")
    for _step in range(8):
        page.go_back(wait_until="load")
        shown.append(" ".join(re.sub(r"<[^>]+>", " ", page.content()).split()))
        assert page.locator(CHOSEN).count() == 0, page.url
        if script:
            shown.append(page.evaluate(FILLED))
    assert [(said, text[:80]) for text in shown for said in mine if said in text] == []
    context.close()
