"""The receipt after giving: code in words, QR, and what happens next. For the pages of every instrument.

Answer a form with a redirect and keep the receipt for the next page, or render it at once:

    keep(request, receipt); return redirect(...)          # then, on that page:
    shown = take(request)
    render(..., {"receipt": receipt_context(shown.contribution, shown.code, shown.broker_code)})
    {% include "contributions/receipt.html" with receipt=receipt only %}
"""

import json
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from brink.domain.contributions.forms import MailCodeForm
from brink.domain.contributions.models import Contribution
from brink.domain.contributions.services.following import is_ended
from brink.domain.contributions.services.giving import Receipt as Given
from brink.foundation import clock
from brink.foundation.crypto import decrypt, encrypt
from brink.ui.components import Receipt, WaysToKeep

KEY = "brink_receipt"
SHOWN_FOR = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Shown:
    """A receipt that waits to be shown in this browser."""

    contribution_id: UUID
    code: str
    broker_code: str


@dataclass(frozen=True, slots=True)
class Next:
    """What `contributions/receipt.html` shows."""

    slip: Receipt
    broker_slip: Receipt | None
    code: str
    contribution: Contribution


def home_url() -> str:
    """Return the address of the follow page, as people type it."""
    return f"{settings.BASE_URL}{reverse('contributions:code')}"


def follow_url(code: str) -> str:
    """Return the address for a QR: the code stands behind the #, which browsers keep to themselves."""
    return f"{home_url()}#{'-'.join(code.split())}"


def _ways(code: str, id: str) -> WaysToKeep:
    form = MailCodeForm(initial={"code": code}, auto_id=f"{id}_%s")
    return WaysToKeep(code, reverse("contributions:code"), reverse("contributions:mail_code"), form)


def slip(code: str, *, to_keep: bool = False, id: str = "bonnetje") -> Receipt:
    """Return the slip of a code, with a QR that opens the follow page; "" for one that a new code took the place of.

    `to_keep` is for its holder at a screen: to print, to copy and to have it mailed.
    """
    if not code:
        return Receipt((), "")
    first, second, third, *digits = code.split()
    spoken = home_url().split("//")[-1].rstrip("/")
    ways = _ways(code, id) if to_keep else None
    return Receipt((first, second, third), "".join(digits), follow_url(code), spoken, ways)


def sealed(receipt: Given) -> str:
    """Return a receipt as it waits in a browser: encrypted, good for `SHOWN_FOR`."""
    given = {"contribution": str(receipt.contribution.pk), "code": receipt.code, "broker": receipt.broker_code}
    return encrypt(json.dumps(given), at=clock.now())


def _in_use(code: str) -> str:
    """Return a code that was kept, or "" when a new one took its place since."""
    return "" if code and is_ended(code) else code


def unsealed(text: str) -> Shown | None:
    """Return what `sealed` made, or None when it is too old or none of ours."""
    try:
        given = json.loads(decrypt(text, ttl=SHOWN_FOR, at=clock.now()))
        return Shown(UUID(given["contribution"]), _in_use(given["code"]), _in_use(given["broker"]))
    except (ValueError, KeyError, TypeError):
        return None


def keep(request: HttpRequest, receipt: Given) -> None:
    """Keep a receipt for the page after the redirect, encrypted, for a quarter of an hour.

    Not "until shown once": a page that loads again on a bad line must not lose the only way back to the words.
    """
    request.session[KEY] = sealed(receipt)


def take(request: HttpRequest) -> Shown | None:
    """Return the receipt that waits here, or None; one that is too old is thrown away."""
    kept = request.session.get(KEY, "")
    if not kept:
        return None
    shown = unsealed(kept)
    if shown is None:
        del request.session[KEY]
    return shown


def receipt_context(contribution: Contribution, code: str, broker_code: str = "") -> Next:
    """Return what the receipt template needs; `contribution` gives the promised date."""
    broker = slip(broker_code, to_keep=True, id="makelaar") if broker_code else None
    return Next(slip(code, to_keep=True), broker, code, contribution)
