"""Class: a text for everybody that its writer gets no help with (W24), and a resident who is told to write otherwise.

Members are the fields of more than one line of all pages. At the desk each is read along, or is said here to hold
words of others, or words that only colleagues read. On pages that anybody opens, none is.
"""

from html.parser import HTMLParser
from itertools import product

import pytest

from brink.domain.contributions.desk_forms import ReasonForm
from brink.instruments.assembly.desk_forms import TargetsForm
from brink.ui.plain_language import remarks
from tests.safety.address import Who
from tests.safety.conftest import TwoBodies
from tests.safety.test_addresses import address, lines, read, things_of
from tests.sampling import drawn

pytestmark = pytest.mark.django_db
HARD = "Het implementeren van de integrale beleidsstrategie wordt door de stakeholders gefaciliteerd."
WRITERS = ("officer", "clerk", "secretary", "moderator", "admin")
# Fields of the desk that are not read along, by page, with what they hold.
GIVEN, INSIDE = "words of a giver", "only colleagues read it"
OTHERS = {
    ("contributions:note", "verbatim"): GIVEN,
    ("contributions:note", "summary"): GIVEN,
    ("contributions:voice", "text"): f"{GIVEN}, and {INSIDE}",
    ("gatherings:enter", "needs"): f"{GIVEN}, and {INSIDE}",
    ("participation:correct", "v-tekst"): GIVEN,
    ("participation:sheets", "v-tekst"): GIVEN,
    ("survey:preview", "v4"): "what a resident will see: nothing is sent from there",
    ("contributions:desk_bundle", "text"): INSIDE,
    ("contributions:notes", "text"): INSIDE,
}


class _Fields(HTMLParser):
    """Reads of each field of more than one line whether it stands in a part that is read along."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, bool] = {}
        self._around: list[bool] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "div":
            self._around.append("data-read-along" in given)
        elif tag == "textarea" and given.get("name") and given.get("spellcheck") != "false":  # rows of data
            self.found[str(given["name"])] = any(self._around)

    def handle_endtag(self, tag: str) -> None:
        if tag == "div" and self._around:
            self._around.pop()


def fields(two_bodies: TwoBodies, role: str, name: str) -> dict[tuple[str, str], bool]:
    """Return the fields of more than one line of a page, and whether each is read along."""
    answer = two_bodies.browser(role).get(address(name, things_of(name, two_bodies.filled.shown)))
    if answer.status_code != 200 or not answer["Content-Type"].startswith("text/html"):
        return {}
    reader = _Fields()
    reader.feed(read(answer))
    return {(name, field): along for field, along in reader.found.items()}


def test_every_long_text_of_the_desk_is_read_along(two_bodies: TwoBodies) -> None:
    named = [name for name, line in lines(Who.DESK, Who.ANY_DESK) if line.get]
    walked = drawn("desk pages × writers, their long texts", product(named, WRITERS), share=0.25)
    found = {one for name, role in walked for one, along in fields(two_bodies, role, name).items() if not along}
    assert found - set(OTHERS) == set()


def test_rows_of_data_are_not_judged() -> None:
    """A table, addresses, numbers: what no dictionary checks has no sentence that could be plainer."""
    form = TargetsForm({"content": ", ".join(f"leeftijd {one}" for one in range(60))})
    assert "Kan dit makkelijker?" not in str(form["content"].as_field_group())


def test_nobody_elses_words_are_judged(two_bodies: TwoBodies) -> None:
    named = [name for name, line in lines(Who.EVERYBODY, Who.READERS, Who.GIVER) if line.get]
    walked = drawn("pages for anybody, their long texts", named, share=0.3)
    assert {one for name in walked for one, along in fields(two_bodies, "nobody", name).items() if along} == set()


def test_what_is_hard_is_named_beside_its_field_and_stops_nothing() -> None:
    form = ReasonForm({"reason": HARD})
    assert form.is_valid()
    assert remarks(HARD)
    shown = str(form["reason"].as_field_group())
    assert "Kan dit makkelijker?" in shown
    assert all(str(one.message) in shown.replace("&#x27;", "'") for one in remarks(HARD))
    assert "Kan dit makkelijker?" not in str(ReasonForm({"reason": "Wij doen het."})["reason"].as_field_group())
