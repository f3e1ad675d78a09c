"""The first page: near you, now open, come by, follow your words, do we keep our word."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from brink.domain.contributions import queries as contributions
from brink.domain.places import queries as places
from brink.foundation import clock
from brink.foundation.visibility import Viewer
from brink.web.nearby import around, as_lines, open_now
from brink.web.views.calendar import upcoming


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Show what is open; with a place typed in, what is open there."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    typed = request.GET.get("plek", "").strip()[:80]
    found = places.search(typed) if typed else []
    if len(found) == 1 and request.GET.get("ga"):
        return redirect("web:area", slug=found[0].slug)
    area = found[0] if found else None
    context: dict[str, Any] = {"typed": typed, "found": found, "area": area}
    if area:
        near = around(area, viewer)
        context |= {"near": near, "open": near.open[:5], "entries": near.entries}
    else:
        open_processes = list(open_now(viewer)[:5])
        context |= {"open": as_lines(open_processes, clock.now()), "entries": upcoming(viewer, limit=4)}
    context["open_count"] = open_now(viewer).count()
    context["totals"] = contributions.figures_total()
    return render(request, "web/home.html", context)
