"""Who may open which page about invitations."""

from datetime import timedelta
from typing import Any

from tests.safety.address import KEY, Address, Kwargs, Who
from tests.safety.filled_body import Things

from brink.domain.journal.services import Actor
from brink.domain.processes.models import Process
from brink.domain.records.basics import Basics
from brink.domain.records.tests.addresses import register_lines
from brink.foundation import clock
from brink.registers.invitations import services
from brink.registers.invitations.permissions import INVITATION_WRITE


def _invited(things: Things) -> Kwargs:
    return {"slug": things.more["invited"].record.slug}


ADDRESSES = {
    **register_lines(
        services.KEY, _invited, act=INVITATION_WRITE, name="afronden", data={"learned": "Een brief helpt."}
    ),
    "invitations:welcome": Address(
        Who.READERS, lambda things: {"code": things.more["invited"].ways.get().code}, hidden=404, post=True, data=KEY
    ),
    "invitations:paper": Address(Who.DESK, lambda things: {"pk": things.more["invited"].ways.get().pk}),
}


def make_things(process: Process, rounds: dict[str, Any], mark: str) -> dict[str, Any]:
    """Invite to a question: public, or not yet."""
    basics = Basics(
        title=f"Iedereen bij {process.slug}{mark}", owner=process.owner, due_on=clock.today() + timedelta(days=90),
        process=process, areas=tuple(process.areas.all()), published=not mark,
    )  # fmt: skip
    staff = Actor(role="officer")
    row = services.plan(tenant=process.tenant, basics=basics, actor=staff, key=None)
    services.add_way(
        row=row, means="letter", area=process.areas.all()[0], size=100, starts_on=clock.today(),
        ends_on=clock.today() + timedelta(days=9), actor=staff, key=None,
    )  # fmt: skip
    return {"invited": row}
