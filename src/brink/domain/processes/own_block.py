"""What somebody with a seat is expected at, and what is asked of people now in their bodies."""

from brink.domain.people.points import Mine
from brink.domain.processes.models import DecisionMoment
from brink.domain.processes.queries.lists import open_now
from brink.foundation import clock
from brink.foundation.panels import Panel
from brink.foundation.visibility import visible

MOST = 8


def moments(mine: Mine) -> Panel | None:
    """Return the decision moments to come of the organs in which somebody sits, the first in front. One query."""
    rows = visible(mine.viewer, DecisionMoment.objects.filter(organ_id__in=mine.organs, on__gte=clock.today()))
    rows = rows.filter(process__withdrawn_at=None, process__decided_at=None).select_related("process", "organ")
    found = list(rows.order_by("on", "id")[:MOST])
    return Panel("processes/own_moments.html", {"rows": found}) if found else None


def asked_now(mine: Mine) -> Panel | None:
    """Return what people are asked now by the bodies of somebody with a seat, what closes first in front."""
    found = list(open_now(mine.viewer).filter(tenant_id__in=mine.bodies)[:MOST])
    return Panel("processes/own_open.html", {"rows": found}) if found else None
