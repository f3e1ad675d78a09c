"""Reads of reports and house rules."""

from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brink.domain.contributions.models import Contribution
from brink.domain.contributions.reportable import stands_taken_up
from brink.domain.people.models import Body
from brink.domain.reports.models import Decision, HouseRules, Part, Report
from brink.domain.reports.services import is_open
from brink.foundation import codes
from brink.foundation.queue import QueueItem
from brink.foundation.visibility import ANYONE, DESK, Viewer, visible
from brink.foundation.waiting_counts import Waiting, counted


def reported(pk: UUID) -> Contribution | None:
    """Return what can be reported: what anybody can read now, or None."""
    rows = Contribution.objects.select_related("process__tenant", "round", "tenant").filter(pk=pk)
    found = visible(ANYONE, rows).first()
    if found is None:
        # What was given to a body alone, and stands on the site as the question that the body made of it.
        other = rows.first()
        found = other if other is not None and stands_taken_up(other) else None
    return found


def under_code(typed: str) -> Report | None:
    """Return the report of whoever holds this code, or None."""
    code = codes.normalise(typed)
    if code is None:
        return None
    rows = Report.objects.filter(code_hash__in=codes.hash_code(code).every)
    return rows.select_related("contribution__process", "tenant").first()


def waiting(viewer: Viewer) -> QuerySet[Report]:
    """Return the reports that wait for an answer, the first due in front."""
    rows = visible(viewer, Report.objects.filter(answered_at=None))
    return rows.select_related("contribution__process", "contribution__source").order_by("due_on", "created_at", "id")


def choices(report: Report) -> list[tuple[str, str]]:
    """Return what can be decided on a report as things are now, in words."""
    row = report.contribution
    words, photo = is_open(row), is_open(row, Part.PHOTO)
    if not (photo if report.part == Part.PHOTO else words):
        return [(Decision.GONE, _("Het staat er al niet meer"))]
    offered = [(Decision.KEPT, _("Laat het staan"))]
    if photo:
        offered.append((Decision.PHOTO_REMOVED, _("Haal alleen de foto weg")))
    return [*offered, (Decision.HIDDEN, _("Verberg de woorden, en wat erbij hoort"))]


def house_rules(body: Body | None) -> HouseRules | None:
    """Return the house rules that a body wrote itself, or None when those of the house hold."""
    if body is None:
        return None
    return visible(ANYONE, HouseRules.objects.filter(tenant=body)).order_by("-created_at", "-id").first()


def waiting_kinds(viewer: Viewer) -> dict[str, QuerySet[Report]]:
    """Return the reports that wait, to be counted for each body; nothing for who sits at no desk."""
    tenants = viewer.tenants(DESK)
    if not tenants:
        return {}
    rows = Report.objects.filter(tenant_id__in=tenants, answered_at=None)
    return {"reports": counted("reports", rows, day="due_on")}


def waiting_line(one: Waiting) -> QueueItem:
    """Write the line of the queue for the reports of one body."""
    said = ngettext("%(n)s melding wacht op antwoord", "%(n)s meldingen wachten op antwoord", one.number)
    return QueueItem(
        f"reports.{one.tenant_id}", one.tenant_id, said % {"n": one.number}, _("Gemeld door bezoekers"),
        _("Bekijk de melding"), reverse("reports:desk"), one.day, one.number,
    )  # fmt: skip
