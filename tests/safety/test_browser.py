"""N01 in Chromium: pages full of payloads run nothing, and the policy of the site has nothing to report."""

import pytest

from brink.web.tests.browsing import ORIGIN, chromium
from tests.safety.address import Who
from tests.safety.conftest import TwoBodies
from tests.safety.filled_body import client_of
from tests.safety.test_addresses import address, lines, things_of
from tests.safety.test_words_from_outside import poison
from tests.sampling import drawn

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
# What a browser saves, or shows as plain text.
NO_PAGE = (
    "calendar", ":photo", "healthy", "robots", "security", "web:language", "handout_code", "sitemap", ":text_file",
    "document:file", "survey:codebook", "survey:export",
)  # fmt: skip
WATCH = """window.__reports = []; window.__ran = 0; window.alert = () => { window.__ran += 1; };
document.addEventListener("securitypolicyviolation",
    e => window.__reports.push(e.violatedDirective + " " + e.blockedURI));
"""


@pytest.mark.long
def test_n01_nothing_runs_and_the_policy_reports_nothing(two_bodies: TwoBodies) -> None:
    filled = two_bodies.filled
    poison()
    clerk = client_of(filled, "clerk")
    clerk.post("/volg/", {"code": filled.shown.receipt.code})
    paths = [
        address(name, things_of(name, filled.shown))
        for name, line in lines(Who.EVERYBODY, Who.READERS, Who.GIVER, Who.DESK, Who.ANY_DESK)
        if line.get and line.shown == 200 and not name.endswith(NO_PAGE)
    ] + [address("web:process", things_of("web:process", filled.hidden)), "/agenda/"]
    # A table of open data is saved and not shown; a feed is drawn by Chromium with styles of its own.
    paths = [path for path in paths if not path.endswith((".csv", ".atom", ".png"))]
    # Every page is looked at without a browser (test_words_from_outside); here a part, for what only one can see.
    paths = drawn("pages with payloads, in a browser", paths, share=0.8, least=41)
    asked, said, faulty = [], [], {}
    with chromium() as open_page:
        page = open_page(1280, clerk, bypass_csp=False)
        page.add_init_script(WATCH)
        page.on("request", lambda request: asked.append(request.url))
        page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
        page.on("pageerror", lambda error: said.append(str(error)))
        for path in paths:
            page.goto(ORIGIN + path, wait_until="load")
            page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
            page.evaluate("document.querySelectorAll('input, textarea').forEach(one => one.focus())")
            ran, reports = page.evaluate("[window.__ran, window.__reports]")
            if ran or reports:
                faulty[path] = (ran, reports)
    assert faulty == {}
    assert said == []
    assert [url for url in asked if not url.startswith((ORIGIN, "data:"))] == []
    assert len(paths) > 40
