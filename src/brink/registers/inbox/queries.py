"""Reads of the open door: where it stands open, and what came in and waits for an answer."""

from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet

from brink.domain.contributions.models import Contribution, Moderation
from brink.domain.people.desk import found
from brink.domain.people.models import AreaContact
from brink.domain.people.queries import current
from brink.domain.processes.models import Process
from brink.foundation import clock
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


def for_contact(persons: frozenset[UUID]) -> QuerySet[Contribution]:
    """Return what came in by the door of their body from where these people are the contact today. One query.

    What waits is in front, what is due first before the rest. No name or address of a giver comes along, and nothing
    that a moderator took away or that went to another government.
    """
    mine = AreaContact.objects.filter(current(clock.today()), person__in=persons, tenant=OuterRef("tenant"))
    areas = mine.values("area")
    # A province, its municipalities and their villages: there are no more layers.
    there = Q(area__in=areas) | Q(area__parent__in=areas) | Q(area__parent__parent__in=areas)
    rows = Contribution.objects.filter(
        there, process__standing=True, withdrawn_at=None, handed_over_at=None, held_at=None,
        moderation=Moderation.SHOWN,
    ).exclude(kind="talk")  # fmt: skip
    return rows.select_related("area").order_by("replied_at", "reply_due_on", "created_at", "id")
