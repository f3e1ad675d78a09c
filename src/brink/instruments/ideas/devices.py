"""Telling one device from another within one process, and no further: enough to count support once.

The token is 128 bits, signed, readable by no script, sent to this process' pages only, and set only when somebody
supports an idea. The database knows its keyed hash.
"""

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from brink.domain.processes.models import Process
from brink.foundation.addresses import page_url
from brink.foundation.crypto import KeyedHash, derived, hash_purpose, keyed_hash

_FROM_KEY = hash_purpose("brink device")
_SUPPORTER = hash_purpose("idea support")
COOKIE = "brink-steun"
_LASTS = timedelta(days=180)


def _salt(process: Process) -> str:
    return f"brink idea support {process.pk}"


def token(request: HttpRequest, process: Process) -> str:
    """Return the token this device holds for this process, or "" when it has none that is ours."""
    try:
        return str(signing.loads(request.COOKIES.get(COOKIE, ""), salt=_salt(process), max_age=_LASTS))
    except signing.BadSignature:
        return ""


def tokens_from(key: str) -> list[str]:
    """Return the token of a device that has none yet, out of the key of the form it sent; the first is for a new one.

    A second press on the button sends the same key before the first answer brought the cookie: it gets the same token
    and counts once. The others are what it would have got before the site's keys were rotated.
    """
    return [drawn.hex()[:32] for drawn in derived(_FROM_KEY, key)]


def supporter(process: Process, token: str) -> KeyedHash:
    """Return what is stored of a token: a hash that cannot be compared between processes. Look it up with `every`."""
    return keyed_hash(_SUPPORTER, f"{process.pk} {token}")


def remember(response: HttpResponse, process: Process, token: str) -> None:
    """Give the device its token."""
    response.set_cookie(
        COOKIE,
        signing.dumps(token, salt=_salt(process)),
        max_age=_LASTS,
        path=page_url("process", process.slug),
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )
