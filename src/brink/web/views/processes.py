"""All questions as a list, and one question as a story."""

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from brink.domain.people.models import Body
from brink.domain.processes.models import Process, Theme
from brink.domain.processes.rules import process_state
from brink.foundation import clock
from brink.foundation.visibility import visible
from brink.web.story import tell

PER_PAGE = 20
STATES = ("open", "straks", "gesloten", "beantwoord")


def _in_state(state: str) -> Q:
    """Return the condition for one of the four states that people filter on."""
    now = clock.now()
    alive = Q(withdrawn_at=None)
    return {
        "open": alive & Q(opens_at__lte=now, closes_at__gt=now, weighing_at=None, decided_at=None),
        "straks": alive & (Q(opens_at=None) | Q(opens_at__gt=now)) & Q(decided_at=None),
        "gesloten": alive & Q(closes_at__lte=now, answered_at=None),
        "beantwoord": Q(answered_at__isnull=False),
    }.get(state, Q())


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """List the questions, to search and to narrow by state, theme and body."""
    chosen = {name: request.GET.get(name, "").strip()[:80] for name in ("q", "stand", "thema", "overheid")}
    rows = visible(request.viewer, Process.objects.all())  # type: ignore[attr-defined]
    rows = rows.filter(_in_state(chosen["stand"])).select_related("tenant").prefetch_related("areas")
    if chosen["q"]:
        rows = rows.filter(Q(title__icontains=chosen["q"]) | Q(rooms__question__icontains=chosen["q"])).distinct()
    if chosen["thema"]:
        rows = rows.filter(themes__slug=chosen["thema"])
    if chosen["overheid"]:
        rows = rows.filter(tenant__slug=chosen["overheid"])
    page = Paginator(rows.order_by("-room_published_at", "-id"), PER_PAGE).get_page(request.GET.get("pagina"))
    now = clock.now()
    entries = [(process, process_state(process, now)) for process in page]
    context = {
        "page": page, "entries": entries, "chosen": chosen, "themes": Theme.objects.all(), "bodies": Body.objects.all()
    }  # fmt: skip
    return render(request, "web/processes.html", context)


@require_GET
def detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Tell one question as one story, from room to where the words came down."""
    rows = Process.objects.select_related("tenant", "phase", "scale", "owner", "predecessor").prefetch_related("areas")
    process = get_object_or_404(visible(request.viewer, rows), slug=slug)  # type: ignore[attr-defined]
    return render(request, "web/process.html", {"story": tell(process, request.viewer), "process": process})  # type: ignore[attr-defined]


