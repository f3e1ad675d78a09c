"""Cookies that a device keeps for a part of the site, and that all go when somebody is done on a shared computer.

A browser sends a cookie to the pages below its path and to no other, so the page of "Ik ben klaar" does not see them.
Each therefore leaves a mark that is sent to that page alone and names it.
"""

import hashlib
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from brink.foundation.addresses import page_url

MARK = "brink-hier-"
DONE = "done"
"""The name under which the page of "Ik ben klaar" is registered (`addresses.pages`)."""
_SALT = "brink device cookie"
# Says nothing of anybody, and who reads on needs it.
_KEPT = {settings.LANGUAGE_COOKIE_NAME}


def keep(response: HttpResponseBase, name: str, value: str, *, path: str, lasts: timedelta) -> None:
    """Give a device a cookie for the pages below `path`, readable by no script, and forgotten by `forget`."""
    _set(response, name, value, path, lasts)
    digest = hashlib.sha256(f"{name} {path}".encode()).hexdigest()[:12]
    _set(response, f"{MARK}{digest}", signing.dumps([name, path], salt=_SALT), page_url(DONE), lasts)


def forget(request: HttpRequest, response: HttpResponseBase) -> None:
    """Take away all that this site keeps on a device, and log out who was in.

    Each cookie by name; and everything at once in browsers that know how (for what an older version left).
    """
    request.session.flush()
    for name, value in request.COOKIES.items():
        if name.startswith(MARK):
            response.delete_cookie(name, path=page_url(DONE), samesite="Lax")
            try:
                kept, path = signing.loads(value, salt=_SALT)
            except (signing.BadSignature, ValueError):
                continue
            response.delete_cookie(kept, path=path, samesite="Lax")
        elif name not in _KEPT and name not in response.cookies:
            response.delete_cookie(name, samesite="Lax")
    response["Clear-Site-Data"] = '"cookies", "storage"'


def _set(response: HttpResponseBase, name: str, value: str, path: str, lasts: timedelta) -> None:
    response.set_cookie(
        name, value, max_age=lasts, path=path, httponly=True, secure=settings.SESSION_COOKIE_SECURE, samesite="Lax"
    )
