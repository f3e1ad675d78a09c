"""What somebody with a seat reads of the words of givers: what was heard outside, and answers to sign along."""

from datetime import timedelta

from django.db.models import Exists, OuterRef, Q

from brink.domain.contributions.models import Channel, Contribution, CoSignature, Landing
from brink.domain.people.points import Mine
from brink.foundation import clock
from brink.foundation.panels import Panel
from brink.foundation.visibility import ELECTED, Role, visible

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


def to_sign(mine: Mine) -> Panel | None:
    """Return the answers of other executives that wait for somebody to sign along, the first due in front. One query.

    An answer that was replaced or that nobody waits for any more is left out.
    """
    if not any(one.role == Role.EXECUTIVE for one in mine.seats):
        return None
    waiting = Landing.objects.filter(answer=OuterRef("answer"), current=True, contribution__withdrawn_at=None)
    rows = CoSignature.objects.filter(Exists(waiting), holder__in=mine.persons, answered_at=None)
    found = list(rows.select_related("answer__process", "answer__signed_by").order_by("due_on", "id")[:MOST])
    return Panel("contributions/own_signatures.html", {"rows": found}) if found else None
