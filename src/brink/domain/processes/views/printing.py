"""Paper: a poster for the wall of the shop, and a form that an officer can type in later."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from brink.domain.processes.instrument import registry
from brink.domain.processes.sheets import address_of, fit, signpost_sheet
from brink.domain.processes.views.access import own_process
from brink.foundation.addresses import page_url
from brink.foundation.codes import new_code
from brink.foundation.requests import BrinkRequest

WRITING_LINES = 7
TIGHT_LINES = 4
MOST_COPIES = 50


@require_safe
def index(request: BrinkRequest, slug: str) -> HttpResponse:
    """List what can be printed."""
    process = own_process(request, slug)
    rounds = process.rounds.filter(opened_at__isnull=False).order_by("number")
    paper = [one for one in rounds if one.instrument in registry and "paper" in registry[one.instrument].card.channels]
    context = {"process": process, "rounds": paper}
    return render(request, "processes/print_index.html", context)


@require_safe
def poster(request: BrinkRequest, slug: str) -> HttpResponse:
    """Show a poster: the question large, the last day, and the QR code."""
    process = own_process(request, slug)
    context = {
        "process": process,
        "sheet": signpost_sheet(process, request.viewer),
        "back_url": reverse("processes:print", args=[slug]),
    }
    return render(request, "processes/poster.html", context)


def _sentence(title: str) -> str:
    """Return a title as a sentence of its own: with a full stop, unless it ends in a sign already."""
    return title if title.endswith(("?", "!", ".", "…")) else f"{title}."


@require_safe
def form(request: BrinkRequest, slug: str, number: int) -> HttpResponse:
    """Show the paper form of one round, as many as asked: the question, space to write, and where to hand it in.

    Each copy carries a code of its own, twice: for the desk, and on the strip that its giver keeps. Nothing is stored
    until a form comes back and is typed in.
    """
    process = own_process(request, slug)
    round = process.rounds.filter(number=number, opened_at__isnull=False).first()
    if round is None:
        raise Http404
    sheet = signpost_sheet(process, request.viewer)
    asked = request.GET.get("aantal", "")
    copies = min(max(int(asked), 1), MOST_COPIES) if asked.isascii() and asked.isdecimal() and len(asked) < 4 else 1
    context = {
        "process": process,
        "round": round,
        "codes": [new_code() for _copy in range(copies)],
        "most": MOST_COPIES,
        "follow_url": f"{settings.BASE_URL}{page_url('follow')}".split("//")[-1].rstrip("/"),
        "sheet": sheet,
        "title": _sentence(fit(round.title, 100)),
        "prompt": fit(round.prompt, 180),
        "url": address_of(process, round),
        "writing": range(TIGHT_LINES if sheet.tight else WRITING_LINES),
        "back_url": reverse("processes:print", args=[slug]),
    }
    response = render(request, "processes/paper.html", context)
    # A page from a cache would print the same codes twice.
    response["Cache-Control"] = "no-store"
    return response
