"""Who may open which page about benches."""

from datetime import timedelta
from typing import Any

from tests.safety.address import Kwargs
from tests.safety.filled_body import Things

from brink.domain.journal.services import Actor
from brink.domain.processes.models import Process
from brink.domain.records.basics import Basics
from brink.domain.records.tests.addresses import register_lines
from brink.foundation import clock
from brink.registers.benches import services
from brink.registers.benches.permissions import BENCH_WRITE


def _bench(things: Things) -> Kwargs:
    return {"slug": things.more["bench"].record.slug}


ADDRESSES = register_lines("bench", _bench, act=BENCH_WRITE, name="plaatsen", data={"note": "Met de dorpsraad."})


def make_things(process: Process, rounds: dict[str, Any], mark: str) -> dict[str, Any]:
    """Promise a bench about a question: public, or not yet."""
    basics = Basics(
        title=f"Een bankje bij {process.slug}{mark}", owner=process.owner, due_on=clock.today() + timedelta(days=90),
        process=process, areas=tuple(process.areas.all()), published=not mark,
    )  # fmt: skip
    row = services.promise(
        tenant=process.tenant, basics=basics, spot="Bij de kerk", actor=Actor(role="officer"), key=None
    )
    return {"bench": row}
