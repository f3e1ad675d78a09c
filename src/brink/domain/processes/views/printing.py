"""Paper: a poster for the wall of the shop, and a form that an officer can type in later."""

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from brink.domain.people.desk import ActForm, act, page
from brink.domain.people.queries import actor_for
from brink.domain.processes.paper_sheet import has_paper, paper_of, sheet_context
from brink.domain.processes.permissions import SHEETS_PRINT
from brink.domain.processes.printed_sheets import kept_codes, to_sheets
from brink.domain.processes.services.printing import MOST_COPIES, print_sheets
from brink.domain.processes.sheets import signpost_sheet
from brink.domain.processes.views.access import own_process
from brink.foundation.addresses import page_url
from brink.foundation.requests import BrinkRequest


class CopiesForm(ActForm):
    """How many forms to print."""

    copies = forms.IntegerField(
        label=_("Hoeveel formulieren?"), min_value=1, max_value=MOST_COPIES, initial=1,
        help_text=_("Elk formulier krijgt een eigen code. Maak geen kopieën."),
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), _("Print 1 tot en met 50 formulieren tegelijk.")
        ),
    )  # fmt: skip


@require_safe
def index(request: BrinkRequest, slug: str) -> HttpResponse:
    """List what can be printed."""
    process = own_process(request, slug)
    rounds = process.rounds.filter(opened_at__isnull=False).order_by("number")
    paper = [(one, page_url("paper desk", one.pk)) for one in rounds if has_paper(one)]
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


@require_http_methods(["GET", "HEAD", "POST"])
def form(request: BrinkRequest, slug: str, number: int) -> HttpResponse:
    """Show the paper form of one round, drawn by its instrument.

    Each copy carries a code of its own, twice: for the desk, and on the strip that its giver keeps. Which codes were
    printed is kept, so that a code that was not is refused when forms are typed in.
    """
    process = own_process(request, slug)
    round = process.rounds.filter(number=number, opened_at__isnull=False).first()
    drawn = paper_of(round) if round is not None else None
    if round is None or drawn is None:
        raise Http404
    copies = CopiesForm(request.POST or None, auto_id="%s")
    printed = act(
        request, copies,
        lambda: print_sheets(round=round, copies=copies.cleaned_data["copies"], key=copies.act_key,
                             actor=actor_for(request.viewer, SHEETS_PRINT, process.tenant_id)),
    )  # fmt: skip
    if printed:
        return to_sheets(request, printed.result)
    context = sheet_context(round, drawn, kept_codes(request), request.viewer)
    # Without a code: one sheet as it will look.
    context |= {"copies": copies, "back_url": reverse("processes:print", args=[slug])}
    response = page(request, "processes/paper.html", context, copies)
    # A page from a cache would print the same codes twice.
    response["Cache-Control"] = "no-store"
    return response
