"""Every address of the site × every role × every visibility: who gets what (reliability N07, N08, N10, N11).

Each test walks all pages of one kind and compares one table with another, so that a failure shows all that is wrong.
`make test` walks past all of them as nobody, and as a sample of the roles; `make exhaustive` as every role.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import product
from typing import Any
from urllib.parse import quote

import pytest
from django.apps import apps
from django.db.models import Model
from django.http import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from brink.foundation.visibility import Role
from tests.safety.address import Address, Kwargs, Who, elsewhere
from tests.safety.addresses import TABLE
from tests.safety.conftest import TwoBodies
from tests.safety.filled_body import AT_THE_DESK, CANARY, HIDDEN_WAYS, ROLES, FilledBody, Things
from tests.sampling import EXHAUSTIVE, drawn

pytestmark = pytest.mark.django_db
REFUSED = "Dit mag u niet met uw rol."
# Where the organ makes the difference, the refusal names who may for it.
REFUSED_FOR_ORGAN = " doet alleen de "
STRANGERS = tuple(role for role in ROLES if role not in AT_THE_DESK)
PLACES = ("shown", "hidden", "hidden elsewhere")
Step = tuple[str, Address, str, str]


def every_name(patterns: list[URLPattern | URLResolver], space: str = "") -> Iterator[str]:
    """Walk the resolver; a pattern without a name comes back as its pattern, which no table has."""
    for one in patterns:
        if isinstance(one, URLPattern):
            yield f"{space}{one.name}" if one.name else str(one.pattern)
        else:
            yield from every_name(one.url_patterns, f"{space}{one.namespace}:" if one.namespace else space)


NAMES = sorted(set(every_name(get_resolver().url_patterns)))
# Whoever leaves walks no further.
OPENED = [name for name in NAMES if name != "account_logout"]


def lines(*who: Who, post: bool | None = None) -> list[tuple[str, Address]]:
    """Return the lines of these kinds of pages."""
    known = [(name, TABLE[name]) for name in NAMES if name in TABLE]
    return [(name, line) for name, line in known if line.who in who and post in (None, line.post)]


def steps(walk: str, named: list[tuple[str, Address]], places: Iterable[str], roles: Iterable[str]) -> list[Step]:
    """Return (name, line, place, role) for every page and place, as nobody and as a sample of the other roles."""
    every = list(product(named, places, roles))
    others = [step for step in every if step[2] != "nobody"]
    taken = {(step[0][0], *step[1:]) for step in drawn(walk, others, share=0.15)}
    walked = [step for step in every if step[2] == "nobody" or (step[0][0], *step[1:]) in taken]
    return [(name, line, place, role) for (name, line), place, role in walked]


def test_every_address_has_a_line_that_says_who_may_open_it() -> None:
    """Reliability N56: a new page without a line in `addresses.py` fails here, and so does a line without a page."""
    assert sorted(set(NAMES) ^ set(TABLE)) == []


def address(name: str, kwargs: Kwargs | None = None) -> str:
    return reverse(name, kwargs=kwargs or None) + TABLE[name].query


def things_of(name: str, things: Things) -> Kwargs:
    line = TABLE[name]
    return line.thing(things) if line.thing else {}


def read(response: HttpResponseBase) -> str:
    return b"".join(response).decode("utf-8", "replace")  # type: ignore[arg-type]


def stripped(page: str, path: str) -> str:
    """Take out what differs between two visits to any page: its own address and the token of its forms."""
    page = page.replace(path, "ADRES").replace(quote(path), "ADRES")
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", page)


def state(*stages: FilledBody) -> dict[str, Any]:
    """Return the numbers of rows, and the rows themselves, that an act could change."""
    # What an address is about may be made when it is first asked: before anything is counted.
    for filled in stages:
        for name in TABLE:
            for things in (filled.shown, filled.hidden):
                things_of(name, things)
    passing = {"sessions.Session", "people.Attempts"}
    models = [model for model in apps.get_models() if model._meta.label not in passing]
    said: dict[str, Any] = {model._meta.label: model._default_manager.count() for model in models}
    for filled in stages:
        for things in (filled.shown, filled.hidden):
            more = [one for one in things.more.values() if isinstance(one, Model)]
            for row in (things.process, things.ideas, things.dialogue, things.idea, things.statement, things.decision,
                        things.event, things.bundle, *more):  # fmt: skip
                said[f"{row._meta.label} {row.pk}"] = type(row)._default_manager.filter(pk=row.pk).values().first()
    return said


def test_open_pages_are_there_for_everybody(two_bodies: TwoBodies) -> None:
    seen, expected = {}, {}
    for name, line in lines(Who.EVERYBODY):
        path = address(name, things_of(name, two_bodies.filled.shown))
        for role in ("nobody", "resident", "council", "officer"):
            answer = two_bodies.browser(role).get(path)
            seen[name, role] = answer.status_code
            expected[name, role] = line.shown if line.get else 302
            if role != "officer" and line.get:
                assert CANARY not in read(answer), name
    assert seen == expected


def test_every_page_answers_head_as_get(two_bodies: TwoBodies) -> None:
    """A link checker, a proxy or a preview asks with HEAD: the same status, no body, nothing written."""

    def told(answer: Any) -> tuple[Any, ...]:
        return answer.status_code, answer.get("Content-Type"), answer.get("Location")

    seen: dict[tuple[str, str], Any] = {}
    expected: dict[tuple[str, str], Any] = {}
    for role in ("nobody", "clerk"):
        client = two_bodies.browser(role)
        client.post("/volg/", {"code": two_bodies.filled.shown.receipt.code})
        for name in drawn(f"addresses that answer HEAD, as {role}", OPENED, share=0.2):
            expected[name, role] = told(client.get(address(name, things_of(name, two_bodies.filled.shown))))
        before = state(two_bodies.filled)
        for name in [name for name, who in expected if who == role]:
            answer = client.head(address(name, things_of(name, two_bodies.filled.shown)))
            assert read(answer) == "", name
            seen[name, role] = told(answer)
        assert state(two_bodies.filled) == before
    assert {key: (value, expected[key]) for key, value in seen.items() if value != expected[key]} == {}
    assert len(seen) > 25


def test_every_address_answers_get_with_a_page_or_a_way_to_one(two_bodies: TwoBodies) -> None:
    """Whoever reloads, goes back or follows a link lands on a page: never on an empty 405."""
    wrong, led = {}, 0
    for role in ("nobody", "clerk"):
        client = two_bodies.browser(role)
        client.post("/volg/", {"code": two_bodies.filled.shown.receipt.code})
        for name in drawn(f"addresses that answer GET, as {role}", OPENED, share=0.3):
            path = address(name, things_of(name, two_bodies.filled.shown))
            answer = client.get(path)
            if answer.status_code == 405 or answer.status_code >= 500:
                wrong[name, role] = answer.status_code
            elif answer.status_code < 300 and not read(answer):
                wrong[name, role] = "empty"
            if not TABLE[name].get:
                led += 1
                page = client.get(path, follow=True)
                if page.status_code not in (200, 404) or not page.redirect_chain:
                    wrong[name, role] = (page.status_code, page.redirect_chain)
                if page.status_code == 200 and role == "clerk" and "Er is niets verstuurd." not in read(page):
                    wrong[name, role] = "leads on without a word"
    assert wrong == {}
    assert led > 5


def test_what_is_public_and_what_is_not(two_bodies: TwoBodies) -> None:
    filled, other = two_bodies.filled, two_bodies.other
    seen, expected = {}, {}
    places = dict(zip(PLACES, (filled.shown, filled.hidden, other.hidden), strict=True))
    pages = lines(Who.READERS, Who.DESK)
    for name, line, visibility, role in steps("pages × visibilities × roles", pages, PLACES, ROLES):
        path = address(name, things_of(name, places[visibility]))
        answer = two_bodies.browser(role).get(path)
        seen[name, role, visibility] = answer.status_code
        expected[name, role, visibility] = status(line, visibility, role)
        if answer.status_code == 404 and visibility != "shown":
            assert CANARY not in stripped(read(answer), path), name
    assert {key: value for key, value in seen.items() if value != expected[key]} == {}
    assert len(seen) > (500 if EXHAUSTIVE else 200)


def status(line: Address, visibility: str, role: str) -> int:
    """Return what GET must answer to somebody with this role."""
    if not line.get:
        return 302
    own = role in (AT_THE_DESK | line.also) if visibility != "hidden elsewhere" else role == "other officer"
    if own and line.only_who_may and line.action is not None:
        own = role.removeprefix("other ") in {one.value for one in line.action.roles}
    if visibility == "shown":
        return line.shown if line.who is Who.READERS or own else 404
    return line.hidden if own else 404


def test_hidden_things_answer_as_things_that_never_were(two_bodies: TwoBodies) -> None:
    """Reliability N07: same status, same page, same length."""
    client, walked = Client(), 0
    for name, line in lines(Who.READERS, Who.DESK):
        if not line.get:
            continue
        hidden = things_of(name, two_bodies.filled.hidden)
        pages = []
        for kwargs in (hidden, elsewhere(hidden)):
            path = address(name, kwargs)
            answer = client.get(path)
            pages.append((answer.status_code, stripped(read(answer), path)))
        assert pages[0] == pages[1], name
        assert pages[0][0] == 404, name
        walked += 1
    assert walked > 30


def test_words_that_are_kept_back_answer_as_words_that_never_were(two_bodies: TwoBodies) -> None:
    """Moderated, waiting, withdrawn and closed words inside a public round, to read and to act on."""
    filled, walked = two_bodies.filled, 0
    before = state(filled)
    for name, line in lines(Who.READERS):
        for way in HIDDEN_WAYS if line.kept_back else ():
            assert line.kept_back is not None
            kwargs = line.kept_back(filled, way)
            for role in ("nobody", "council", "other officer"):
                client, pages = two_bodies.browser(role), []
                for one in (kwargs, elsewhere(kwargs)):
                    path = address(name, one)
                    answer = client.get(path) if line.get else client.post(path, dict(line.data or {}))
                    pages.append((answer.status_code, stripped(read(answer), path)))
                assert pages[0] == pages[1], (name, way, role)
                assert pages[0][0] == 404, (name, way, role)
                walked += 1
    assert walked >= 48
    assert state(filled) == before


def test_acts_of_the_desk_are_not_there_for_others(two_bodies: TwoBodies) -> None:
    """Reliability N10 and N11: nobody, residents, elected members and the desk of another body change nothing."""
    filled, other = two_bodies.filled, two_bodies.other
    before, seen = state(filled, other), {}
    acts = lines(Who.DESK, post=True)
    for name, line, place, role in steps("acts of the desk × strangers", acts, PLACES[:2], STRANGERS):
        where = filled.shown if place == "shown" else filled.hidden
        path = address(name, things_of(name, where))
        seen[name, role, place] = two_bodies.browser(role).post(path, dict(line.data or {})).status_code
    for name, line in acts:
        data = dict(line.data or {})
        for role in ("officer", "admin"):
            path = address(name, things_of(name, other.shown))
            seen[name, role, "elsewhere"] = two_bodies.browser(role).post(path, data).status_code
    assert {key: value for key, value in seen.items() if value != 404} == {}
    assert state(filled, other) == before


def test_at_the_desk_the_role_decides(two_bodies: TwoBodies) -> None:
    """Every act of the desk names what a role must allow; the others at the desk are told so, and change nothing."""
    filled = two_bodies.filled
    before, seen = state(filled), {}
    for name, line in lines(Who.DESK, post=True):
        assert line.action is not None, f"{name} says not what its act needs"
        for role in sorted(AT_THE_DESK):
            if Role(role) in line.action.roles:
                continue
            path = address(name, things_of(name, filled.shown))
            answer = two_bodies.browser(role).post(path, dict(line.data or {}), follow=True)
            if line.data is not None or not line.get:
                said = read(answer) if answer.status_code != 404 else ""
                seen[name, role] = answer.status_code == 404 or REFUSED in said or REFUSED_FOR_ORGAN in said
    assert {key: value for key, value in seen.items() if not value} == {}
    assert len(seen) > 20
    assert state(filled) == before


def test_nobody_acts_on_what_is_hidden(two_bodies: TwoBodies) -> None:
    filled, other = two_bodies.filled, two_bodies.other
    before, seen = state(filled, other), {}
    for name, line in lines(Who.READERS, post=True):
        for role in STRANGERS:
            path = address(name, things_of(name, filled.hidden))
            seen[name, role] = two_bodies.browser(role).post(path, dict(line.data or {})).status_code
    assert {key: value for key, value in seen.items() if value != 404} == {}
    assert state(filled, other) == before


def test_pages_of_a_giver_ask_for_the_code(two_bodies: TwoBodies) -> None:
    filled = two_bodies.filled
    before, seen = state(filled), {}
    for name, line in lines(Who.GIVER):
        path, data = address(name), {**(line.data or {}), "voice": str(filled.shown.idea.pk)}
        for role in ("nobody", "resident", "officer", "admin"):
            client = two_bodies.browser(role)
            answers = [client.get(path)] if line.get else []
            answers += [client.post(path, data)] if line.post else []
            seen[name, role] = {(answer.status_code, answer.headers.get("Location")) for answer in answers}
    # What was typed for a code that this computer does not know any more is given back, and nothing is done.
    assert {key: value for key, value in seen.items() if value - {(302, "/volg/"), (409, None)}} == {}
    assert state(filled) == before
    client = Client()
    client.post("/volg/", {"code": filled.shown.receipt.code})
    for name, line in lines(Who.GIVER):
        if line.get:
            answer = client.get(address(name))
            assert (name, answer.status_code, answer["Cache-Control"]) == (name, 200, "private, no-store")
            assert CANARY not in read(answer)


def test_a_giver_acts_only_on_own_words(two_bodies: TwoBodies) -> None:
    """Reliability N09: the code of one giver and the words of another, by a hidden field."""
    filled, other = two_bodies.filled, two_bodies.other
    client = Client()
    client.post("/volg/", {"code": filled.shown.receipt.code})
    before, seen = state(filled, other), {}
    for name, line in lines(Who.GIVER, post=True):
        if name == "contributions:withdraw":
            continue  # asks for no words by name: it takes all that lie under the code
        for voice in (filled.hidden.idea.pk, other.shown.idea.pk, filled.kept_back["closed"].pk):
            data = {**(line.data or {}), "voice": str(voice)}
            seen[name, voice] = client.post(address(name), data).status_code
    assert {key: value for key, value in seen.items() if value != 404} == {}
    assert len(seen) == 18
    assert state(filled, other) == before


def test_desks_are_for_those_who_work_there(two_bodies: TwoBodies) -> None:
    filled, other = two_bodies.filled, two_bodies.other
    before, seen, expected = state(filled, other), {}, {}
    for name, line in lines(Who.ANY_DESK):
        path = address(name, things_of(name, filled.hidden))
        for role in ROLES:
            client = two_bodies.browser(role)
            if line.get:
                seen[name, role] = client.get(path).status_code
            at_a_desk = role in line.desk or (role == "other officer" and "officer" in line.desk)
            away = {"nobody": line.nobody, "council": line.elected, "executive": line.elected}.get(role, 404)
            if line.get:
                expected[name, role] = line.shown if at_a_desk else away
            if line.post and not at_a_desk:
                assert client.post(path, dict(line.data or {})).status_code in (302, 404), (name, role)
        page = read(two_bodies.browser("other officer").get(path))
        for words in (filled.hidden.process.title, filled.hidden.decision.title, str(filled.hidden.idea.pk)):
            assert words not in page, name
    assert seen == expected
    assert state(filled, other) == before


def test_pages_of_the_account(two_bodies: TwoBodies) -> None:
    filled = two_bodies.filled
    before, seen, expected = state(filled), {}, {}
    for name, line in lines(Who.ACCOUNT):
        path = address(name, things_of(name, filled.shown))
        seen[name] = [two_bodies.browser(role).get(path).status_code for role in ("nobody", "resident")]
        expected[name] = [line.nobody, line.somebody]
        if line.post and line.nobody == 302:
            answer = Client().post(path)
            assert (name, answer.status_code) == (name, 302)
            assert answer["Location"].startswith("/account/login/") or name == "account_logout", name
    assert {key: value for key, value in seen.items() if value != expected[key]} == {}
    assert state(filled) == before
