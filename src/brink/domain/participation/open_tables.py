"""Open data of every round: how much of what it counts as a whole came from one internet connection.

Of what is counted one by one, such as support of an idea, the instrument says it in its own table, beside the count.
"""

from collections.abc import Iterator
from uuid import UUID

from django.db.models import F

from brink.domain.participation.models import OneLine
from brink.domain.processes.models import Round
from brink.foundation.disclosure import K
from brink.foundation.open_tables import OpenTable
from brink.foundation.visibility import ANYONE, visible

ONE_LINE = "one_connection"


def tables(tenant_id: UUID, process_id: UUID) -> Iterator[OpenTable]:
    """Yield one table, with a line for each kind of act of which ten or more came from one line. One query."""
    rounds = visible(ANYONE, Round.objects.filter(process_id=process_id, frozen_outcome__isnull=False))
    rows = OneLine.objects.filter(tenant_id=tenant_id, told__gte=K, subject=F("round_id"), round__in=rounds)
    lines = rows.order_by("round__number", "what").values_list("round__slug", "what", "told")
    yield OpenTable(ONE_LINE, ("round", "act", ONE_LINE), tuple(lines))
