"""The desk: one queue of what waits, late first, and how one's questions stand."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from brink.domain.contributions import queries as contributions
from brink.domain.decisions import queries as decisions
from brink.domain.people import queries as people
from brink.domain.people.models import Membership
from brink.domain.people.queries import current
from brink.domain.processes import queries as processes
from brink.domain.processes.instrument import registry
from brink.domain.processes.models import Process
from brink.domain.processes.rules import PATH, ProcessState, process_state
from brink.foundation import clock
from brink.foundation.queue import QueueItem
from brink.foundation.visibility import DESK, Viewer
from brink.ui import components

Source = Callable[[Viewer], list[QueueItem]]
ROOMS: tuple[Source, ...] = (
    processes.desk_items,
    contributions.desk_items,
    decisions.desk_items,
    people.desk_items,
)


@dataclass(frozen=True, slots=True)
class Standing:
    """How one question stands, for the table below the queue."""

    process: Process
    state: ProcessState
    place: int
    length: int


def _when(due: date | None, today: date) -> str:
    """Say a due date the way people do."""
    if due is None:
        return _("Geen haast")
    days = (due - today).days
    if days < 0:
        return ngettext("%(days)d dag te laat", "%(days)d dagen te laat", -days) % {"days": -days}
    if days == 0:
        return _("Vandaag")
    return date_format(due, "l") if days < 7 else date_format(due, "j F")


def _groups(items: list[QueueItem], today: date) -> list[components.QueueGroup]:
    """Sort the queue into late, today, this week and later; what is empty is left out."""
    far = date.max
    items = sorted(items, key=lambda one: (one.due or far, one.title))
    week = today + timedelta(days=7)
    chosen = (
        (_("Te laat"), [one for one in items if one.due and one.due < today], True),
        (_("Vandaag"), [one for one in items if one.due == today], False),
        (_("Deze week"), [one for one in items if one.due and today < one.due <= week], False),
        (_("Later"), [one for one in items if one.due is None or one.due > week], False),
    )
    groups, first = [], True
    for title, members, late in chosen:
        rows = []
        for item in members:
            when = _when(item.due, today)
            rows.append(components.QueueItem(when, item.title, item.where, item.act, item.address, first))
            first = False
        if rows:
            note = ngettext("%(count)d ding", "%(count)d dingen", len(rows)) % {"count": len(rows)}
            groups.append(components.QueueGroup(title, tuple(rows), note, late))
    return groups


def _standings(viewer: Viewer) -> list[Standing]:
    """Return the questions of one's bodies that are not finished, newest first."""
    rows = Process.objects.filter(
        tenant_id__in=viewer.tenants(DESK), evaluated_at=None, withdrawn_at=None
    ).order_by("-created_at")[:25]
    now = clock.now()
    found = []
    for process in rows:
        state = process_state(process, now)
        found.append(Standing(process, state, PATH.index(state) + 1, len(PATH)))
    return found


@require_GET
def queue(request: HttpRequest) -> HttpResponse:
    """Show what waits for this member of staff."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    if viewer.account_id is None:
        return redirect(f"{reverse('account_login')}?next=/balie/")
    if not viewer.tenants(DESK):
        raise Http404
    today = clock.today()
    sources = [*ROOMS, *(instrument.desk_items for instrument in registry)]
    items = [item for source in sources for item in source(viewer)]
    part = Membership.objects.filter(current(today), person__account_id=viewer.account_id)
    context = {
        "groups": _groups(items, today),
        "count": len(items),
        "late": sum(1 for item in items if item.due and item.due < today),
        "standings": _standings(viewer),
        "part": part.select_related("organ").first(),
        "hour": clock.now().astimezone(clock.AMSTERDAM).hour,
    }
    return render(request, "web/desk.html", context)
