"""What a dialogue promises beside what its room promises."""

from django.utils.translation import gettext as _

from brink.domain.processes.models import RoomStatement, Round
from brink.domain.processes.promises import promise_of
from brink.ui.components import Promise


def room_of(round: Round) -> RoomStatement | None:
    """Return the room statement in force."""
    rows = RoomStatement.objects.filter(tenant=round.tenant_id, process=round.process_id, published_at__isnull=False)
    return rows.select_related("decider", "contact", "process__tenant").order_by("-version").first()


def promise_for(room: RoomStatement | None) -> Promise | None:
    """Return the promise that stands at every form of a dialogue."""
    return promise_of(room, what=_("Elke stelling krijgt een plek, met een reden."))
