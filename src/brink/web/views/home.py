"""The first page: near you, now open, come by, follow your words, do we keep our word."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from brink.domain.people.queries import contact_for
from brink.domain.places import queries as places
from brink.domain.places.points import area_blocks, home_blocks
from brink.domain.processes import queries as processes
from brink.domain.processes.list_rows import questions
from brink.foundation import clock
from brink.foundation.kept_pages import may_be_kept
from brink.foundation.requests import BrinkRequest
from brink.ui.pictures.illustration_village import MOST
from brink.web import my_village
from brink.web.open_counts import count_open, tilemap
from brink.web.views.areas import TYPED


@may_be_kept
@require_safe
def home(request: BrinkRequest) -> HttpResponse:
    """Show what is open; with a place typed in, what is open there."""
    viewer = request.viewer
    typed = request.GET.get("plek", "").strip()[:TYPED]
    found = places.search(typed) if typed else []
    area = found[0] if found else None
    mine = my_village.chosen(request) if "plek" not in request.GET else ""
    if mine:
        area = places.with_parents().filter(slug=mine).first()
    counts = count_open(viewer)
    rows = processes.open_near(area, viewer) if area else list(processes.open_now(viewer)[:MOST])
    context: dict[str, Any] = {
        "typed": typed,
        "area": area,
        "mine": bool(mine and area),
        "others": found[1:5],
        "questions": questions(rows[:MOST], clock.now()),
        "open_count": counts.total,
        "tilemap": tilemap(counts, area),
        "contacts": [one for one in (contact_for(area),) if one] if area else [],
        "near": [block.panel(area, viewer) for block in area_blocks.all() if block.at_home] if area else [],
        "blocks": [panel for block in home_blocks.all() if (panel := block(viewer, area))],
    }
    return my_village.for_this_device(request, render(request, "web/home.html", context))
