"""The desk: one queue of what waits, late first, and how one's questions stand."""

from dataclasses import replace
from datetime import date, timedelta

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from brink.domain.people.models import Account
from brink.domain.people.queries import at_the_desk as at_the_desk_of
from brink.domain.processes import queries as processes
from brink.domain.processes.list_rows import STATES
from brink.domain.processes.models import Process
from brink.domain.processes.queries.desk import Standing
from brink.domain.processes.states import PATH, STOPPED
from brink.foundation import clock
from brink.foundation.findings import Finding
from brink.foundation.navigation import Menu
from brink.foundation.opening_findings import before_opening
from brink.foundation.queue import QueueItem
from brink.foundation.requests import BrinkRequest
from brink.foundation.visibility import DESK, Role, Viewer
from brink.ui import components
from brink.ui.pictures.timeline import Steps
from brink.web.context import links

MOST_STANDINGS = 20
PERSON = "persoon"
# More than anybody does in a week; what is left out is counted, and shows up when something is done.
MOST_PER_GROUP = 25


def when(due: date | None, today: date) -> str:
    """Say a due date the way people do: "2 dagen te laat", "Vandaag", "donderdag", "3 december"."""
    if due is None:
        return _("Geen haast")
    days = (due - today).days
    if days < 0:
        return ngettext("%(days)d dag te laat", "%(days)d dagen te laat", -days) % {"days": -days}
    if days == 0:
        return _("Vandaag")
    return date_format(due, "l").capitalize() if days < 7 else date_format(due, "j F")


def groups(items: list[QueueItem], today: date, *, pressing: bool = True) -> list[components.QueueGroup]:
    """Sort the queue into late, today, this week and later; what is empty is left out.

    The first thing has the one primary button of the page, unless what stands before it has that (`pressing`).
    """
    far = date.max
    items = sorted(items, key=lambda one: (one.due or far, one.title))
    week = today + timedelta(days=6)
    chosen = (
        (_("Te laat"), [one for one in items if one.due and one.due < today], True),
        (_("Vandaag"), [one for one in items if one.due == today], False),
        (_("Deze week"), [one for one in items if one.due and today < one.due <= week], False),
        (_("Later"), [one for one in items if one.due is None or one.due > week], False),
    )
    found: list[components.QueueGroup] = []
    for title, members, late in chosen:
        rows = tuple(
            components.QueueItem(
                when(one.due, today), one.title, one.where, one.act, one.address,
                primary=pressing and not found and place == 0,
            )
            for place, one in enumerate(members[:MOST_PER_GROUP])
        )
        if rows:
            found.append(components.QueueGroup(title, rows, _note(len(members)), late))
    return found


def _note(count: int) -> str:
    note = ngettext("%(count)d ding", "%(count)d dingen", count) % {"count": count}
    if count > MOST_PER_GROUP:
        note = _("%(note)s, hier staan de eerste %(shown)d") % {"note": note, "shown": MOST_PER_GROUP}
    return note


def standings(rows: list[Process]) -> list[tuple[Standing, Steps | None, str]]:
    """Say how questions stand, with the path drawn and the day of the next step in words; no queries."""
    names = tuple(str(STATES[state]) for state in PATH)
    found = []
    for one in processes.overview(rows):
        pathless = one.state in STOPPED or one.process.standing
        steps = None if pathless else Steps(names, PATH.index(one.state) + 1)
        due = date_format(one.next.due, "j F") if one.next and one.next.due else ""
        found.append((one, steps, due))
    return found


def home_of_body(viewer: Viewer) -> str | None:
    """Return where somebody of a body without a desk comes home: the page of their own, which tells what concerns them.

    Members of a council or an executive have no desk; a way in that ends in "not found" is none. None without a role.
    """
    return reverse("people:mine") if viewer.tenants() else None


def _colleagues(request: BrinkRequest, viewer: Viewer) -> list[Account]:
    """Return whose work one may look at: the colleagues of one's own desks, when that is asked."""
    if PERSON not in request.GET or not viewer.tenants(DESK):
        return []
    return list(at_the_desk_of(*viewer.tenants(DESK)))


def opening(viewer: Viewer) -> list[Finding]:
    """Return what is unsafe or missing before the site opens, for who administers it; a demo never opens."""
    return [] if settings.DEMO or not viewer.tenants(frozenset({Role.ADMIN})) else before_opening()


@require_safe
def queue(request: BrinkRequest) -> HttpResponse:
    """Show what waits for this member of staff."""
    viewer = request.viewer
    if viewer.account_id is None:
        return redirect(f"{reverse('account_login')}?next={reverse('web:desk')}")
    at_the_desk = bool(viewer.tenants(DESK))
    colleagues = _colleagues(request, viewer)
    colleague = next((one for one in colleagues if str(one.pk) == request.GET[PERSON]), None)
    now, today = clock.now().astimezone(clock.AMSTERDAM), clock.today()
    me = viewer
    if colleague is not None:
        # The work of somebody else, seen with one's own eyes: their name, the roles of whoever looks.
        viewer = replace(viewer, account_id=colleague.pk)
    rows = processes.running_rows(viewer)
    items = processes.queue_items(viewer, rows)
    if not at_the_desk and not items:
        home = home_of_body(viewer)
        if home is None:
            raise Http404
        return redirect(home)
    soon = today + timedelta(days=14)
    near = [one for one in items if one.due is None or one.due <= soon]
    mine = [one for one in near if one.owner == viewer.account_id]
    context = {
        "groups": groups(mine, today),
        "of_others": groups([one for one in near if one.owner != viewer.account_id], today, pressing=not mine),
        "all_count": len(items),
        "count": len(mine),
        "late": sum(1 for item in mine if item.due and item.due < today),
        "further": sum(1 for one in items if one.due and one.due > soon),
        "standings": standings(rows[:MOST_STANDINGS]),
        "colleague": colleague,
        "colleagues": colleagues,
        "bodies": sorted({one.tenant.name for one in rows}),
        "name": me.name.removesuffix(" (voorbeeld)").split(" ")[0],
        "hour": now.hour,
        "more": links(Menu.DESK_END, me),
        "findings": opening(me),
        # Members of a council or an executive have no desk: only what they must be told waits for them.
        "at_the_desk": at_the_desk,
    }
    return render(request, "web/desk.html", context)
