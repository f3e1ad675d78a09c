"""Who may open the kit's own pages: the receipt, the form on paper, and the pile at the desk."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.apps import apps
from tests.safety.address import KEY, Address, Kwargs, Who, desk, in_round
from tests.safety.filled_body import Things

from brink.domain.contributions.models import Admission, InvitationRun
from brink.domain.contributions.permissions import CONTRIBUTION_ENTER
from brink.domain.contributions.services.giving import Words, give
from brink.domain.journal.services import SYSTEM
from brink.domain.participation.hall_queries import fresh_code
from brink.domain.participation.models import Hall, HallQuestion, OneLine
from brink.domain.participation.permissions import ADMISSION_CHECK, HALL_OPEN
from brink.domain.participation.sessions import FilledSession
from brink.domain.processes.models import Process, Round
from brink.foundation import clock

_round = in_round("ideas")


def _given(things: Things) -> Kwargs:
    return {**_round(things), "given": UUID(int=7)}


def _sheet(things: Things) -> Kwargs:
    return {"pk": things.more["sheet"].pk}


_ROW = {**KEY, "v-tekst": "Een bus.", "filled_on": "2026-01-05"}


def make_things(process: Process, rounds: dict[str, Round], mark: str) -> dict[str, Any]:
    """Make a hall that stands open, ideas that came from one line, and a sheet of paper."""
    now, round = clock.now(), rounds["ideas"]
    common = {"tenant": process.tenant, "created_at": now, "round": round}
    hall = Hall.objects.create(**common, name=f"Dorpshuis {mark}", line="", ends_at=now + timedelta(hours=2))
    talk = rounds["dialogue"]
    open_hall = Hall.objects.create(
        **{**common, "round": talk}, name="Dorpshuis", code=fresh_code(), ends_at=now + timedelta(hours=2)
    )
    asked = HallQuestion.objects.create(
        tenant=process.tenant, created_at=now, hall=open_hall, number=1, asked=talk.statements.earliest("number").pk
    )
    line = OneLine.objects.create(**common, what="contribution.received idea", subject=round.pk, count=12, told=10)
    words = Words(kind="idea", text=f"Op papier{mark}.", channel="paper")
    sheet = give(round=round, words=words, actor=SYSTEM, key=None).contribution
    return {"hall": hall, "one_line": line, "sheet": sheet, "open_hall": open_hall, "hall_question": asked}


def _pk(things: Things) -> Kwargs:
    return {"pk": things.ideas.pk}


def _waiting(things: Things) -> Kwargs:
    """Somebody who wants to take part: a row of its own, for the rounds of the walk are open to everybody."""
    one = Admission.objects.filter(round=things.ideas, run=None).first() or Admission.objects.create(
        tenant_id=things.ideas.tenant_id, created_at=clock.now(), round=things.ideas, name="Fatima",
        expires_at=things.ideas.closes_at,
    )  # fmt: skip
    return {"pk": things.ideas.pk, "who": one.pk}


def _run(things: Things) -> Kwargs:
    run = InvitationRun.objects.filter(round=things.ideas).first() or InvitationRun.objects.create(
        tenant_id=things.ideas.tenant_id, created_at=clock.now(), round=things.ideas, seed="0" * 32, size=1
    )
    return {"pk": things.ideas.pk, "run": run.pk}


def _host(things: Things) -> Kwargs:
    return {"pk": things.more["open_hall"].pk}


def _question(things: Things) -> Kwargs:
    return {**_host(things), "question": things.more["hall_question"].pk}


def _in_hall(things: Things) -> Kwargs:
    return {**in_round("dialogue")(things), "code": things.more["open_hall"].code}


ADDRESSES = {
    "participation:hall_door": Address(Who.EVERYBODY),
    "participation:hall_by_code": Address(Who.EVERYBODY, lambda _things: {"code": "ZZZZ"}, shown=302, hidden=302),
    "participation:hall_phone": Address(
        Who.READERS, _in_hall, hidden=302, post=True, data={**KEY, "asked": "", "antwoord": "agree"}
    ),
    "participation:hall_screen": Address(Who.READERS, _in_hall, hidden=302),
    "participation:hall_host": desk(_host, act=HALL_OPEN, data={**KEY, "asked": str(UUID(int=7))}),
    "participation:hall_close_question": desk(_question, get=False, act=HALL_OPEN, data=KEY),
    "participation:receipt": Address(Who.READERS, _given, shown=302, hidden=302),
    # The rounds of the walk are open to everybody: their door leads on to the round.
    "participation:access": Address(Who.READERS, _round, shown=302, hidden=302),
    "participation:confirm": Address(Who.EVERYBODY, lambda _things: {"token": "geen-link"}, shown=404, hidden=404),
    "participation:admissions": desk(_pk, act=ADMISSION_CHECK, data={**KEY, "count": "2"}),
    "participation:check": desk(_waiting, act=ADMISSION_CHECK, data=KEY, only_who_may=True),
    "participation:refuse": desk(_waiting, get=False, act=ADMISSION_CHECK, data={**KEY, "reason": "Woont hier niet."}),
    "participation:invitations": Address(Who.DESK, _run, action=ADMISSION_CHECK, only_who_may=True),
    "participation:hand_out": desk(_run, act=ADMISSION_CHECK, data=KEY, only_who_may=True),
    "participation:lines": desk(
        lambda things: {"pk": things.ideas.pk}, act=HALL_OPEN, data={**KEY, "name": "Dorpshuis", "hours": "3"}
    ),
    "participation:hall": desk(lambda things: {"pk": things.more["hall"].pk}, get=False, act=HALL_OPEN, data=KEY),
    "participation:looked_at": desk(
        lambda things: {"pk": things.more["one_line"].pk}, get=False, act=HALL_OPEN, data=KEY
    ),
    "participation:paper": Address(Who.READERS, _round, hidden=404, post=True, data={**KEY, "copies": "1"}),
    "participation:sheets": desk(_pk, hidden=404, act=CONTRIBUTION_ENTER, data=_ROW),
    "participation:sheet_refused": desk(
        _pk, get=False, act=CONTRIBUTION_ENTER, data={**KEY, "printed_code": "x", "why": "empty"}
    ),
    "participation:sheets_file": desk(_pk, hidden=404, act=CONTRIBUTION_ENTER, data={**KEY, "content": "code;tekst"}),
    "participation:sheets_empty": desk(_pk, hidden=404),
    "participation:correct": desk(_sheet, act=CONTRIBUTION_ENTER, data={**KEY, "v-tekst": "Twee.", "reason": "Fout."}),
}

# What ties a filled session to a device is a keyed hash, in the table of whatever instrument.
PERSONAL = {
    "staff": frozenset({"participation.Hall.opened_by"}),
    "thing": frozenset({"participation.Hall.name"}),
    "hashed": frozenset(
        f"{model._meta.label}.participant" for model in apps.get_models() if issubclass(model, FilledSession)
    ),
}
