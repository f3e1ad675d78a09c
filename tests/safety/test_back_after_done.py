"""Class: something that the Back button shows after "Ik ben klaar" (review B7). In Chromium, with script and without."""

import re

import pytest

from brink.web.tests.browsing import ORIGIN, chromium
from tests.safety.conftest import TwoBodies
from tests.safety.test_addresses import address, things_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
WORDS = "Een bankje bij de sijsjesbrug graag, met een dak."
MAIL = "fatima@voorbeeld.invalid"
FILLED = "[...document.querySelectorAll('textarea, input:not([type=hidden])')].map(one => one.value).join(' ')"
CHOSEN = "document.querySelectorAll('main input[name^=s-]:checked').length"


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_going_back_after_ik_ben_klaar_shows_nothing(two_bodies: TwoBodies, script: bool) -> None:
    filled = two_bodies.filled.shown
    new, vote = (address(name, things_of(name, filled)) for name in ("ideas:new", "dialogue:start"))
    shown: list[str] = []
    with chromium() as open_page:
        page = open_page(360, java_script_enabled=script)
        page.goto(ORIGIN + new)
        page.fill("textarea[name=text]", WORDS)
        page.locator("main form:has(textarea[name=text]) button[type=submit]").last.click()
        code = " ".join(page.locator(".brink-receipt__code").first.inner_text().split())
        assert re.fullmatch(r"[a-z]+ [a-z]+ [a-z]+ \d{4} \d{4} [A-Z]", code)
        page.goto(ORIGIN + vote)
        page.get_by_role("button", name="Eens", exact=True).click()
        page.goto(f"{ORIGIN}{vote}alles/")
        assert page.evaluate(CHOSEN) if script else page.locator("input[name^=s-][checked]").count()
        page.goto(f"{ORIGIN}{vote}klaar/")
        dialogue_code = " ".join(page.locator(".brink-receipt__code").first.inner_text().split())
        page.get_by_role("button", name="Volg uw woorden, of trek ze in").click()
        page.wait_for_url("**/volg/pad/")
        page.get_by_text("Mail mij deze code").first.click()
        page.get_by_role("button", name="Ik ben klaar").click()
        page.wait_for_url("**/volg/?klaar=1")
        shown.append(page.content())
        for _step in range(8):
            page.go_back(wait_until="load")
            shown.append(page.content())
            assert page.locator("main input[name^=s-][checked]").count() == 0, page.url
            if script:
                shown.append(page.evaluate(FILLED))
    assert len(shown) > 8
    for text in shown:
        flat = " ".join(re.sub(r"<[^>]+>", " ", text).split())
        assert WORDS not in flat
        assert code not in flat
        assert dialogue_code not in flat
