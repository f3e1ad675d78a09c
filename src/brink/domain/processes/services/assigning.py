"""Whose work a question is: of a colleague who takes it up, or of its contact again."""

from django.utils.translation import gettext as _

from brink.domain.journal.acts import Done, act
from brink.domain.journal.services import Actor
from brink.domain.people.models import Account
from brink.domain.people.queries import at_the_desk
from brink.domain.processes.models import Process
from brink.foundation.errors import BadInput


@act("process.assigned", Process, on="process")
def assign_process(*, process: Process, to: Account | None, actor: Actor, key: str | None) -> Done[Process]:
    """Give the work on a question to a colleague; to nobody, and it is its contact's again."""
    if to is not None and not at_the_desk(process.tenant_id).filter(pk=to.pk).exists():
        raise BadInput(_("Deze persoon werkt niet bij deze organisatie. Kies iemand anders."), field="person")
    process.handler = to
    process.save(update_fields=("handler",))
    return Done(process, {"to": str(to.pk) if to is not None else None})
