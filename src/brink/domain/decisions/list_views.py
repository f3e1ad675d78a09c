"""/besluitenlijst/: what an organ decided on one day, on one page that prints (D20; Wet open overheid, article 3.3)."""

from dataclasses import dataclass
from datetime import date

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from brink.domain.decisions import queries
from brink.domain.decisions.models import Decision
from brink.domain.decisions.publication_checks import Breadth, breadth
from brink.domain.people.desk import found
from brink.domain.people.models import Body, Organ
from brink.foundation.requests import BrinkRequest

PER_PAGE = 30
MOST = 200
"""More decisions than any organ takes on a day."""


@dataclass(frozen=True, slots=True)
class Taken:
    """One line of the list: a decision with its vote, if there was one."""

    decision: Decision
    breadth: Breadth | None


@require_safe
def lists(request: BrinkRequest) -> HttpResponse:
    """Show on which days which organ decided something, newest first, to narrow by body."""
    body = request.GET.get("overheid", "")[:60]
    rows = queries.published(request.viewer, body=body).order_by("-on", "tenant__name", "organ__name")
    days = rows.values("on", "organ__slug", "organ__name", "tenant__slug", "tenant__name").annotate(number=Count("pk"))
    shown = Paginator(days, PER_PAGE).get_page(request.GET.get("pagina"))
    context = {"page": shown, "body": body, "bodies": Body.objects.all()}
    return render(request, "decisions/lists.html", context)


@require_safe
def one_list(request: BrinkRequest, body: str, organ: str, day: str) -> HttpResponse:
    """Show what an organ decided on a day. A day on which nothing is public has no page."""
    row = found(Organ.objects.select_related("tenant"), tenant__slug=body, slug=organ)
    rows = queries.published(request.viewer).filter(organ=row, on=_day(day)).select_related("kind", "minority")
    taken = [
        Taken(one, breadth([(vote.in_favour, vote.against) for vote in one.votes.all()]))
        for one in rows.order_by("published_at", "id").prefetch_related("votes", queries.corrections())[:MOST]
    ]
    if not taken:
        raise Http404
    context = {"organ": row, "day": _day(day), "taken": taken, **row.tenant.heading()}
    return render(request, "decisions/one_list.html", context)


def _day(text: str) -> date:
    """Return the day of an address as it is written there, 2026-11-30; another form is no page."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Http404 from None
