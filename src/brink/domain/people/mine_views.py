"""/mijn/: the page of somebody with a seat in council or executive. It is for reading, on a phone, before a meeting."""

from collections.abc import Callable

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from brink.domain.people.desk import BrinkRequest, login_first
from brink.domain.people.models import AreaContact, Membership
from brink.domain.people.points import Mine, own_blocks, own_topics
from brink.domain.people.queries import current
from brink.foundation import clock
from brink.foundation.panels import Panel
from brink.foundation.points import Point
from brink.foundation.role_names import ROLE_NAMES
from brink.foundation.visibility import Role


def seats_of(request: BrinkRequest) -> tuple[Membership, ...]:
    """Return where whoever looks has a role today. One query."""
    rows = Membership.objects.filter(current(clock.today()), person__account=request.viewer.account_id)
    rows = rows.select_related("person", "organ", "group", "tenant__area")
    return tuple(rows.order_by("tenant__name", "organ__name", "role"))


@require_safe
@login_first
def mine(request: BrinkRequest) -> HttpResponse:
    """Show what waits for somebody with a seat: decisions with their minority, who asks, moments to come, promises."""
    return _page(request, own_blocks, "people/mine.html")


@require_safe
@login_first
def topics(request: BrinkRequest) -> HttpResponse:
    """Show what they think, follow and hear: own positions and themes, and what was heard outside."""
    return _page(request, own_topics, "people/topics.html")


def _page(request: BrinkRequest, blocks: Point[Callable[[Mine], Panel | None]], template: str) -> HttpResponse:
    seats = seats_of(request)
    if not seats:
        raise Http404
    persons = {one.person_id for one in seats}
    contacts = AreaContact.objects.filter(current(clock.today()), person__in=persons).select_related("area")
    areas = tuple(one.area for one in contacts.defer("area__geometry").order_by("area__name"))
    found = Mine(request.viewer, seats, areas)
    context = {
        "name": request.viewer.name.removesuffix(" (voorbeeld)").split(" ")[0],
        "seats": [(one, ROLE_NAMES[Role(one.role)]) for one in seats],
        "areas": areas,
        "panels": [panel for ask in blocks.all() if (panel := ask(found)) is not None],
    }
    return render(request, template, context)
