"""What must be there before a report may be placed; apps above this one say what they know of the same gathering."""

from collections.abc import Callable, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from brink.domain.gatherings.models import Gathering
from brink.foundation.findings import Finding, blocking
from brink.foundation.points import Point

report_guards: Point[Callable[[Gathering], Sequence[Finding]]] = Point("report-guard")


def missing_for_report(gathering: Gathering) -> list[Finding]:
    """Return what is missing: who was there, and what each guard holds back."""
    found: list[Finding] = []
    if not gathering.presences.exists():
        said = _("Schrijf eerst op wie erbij was, en wie niet.")
        there = reverse("gatherings:presence", args=[gathering.event_id])
        found.append(Finding("gathering.attendance", said, where=there))
    for guard in report_guards.all():
        found.extend(guard(gathering))
    return blocking(found)
