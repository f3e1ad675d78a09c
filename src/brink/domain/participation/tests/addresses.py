"""Who may open the kit's own page: the receipt, which only the browser that gave something can show."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.apps import apps
from tests.safety.address import KEY, Address, Kwargs, Who, desk, in_round
from tests.safety.filled_body import Things

from brink.domain.participation.models import Hall, OneLine
from brink.domain.participation.permissions import HALL_OPEN
from brink.domain.participation.sessions import FilledSession
from brink.domain.processes.models import Process, Round
from brink.foundation import clock

_round = in_round("ideas")


def _given(things: Things) -> Kwargs:
    return {**_round(things), "given": UUID(int=7)}


def make_things(process: Process, rounds: dict[str, Round], mark: str) -> dict[str, Any]:
    """Make a hall that stands open, and ideas that came from one line."""
    now, round = clock.now(), rounds["ideas"]
    common = {"tenant": process.tenant, "created_at": now, "round": round}
    hall = Hall.objects.create(**common, name=f"Dorpshuis {mark}", line="", ends_at=now + timedelta(hours=2))
    line = OneLine.objects.create(**common, what="contribution.received idea", subject=round.pk, count=12, told=10)
    return {"hall": hall, "one_line": line}


ADDRESSES = {
    "participation:receipt": Address(Who.READERS, _given, shown=302, hidden=302),
    "participation:lines": desk(
        lambda things: {"pk": things.ideas.pk}, act=HALL_OPEN, data={**KEY, "name": "Dorpshuis", "hours": "3"}
    ),
    "participation:hall": desk(
        lambda things: {"pk": things.more["hall"].pk}, get=False, act=HALL_OPEN, data=KEY
    ),
    "participation:looked_at": desk(
        lambda things: {"pk": things.more["one_line"].pk}, get=False, act=HALL_OPEN, data=KEY
    ),
}

# What ties a filled session to a device is a keyed hash, in the table of whatever instrument.
PERSONAL = {
    "staff": frozenset({"participation.Hall.opened_by"}),
    "thing": frozenset({"participation.Hall.name"}),
    "hashed": frozenset(
        f"{model._meta.label}.participant" for model in apps.get_models() if issubclass(model, FilledSession)
    )

}
