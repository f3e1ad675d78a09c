"""Where the desk works on the decision of a question: a draft, what is public, or the place to begin one."""

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from brink.domain.decisions.models import Decision
from brink.domain.decisions.permissions import DECISION_WRITE
from brink.domain.framework.models import Phase
from brink.domain.processes.models import Process
from brink.domain.processes.work_points import WorkLine
from brink.foundation.permissions import can
from brink.foundation.visibility import Viewer


def work_lines(process: Process, viewer: Viewer) -> list[WorkLine]:
    """Return a line for each decision of a question. One query."""
    rows = Decision.objects.filter(tenant_id=process.tenant_id, process=process).order_by("created_at")
    found = [WorkLine(_("Besluit: %(title)s") % {"title": one.title}, _address(one), _said(one)) for one in rows]
    if found or process.standing or process.withdrawn_at is not None:
        return found
    if process.room_published_at is None or not can(viewer, DECISION_WRITE, process.tenant_id):
        return [WorkLine(_("Besluit"), reverse("decisions:desk_index"), _("nog niet begonnen"))]
    begin = reverse("decisions:start", args=[process.slug])
    return [WorkLine(_("Begin het besluit"), begin, _("nog niet begonnen"))]


def involvement_lines(process: Process, viewer: Viewer) -> list[WorkLine]:
    """Return in how many phases of a question somebody with a seat is expected. One query; none of a standing one."""
    if process.standing or process.withdrawn_at is not None:
        return []
    held = Exists(process.involvements.filter(phase=OuterRef("pk")))
    phases = list(Phase.objects.filter(framework=process.framework_id).order_by().values_list(held, flat=True))
    said = _("in %(held)d van de %(all)d fasen wordt iemand verwacht") % {"held": sum(phases), "all": len(phases)}
    return [WorkLine(_("Bestuurders erbij"), reverse("decisions:involvements", args=[process.slug]), said)]


def _address(decision: Decision) -> str:
    return reverse("decisions:desk", args=[decision.slug])


def _said(decision: Decision) -> str:
    if decision.published_at is None:
        return _("concept, nog niet openbaar")
    return _("openbaar sinds %(day)s") % {"day": date_format(decision.published_at, "j F Y")}
