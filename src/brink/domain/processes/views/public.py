"""What everybody may fetch: calendars, and the signpost on one sheet."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from brink.domain.processes import icalendar_feed
from brink.domain.processes.models import Process
from brink.domain.processes.queries.calendar import calendar_items
from brink.domain.processes.sheets import signpost_sheet
from brink.foundation import clock
from brink.foundation.requests import BrinkRequest
from brink.foundation.visibility import ANYONE, visible

_BACK, _AHEAD = timedelta(days=90), timedelta(days=730)


def _file(body: bytes, name: str) -> HttpResponse:
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{slugify(name) or "agenda"}.ics"'
    return response


@require_safe
def calendar(request: BrinkRequest) -> HttpResponse:
    """Give the whole public calendar, also to staff: a calendar program keeps what it fetches."""
    today = clock.today()
    items = calendar_items(ANYONE, today - _BACK, today + _AHEAD)
    return _file(icalendar_feed.write(items, name=_("Agenda van Brink"), base_url=settings.BASE_URL), "agenda")


@require_safe
def process_calendar(request: BrinkRequest, slug: str) -> HttpResponse:
    """Give the public calendar of one process, from its first day to its last."""
    process = get_object_or_404(visible(ANYONE, Process.objects.all()), slug=slug)
    today = clock.today()
    items = calendar_items(ANYONE, today - 10 * _AHEAD, today + 10 * _AHEAD, process)
    return _file(icalendar_feed.write(items, name=process.title, base_url=settings.BASE_URL), slug)


@require_safe
def signpost(request: BrinkRequest, slug: str) -> HttpResponse:
    """Show one process on one sheet of A4: what is asked, when, who decides, what is open and what is fixed."""
    rows = Process.objects.select_related("tenant", "owner")
    process = get_object_or_404(visible(request.viewer, rows), slug=slug)
    sheet = signpost_sheet(process, request.viewer)
    return render(request, "processes/signpost.html", {"process": process, "sheet": sheet})
