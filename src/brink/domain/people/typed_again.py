"""What was typed comes back in its own form: after a lost session, in a form that was too old.

The page of the form answers what was sent once more while every act is held back (`journal.acts.held_back`). To the
page that is a refusal like any other, so the words stand in their fields with a fresh key, and nothing was done.
"""

import json
from datetime import timedelta
from urllib.parse import urlsplit

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from brink.domain.journal.acts import held_back
from brink.foundation import clock
from brink.foundation.crypto import decrypt, encrypt
from brink.foundation.errors import NotNow, Refusal

KEPT = "brink_typed"
KEPT_FOR = timedelta(hours=1)
MOST = 200_000
"""Characters of what is kept: more than any form of the desk can hold."""


def of_this_site(request: HttpRequest) -> bool:
    """Tell whether a browser says that this was sent from a page of our own; False when it says nothing."""
    said = request.headers.get("Origin") or request.headers.get("Referer") or ""
    return urlsplit(said).netloc == request.get_host()


def keep(request: HttpRequest) -> bool:
    """Keep what was sent to this address till somebody has logged in here, encrypted, for an hour; tell whether it is.

    The session is that of a stranger: logging in keeps it, logging in as another than before empties it.
    """
    sent = json.dumps({"path": request.path, "sent": request.POST.urlencode()})
    if len(sent) > MOST:
        return False
    request.session[KEPT] = encrypt(sent, at=clock.now())
    return True


def take(request: HttpRequest) -> QueryDict | None:
    """Return what was kept for this address, once; None when there is nothing, or when it is too old."""
    token = request.session.get(KEPT, "")
    if not token:
        return None
    try:
        kept = json.loads(decrypt(token, ttl=KEPT_FOR, at=clock.now()))
    except ValueError:
        del request.session[KEPT]
        return None
    if kept["path"] != request.path:
        return None
    del request.session[KEPT]
    return QueryDict(kept["sent"])


def back_in(request: HttpRequest) -> HttpResponseBase | None:
    """Return a page that is opened with what was typed there before the login was lost, or None."""
    kept = take(request) if request.user.is_authenticated else None
    if kept is None:
        return None
    request.method, request.POST = "POST", kept  # type: ignore[assignment]
    said = NotNow(_("U was niet meer ingelogd. Hier staat uw tekst weer. Kijk hem na en verstuur hem."))
    try:
        return shown_again(request, said)
    except (Refusal, Http404):
        request.method = "GET"
        raise


def shown_again(request: HttpRequest, why: Refusal) -> HttpResponseBase:
    """Return the answer of this address to what was sent, with nothing done and `why` as the sentence."""
    match = request.resolver_match
    assert match is not None
    with held_back(why):
        response: HttpResponseBase = match.func(request, *match.args, **match.kwargs)
    if isinstance(response, HttpResponse):
        response["Cache-Control"] = "private, no-store"
    return response
