"""A document that is a plan already: then nobody talks at the open start of its question any more (W20)."""

from django.db.models import Exists, QuerySet
from django.utils.translation import gettext as _

from brink.domain.processes.models import Process
from brink.domain.processes.services.existing_plans import OPEN_START
from brink.foundation.findings import Finding
from brink.registers.documents.models import Document


def _plans(process: Process) -> QuerySet[Document]:
    """Return the plans that lie with a question. Not those that are secret: nothing tells of what is secret."""
    rows = Document.objects.filter(
        tenant_id=process.tenant_id, record__process=process, weight=Document.Weight.PLAN, withdrawn_at=None
    )
    return rows.exclude(confidentiality=Document.Confidentiality.SECRET)


def before_the_room(process: Process) -> list[Finding]:
    """Hold back the first room of a question at the open start with which a plan lies. No query in another phase."""
    if process.room_published_at is not None or process.phase.key != OPEN_START or not _plans(process).exists():
        return []
    said = _("Er ligt al een stuk dat een plan is. Dan kan de fase ‘%(phase)s’ niet meer. Kies een andere fase.")
    return [Finding("plan", said % {"phase": process.phase.name}, where="keuze")]


def before_a_round(process: Process) -> list[Finding]:
    """Hold back rounds while one at the open start is still to come and a plan lies with the question.

    A round that was held at the open start may well have led to the plan. One query.
    """
    ahead = process.rounds.filter(Exists(_plans(process)), phase__key=OPEN_START, opened_at=None)
    round = ahead.select_related("phase").first()
    if round is None:
        return []
    said = _("Er ligt al een stuk dat een plan is. Kies voor de ronde in de fase ‘%(phase)s’ een andere fase.")
    return [Finding("plan", said % {"phase": round.phase.name}, where=f"rondes#ronde-{round.number}")]
