"""Who may open which page about assignments."""

from datetime import timedelta
from typing import Any

from tests.safety.address import Kwargs
from tests.safety.filled_body import Things

from brink.domain.journal.services import Actor
from brink.domain.people.models import Organ
from brink.domain.processes.models import Process
from brink.domain.records.basics import about
from brink.domain.records.tests.addresses import register_lines
from brink.foundation import clock
from brink.registers.assignments import services
from brink.registers.assignments.permissions import ASSIGNMENT_WORK
from brink.registers.assignments.services import Given


def _given(things: Things) -> Kwargs:
    return {"slug": things.more["assignment"].record.slug}


ADDRESSES = register_lines(
    "assignment", _given, act=ASSIGNMENT_WORK, name="beginnen", data={"note": "Het team Dorpen begint."}
)
PERSONAL = {"thing": frozenset({"assignments.Assignment.given_by"})}


def make_things(process: Process, rounds: dict[str, Any], mark: str) -> dict[str, Any]:
    """Give an assignment about a question: for everybody, or not yet."""
    organs = Organ.objects.filter(tenant=process.tenant)
    council, executive = (organs.filter(role=role)[0] for role in ("council", "executive"))
    basics = about(
        process, title=f"Zoek het uit voor {process.slug}{mark}", owner=process.owner, published=not mark,
        due_on=clock.today() + timedelta(days=60),
    )  # fmt: skip
    given = Given(council, executive, clock.today(), f"Statenstuk 3{mark}", "een voorstel met kosten")
    row = services.assign(tenant=process.tenant, basics=basics, given=given, actor=Actor(role="clerk"), key=None)
    return {"assignment": row}
