"""What every answer carries: no third party, one policy, cookies that only work, nothing personal in caches, little."""

import gzip
import re

import brotli
import pytest
from django.contrib.staticfiles import finders
from django.http import HttpResponseBase
from django.test import Client

from brink.foundation import device_cookies
from tests.form_client import Page as Reader
from tests.safety.address import Who
from tests.safety.conftest import TwoBodies
from tests.safety.markup import Page
from tests.safety.test_addresses import address, lines, read, things_of
from tests.sampling import drawn

pytestmark = pytest.mark.django_db
OURS = r"https?://(testserver|127\.0\.0\.1|localhost)\b"
TITLES = ("title", "h1", "h2", "h3", "h4", "legend", "caption", "summary", "figcaption", "button")
SENTENCE = re.compile(r"[a-z]\. [A-Z]")
# With whom the law lets everybody complain of us: a link, from the page about privacy.
REGULATOR = "https://www.autoriteitpersoonsgegevens.nl/"
# Drawn and told of what is public, whoever asks; and pictures that one browser keeps for itself.
THE_SAME_FOR_ALL = {"declarations:picture", "following:feed", "sitemap"}
PICTURES = {"ideas:photo", "web:manual_picture"}
EMBEDDED = {"declarations:embed", "declarations:embed_round"}
FIRST = ("web:home", "web:process", "ideas:list", "ideas:new", "dialogue:start", "contributions:code")


def walk(two_bodies: TwoBodies, role: str) -> list[tuple[str, HttpResponseBase]]:
    """Open every page of the public things as somebody with a role, and those that every code opens."""
    client = two_bodies.browser(role)
    client.post("/volg/", {"code": two_bodies.filled.shown.receipt.code})
    named = [name for name, line in lines(*Who) if line.get and name != "account_logout"]
    # Whoever has no role meets every page; the desk a share of them.
    taken = named if role == "nobody" else drawn(f"pages looked at as {role}", named, share=0.2)
    return [(name, client.get(address(name, things_of(name, two_bodies.filled.shown)))) for name in taken]


@pytest.mark.parametrize("role", ["nobody", "clerk"])
def test_no_page_leads_fetches_or_sends_to_a_third_party(two_bodies: TwoBodies, role: str) -> None:
    walked = 0
    for name, answer in walk(two_bodies, role):
        if not answer["Content-Type"].startswith("text/html"):
            continue
        text = read(answer)
        page = Page(text)
        fetched = [value for tag, value in page.addresses() if tag not in ("a", "area")]
        assert [one for one in fetched if re.match(r"\s*(\w+:)?//", one)] == [], name
        led = [value for tag, value in page.addresses() if tag in ("a", "area")]
        outside = [one for one in led if re.match(r"\s*(\w+:)?//", one)]
        assert [one for one in outside if not re.match(OURS, one) and one != REGULATOR] == [], name
        assert page.running() == [], name
        if role == "clerk":
            assert small_beginnings(text) == [], name
        walked += 1
    assert walked > 12


def small_beginnings(text: str) -> list[str]:
    """Return the titles, headings and sentences of a page that begin with a small letter."""
    root = Reader(text).root
    lines = [*root.all(*TITLES), *(one for one in root.all("p", "li", "label") if SENTENCE.search(one.words))]
    return [f"{one.tag}: {one.words[:60]}" for one in lines if one.words[:1].islower()]


@pytest.mark.parametrize("role", ["nobody", "clerk"])
def test_n47_every_answer_carries_the_policy_and_cannot_be_framed(two_bodies: TwoBodies, role: str) -> None:
    answers = walk(two_bodies, role)
    browser = two_bodies.browser(role)
    answers += [("none", browser.get("/er-is-hier-niets/")), ("bad", browser.get("/%00"))]
    for name, answer in answers:
        parts = (part.strip() for part in answer["Content-Security-Policy"].split(";"))
        policy = dict(part.split(" ", 1) for part in parts if part)
        assert policy["default-src"] == policy["script-src"] == policy["style-src"] == "'self'", name
        assert policy["frame-ancestors"] == policy["object-src"] == policy["base-uri"] == "'none'", name
        assert policy["form-action"] == "'self'", name
        assert "unsafe" not in answer["Content-Security-Policy"], name
        # Which sites may frame a question stands in the list of a body (`frame-ancestors`, above); here it named none.
        assert name in EMBEDDED or answer["X-Frame-Options"] == "DENY", name
        assert answer["X-Content-Type-Options"] == "nosniff", name
        assert answer["Referrer-Policy"] == "same-origin", name
        assert answer["Cross-Origin-Opener-Policy"] == "same-origin", name


def test_cookies_are_few_and_out_of_reach(two_bodies: TwoBodies) -> None:
    filled, client = two_bodies.filled, Client()
    seen: dict[str, tuple[bool, str]] = {}
    idea = address("ideas:support", things_of("ideas:support", filled.shown))
    vote = address("dialogue:start", things_of("dialogue:start", filled.shown))
    answers = [
        client.get("/"), client.get("/taal/en/"),
        client.post("/volg/", {"code": filled.shown.receipt.code}), client.post("/volg/klaar/"),
        client.post(idea, {"key": "k" * 20, "wanted": "ja"}),
        client.post(vote, {"key": "k" * 20, "stem": "agree", "stelling": str(filled.shown.statement.pk)}),
        client.post("/account/login/", {"email": filled.world.officer.email}), client.get("/account/login/"),
    ]  # fmt: skip
    for answer in answers:
        for name, morsel in answer.cookies.items():
            if morsel["max-age"] != 0 and morsel.value:
                seen[name] = (bool(morsel["httponly"]), morsel["samesite"])
    bare = {re.sub(r"-[0-9a-f]{10}$", "", name) for name in seen if not name.startswith(device_cookies.MARK)}
    assert bare <= device_cookies.HARMLESS | device_cookies.REMEMBERED.keys()
    assert {"brink_volg", "brink-apparaat", "django_language", "sessionid"} <= bare
    assert {name: kept for name, kept in seen.items() if kept not in ((True, "Lax"), (True, "Strict"))} == {}


def test_a_visit_that_only_reads_leaves_no_cookie_but_the_token_of_the_forms(two_bodies: TwoBodies) -> None:
    client = Client()
    for name, line in lines(Who.EVERYBODY, Who.READERS):
        if line.get and name != "web:language":
            client.get(address(name, things_of(name, two_bodies.filled.shown)))
    assert set(client.cookies) <= {"csrftoken"}


def test_n45_pages_of_somebody_are_in_no_cache(two_bodies: TwoBodies) -> None:
    officer = two_bodies.filled.world.officer
    for name, answer in walk(two_bodies, "officer"):
        kept = answer["Cache-Control"]
        shared = (name in THE_SAME_FOR_ALL and "public" in kept) or (name in PICTURES and "private" in kept)
        assert "no-store" in kept or shared, name
    for name, line in lines(Who.EVERYBODY, Who.READERS):
        if line.get:
            answer = Client().get(address(name, things_of(name, two_bodies.filled.shown)))
            assert officer.email not in read(answer), name
            assert "Uitloggen" not in read(answer), name


def test_n45_what_a_device_did_is_in_no_cache(two_bodies: TwoBodies) -> None:
    filled, client = two_bodies.filled, Client()
    idea, vote = (address(name, things_of(name, filled.shown)) for name in ("ideas:idea", "dialogue:start"))
    client.post(address("ideas:support", things_of("ideas:support", filled.shown)), {"key": "k" * 20, "wanted": "ja"})
    client.post(vote, {"key": "k" * 20, "stem": "agree", "stelling": str(filled.shown.statement.pk)})
    for path in (idea, vote, vote + "alles/", vote + "klaar/", vote + "kaart/"):
        answer = client.get(path)
        assert answer.status_code == 200
        assert "private" in answer.get("Cache-Control", ""), path


def sizes(text: str) -> tuple[int, int]:
    """Return the bytes of a first visit as sent (brotli where static, gzip for the page), and those of its scripts."""
    page = Page(text)
    wanted = ((tag, value) for tag, value in page.addresses() if tag in ("script", "link", "img"))
    fetched = {value for _tag, value in wanted if value.startswith("/static/")}
    total, scripts = len(gzip.compress(text.encode(), 6)), 0
    for one in fetched:
        found = finders.find(one.removeprefix("/static/").split("?")[0])
        assert found is not None, one
        with open(str(found), "rb") as file:
            sent = len(brotli.compress(file.read()))
        total += sent
        scripts += sent if one.endswith(".js") else 0
        if one.endswith(".css"):
            with open(str(found), encoding="utf-8") as sheet:
                for inside in set(re.findall(r"url\([\"']?([^\"')]+)", sheet.read())):
                    if not inside.startswith(("data:", "#")):
                        more = finders.find(inside.removeprefix("/static/").removeprefix("../").split("?")[0])
                        if more is not None:
                            with open(str(more), "rb") as file:
                                total += len(file.read())
    return total, scripts


@pytest.mark.parametrize("name", FIRST)
def test_a_first_visit_is_small(two_bodies: TwoBodies, name: str) -> None:
    """Issue 2: at most 150 KB transferred, of which at most 50 KB script."""
    total, scripts = sizes(read(Client().get(address(name, things_of(name, two_bodies.filled.shown)))))
    assert total <= 150_000
    assert scripts <= 50_000
