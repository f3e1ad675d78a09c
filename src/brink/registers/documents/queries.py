"""Reads of documents: those at a decision."""

from django.db.models import Exists, OuterRef

from brink.domain.decisions.models import Decision
from brink.domain.records.models import Record
from brink.domain.records.showing import line
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
