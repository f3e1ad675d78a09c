"""Who may open the kit's own pages: the receipt, the form on paper, and the pile at the desk."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.apps import apps
from tests.safety.address import KEY, Address, Kwargs, Who, desk, in_round
from tests.safety.filled_body import Things

from brink.domain.contributions.permissions import CONTRIBUTION_ENTER
from brink.domain.contributions.services.giving import Words, give
from brink.domain.journal.services import SYSTEM
from brink.domain.participation.sessions import FilledSession
from brink.domain.processes.models import Process, Round

_round = in_round("ideas")


def _given(things: Things) -> Kwargs:
    return {**_round(things), "given": UUID(int=7)}


def _pk(things: Things) -> Kwargs:
    return {"pk": things.rounds["ideas"].pk}


def _sheet(things: Things) -> Kwargs:
    return {"pk": things.more["sheet"].pk}


def make_things(process: Process, rounds: Mapping[str, Round], mark: str) -> dict[str, Any]:
    """Type in one sheet of paper."""
    words = Words(kind="idea", text=f"Op papier{mark}.", channel="paper")
    return {"sheet": give(round=rounds["ideas"], words=words, actor=SYSTEM, key=None).contribution}


_ROW = {**KEY, "v-tekst": "Een bus.", "filled_on": "2026-01-05"}

ADDRESSES = {
    "participation:receipt": Address(Who.READERS, _given, shown=302, hidden=302),
    "participation:paper": Address(Who.READERS, _round, post=True, data={**KEY, "copies": "1"}),
    "participation:sheets": desk(_pk, act=CONTRIBUTION_ENTER, data=_ROW),
    "participation:sheet_refused": desk(
        _pk, get=False, act=CONTRIBUTION_ENTER, data={**KEY, "printed_code": "x", "why": "empty"}
    ),
    "participation:sheets_file": desk(_pk, act=CONTRIBUTION_ENTER, data={**KEY, "content": "code;tekst"}),
    "participation:sheets_empty": desk(_pk),
    "participation:correct": desk(_sheet, act=CONTRIBUTION_ENTER, data={**KEY, "v-tekst": "Twee.", "reason": "Fout."}),
}

# What ties a filled session to a device is a keyed hash, in the table of whatever instrument.
PERSONAL = {
    "hashed": frozenset(
        f"{model._meta.label}.participant" for model in apps.get_models() if issubclass(model, FilledSession)
    )
}
