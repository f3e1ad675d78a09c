"""What was heard outside: words from a visit or a table, for whoever has a seat, of their own areas first."""

from datetime import timedelta

from django.db.models import Q

from brink.domain.contributions.models import Channel, Contribution
from brink.domain.people.points import Mine
from brink.foundation import clock
from brink.foundation.panels import Panel
from brink.foundation.visibility import ELECTED, visible

OUTSIDE = (Channel.VISIT, Channel.TABLE)
DAYS, MOST = timedelta(days=90), 8


def heard_outside(mine: Mine) -> Panel | None:
    """Return what people said at a visit or a table in the last months, as far as everybody may read it. One query.

    Of whoever is the contact of areas: of those; of others: of all places of their bodies.
    """
    if not any(one.role in ELECTED for one in mine.seats):
        return None
    rows = visible(mine.viewer, Contribution.objects.filter(tenant_id__in=mine.bodies, channel__in=OUTSIDE))
    rows = rows.filter(created_at__gte=clock.now() - DAYS, withdrawn_at=None).exclude(text="")
    if mine.areas:
        near = [one.pk for one in mine.areas]
        rows = rows.filter(Q(area__in=near) | Q(area__parent__in=near))
    found = list(rows.select_related("process", "area").order_by("-created_at", "-id")[:MOST])
    return Panel("contributions/own_heard.html", {"rows": found}) if found else None
