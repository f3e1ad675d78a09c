"""Who may open which page of a question and its rounds."""

from collections.abc import Mapping
from typing import Any

from tests.safety.address import KEY, Address, Kwargs, Who, desk, everybody, more, slug
from tests.safety.filled_body import Things

from brink.domain.people.permissions import WORK_ASSIGN
from brink.domain.processes.models import Process, Round, Stakeholder
from brink.domain.processes.permissions import PROCESS_WRITE, SHEETS_PRINT
from brink.foundation import clock


def _numbered(things: Things) -> Kwargs:
    return {"slug": things.process.slug, "number": 1}


def _event(things: Things) -> Kwargs:
    return {"slug": things.process.slug, "pk": things.event.pk}


def _party(things: Things) -> Kwargs:
    return {"slug": things.process.slug, "kind": "partij", "pk": things.more["party"].pk}


def make_things(process: Process, rounds: Mapping[str, Round], mark: str) -> dict[str, Any]:
    """Put a party at the table."""
    row = {"name": f"Dorpsbelang{mark}", "joined_on": clock.today(), "created_at": clock.now()}
    return {"party": Stakeholder.objects.create(tenant=process.tenant, process=process, **row)}


ADDRESSES = {
    "processes:calendar": everybody(),
    "processes:process_calendar": Address(Who.READERS, slug, hidden=404),
    "processes:signpost": Address(Who.READERS, slug),
    "processes:index": Address(Who.ANY_DESK, nobody=302),
    "processes:themes": Address(Who.ANY_DESK, nobody=302, post=True, desk=frozenset({"admin"})),
    "processes:theme": Address(
        Who.ANY_DESK, lambda things: {"slug": things.process.themes.first().slug}, nobody=302, post=True,
        desk=frozenset({"admin"}),
    ),
    "processes:theme_drop": Address(
        Who.ANY_DESK, lambda things: {"slug": things.process.themes.first().slug}, nobody=302, get=False, post=True,
        desk=frozenset({"admin"}),
    ),
    "processes:new": Address(Who.ANY_DESK, nobody=302, post=True),
    "processes:begin": Address(Who.ANY_DESK, lambda things: {"key": "plein"}, nobody=302, post=True),
    "processes:standing": desk(
        lambda things: {"body": things.process.tenant.slug}, shown=302, hidden=302, act=PROCESS_WRITE
    ),
    "processes:desk": desk(),
    "processes:subject": desk(act=PROCESS_WRITE),
    "processes:assign": desk(act=WORK_ASSIGN, data=KEY),
    "processes:copy": desk(
        act=PROCESS_WRITE, data={**KEY, "title": "Nog eens", "starts_on": "2027-03-01"}
    ),
    "processes:align": desk(act=PROCESS_WRITE),
    "processes:choose": desk(act=PROCESS_WRITE),
    "processes:room": desk(act=PROCESS_WRITE),
    "processes:rounds": desk(),
    "processes:round_new": desk(act=PROCESS_WRITE, query="?instrument=ideas"),
    "processes:round": desk(_numbered, shown=302, act=PROCESS_WRITE),
    "processes:extend": desk(_numbered, act=PROCESS_WRITE),
    "processes:deviation": desk(_numbered, act=PROCESS_WRITE),
    "processes:check": desk(),
    "processes:add": desk(more(slug, what="partij"), act=PROCESS_WRITE, data={**KEY, "name": "Buurt", "aim": "Rust"}),
    "processes:change": desk(_party, act=PROCESS_WRITE, data={**KEY, "name": "Buurt", "aim": "Rust"}),
    "processes:drop": desk(_party, get=False, act=PROCESS_WRITE, data=KEY),
    "processes:event": desk(_event, act=PROCESS_WRITE),
    "processes:cancel": desk(_event, act=PROCESS_WRITE, data={**KEY, "reason": "Ziek"}),
    "processes:act": desk(more(slug, name="wegen"), act=PROCESS_WRITE, data=KEY, only_who_may=True),
    "processes:pause": desk(_numbered, act=PROCESS_WRITE, data={**KEY, "reason": "Ziek"}),
    "processes:close_early": desk(_numbered, act=PROCESS_WRITE, data={**KEY, "reason": "Ziek"}),
    "processes:drop_draft": desk(shown=302, hidden=302, act=PROCESS_WRITE, data=KEY, only_who_may=True),
    "processes:print": desk(),
    "processes:poster": desk(),
    "processes:paper": desk(_numbered, hidden=404, act=SHEETS_PRINT, data={**KEY, "copies": "2"}),
}
