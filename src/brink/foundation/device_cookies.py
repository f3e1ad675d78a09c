"""All that a device remembers of who used it, and how it forgets that when somebody is done on a shared computer.

`REMEMBERED` names everything: nothing else is kept, and a test holds that against the source and a browser.

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
HARMLESS = frozenset({settings.LANGUAGE_COOKIE_NAME, settings.CSRF_COOKIE_NAME})
REMEMBERED: dict[str, str] = {
    settings.SESSION_COOKIE_NAME: "who logged in, receipts at the desk and sentences for the next page",
    "messages": "sentences for the next page",
}
"""Every cookie that says something of its visitor, with what that is. `remembers` adds one beside its use."""
STORED = {
    "brink-draft-": "words being typed, in this tab",
    "brink-left": "which draft goes when its answer came",
    "brink-opened-": "since when a page that answers a form is open, in this tab",
    "brink-forgotten": "when somebody was done here: pages opened before that show nothing typed any more",
}
"""Every name in a browser's own storage (`ui/js/brink.js`). The last one stays: it says that somebody left, not who."""


def remembers(name: str, what: str) -> str:
    """Declare a cookie that says something of whoever uses a device, and return its name."""
    REMEMBERED[name] = what
    return name


def keep(response: HttpResponseBase, name: str, value: str, *, path: str, lasts: timedelta) -> None:
    """Give a device a cookie for the pages below `path`, readable by no script, and forgotten by `forget`.

    Raises LookupError for a name that was not declared with `remembers`.
    """
    if name not in REMEMBERED:
        raise LookupError(f"declare what {name!r} remembers of its visitor (device_cookies.remembers)")
    here = name_at(name, path)
    _set(response, here, value, path, lasts)
    _set(response, f"{MARK}{here}", signing.dumps([here, path], salt=_SALT), page_url(DONE), lasts)


def name_at(name: str, path: str) -> str:
    """Return the name of a cookie below `path`: another for each, for one answer can end only one of the same name."""
    return f"{name}-{hashlib.sha256(path.encode()).hexdigest()[:10]}"


def kept(request: HttpRequest, name: str, path: str) -> str:
    """Return what `keep` gave this device, or ""; also under the bare name that an older version gave it."""
    return request.COOKIES.get(name_at(name, path)) or request.COOKIES.get(name, "")


def forget(request: HttpRequest, response: HttpResponseBase) -> None:
    """Take away all that this site keeps on a device, and log out who was in.

    Each cookie by name; and everything at once in browsers that know how (for what an older version left).
    """
    request.session.flush()
    for name, value in request.COOKIES.items():
        if name.startswith(MARK):
            response.delete_cookie(name, path=page_url(DONE), samesite="Lax")
            try:
                found, path = signing.loads(value, salt=_SALT)
            except (signing.BadSignature, ValueError):
                continue
            response.delete_cookie(found, path=path, samesite="Lax")
        elif name != settings.LANGUAGE_COOKIE_NAME and name not in response.cookies:
            response.delete_cookie(name, samesite="Lax")
    response["Clear-Site-Data"] = '"cache", "cookies", "storage"'


def _set(response: HttpResponseBase, name: str, value: str, path: str, lasts: timedelta) -> None:
    response.set_cookie(
        name, value, max_age=lasts, path=path, httponly=True, secure=settings.SESSION_COOKIE_SECURE, samesite="Lax"
    )
