"""The receipt of what was given: shown on a page of its own, that can be loaded again on a bad line.

Every form of every instrument ends with `receipt_redirect`. The receipt waits in a cookie of this browser, encrypted,
for a quarter of an hour, for that page alone: no session, no row, and a second receipt does not push out the first.
"""

import json
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from brink.domain.contributions.services.giving import Receipt
from brink.domain.participation.round_page import RoundPage
from brink.foundation import clock
from brink.foundation.crypto import decrypt, encrypt

COOKIE = "brink-ontvangst"
SHOWN_FOR = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class KeptReceipt:
    """A receipt that waits to be shown in this browser."""

    contribution_id: UUID
    code: str
    broker_code: str


def receipt_redirect(page: RoundPage, receipt: Receipt) -> HttpResponse:
    """Answer a form: go to the page with the receipt, and let the device keep its token when it got one."""
    given = receipt.contribution
    address = reverse("participation:receipt", args=[page.round.process.slug, page.round.slug, given.pk])
    response = HttpResponseRedirect(address)
    kept = {"contribution": str(given.pk), "code": receipt.code, "broker": receipt.broker_code}
    response.set_cookie(
        COOKIE,
        encrypt(json.dumps(kept), at=clock.now()),
        max_age=SHOWN_FOR,
        path=address,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )
    page.remember_device(response)
    return response


def kept_receipt(request: HttpRequest) -> KeptReceipt | None:
    """Return the receipt that waits in this browser, or None when there is none or it is too old."""
    try:
        kept = json.loads(decrypt(request.COOKIES.get(COOKIE, ""), ttl=SHOWN_FOR, at=clock.now()))
        return KeptReceipt(UUID(kept["contribution"]), kept["code"], kept["broker"])
    except (ValueError, KeyError, TypeError):
        return None
