"""Pages for what went wrong, each with one sentence, what was typed, and a way on."""

import sys
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext as _

from brink.domain.people.typed_again import keep, of_this_site, shown_again
from brink.foundation.errors import NotAllowed, NotNow, Refusal
from brink.foundation.requests import typed_words
from brink.ui.not_sent import not_sent

AWAY_SECONDS = 30


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """Show the sentence of a refusal with what was typed. Whoever lost their login at the desk finds it after it."""
    login, sent = "", request.method == "POST"
    if sent and reverse("web:desk") in request.path and not request.user.is_authenticated and keep(request):
        refusal = NotAllowed(_("U bent niet meer ingelogd."), status=refusal.status)
        login = f"{reverse('account_login')}?{urlencode({'next': request.get_full_path()})}"
    context = {
        "refusal": refusal,
        "words": typed_words(request),
        "login": login,
        "not_sent": not_sent(sentence=str(refusal)) if sent else None,
    }
    return render(request, "web/refusal.html", context, status=refusal.status)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponseBase:
    """Give back a form that was too old, with what was typed in it; one that comes from elsewhere is not looked at."""
    # The pages of logging in are no acts, so nothing would hold them back.
    if of_this_site(request) and not request.path.startswith(reverse("account_login").removesuffix("login/")):
        try:
            said = _("Deze pagina stond te lang open. Uw tekst staat er nog. Kijk hem na en verstuur hem opnieuw.")
            return shown_again(request, NotNow(said))
        except Http404:
            gone = _("Deze pagina is er niet meer, of u mag er niet meer bij.")
            return refused(request, NotAllowed(gone, status=404))
        except Refusal as refusal:
            return refused(request, refusal)
    stop = not_sent(sentence=_("Dit formulier is te oud, of het komt van een andere plek."))
    context = {"words": typed_words(request), "not_sent": stop}
    return render(request, "web/csrf_failure.html", context, status=403)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Show what was wrong with a request that could not be read."""
    if isinstance(exception, RequestDataTooBig):
        sentence = _("Uw tekst is te groot om te versturen. Maak hem korter dan 5.000 tekens.")
        return render(request, "400.html", {"sentence": sentence}, status=413)
    return render(request, "400.html", status=400)


def broken(request: HttpRequest) -> HttpResponse:
    """Show that we broke down, with what was typed: without the database, which may be what broke.

    A database that is away comes back: then the page says so, and when to try again.
    """
    away = isinstance(sys.exc_info()[1], OperationalError | InterfaceError)
    page = render_to_string("500.html", {"words": typed_words(request), "away": away})
    headers = {"Retry-After": str(AWAY_SECONDS), "Cache-Control": "no-store"} if away else {}
    return HttpResponse(page, status=503 if away else 500, headers=headers)


def page_above(request: HttpRequest) -> HttpResponse | None:
    """Lead whoever opens an address that only takes a form to the page above it, where that form stands."""
    parts = request.path.rstrip("/").split("/")
    while len(parts) > 1:
        parts.pop()
        path = "/".join(parts) + "/"
        try:
            resolve(path)
        except Resolver404:
            continue
        messages.info(request, _("Er is niets verstuurd. Wat u zoekt, staat op deze pagina."))
        return HttpResponseRedirect(path)
    return None
