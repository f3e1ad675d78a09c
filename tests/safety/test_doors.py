"""Doors: where a form may come from, where a link may lead, who is still inside, and which host we answer as."""

import re
from collections.abc import Iterator
from datetime import timedelta
from itertools import product
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.cache import cache
from django.test import Client

from brink.domain.contributions.services import moderating
from brink.domain.notifications.mailing import notify
from brink.domain.people.attempts import source_of
from brink.foundation import clock
from tests.safety.address import Who
from tests.safety.addresses import TABLE
from tests.safety.conftest import TwoBodies
from tests.safety.filled_body import STAFF, client_of
from tests.safety.test_addresses import address, lines, read, state, things_of
from tests.sampling import drawn

pytestmark = pytest.mark.django_db
ELSEWHERE = (
    "//evil.example", "https:evil.example", "https:///evil.example", "\\\\evil.example", "/\\evil.example",
    "@evil.example", "https://localhost@evil.example", "javascript:alert(1)", " //evil.example", "\t//evil.example",
    "http://testserver.evil.example/", "///evil.example",
)  # fmt: skip


@pytest.fixture(autouse=True)
def _fresh_counts() -> Iterator[None]:
    """allauth counts in the cache, which outlives a test."""
    cache.clear()
    yield
    cache.clear()


def host_of(here: str, leads: str) -> str | None:
    """Return where a browser goes, which reads backslashes as slashes and leaves out tabs and line ends."""
    return urlsplit(urljoin(f"http://testserver{here}", re.sub(r"[\t\r\n]", "", leads).replace("\\", "/"))).hostname


def test_n06_a_language_or_a_login_leads_nowhere_else(two_bodies: TwoBodies) -> None:
    for wish in ELSEWHERE:
        leads_nowhere_else(two_bodies, wish)


def leads_nowhere_else(two_bodies: TwoBodies, wish: str) -> None:
    client = Client()
    answer = client.get("/taal/en/", {"naar": wish}, headers={"referer": wish})
    assert host_of("/taal/en/", answer["Location"]) == "testserver", answer["Location"]
    inside = two_bodies.browser("resident").get("/account/login/", {"next": wish})
    assert inside.status_code == 302
    assert host_of("/account/login/", inside["Location"]) == "testserver", inside["Location"]
    desk = client.get("/balie/", {"next": wish})
    assert desk["Location"].startswith("/account/login/")


# The button of a mail program, which no page of ours is behind (RFC 8058): what lets in is the signed address alone.
ONE_CLICK = {"following:stop", "notifications:stop"}


def test_n21_no_form_works_without_its_token_or_from_elsewhere(two_bodies: TwoBodies) -> None:
    filled = two_bodies.filled
    guarded = client_of(filled, "clerk", csrf=True)
    before, seen = state(filled), {}
    for name, line in lines(*Who):
        if not line.post or name in ONE_CLICK:
            continue
        path = address(name, things_of(name, filled.shown))
        data = {**(line.data or {}), "csrfmiddlewaretoken": "x" * 64}
        seen[name, "none"] = guarded.post(path, dict(line.data or {})).status_code
        seen[name, "made up"] = guarded.post(path, data).status_code
        seen[name, "elsewhere"] = guarded.post(path, data, headers={"origin": "https://evil.example"}).status_code
    assert {key: value for key, value in seen.items() if value != 403} == {}
    assert len(seen) > 120
    assert state(filled) == before


def test_n22_the_session_changes_when_somebody_comes_in(two_bodies: TwoBodies) -> None:
    client = Client()
    officer = two_bodies.filled.world.officer
    client.post("/account/login/", {"email": officer.email})
    before = client.cookies["sessionid"].value
    code = re.search(r"^([A-Z0-9-]{6,9})$", str(mail.outbox[-1].body), re.MULTILINE)
    assert code is not None
    client.post("/account/login/code/confirm/", {"code": code[1]})
    after = client.cookies["sessionid"].value
    assert client.get("/balie/").status_code == 200
    assert before != after
    thief = Client()
    for old in (before, "a" * 32):
        thief.cookies["sessionid"] = old
        assert thief.get("/balie/").status_code == 302
    assert not Session.objects.filter(session_key=before).exists()


def test_n23_after_leaving_the_old_cookie_opens_nothing(two_bodies: TwoBodies) -> None:
    client = client_of(two_bodies.filled, "officer")
    kept = client.cookies["sessionid"].value
    assert client.get("/balie/processen/").status_code == 200
    client.post("/account/logout/")
    thief = Client()
    thief.cookies["sessionid"] = kept
    assert thief.get("/balie/processen/").status_code == 302


def test_n23_without_role_or_account_the_same_session_opens_no_desk(two_bodies: TwoBodies) -> None:
    client = client_of(two_bodies.filled, "officer")
    path = address("processes:desk", {"slug": two_bodies.filled.shown.process.slug})
    assert client.get(path).status_code == 200
    account = two_bodies.filled.world.officer
    account.persons.get().memberships.update(ends="2021-01-01")
    assert client.get(path).status_code == 404
    account.is_active = False
    account.save()
    assert client.get("/account/2fa/").status_code == 302


def test_n24_a_known_and_an_unknown_address_get_the_same_page(two_bodies: TwoBodies) -> None:
    pages = []
    for email in (two_bodies.filled.world.officer.email, "niemand@voorbeeld.invalid"):
        answer = Client().post("/account/login/", {"email": email}, follow=True)
        page = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", read(answer)).replace(email, "ADRES")
        pages.append((answer.status_code, answer.redirect_chain, page))
    assert pages[0] == pages[1]
    assert len(mail.outbox) == 2


def test_n25_guessing_codes_ends_for_the_guesser_alone(two_bodies: TwoBodies) -> None:
    guesser, other = Client(REMOTE_ADDR="192.0.2.7"), Client(REMOTE_ADDR="192.0.2.8")
    with clock.frozen(clock.now().replace(minute=5)):
        answers = [guesser.post("/volg/", {"code": "heide lijster brug 0000 0000"}) for _time in range(101)]
        assert [answer.status_code for answer in answers] == [422] * 100 + [429]
        assert "U probeerde dit te vaak. Wacht " in read(answers[-1])
        assert other.post("/volg/", {"code": two_bodies.filled.shown.receipt.code}).status_code == 302


@pytest.mark.parametrize("host", ["evil.example", "testserver.evil.example", "localhost:99999", "127.0.0.1@evil", ""])
def test_n44_another_host_is_refused(two_bodies: TwoBodies, host: str, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["testserver"]
    answer = Client().get("/hulp/", headers={"host": host})
    assert (answer.status_code, "evil" in read(answer)) == (400, False)


def test_n44_forwarded_hosts_are_not_believed_and_mail_names_our_own(two_bodies: TwoBodies) -> None:
    forged = {"x-forwarded-host": "evil.example", "x-forwarded-proto": "https", "forwarded": "host=evil.example"}
    client = Client(headers=forged)
    names = ("web:home", "web:help", "dialogue:start", "ideas:list", "contributions:code", "account_login")
    for path in [address(name, things_of(name, two_bodies.filled.shown)) for name in names]:
        assert "evil.example" not in read(client.get(path)), path
    client.post("/account/login/", {"email": two_bodies.filled.world.officer.email})
    moment = clock.now().replace(microsecond=0)
    moderating.hide(contribution=two_bodies.filled.shown.idea, reason="Zo.", actor=STAFF)
    with clock.frozen(moment + timedelta(hours=1)):
        assert notify() >= 1
    assert len(mail.outbox) >= 2
    for one in mail.outbox:
        assert "evil.example" not in f"{one.subject}{one.body}"
    assert "http://127.0.0.1:" in str(mail.outbox[-1].body)


def test_n44_a_forged_sender_evades_no_limit(rf: Any) -> None:
    asked = [rf.get("/", headers={"x-forwarded-for": f"198.51.100.{number}"}) for number in range(5)]
    assert len({source_of(request) for request in asked}) == 1


def test_n46_no_other_site_may_read_with_credentials(two_bodies: TwoBodies) -> None:
    origins = ("null", "https://evil.example", "https://evil-testserver", "http://testserver.evil.example")
    named = [(name, line) for name, line in lines(Who.EVERYBODY, Who.READERS, Who.GIVER) if line.get]
    clerk = two_bodies.browser("clerk")
    for origin, (name, _line) in drawn("other sites × pages", product(origins, named), share=0.15):
        path = address(name, things_of(name, two_bodies.filled.shown))
        answer = clerk.get(path, headers={"origin": origin})
        assert [one for one in answer.headers if one.lower().startswith("access-control")] == [], path


NOTHING_THERE = (
    "/.git/HEAD", "/.git/config", "/.env", "/admin/", "/admin/login/", "/debug/", "/__debug__/", "/server-status",
    "/phpinfo.php", "/static/ui/js/brink.js.map", "/static/../settings.py", "/static/%2e%2e/%2e%2e/settings.py",
    "/static/ui/../../../brink.sqlite3", "/brink.sqlite3", "/uploads/", "/media/", "/secret_key",
    "/keys.json", "/metrics",
    "/account/password/reset/", "/api/", "/graphql", "/taal/", "/robots.txt~",
)  # fmt: skip


def test_n50_there_is_nothing_to_find_behind_known_names(two_bodies: TwoBodies) -> None:
    for path in NOTHING_THERE:
        for client in (two_bodies.browser("nobody"), two_bodies.browser("admin")):
            answer = client.get(path)
            assert answer.status_code in (404, 302), path
            if answer.status_code == 404:
                assert not re.search(r"Traceback|urlpatterns|Django|DEBUG", read(answer))
            assert {"server", "x-powered-by", "x-django-version"}.isdisjoint(name.lower() for name in answer.headers)


def test_n50_a_fault_shows_no_trace(two_bodies: TwoBodies, monkeypatch: pytest.MonkeyPatch) -> None:
    from brink.web.views import texts

    def broken(*_args: object, **_more: object) -> None:
        raise RuntimeError("geheim van de machine")

    monkeypatch.setattr(texts, "render", broken)
    answer = Client(raise_request_exception=False).get("/hulp/")
    assert answer.status_code == 500
    assert not re.search(r"geheim|Traceback|RuntimeError|\.py", read(answer))


def test_n09_n17_photos_need_the_right_to_the_words(two_bodies: TwoBodies) -> None:
    """The files themselves have no address; the page that sends them asks who looks, each time."""
    kwargs = things_of("ideas:photo", two_bodies.filled.shown)
    answer = Client().get(address("ideas:photo", kwargs))
    assert (answer.status_code, answer["X-Content-Type-Options"]) == (200, "nosniff")
    assert answer["Cache-Control"].startswith("private")
    moderating.hide(contribution=two_bodies.filled.shown.idea, reason="Zo.", actor=STAFF)
    assert Client().get(address("ideas:photo", kwargs)).status_code == 404
    assert TABLE["ideas:photo"].kept_back is not None
