"""Paper: a poster for the wall of the shop, and a form that an officer can type in later."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from brink.domain.processes.instrument import registry
from brink.domain.processes.sheets import address_of, fit, signpost_sheet
from brink.domain.processes.timing import last_day
from brink.domain.processes.views.access import own_process, viewer_of

WRITING_LINES = 9


@require_GET
def index(request: HttpRequest, slug: str) -> HttpResponse:
    """List what can be printed."""
    process = own_process(request, slug)
    rounds = process.rounds.filter(opened_at__isnull=False).order_by("number")
    paper = [one for one in rounds if one.instrument in registry and "paper" in registry[one.instrument].card.channels]
    context = {"process": process, "rounds": paper}
    return render(request, "processes/print_index.html", context)


@require_GET
def poster(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a poster: the question large, the last day, and the QR code."""
    process = own_process(request, slug)
    context = {
        "process": process,
        "sheet": signpost_sheet(process, viewer_of(request)),
        "back_url": reverse("processes:print", args=[slug]),
    }
    return render(request, "processes/poster.html", context)


@require_GET
def form(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Show the paper form of one round: the question, the room, space to write, and where to hand it in."""
    process = own_process(request, slug)
    round = process.rounds.filter(number=number, opened_at__isnull=False).first()
    if round is None:
        raise Http404
    sheet = signpost_sheet(process, viewer_of(request))
    context = {
        "process": process,
        "round": round,
        "sheet": sheet,
        "title": fit(round.title, 100),
        "prompt": fit(round.prompt, 180),
        "last_day": last_day(round.closes_at),
        "url": address_of(process, round),
        "writing": range(WRITING_LINES - 3 if sheet.tight else WRITING_LINES),
        "back_url": reverse("processes:print", args=[slug]),
    }
    return render(request, "processes/paper.html", context)
