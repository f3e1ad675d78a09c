"""Who may open which page about who is not heard."""

from datetime import timedelta
from typing import Any

from tests.safety.address import Kwargs
from tests.safety.filled_body import Things

from brink.domain.journal.services import Actor
from brink.domain.processes.models import Process
from brink.domain.records.basics import Basics
from brink.domain.records.tests.addresses import register_lines
from brink.foundation import clock
from brink.registers.unheard import services
from brink.registers.unheard.permissions import UNHEARD_WRITE


def _missed(things: Things) -> Kwargs:
    return {"slug": things.more["missed"].record.slug}


PERSONAL = {"thing": frozenset({"unheard.UnheardGroup.measured_by"})}
ADDRESSES = register_lines(
    services.KEY, _missed, act=UNHEARD_WRITE, name="aanpak", data={"intervention": "Wij gaan naar de kantine."}
)


def make_things(process: Process, rounds: dict[str, Any], mark: str) -> dict[str, Any]:
    """Name a group about a question: public, or not yet."""
    basics = Basics(
        title=f"Jongeren bij {process.slug}{mark}", owner=process.owner, due_on=clock.today() + timedelta(days=90),
        process=process, areas=tuple(process.areas.all()), published=not mark,
    )  # fmt: skip
    row = services.name_group(
        tenant=process.tenant, basics=basics, why="Ze werken.", measured_by="age:18", actor=Actor(role="officer"),
        key=None,
    )  # fmt: skip
    return {"missed": row}
