"""The receipt of what was given: shown on a page of its own, that can be loaded again on a bad line.

Every form of every instrument ends with `receipt_redirect`. The receipt waits in a cookie of this browser, encrypted,
for a quarter of an hour, for that page alone: no session, no row, and a second receipt does not push out the first.
"""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from brink.domain.contributions.receipt import SHOWN_FOR, Shown, sealed, unsealed
from brink.domain.contributions.services.giving import Receipt
from brink.domain.participation.round_page import RoundPage
from brink.foundation.device_cookies import keep, kept, remembers

COOKIE = remembers("brink-ontvangst", "the code of what was just given")


def receipt_redirect(page: RoundPage, receipt: Receipt) -> HttpResponse:
    """Answer a form: go to the page with the receipt."""
    given = receipt.contribution
    address = reverse("participation:receipt", args=[page.round.process.slug, page.round.slug, given.pk])
    response = HttpResponseRedirect(address)
    keep(response, COOKIE, sealed(receipt), path=address, lasts=SHOWN_FOR)
    return response


def kept_receipt(request: HttpRequest) -> Shown | None:
    """Return the receipt that waits in this browser, or None when there is none or it is too old."""
    return unsealed(kept(request, COOKIE, request.path))
