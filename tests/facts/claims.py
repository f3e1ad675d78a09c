"""What the site claims about one question, read back from every representation: page, path, mail, calendar, export.

A representation is registered below, or is an address of the permission register (`tests/safety/addresses.py`): a new
page is read unasked. Patterns say how a claim is written; what is true is written by the test, by hand.
"""

import csv
import json
import re
from argparse import Namespace
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from brink.domain.notifications.mailing import notify
from brink.domain.notifications.models import News
from brink.domain.notifications.news import gather
from brink.domain.processes.exports import summary
from brink.foundation import clock
from brink.instruments.ideas.open_tables import open_tables
from brink.site import exporting
from tests.facts.counts import counted, in_columns, in_landings
from tests.form_client import Node, Page
from tests.safety.address import Who
from tests.safety.addresses import TABLE
from tests.safety.filled_body import FilledBody

MONTHS = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
]
DAY = rf"(?:\w+dag )?(\d{{1,2}} (?:{'|'.join(MONTHS)})(?: \d{{4}})?)"
# How a claim is written, per fact.
WRITTEN: dict[str, tuple[str, ...]] = {
    "reply": (
        rf"[Uu]iterlijk {DAY} leest u wat", rf"Wanneer hoort u het\? Uiterlijk {DAY}",
        rf"Antwoord aan iedereen {DAY}", rf"{DAY} Antwoord aan iedereen", rf"U krijgt antwoord uiterlijk {DAY}",
    ),
    "own reply": (rf"U hoort uiterlijk {DAY}", rf"Antwoord aan u tot en met {DAY}"),
    "decision": (
        rf"Staten beslui(?:t|ten) op {DAY}", rf"Op {DAY} beslui(?:t|ten)", rf"Staten beslui(?:t|ten) {DAY}",
        rf"Wie beslist\? Provinciale Staten, {DAY}", rf"{DAY} Provinciale Staten: ", rf"besluit op {DAY}",
    ),
    "join": (rf"Doe nu mee tot en met {DAY}", rf"Meedoen kan tot en met {DAY}"),
    # On the map stands the day of the line before in front of it.
    "event": (
        rf"Inloopavond\. (?:Verplaatst: )?{DAY}, ", rf"Inloopavond {DAY}, ",
        rf"{DAY} Inloopavond (?!\w+dag \d|Kom langs)",
    ),
}  # fmt: skip
SAID: dict[str, tuple[tuple[str, Any], ...]] = {
    "stopped": (("Deze vraag is gestopt", True), ("De vraag is gestopt", True), ("Gestopt op", True)),
    "shown": (
        ("Ze staan zonder naam op de site", True), ("Ze staan nu niet op de site", False),
        ("Uw woorden staan niet meer op de site", False), ("Maak van de school kleine huizen.", True),
        ("uw woorden zijn verborgen", False),
    ),
    "few": (("Tot nu toe kwamen er minder dan 10 bijdragen", True), ("Tot nu toe kwamen er ten minste", False)),
    "event off": (("bijeenkomst over deze vraag gaat niet door", True), ("gaat niet door. De zaal", True)),
    "event moved": (("Verplaatst", True), ("is verplaatst", True)),
}  # fmt: skip


@dataclass(frozen=True, order=True)
class Claim:
    """What one representation says of one fact."""

    fact: str
    value: Any
    where: str


def as_day(text: str) -> date:
    """Read a day as it is written; without a year it is the nearest."""
    number, month, *year = text.split()
    month_number, today = MONTHS.index(month) + 1, clock.today()
    if year:
        return date(int(year[0]), month_number, int(number))
    near = [date(today.year + more, month_number, int(number)) for more in (-1, 0, 1)]
    return min(near, key=lambda one: abs(one - today))


def in_text(text: str, where: str) -> Iterator[Claim]:
    """Read every claim that stands in a text."""
    for fact, patterns in WRITTEN.items():
        for pattern in patterns:
            for found in re.finditer(pattern, text):
                yield Claim(fact, as_day(found.group(1)), where)
    for fact, value, _sentence in counted(text):
        yield Claim(fact, value, where)
    for fact, sentences in SAID.items():
        for sentence, value in sentences:
            if sentence in text and not (where.startswith("path") and sentence.startswith("Maak van")):
                yield Claim(fact, value, where)


def words_of(page: Node) -> str:
    main = next(page.all("main"), page)
    return main.words


def in_calendar(written: bytes, where: str, site: "Reading") -> Iterator[Claim]:
    """Read the claims of a calendar file about this question; of its rounds about the one that the walk asks after."""
    facts = {"reply": "reply", "decision": "decision", "closes": "join", "event": "event"}
    for one in Calendar.from_ical(written).walk("VEVENT"):
        kind, thing = str(one["uid"]).split("@")[0].split("-", 1)
        # A meeting has a page of its own, to which its entry leads; all else leads to the question.
        address = reverse("gatherings:event", args=[thing]) if kind == "event" else f"{site.slug}/"
        if kind not in facts or not str(one.get("url", "")).endswith(address):
            continue
        if kind == "event" and thing != str(site.filled.shown.event.pk):
            continue
        if kind == "closes" and thing != str(site.filled.shown.ideas.pk):
            continue
        start = one["dtstart"].dt
        off = str(one["status"]) == "CANCELLED"
        day = start.astimezone(clock.AMSTERDAM).date() if hasattr(start, "hour") else start
        if kind == "event":
            yield Claim("event", day, where)
            yield Claim("event off", off, where)
        elif off:
            yield Claim("stopped", True, where)
        else:
            yield Claim(facts[kind], day, where)


@dataclass
class Reading:
    """One filled site and what is needed to read it."""

    filled: FilledBody
    giver: Client

    @property
    def slug(self) -> str:
        """The address of the question."""
        return self.filled.shown.process.slug


REPRESENTATIONS: dict[str, Callable[[Reading], Iterator[Claim]]] = {}


def representation(
    name: str,
) -> Callable[[Callable[[Reading], Iterator[Claim]]], Callable[[Reading], Iterator[Claim]]]:
    """Register a way in which the site speaks of a question."""

    def register(read: Callable[[Reading], Iterator[Claim]]) -> Callable[[Reading], Iterator[Claim]]:
        REPRESENTATIONS[name] = read
        return read

    return register


@representation("pages")
def _pages(site: Reading) -> Iterator[Claim]:
    """Read every page that is for everybody or for the giver, by the permission register."""
    for name, line in TABLE.items():
        if line.who not in (Who.EVERYBODY, Who.READERS, Who.GIVER) or not line.get:
            continue
        kwargs = line.thing(site.filled.shown) if line.thing else {}
        answer = site.giver.get(reverse(name, kwargs=kwargs or None) + line.query)
        if answer.status_code != 200 or "text/html" not in answer["Content-Type"]:
            continue
        where = f"path {name}" if line.who is Who.GIVER else name
        page = Page(answer.content.decode()).root
        # A page of several questions speaks of others too; there are none with days in this site.
        for claim in in_text(words_of(page), where):
            # A page of a decision tells its own day; what was planned for the question is another fact.
            own = claim.fact == "decision" and name.startswith("decisions:")
            yield replace(claim, fact="decided") if own else claim
        yield from (Claim(fact, value, where) for read in (in_columns, in_landings) for fact, value in read(page))


@representation("calendars")
def _calendars(site: Reading) -> Iterator[Claim]:
    """Read the calendar of all questions and that of this one."""
    whole, own = reverse("processes:calendar"), reverse("processes:process_calendar", args=[site.slug])
    for where, address in (("calendar of all", whole), ("calendar of one", own)):
        yield from in_calendar(Client().get(address).content, where, site)


@representation("mails")
def _mails(site: Reading) -> Iterator[Claim]:
    """Read the mails that go out."""
    gather()
    News.objects.filter(mailed_at=None).update(due_at=clock.now() - timedelta(minutes=1))
    notify()
    for one in mail.outbox:
        yield from in_text(" ".join(one.body.split()), "mail")


@representation("export")
def _export(site: Reading) -> Iterator[Claim]:
    """Read what `brink export process` writes."""
    site.filled.shown.process.refresh_from_db()
    told = json.loads(json.dumps(summary(site.filled.shown.process), default=str))
    for fact, key in (("reply", "reply_on"), ("decision", "decision_on")):
        if told[key]:
            yield Claim(fact, date.fromisoformat(told[key]), "export")
    if told["withdrawn_on"]:
        yield Claim("stopped", True, "export")
    if told["contributions"]:
        yield Claim("received in tens", told["contributions"], "export")
    if told["landings"]:
        yield Claim("told", sum(told["landings"].values()), "export")
    round = site.filled.shown.ideas
    (ideas,) = (one for one in open_tables(round) if one.name == "ideas")
    yield Claim("ideas", len(ideas.rows), "open table")
    with TemporaryDirectory() as folder:
        exporting.run(Namespace(slug=site.slug, folder=Path(folder) / "uit"))
        written = [path.read_text("utf-8-sig") for path in Path(folder).rglob("*ideas.csv")]
        outcomes = [json.loads(path.read_text("utf-8")) for path in Path(folder).rglob("*-outcome.json")]
    yield from (Claim("ideas", len(list(csv.reader(text.splitlines()))) - 1, "export") for text in written)
    for outcome in outcomes:
        for text in (outcome["summary"], *(one["text"] for one in outcome["findings"])):
            yield from in_text(text, "export")


def read(site: Reading) -> list[Claim]:
    """Read every representation, with figures made anew."""
    cache.clear()
    return sorted(
        {claim for one in REPRESENTATIONS.values() for claim in one(site)}, key=lambda one: (one.fact, str(one))
    )
