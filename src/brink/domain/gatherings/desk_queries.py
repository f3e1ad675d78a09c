"""Reads for the desk: what comes and has been, what waits; and what waits for an administrator of their own."""

from datetime import timedelta
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brink.domain.gatherings.models import Gathering, Presence, SignUp
from brink.domain.gatherings.queries import news_since, with_gathering
from brink.domain.gatherings.report_findings import missing_for_report
from brink.domain.gatherings.states import ADMINISTRATORS, TAKEN_WITHIN
from brink.domain.people.points import Mine
from brink.domain.processes.dates import day_of
from brink.domain.processes.models import Event, Process
from brink.domain.processes.work_points import WorkLine
from brink.foundation import clock
from brink.foundation.findings import Finding
from brink.foundation.panels import Panel
from brink.foundation.queue import QueueItem
from brink.foundation.visibility import DESK, Viewer
from brink.foundation.waiting_counts import Waiting, counted

REPORT_WITHIN = timedelta(days=14)
MOST = 12
CALLS, MINUTES, TOOK = "gatherings-calls", "gatherings-minutes", "gatherings-took"


def events(viewer: Viewer, *, been: bool) -> QuerySet[Event]:
    """Return the events of the bodies of a member of staff: to come, the first in front, or past, the last in front."""
    rows = with_gathering(Event.objects.filter(tenant_id__in=viewer.tenants(DESK)))
    if been:
        return rows.filter(ends_at__lt=clock.now()).order_by("-starts_at", "id")
    return rows.filter(ends_at__gte=clock.now()).order_by("starts_at", "id")


def missing(gathering: Gathering) -> list[Finding]:
    """Return what must be written before the report can be placed."""
    return missing_for_report(gathering)


def _owed() -> Q:
    """Return the condition that an administrator still owes what they took along."""
    roles = [role.value for role in ADMINISTRATORS]
    return Q(role__in=roles, attendance="present", took="", gathering__event__ends_at__lt=clock.now())


def waiting_kinds(viewer: Viewer) -> "dict[str, QuerySet[Any]]":
    """Return what waits at the desk, to be counted for each body: calls, reports, and what administrators owe."""
    tenants = viewer.tenants(DESK)
    if not tenants:
        return {}
    now = clock.now()
    calls = SignUp.objects.filter(
        news_since(), tenant_id__in=tenants, cancelled_at=None, erased_at=None, email="",
        gathering__event__ends_at__gt=now,
    )  # fmt: skip
    silent = Gathering.objects.filter(
        tenant_id__in=tenants, event__ends_at__lt=now, event__cancelled_at=None, reports=None
    )
    owed = Presence.objects.filter(_owed(), tenant_id__in=tenants)
    return {
        CALLS: counted(CALLS, calls, moment="gathering__event__starts_at"),
        MINUTES: counted(MINUTES, silent, moment="event__ends_at"),
        TOOK: counted(TOOK, owed, moment="gathering__event__ends_at"),
    }


def waiting_line(one: Waiting) -> QueueItem:
    """Write one line of the queue."""
    assert one.moment is not None
    upcoming, first, number = reverse("gatherings:desk"), day_of(one.moment), one.number
    past = f"{upcoming}?toon=geweest"
    if one.what == CALLS:
        said = ngettext("%(n)s aanmelding moet u bellen", "%(n)s aanmeldingen moet u bellen", number)
        where, do, to, due = _("Er is iets veranderd en er is geen e-mail"), _("Kijk wie"), upcoming, first
    elif one.what == MINUTES:
        said = ngettext(
            "%(n)s bijeenkomst heeft nog geen verslag", "%(n)s bijeenkomsten hebben nog geen verslag", number
        )
        where, do = _("Schrijf op wie er was en wat er is gezegd"), _("Schrijf het verslag")
        to, due = past, first + REPORT_WITHIN
    else:
        said = ngettext(
            "%(n)s bestuurder heeft nog niet opgeschreven wat is meegenomen",
            "%(n)s bestuurders hebben nog niet opgeschreven wat is meegenomen", number,
        )  # fmt: skip
        where, do = _("Na een bijeenkomst, binnen 14 dagen"), _("Vraag ernaar")
        to, due = past, first + TAKEN_WITHIN
    return QueueItem(f"{one.what}.{one.tenant_id}", one.tenant_id, said % {"n": number}, where, do, to, due, number)


def work_lines(process: Process, _viewer: Viewer) -> list[WorkLine]:
    """Return how the events of a question stand, where there are any. One query."""
    rows = Event.objects.filter(tenant_id=process.tenant_id, process=process, cancelled_at=None)
    found = rows.aggregate(
        every=Count("pk"), arranged=Count("gathering"),
        waits=Count("pk", filter=Q(gathering__isnull=False, ends_at__lt=clock.now(), gathering__reports=None)),
    )  # fmt: skip
    if not found["every"]:
        return []
    said = ngettext("%(n)s bijeenkomst", "%(n)s bijeenkomsten", found["every"]) % {"n": found["every"]}
    if found["waits"]:
        said += ", " + _("%(n)s zonder verslag") % {"n": found["waits"]}
    return [WorkLine(_("Bijeenkomsten"), reverse("gatherings:desk"), said, bool(found["waits"]))]


def own_block(mine: Mine) -> Panel | None:
    """Return what somebody still has to write down after a gathering. One query; none for who does not govern."""
    if not any(one.role in ADMINISTRATORS for one in mine.seats):
        return None
    rows = Presence.objects.filter(_owed(), person__in=mine.persons).select_related("gathering__event")
    found = [
        {"row": one, "event": one.gathering.event, "due": day_of(one.gathering.event.ends_at) + TAKEN_WITHIN}
        for one in rows.order_by(F("gathering__event__ends_at"), "id")[:MOST]
    ]
    return Panel("gatherings/own_block.html", {"rows": found, "today": clock.today()}) if found else None
