"""Holding a code in the browser for an hour: encrypted, in a cookie of its own that only the follow pages receive.

The code itself never stands in an address, a log or the database. The cookie is set after somebody typed the code (or
scanned it), is unreadable without the site's key, and ends by itself, when the browser closes, or with "Ik ben klaar".
"""

import json
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from brink.foundation import clock, codes
from brink.foundation.crypto import decrypt, encrypt

COOKIE = "brink_volg"
HELD = timedelta(hours=1)


def hold(response: HttpResponse, code: str) -> None:
    """Let this browser follow `code` for an hour."""
    until = (clock.now() + HELD).timestamp()
    response.set_cookie(
        COOKIE,
        encrypt(json.dumps({"code": code, "until": until})),
        max_age=HELD,
        path=reverse("contributions:code"),
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )


def held(request: HttpRequest) -> str | None:
    """Return the code that this browser follows, or None when there is none (any more)."""
    try:
        kept = json.loads(decrypt(request.COOKIES.get(COOKIE, "")))
        code, until = codes.normalise(kept["code"]), datetime.fromtimestamp(kept["until"], UTC)
    except (ValueError, KeyError, TypeError):
        return None
    return code if until > clock.now() else None


def forget(response: HttpResponse) -> None:
    """Let this browser follow nothing."""
    response.delete_cookie(COOKIE, path=reverse("contributions:code"), samesite="Lax")
