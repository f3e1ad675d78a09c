"""/vragen/: ask or tell a government anything, any day; and /balie/vragen/, where it is answered."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from brink.domain.contributions.services.giving import Receipt, give
from brink.domain.journal.services import RESIDENT
from brink.domain.participation.giving_page import gave, status_of
from brink.domain.participation.round_page import page_for
from brink.domain.people.desk import login_first, member, page, page_of
from brink.domain.people.queries import contact_for
from brink.domain.places.point_field import tapped
from brink.domain.places.queries import with_parents
from brink.domain.processes.services.standing_question import ROUND_SLUG
from brink.foundation import clock
from brink.foundation.requests import BrinkRequest
from brink.registers.inbox import queries
from brink.registers.inbox.forms import DoorForm
from brink.ui.map_tiles import with_tiles

PER_PAGE = 25


@require_safe
def index(request: BrinkRequest) -> HttpResponse:
    """Say whom one can ask or tell something; with one door only, go to it."""
    doors = queries.open_doors(request.viewer)
    if len(doors) == 1:
        return redirect("inbox:door", doors[0].tenant.slug)
    return render(request, "inbox/index.html", {"doors": doors})


@require_http_methods(["GET", "HEAD", "POST"])
def door(request: BrinkRequest, body: str) -> HttpResponse:
    """Take in an idea, a question or a worry on one screen, without an account; the code is the answer.

    The room and the promise stand beside the form; whoever comes from an area sees its contact by name.
    """
    frame = page_for(request, queries.door_of(request.viewer, body).slug, ROUND_SLUG)
    area = with_parents().filter(slug=request.GET.get("gebied", "")[:80]).first()
    form = DoorForm(request.POST or None, body=frame.process.tenant, initial={"area": area})

    def take(data: dict[str, Any]) -> Receipt:
        return give(round=frame.round, words=form.words(data), area=data["area"], actor=RESIDENT, key=data["key"])

    given = gave(frame, form, take) if form.is_bound and not tapped(form) else None
    contact = contact_for(area, body=frame.process.tenant) if area else None
    shown = given or frame.render("inbox/door.html", {"form": form, "contact": contact}, status_of(form))
    return shown if given else with_tiles(shown)


@require_safe
@login_first
def desk(request: BrinkRequest) -> HttpResponse:
    """List what came in and waits: who, what, about where, and by when the giver hears."""
    waiting = page_of(request, queries.waiting(member(request)), PER_PAGE)
    return page(request, "inbox/desk.html", {"page": waiting, "today": clock.today()})
