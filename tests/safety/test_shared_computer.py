"""Class: something that a device keeps of its visitor after "Ik ben klaar" (review B7).

Members are drawn from the address register: everything that a stranger may send on the whole site is sent, and each
cookie that any answer set, whatever its path, must be taken away. A browser with paths, unlike Django's test client.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core import signing
from django.http import HttpResponse
from django.test import Client

import brink
from brink.foundation.device_cookies import HARMLESS, MARK, REMEMBERED, STORED
from brink.instruments.dialogue.models import Session as Filled
from tests.safety.address import Who
from tests.safety.conftest import TwoBodies
from tests.safety.test_addresses import address, lines, read, things_of

pytestmark = pytest.mark.django_db

# What gives a device a cookie: below a path with its mark, the code on the pages that forget it, and the language.
PLACES = {"foundation/device_cookies.py", "domain/contributions/code_cookie.py", "web/views/language.py"}


@dataclass
class Browser:
    """A browser that sends a cookie only below its path."""

    client: Client = field(default_factory=Client)
    jar: dict[tuple[str, str], str] = field(default_factory=dict)

    def send(self, method: str, path: str, data: dict[str, Any] | None = None) -> HttpResponse:
        self.client.cookies.clear()
        for (name, below), value in self.jar.items():
            if path.startswith(below):
                self.client.cookies[name] = value
        answer: HttpResponse = getattr(self.client, method)(path, data)
        for name, morsel in answer.cookies.items():
            key = (name, morsel["path"])
            if morsel["max-age"] == 0 or not morsel.value:
                self.jar.pop(key, None)
            else:
                self.jar[key] = morsel.value
        return answer


def everything(two_bodies: TwoBodies) -> Browser:
    """Return a browser in which somebody sent all that anybody may send."""
    filled, browser = two_bodies.filled, Browser()
    sent = {
        "key": "k" * 22, "wanted": "ja", "stem": "agree", "stelling": str(filled.shown.statement.pk),
        "text": "Een bankje bij de halte graag.", "code": filled.shown.receipt.code, "language": "nl",
        "email": filled.world.officer.email, "copies": "1", "publicity": "pseudonym", "stance": "for",
    }  # fmt: skip
    for name, line in lines(Who.EVERYBODY, Who.READERS):
        if line.post and name != "contributions:stop":
            key = f"{name.replace(':', '-')}-{'k' * 22}"
            # A page with a code of its own kind says which one it knows.
            code = (line.data or {}).get("code", sent["code"])
            own = {**sent, "code": code, "key": key[:40]}
            browser.send("post", address(name, things_of(name, filled.shown)), own)
    browser.send("post", "/account/login/", sent)
    # Once more, for whatever was done above (a form that took the code out of the browser).
    browser.send("post", "/volg/", sent)
    return browser


def test_after_ik_ben_klaar_a_device_holds_nothing(two_bodies: TwoBodies) -> None:
    browser = everything(two_bodies)
    before = {re.sub(r"-[0-9a-f]{10}$", "", name) for name, _path in browser.jar if not name.startswith(MARK)}
    assert sum(name.startswith("brink-ontvangst") for name, _path in browser.jar) > 1
    # Everything in the register was really there, and nothing else but what says nothing of anybody.
    assert before - HARMLESS <= set(REMEMBERED) <= before | {"messages"}
    answer = browser.send("post", "/volg/klaar/")
    assert '"cookies"' in answer["Clear-Site-Data"]
    assert {name for name, _path in browser.jar} <= HARMLESS
    assert not any("brink_receipt" in row.get_decoded() for row in Session.objects.all())


def test_what_is_kept_in_a_browser_s_own_storage_stands_in_the_register() -> None:
    """Every name that a script stores under, and every script that stores."""
    scripts = {path.name: path.read_text("utf-8") for path in Path(brink.__file__).parent.rglob("static/**/*.js")}
    storing = {name: text for name, text in scripts.items() if re.search(r"(local|session)Storage|indexedDB", text)}
    assert set(storing) == {"brink.js"}
    text = storing["brink.js"]
    assert set(re.findall(r'"(brink-[a-z-]+)"', text)) >= set(STORED)
    names = {*re.findall(r'(?:LEFT|STORE|FORGOTTEN|OPENED) = "([^"]+)"', text)}
    used = set(re.findall(r"Storage\.(?:set|get|remove)Item\((\w+)", text)) | set(re.findall(r"store\((\w+),", text))
    assert (names, used - {"name", "answer", "LEFT", "FORGOTTEN"}) == ({*STORED}, set())


def test_what_only_this_device_is_shown_is_kept_by_no_cache(two_bodies: TwoBodies) -> None:
    """Every page that looks otherwise for a device that gave something, than for one that did not."""
    browser, filled, found, looked = everything(two_bodies), two_bodies.filled.shown, [], 0
    chance = re.compile(r'value="[\w-]{20,80}"|v=[\w.]+')
    for name, line in lines(Who.EVERYBODY, Who.READERS, Who.GIVER):
        if not line.get or name.startswith("account_"):
            continue
        where = address(name, things_of(name, filled))
        mine, theirs = browser.send("get", where), Client().get(where)
        if mine.status_code != 200 or "text/html" not in mine["Content-Type"]:
            continue
        looked += 1
        same = theirs.status_code == 200 and chance.sub("", read(mine)) == chance.sub("", read(theirs))
        if not same and "no-store" not in mine.get("Cache-Control", ""):
            found.append(where)
    assert found == []
    assert looked > 30


def test_the_dialogue_knows_the_next_visitor_as_somebody_else(two_bodies: TwoBodies) -> None:
    browser, filled = everything(two_bodies), two_bodies.filled.shown
    sessions = Filled.objects.filter(round=filled.dialogue)
    assert sessions.count() == 1
    browser.send("post", "/volg/klaar/")
    assert "Uw bonnetje blijft werken." in browser.send("get", "/volg/?klaar=1").content.decode()
    vote = address("dialogue:start", things_of("dialogue:start", filled))
    browser.send("post", vote, {"key": "n" * 22, "stem": "disagree", "stelling": str(filled.statement.pk)})
    assert sessions.count() == 2, "the second visitor answered as the first"


def test_a_cookie_is_set_in_three_places_only() -> None:
    """A fourth place would keep something that nobody forgets."""
    source = Path(brink.__file__).parent
    found = {
        path.relative_to(source).as_posix()
        for path in source.rglob("*.py")
        if "tests" not in path.parts and re.search(r"\.set_(signed_)?cookie\(", path.read_text("utf-8"))
    }
    assert found == PLACES


def test_what_an_older_version_left_is_taken_over(two_bodies: TwoBodies) -> None:
    """The token of before the kit goes as soon as the device gives something again."""
    browser, filled = Browser(), two_bodies.filled.shown
    path = f"/processen/{filled.process.slug}/"
    browser.jar["brink-dialoog", path] = signing.dumps("t" * 32, salt=f"brink dialogue device {filled.process.pk}")
    vote = address("dialogue:start", things_of("dialogue:start", filled))
    browser.send("post", vote, {"key": "k" * 22, "stem": "agree", "stelling": str(filled.statement.pk)})
    assert {name for name, _path in browser.jar if name.startswith("brink-d")} == set()
