"""Whose work a question is: of a colleague who takes it up, or of its contact again."""

from brink.domain.journal.acts import Done, act
from brink.domain.journal.services import Actor
from brink.domain.people.models import Account
from brink.domain.people.services.colleagues import colleague
from brink.domain.processes.models import Process


@act("process.assigned", Process, on="process")
def assign_process(*, process: Process, to: Account | None, actor: Actor, key: str | None) -> Done[Process]:
    """Give the work on a question to a colleague; to nobody, and it is its contact's again."""
    process.handler = colleague(to, process.tenant_id)
    process.save(update_fields=("handler",))
    return Done(process, {"to": str(to.pk) if to is not None else None})
