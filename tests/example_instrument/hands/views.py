"""The page of a show of hands: two forms, and the receipt."""

import secrets
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from brink.domain.contributions.receipt import receipt_context
from brink.domain.contributions.services.giving import Receipt
from brink.domain.journal.services import RESIDENT
from brink.domain.processes.models import Process, RoomStatement, Round
from brink.domain.processes.promises import promise_of
from brink.domain.processes.rules import RoundState, round_state
from brink.foundation import clock
from brink.foundation.crypto import keyed_hash
from brink.foundation.errors import Refusal
from brink.foundation.visibility import ANYONE, Viewer, visible
from brink.instruments.hands.forms import HandForm, ReasonForm
from brink.instruments.hands.services import raise_hand, say_why

COOKIE = "brink-hand"
_LASTS = timedelta(days=180)


def _found(request: HttpRequest, process: str, round: str) -> Round:
    """Return the round at an address, when this viewer may see it; otherwise there is no such page."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    rows = Round.objects.filter(process__slug=process, slug=round, instrument="hands")
    found = visible(viewer, rows).select_related("process__tenant").first()
    if found is None:
        raise Http404
    return found


def _salt(process: Process) -> str:
    return f"brink hand {process.pk}"


def _token(request: HttpRequest, process: Process, key: str) -> str:
    """Return the device's token: its own, or one that follows from the key of the form it sent.

    A second press on the button sends the same key before the first answer brought the cookie: it counts once.
    """
    try:
        return str(signing.loads(request.COOKIES.get(COOKIE, ""), salt=_salt(process), max_age=_LASTS))
    except signing.BadSignature:
        return keyed_hash("hand device", f"{process.pk} {key}")[:32]


def _remember(response: HttpResponse, process: Process, token: str) -> None:
    """Give the device its token, for this process alone."""
    response.set_cookie(
        COOKIE,
        signing.dumps(token, salt=_salt(process)),
        max_age=_LASTS,
        path=f"/processen/{process.slug}/",
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )


@require_http_methods(["GET", "HEAD"])
def page(request: HttpRequest, process: str, round: str) -> HttpResponse:
    """Ask for a hand, and for a reason from who wants to give one."""
    return _forms(request, _found(request, process, round), {})


@require_http_methods(["POST"])
def hand(request: HttpRequest, process: str, round: str) -> HttpResponse:
    """Take in a hand and show its receipt."""
    found, form = _found(request, process, round), HandForm(request.POST, prefix="hand")
    if form.is_valid():
        token = _token(request, found.process, form.cleaned_data["key"])
        try:
            receipt = raise_hand(round=found, token=token, side=form.cleaned_data["side"], actor=RESIDENT)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            response = _receipt(request, found, receipt)
            _remember(response, found.process, token)
            return response
    return _forms(request, found, {"hand": form})


@require_http_methods(["POST"])
def reason(request: HttpRequest, process: str, round: str) -> HttpResponse:
    """Take in a reason and show its receipt."""
    found, form = _found(request, process, round), ReasonForm(request.POST, prefix="reason")
    if form.is_valid():
        data = form.cleaned_data
        words = {"side": data["side"], "words": data["text"], "closed": data["closed"]}
        try:
            receipt = say_why(round=found, **words, actor=RESIDENT, key=data["key"])
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return _receipt(request, found, receipt)
    return _forms(request, found, {"reason": form})


def _forms(request: HttpRequest, round: Round, sent: dict[str, Any]) -> HttpResponse:
    """Show both forms, one of them perhaps with what was sent and why it was refused."""
    key = {"key": secrets.token_urlsafe(16)}
    rooms = visible(ANYONE, RoomStatement.objects.filter(process=round.process)).select_related("decider", "contact")
    room = rooms.order_by("-version").first()
    context = {
        "round": round,
        "process": round.process,
        "question": room.question if room else round.process.title,
        "promise": promise_of(room),
        "is_open": round_state(round, clock.now()) is RoundState.OPEN,
        "hand": sent.get("hand") or HandForm(initial=key, prefix="hand"),
        "reason": sent.get("reason") or ReasonForm(initial=key, prefix="reason"),
        "hand_url": reverse("hands:hand", args=[round.process.slug, round.slug]),
        "reason_url": reverse("hands:reason", args=[round.process.slug, round.slug]),
        **round.process.tenant.heading(),
    }
    return render(request, "hands/page.html", context, status=422 if sent else 200)


def _receipt(request: HttpRequest, round: Round, given: Receipt) -> HttpResponse:
    """Show the receipt as the answer to the form itself: sending it again shows the same."""
    context = {
        "round": round,
        "process": round.process,
        "receipt": receipt_context(given.contribution, given.code),
        **round.process.tenant.heading(),
    }
    response = render(request, "hands/receipt.html", context)
    response["Cache-Control"] = "no-store"
    return response
