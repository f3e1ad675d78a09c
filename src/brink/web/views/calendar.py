"""Come by: everything with a date, for the coming months."""

from itertools import groupby

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.views.decorators.http import require_safe

from brink.domain.places.models import AreaKind
from brink.domain.places.queries import with_parents
from brink.domain.processes.list_rows import meetings
from brink.domain.processes.queries.calendar import upcoming
from brink.foundation.kept_pages import may_be_kept
from brink.foundation.requests import BrinkRequest

PER_PAGE = 25


@may_be_kept
@require_safe
def index(request: BrinkRequest) -> HttpResponse:
    """Show the calendar, for all areas or for one municipality and its villages."""
    slug = request.GET.get("gebied", "")[:80]
    areas = list(with_parents().filter(kind=AreaKind.MUNICIPALITY))
    area = next((one for one in areas if one.slug == slug), None)
    entries = upcoming(request.viewer, area=area, cancelled=True)
    page = Paginator(entries, PER_PAGE).get_page(request.GET.get("pagina"))
    months = [
        (date_format(rows[0].on, "F Y").capitalize(), meetings(rows))
        for rows in (list(group) for _month, group in groupby(page, key=lambda one: (one.on.year, one.on.month)))
    ]
    context = {"page": page, "months": months, "area": area, "areas": areas}
    return render(request, "web/calendar.html", context)
