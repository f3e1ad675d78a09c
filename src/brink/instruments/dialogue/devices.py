"""Telling one device from another within one process: so that an answer counts once and can be changed, no account.

The token is 128 bits, signed, readable by no script, sent to this process' pages only, and set with the first answer.
The database knows its keyed hash per round.
"""

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from brink.domain.processes.models import Process
from brink.foundation.addresses import page_url
from brink.foundation.crypto import derived, hash_purpose

_FROM_KEY = hash_purpose("brink dialogue device")
COOKIE = "brink-dialoog"
LASTS = timedelta(days=180)
LEAST_KEY = 16


def _salt(process: Process) -> str:
    return f"{_FROM_KEY} {process.pk}"


def token_of(request: HttpRequest, process: Process) -> str | None:
    """Return the token this device holds for this process, or None when it holds none that is ours."""
    try:
        return str(signing.loads(request.COOKIES.get(COOKIE, ""), salt=_salt(process), max_age=LASTS))
    except signing.BadSignature:
        return None


def tokens_from(key: str, process: Process) -> list[str]:
    """Return the token of a device that has none yet, out of the key of the form it sent; the first is for a new one.

    A second press on the button sends the same key before the first answer brought the cookie: it gets the same token
    and makes no second participant. The others are what it would have got before the site's keys were rotated.
    """
    return [drawn.hex()[:32] for drawn in derived(_FROM_KEY, f"{process.pk} {key}")]


def remember(response: HttpResponse, process: Process, token: str) -> None:
    """Give the device its token."""
    response.set_cookie(
        COOKIE,
        signing.dumps(token, salt=_salt(process)),
        max_age=LASTS,
        path=page_url("process", process.slug),
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )
