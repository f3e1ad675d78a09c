"""Reads of documents: those at a decision, and what is secret and kept for whoever looks."""

from django.db.models import Exists, OuterRef

from brink.domain.decisions.models import Decision
from brink.domain.people.points import Mine
from brink.domain.records.models import Record
from brink.domain.records.showing import address, line
from brink.foundation.panels import Panel
from brink.foundation.visibility import Viewer, visible
from brink.registers.documents.models import Document

MOST = 50


def at_a_decision(viewer: Viewer) -> Exists:
    """Return the question whether a decision has a document that this viewer may see, to ask with the decision."""
    rows = visible(viewer, Document.objects.filter(tenant=OuterRef("tenant"), decision=OuterRef("pk")))
    return Exists(rows.filter(record__published_at__isnull=False))


def of_decision(decision: Decision, viewer: Viewer) -> Panel:
    """Return the documents of a decision, newest first. One query."""
    from brink.registers.documents.card import CARD

    rows = visible(viewer, Record.objects.filter(tenant_id=decision.tenant_id, document__decision=decision))
    rows = rows.filter(published_at__isnull=False).select_related("tenant", "owner_team", "owner_person", "document")
    lines = [line(CARD, one, places=False) for one in rows.order_by("-published_at", "id")[:MOST]]
    return Panel("documents/at_decision.html", {"lines": lines})


def kept_for_me(mine: Mine) -> Panel | None:
    """Return what is secret and kept for the seats of somebody, newest first; None when nothing is. One query."""
    from brink.registers.documents.card import CARD

    rows = visible(mine.viewer, Record.objects.filter(tenant__in=mine.bodies, visibility=Record.Visibility.SECRET))
    rows = rows.exclude(kept_for="").filter(document__withdrawn_at=None)
    found = [
        {"record": one, "address": address(CARD, one)}
        for one in rows.select_related("tenant", "document").order_by("-created_at", "id")[:MOST]
    ]
    return Panel("documents/own_block.html", {"rows": found}) if found else None
