"""Who is about what, by theme: the one sentence of who may decide, what is asked now, and what was decided."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from brink.domain.people.models import Body
from brink.domain.processes import queries
from brink.domain.processes.list_rows import questions
from brink.domain.processes.models import Theme
from brink.domain.processes.states import ProcessState
from brink.foundation import clock
from brink.foundation.kept_pages import may_be_kept
from brink.foundation.requests import BrinkRequest

MOST = 10


@may_be_kept
@require_safe
def index(request: BrinkRequest) -> HttpResponse:
    """List the themes, each with who is about it; and what each government is about."""
    context = {"themes": Theme.objects.all(), "bodies": Body.objects.exclude(about="").order_by("kind", "name")}
    return render(request, "web/themes.html", context)


@may_be_kept
@require_safe
def detail(request: BrinkRequest, slug: str) -> HttpResponse:
    """Show one theme: who is about it, what is open, and what is over or still to come."""
    theme = get_object_or_404(Theme, slug=slug)
    now = clock.now()
    rows = queries.about(queries.asked(request.viewer), theme)
    is_open = queries.in_state(ProcessState.OPEN, now)
    others = rows.exclude(is_open).filter(room_published_at__isnull=False).order_by("-room_published_at", "-id")
    context = {
        "theme": theme,
        "open": questions(list(rows.filter(is_open).order_by("closes_at", "id")[:MOST]), now),
        "others": questions(list(others[:MOST]), now),
    }
    return render(request, "web/theme.html", context)
