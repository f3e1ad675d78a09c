"""The search over the whole site: one question, hits of every kind that this viewer may see."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from django.core.paginator import Paginator
from django.db.models import DateTimeField, Q
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from brink.domain.places.area_fields import told_apart
from brink.domain.places.models import Area
from brink.domain.processes.models import Theme
from brink.domain.processes.queries import family
from brink.foundation import clock
from brink.foundation.models import SearchEntry
from brink.foundation.requests import BrinkRequest
from brink.foundation.search import SearchKind, search_documents
from brink.foundation.search.finding import Hits, Narrowed, find, tell
from brink.foundation.search.snippets import Piece, snippet

PER_PAGE, FIRST = 20, 5
FIELDS = {"q": 200, "soort": 30, "plaats": 80, "thema": 80, "periode": 10}
PERIODS = {"maand": (_("Afgelopen maand"), 31), "jaar": (_("Afgelopen jaar"), 366)}


@dataclass(frozen=True, slots=True)
class Found:
    """One hit as the page shows it."""

    title: Sequence[Piece]
    url: str
    text: Sequence[Piece]
    facts: str
    language: str


@dataclass(frozen=True, slots=True)
class Group:
    """The hits of one kind: the first of them, or one page of all."""

    key: str
    names: str
    count: int
    found: Sequence[Found]


@require_safe
def index(request: BrinkRequest) -> HttpResponse:
    """Show what was found, by kind; one kind alone in pages."""
    chosen = {name: request.GET.get(name, "").replace("\x00", "").strip()[:most] for name, most in FIELDS.items()}
    kinds = search_documents.all()
    area = Area.objects.filter(slug=chosen["plaats"]).first() if chosen["plaats"] else None
    asked = Narrowed(kinds, partial(_also, chosen, area))
    hits = find(request.viewer, chosen["q"], asked)
    one_kind = search_documents.get(chosen["soort"])
    page = None
    if one_kind is not None:
        page = Paginator(hits.entries.filter(kind=one_kind.key), PER_PAGE).get_page(request.GET.get("pagina"))
    context = {
        "chosen": chosen,
        "hits": hits,
        "page": page,
        "groups": _groups(request, hits, one_kind, page, chosen["q"]),
        "kinds": [(kind.key, kind.names, hits.counts.get(kind.key, 0)) for kind in kinds],
        "areas": told_apart(Area.objects.order_by("name"), "slug"),
        "themes": Theme.objects.order_by("name"),
        "periods": [(key, words) for key, (words, _days) in PERIODS.items()],
        "narrowed": any(chosen[name] for name in ("soort", "plaats", "thema", "periode")),
        "total": page.paginator.count if page is not None else hits.total,
    }
    return render(request, "web/search.html", context)


def _also(chosen: dict[str, str], area: Area | None, kind: SearchKind) -> Q | None:
    """Return what else a row of this kind must be, or None when it cannot be that."""
    met = Q()
    if chosen["plaats"]:
        if not kind.area or area is None:
            return None
        field = "pk" if kind.area == "self" else kind.area
        met &= Q(**{f"{field}__in": family(area).values("pk")})
    if chosen["thema"]:
        if not kind.theme:
            return None
        met &= Q(**{f"{kind.theme}__slug": chosen["thema"]})
    if chosen["periode"] in PERIODS:
        if not kind.moment:
            return None
        since = clock.now() - timedelta(days=PERIODS[chosen["periode"]][1])
        timed = isinstance(kind.model._meta.get_field(kind.moment), DateTimeField)
        met &= Q(**{f"{kind.moment}__gte": since if timed else since.date()})
    return met


def _groups(
    request: BrinkRequest, hits: Hits, only: SearchKind | None, page: Sequence[SearchEntry] | None, typed: str
) -> list[Group]:
    """Return the hits of each kind that has any; one query a kind for the keys, one for the rows."""
    groups = []
    for kind in search_documents.all():
        count = hits.counts.get(kind.key, 0)
        if not count or (only is not None and kind is not only):
            continue
        entries = list(page) if page is not None else list(hits.entries.filter(kind=kind.key)[:FIRST])
        found = [
            Found(snippet(one.title, typed), one.address, snippet(one.text, typed), " · ".join(one.also), one.language)
            for one in tell(request.viewer, entries)
        ]
        groups.append(Group(kind.key, str(kind.names), count, found))
    return groups
