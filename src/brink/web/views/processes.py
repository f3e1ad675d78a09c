"""All questions as a list, and one question as a story."""

from collections.abc import Sequence

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from brink.domain.people.models import Body
from brink.domain.processes import queries
from brink.domain.processes.list_rows import questions
from brink.domain.processes.models import Process, Theme
from brink.domain.processes.states import STOPPED, ProcessState
from brink.foundation import clock, spreadsheets
from brink.foundation.addresses import page_url
from brink.foundation.kept_pages import may_be_kept
from brink.foundation.requests import BrinkRequest
from brink.foundation.search.finding import narrow
from brink.foundation.visibility import visible
from brink.ui.components import Question
from brink.web.process_page import story_of, told_rows

PER_PAGE = 20
STATES = {
    "open": (_("Nu open"), (ProcessState.OPEN,)),
    "straks": (_("Straks open"), (ProcessState.ROOM,)),
    "gesloten": (
        _("Gesloten, antwoord komt"),
        (ProcessState.CLOSED, ProcessState.WEIGHING, ProcessState.DECIDED),
    ),
    "beantwoord": (_("Beantwoord"), (ProcessState.ANSWERED, ProcessState.EVALUATED)),
    "gestopt": (_("Gestopt"), tuple(sorted(STOPPED))),
}
FIELDS = ("q", "stand", "thema", "overheid", "trekt")


@may_be_kept
@require_safe
def index(request: BrinkRequest) -> HttpResponse:
    """List the questions, to search and to narrow by state, theme, body and who leads."""
    chosen = {name: request.GET.get(name, "").strip()[:80] for name in FIELDS}
    rows, now = queries.asked(request.viewer), clock.now()
    if chosen["stand"] in STATES:
        asked = Q()
        for state in STATES[chosen["stand"]][1]:
            asked |= queries.in_state(state, now)
        rows = rows.filter(asked)
    if chosen["q"]:
        rows = narrow(rows, chosen["q"])
    if chosen["thema"]:
        rows = rows.filter(themes__slug=chosen["thema"])
    if chosen["overheid"]:
        rows = rows.filter(tenant__slug=chosen["overheid"])
    if chosen["trekt"] in Process.Lead.values:
        rows = rows.filter(lead=chosen["trekt"])
    rows = rows.order_by("-room_published_at", "-id")
    if kind := spreadsheets.asked(request):
        return spreadsheets.file(_sheet(questions(list(rows), now)), kind)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("pagina"))
    context = {
        "page": page,
        "questions": questions(list(page), now),
        "chosen": chosen,
        "narrowed": any(chosen.values()),
        "states": [(key, words) for key, (words, _states) in STATES.items()],
        "themes": Theme.objects.all(),
        "bodies": Body.objects.all(),
        "leads": [(key, str(words).capitalize()) for key, words in Process.Lead.choices],
    }
    return render(request, "web/processes.html", context)


def _sheet(rows: Sequence[Question]) -> spreadsheets.Sheet:
    """Return the questions as the filter shows them, in the words of the list."""
    columns = (_("Vraag"), _("Wat het is"), _("Wanneer"), _("Van wie en waar"), _("Adres"))
    cells = ((one.title, one.text, one.when, ", ".join(one.meta), one.url) for one in rows)
    return spreadsheets.Sheet(str(_("vragen")), [str(one) for one in columns], cells)


@may_be_kept
@require_safe
def detail(request: BrinkRequest, slug: str) -> HttpResponse:
    """Tell one question as one story, from room to where the words came down."""
    viewer = request.viewer
    # One query for the question, what it follows and what follows it, each as far as this viewer may see it.
    related = Q(slug=slug) | Q(predecessor__slug=slug) | Q(successors__slug=slug)
    rows = visible(viewer, told_rows(Process.objects.all())).filter(related)
    family = list(rows.order_by("created_at", "id").distinct())
    process = next((one for one in family if one.slug == slug), None)
    if process is None:
        raise Http404
    context = {
        "story": story_of(process, viewer),
        "process": process,
        "before": next((one for one in family if one.pk == process.predecessor_id), None),
        "after": [one for one in family if one.predecessor_id == process.pk],
        "share_picture": page_url("picture", process.slug) if process.room_published_at else "",
        **process.tenant.heading(),
    }
    # A standing question has no decision to tell of and no end: it is told in four posts.
    return render(request, "web/standing.html" if process.standing else "web/process.html", context)
