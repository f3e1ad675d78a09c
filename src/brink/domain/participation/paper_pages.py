"""/processen/…/papier/: a form to print at home, drawn by the instrument, with a code of its own on every copy."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods

from brink.domain.journal.services import RESIDENT
from brink.domain.participation.giving_page import status_of
from brink.domain.participation.paper_forms import AtHomeForm
from brink.domain.participation.round_page import RoundPage, round_page
from brink.domain.people import attempts
from brink.domain.processes.paper_sheet import paper_of, sheet_context
from brink.domain.processes.printed_sheets import kept_codes, to_sheets
from brink.domain.processes.services.printing import print_sheets
from brink.foundation.errors import Refusal
from brink.ui.not_sent import not_sent

SHEETS_AN_HOUR = 60


@require_http_methods(["GET", "HEAD", "POST"])
@round_page()
def paper(page: RoundPage) -> HttpResponse:
    """Show the form as it will look; the button puts codes on as many copies as somebody asks for, and keeps them."""
    drawn = paper_of(page.round)
    if drawn is None or page.round.opened_at is None:
        raise Http404
    form = AtHomeForm(page.request.POST or None, auto_id="%s")
    if page.request.method == "POST" and form.is_valid():
        try:
            attempts.check(attempts.source_of(page.request), "blad", SHEETS_AN_HOUR)
            copies, key = form.cleaned_data["copies"], form.act_key
            return to_sheets(page.request, print_sheets(round=page.round, copies=copies, actor=RESIDENT, key=key))
        except Refusal as refusal:
            form.refuse(refusal)
    context = sheet_context(page.round, drawn, kept_codes(page.request), page.viewer)
    context |= {"form": form, "printable": page.is_open or page.is_planned, "back_url": page.process_url}
    response = page.render("participation/paper.html", context, status_of(form), stop=not_sent(form))
    # A page from a cache would print the same codes twice.
    response["Cache-Control"] = "private, no-store"
    return response
