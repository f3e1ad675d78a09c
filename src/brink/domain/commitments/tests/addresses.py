"""Who may open which page about promises."""

from datetime import timedelta
from typing import Any

from tests.safety.address import KEY, Address, Kwargs, Who
from tests.safety.filled_body import Things

from brink.domain.commitments import services
from brink.domain.commitments.permissions import COMMITMENT_WRITE
from brink.domain.contributions.models import Answer
from brink.domain.journal.services import Actor
from brink.domain.processes.models import Process
from brink.domain.records.basics import Basics
from brink.domain.records.tests.addresses import register_lines
from brink.foundation import clock


def _promised(things: Things) -> Kwargs:
    return {"slug": things.more["promised"].record.slug}


ADDRESSES = {
    **register_lines(
        "commitment", _promised, act=COMMITMENT_WRITE, name="aanspreken", data={"note": "De dorpsraad belde."}
    ),
    "commitments:with_answer": Address(
        Who.DESK, lambda things: {"pk": things.more["sent_answer"].pk}, post=True, action=COMMITMENT_WRITE, data=KEY
    ),
    "commitments:wrong": Address(
        Who.READERS, _promised, hidden=404, post=True, data={**KEY, "text": "Er is niets.", "code": "heide es 1"}
    ),
}


def make_things(process: Process, rounds: dict[str, Any], mark: str) -> dict[str, Any]:
    """Promise something about a question: public, or not yet; and send an answer with which more can be promised."""
    basics = Basics(
        title=f"Een bankje in {process.slug}{mark}", owner=process.owner, due_on=clock.today() + timedelta(days=90),
        process=process, areas=tuple(process.areas.all()), published=not mark,
    )  # fmt: skip
    row = services.promise(
        tenant=process.tenant, receiver="Dorpsbelang", basics=basics, actor=Actor(role="officer"), key=None
    )
    answer = Answer.objects.create(
        tenant=process.tenant, created_at=clock.now(), process=process, outcome="adopted", reason="Dat doen wij.",
        sent_at=clock.now(),
    )  # fmt: skip
    return {"promised": row, "sent_answer": answer}
