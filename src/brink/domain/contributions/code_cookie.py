"""The code that a browser follows for an hour: encrypted, in a cookie of its own that only the follow pages receive.

The code itself never stands in an address, a log or the database. The cookie is set after somebody typed the code (or
scanned it), is unreadable without the site's key, and ends by itself, when the browser closes, or with "Ik ben klaar".
"""

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from brink.foundation import clock, codes
from brink.foundation.crypto import decrypt, encrypt
from brink.foundation.device_cookies import remembers

COOKIE = remembers("brink_volg", "the code that is followed")
FOLLOWED_FOR = timedelta(hours=1)


def set_code(response: HttpResponse, code: str) -> None:
    """Let this browser follow `code` for an hour."""
    response.set_cookie(
        COOKIE,
        encrypt(code, at=clock.now()),
        max_age=FOLLOWED_FOR,
        path=reverse("contributions:code"),
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )


def read_code(request: HttpRequest) -> str | None:
    """Return the code that this browser follows, or None when there is none (any more)."""
    try:
        return codes.normalise(decrypt(request.COOKIES.get(COOKIE, ""), ttl=FOLLOWED_FOR, at=clock.now()))
    except ValueError:
        return None


def clear_code(response: HttpResponse) -> None:
    """Let this browser follow nothing."""
    response.delete_cookie(COOKIE, path=reverse("contributions:code"), samesite="Lax")
