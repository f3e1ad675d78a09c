"""Reads of the open door: where it stands open, and what came in and waits for an answer."""

from django.db.models import Q, QuerySet

from brink.domain.contributions.models import Contribution
from brink.domain.people.desk import found
from brink.domain.processes.models import Process
from brink.foundation.visibility import DESK, Viewer, visible


def open_doors(viewer: Viewer) -> QuerySet[Process]:
    """Return the standing questions that are open, with their bodies, by name. One query."""
    rows = visible(viewer, Process.objects.filter(standing=True, room_published_at__isnull=False))
    return rows.select_related("tenant").order_by("tenant__name")


def door_of(viewer: Viewer, body: str) -> Process:
    """Return the open standing question of a body, or answer that there is no such page."""
    return found(open_doors(viewer), tenant__slug=body)


def waiting(viewer: Viewer) -> QuerySet[Contribution]:
    """Return what came in by the open door of the viewer's bodies and has no answer yet, what is due first in front.

    Also what other governments passed on, and answers that lie ready or were said to be wrong: nothing drops out
    before its giver has read an answer.
    """
    rows = Contribution.objects.filter(
        tenant_id__in=viewer.tenants(DESK), process__standing=True, withdrawn_at=None, handed_over_at=None
    ).filter(Q(replied_at=None) | Q(reopened_at__isnull=False))
    return rows.select_related("tenant", "process", "area", "source").order_by("reply_due_on", "created_at", "id")
