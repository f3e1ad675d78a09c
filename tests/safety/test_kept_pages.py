"""Pages that are kept: another visitor reads the same, with a token of their own, and never what was taken away.

Class: a page made for one visitor is given to another, or stays after an act. The views are drawn from the addresses of
the site (`may_be_kept`), the acts from the kernel. In every other test of the suite pages are kept too, for as long as
the test lasts (`tests/django_fixtures.py`).
"""

import re

import pytest
from django.test import Client
from django.urls import resolve

from brink.domain.contributions.services import moderating
from brink.domain.contributions.services.giving import Words
from brink.domain.journal import acts
from brink.domain.journal.public_number import QUIET, public_number
from brink.domain.journal.services import RESIDENT
from brink.domain.people.models import Person
from brink.domain.processes.services.pausing import close_early
from brink.foundation.kept_pages import pages
from brink.instruments.ideas.services import give_idea
from tests.safety.address import Who
from tests.safety.conftest import TwoBodies
from tests.safety.test_addresses import TABLE, address, lines, things_of

pytestmark = pytest.mark.django_db
PRIVATE = re.compile(r'name="(csrfmiddlewaretoken|key)" value="([\w-]{16,80})"')
"""What differs between two visitors: the token of the forms, and the keys by which they are done once."""


def kept_addresses(two_bodies: TwoBodies) -> dict[str, str]:
    """Return every address of the site that may be kept, of something that is there."""
    found = {}
    for name, line in lines(Who.EVERYBODY, Who.READERS):
        if line.get:
            path = address(name, things_of(name, two_bodies.filled.shown))
            if "?" not in path and getattr(resolve(path).func, "may_be_kept", False):
                found[name] = path
    return found


def apart(page: bytes) -> tuple[str, list[str]]:
    """Return a page without what is of one visitor alone, and what that was."""
    text = page.decode()
    return PRIVATE.sub(r"\1", text), [found[2] for found in PRIVATE.finditer(text)]


def test_a_kept_page_is_the_page_with_a_token_and_keys_of_ones_own(
    two_bodies: TwoBodies, monkeypatch: pytest.MonkeyPatch
) -> None:
    addresses, forms = kept_addresses(two_bodies), 0
    assert len(addresses) >= 15, sorted(addresses)
    for name, path in addresses.items():
        first, second = Client().get(path), Client(headers={"user-agent": "Ander", "referer": "http://x/"}).get(path)
        with monkeypatch.context() as patched:
            patched.setattr(pages, "seconds", 0)
            third = Client().get(path)
        read = [apart(one.content) for one in (first, second, third)]
        assert read[0][0] == read[1][0] == read[2][0], name
        tokens = {one.cookies["csrftoken"].value for one in (first, second, third) if "csrftoken" in one.cookies}
        assert len(tokens) == (3 if read[2][1] else 0), name
        shared = set(read[0][1]) & set(read[1][1])
        assert shared == set(), name
        assert {key: text for key, text in second.headers.items() if key in LIKE} == {
            key: text for key, text in first.headers.items() if key in LIKE
        }
        forms += bool(read[1][1])
    assert forms >= 2


LIKE = {"Content-Type", "Content-Security-Policy", "X-Frame-Options", "Vary", "ETag", "Cache-Control"}


def test_a_kept_page_asks_one_thing_of_the_database(
    two_bodies: TwoBodies, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    path = f"/processen/{two_bodies.filled.shown.process.slug}/"
    Client().get(path)
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert Client().get(path).status_code == 200


def test_a_form_on_a_kept_page_works_for_whoever_got_it(two_bodies: TwoBodies) -> None:
    things = two_bodies.filled.shown
    path = address("ideas:idea", things_of("ideas:idea", things))
    Client().get(path)
    client = Client(enforce_csrf_checks=True)
    page = client.get(path).content.decode()
    form = page[page.index("steun/") :]
    sent = {found[1]: found[2] for found in reversed(list(PRIVATE.finditer(form)))}
    assert client.post(f"{path}steun/", {**sent, "wanted": "ja"}).status_code == 302


def test_whoever_the_site_knows_gets_a_page_of_their_own(two_bodies: TwoBodies) -> None:
    path = f"/processen/{two_bodies.filled.shown.process.slug}/"
    Client().get(path)
    for name in ("brink-apparaat-0123456789", "messages", "brink_volg", "sessionid", "brink-dorp"):
        client = Client()
        client.cookies[name] = "iets"
        assert "ETag" not in client.get(path).headers, name
    for role in ("officer", "clerk", "council", "admin"):
        assert "ETag" not in two_bodies.browser(role).get(path).headers, role


def test_a_browser_that_has_the_page_is_told_so(two_bodies: TwoBodies) -> None:
    first = Client().get("/beloften/")
    again = Client().get("/beloften/", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    english = Client()
    english.get("/taal/en/")
    assert english.get("/beloften/", headers={"if-none-match": first["ETag"]}).status_code == 200


def test_what_is_asked_for_once_takes_no_place(two_bodies: TwoBodies, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    pages.clear()
    asked = [Client().get("/beloften/").has_header("ETag") for _time in range(2)]
    assert asked == [False, True]


def test_what_is_taken_away_is_on_no_kept_page_and_what_is_added_shows_later(
    two_bodies: TwoBodies, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With what is quiet as it is outside the tests: only an act that adds leaves the number as it was."""
    things, world = two_bodies.filled.shown, two_bodies.filled.world
    listed = address("ideas:list", things_of("ideas:list", things))
    process = f"/processen/{things.process.slug}/"
    monkeypatch.undo()
    pages.clear()
    monkeypatch.setattr(pages, "seconds", 3_600)
    for _time in range(2):
        assert Client().get(listed).status_code == Client().get(process).status_code == 200
    number = public_number()
    said = Words(kind="idea", text="Een waterput midden op de brink.", publicity="pseudonym")
    made = give_idea(round=things.ideas, words=said, actor=RESIDENT, key=None)
    assert public_number() == number
    assert "Een waterput" not in Client().get(listed).content.decode()
    pages.clear()
    for _time in range(2):
        assert "Een waterput" in Client().get(listed).content.decode()
    by = acts.Actor(Person.objects.filter(account=world.officer).values_list("account", flat=True).get(), "officer")
    moderating.hide(contribution=made.contribution, reason="Het is een proef.", actor=by, key=None)
    assert public_number() == number + 1
    assert "Een waterput" not in Client().get(listed).content.decode()
    for _time in range(2):
        assert "Geef uw idee" in Client().get(listed).content.decode()
    close_early(round=things.ideas, reason="Het is een proef.", actor=by, key=None)
    assert "Geef uw idee" not in Client().get(listed).content.decode()


ADDS = {
    "brink.domain.contributions.services.giving.give": "words come in",
    "brink.domain.contributions.services.retention.read_contact": "somebody at the desk looked at an address",
    "brink.domain.gatherings.services.seating.sign_up": "a seat was taken",
    "brink.domain.gatherings.services.seating.read_list": "somebody at the desk looked at what people need",
    "brink.domain.reports.services.report": "a report waits at the desk",
    "brink.instruments.assembly.services.letters.fetch_letters": "the desk took the addresses of the letters",
    "brink.instruments.assembly.services.sittings.read_allowance": "somebody at the desk looked at who is paid",
    "brink.instruments.assembly.services.undrawn.read_addresses": "somebody at the desk looked at addresses",
    "brink.instruments.consultation.services.remarks._wish": "a count of devices that agree, the same",
    "brink.instruments.submission.services.nota.note_key_list": "somebody at the desk took the list of names",
    "brink.instruments.ideas.services._wish": "a count of supporters, which moves by itself when it is next drawn",
}
"""Acts after which a page may be some seconds old, and why nobody is wronged by that."""


def test_only_acts_that_add_leave_pages_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    assert {one.name for one in acts.ALL.values() if one.adds} == set(ADDS)
    assert set(acts.EXEMPT) >= QUIET
    loud = {"contents", "retention", "quotations", "editions", "following", "founding", "import", "demo", "reach"}
    assert loud - {"following"} <= set(acts.EXEMPT) - QUIET
    assert len(TABLE) > 100
