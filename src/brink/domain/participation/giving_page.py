"""The way of every form of an instrument: shape, act, receipt on a page of its own; a refusal keeps what was typed."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse

from brink.domain.contributions.services.giving import Receipt
from brink.domain.participation.forms import KeyForm
from brink.domain.participation.receipt_page import receipt_redirect
from brink.domain.participation.round_page import RoundPage
from brink.foundation.errors import Refusal

UNPROCESSABLE, OURS = 422, 500


def gave(page: RoundPage, form: KeyForm, give: Callable[[dict[str, Any]], Receipt]) -> HttpResponse | None:
    """Do what a form asks and go to the receipt; None when the form has something to mend, which it then says.

    if page.request.method == "POST":
        done = gave(page, form, lambda data: ...)
        if done is not None:
            return done
    return page.render("poll/start.html", {"form": form}, status=status_of(form))
    """
    if not form.is_valid():
        return None
    try:
        receipt = give(form.cleaned_data)
    except Refusal as refusal:
        form.refuse(refusal)
        return None
    return receipt_redirect(page, receipt)


def status_of(form: KeyForm) -> int:
    """Return the status of a page with this form: 422 when something was refused, 5xx when that was our fault."""
    if form.status >= OURS:
        return form.status
    return UNPROCESSABLE if form.is_bound and form.errors else 200
