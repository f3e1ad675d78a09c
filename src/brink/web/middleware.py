"""Who looks, and what a refusal looks like."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from brink.domain.people.models import Account
from brink.domain.people.queries import viewer_for
from brink.domain.people.signing_in.second_proof import ask_second_proof
from brink.foundation import clock
from brink.foundation.errors import NotAllowed, Refusal
from brink.foundation.requests import typed_words
from brink.foundation.visibility import ANYONE
from brink.web.views.errors import bad_request


class SchemeMiddleware:
    """Takes http or https from the address that people use, and from nothing that a request says of itself.

    TLS ends at a proxy, so each request arrives here without it. Believing X-Forwarded-Proto would ask of each operator
    that nobody reaches the site around the proxy; `BRINK_BASE_URL` says the same and cannot be sent by a stranger.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.META["wsgi.url_scheme"] = urlsplit(settings.BASE_URL).scheme
        return self.get_response(request)


class ViewerMiddleware:
    """Puts the `Viewer` on the request: the only thing pages may ask about who looks."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        account = request.user
        with clock.one_reading():
            request.viewer, instead = ANYONE, None  # type: ignore[attr-defined]
            if isinstance(account, Account):
                request.viewer = viewer_for(account)  # type: ignore[attr-defined]
                instead = ask_second_proof(request)
            response = self.get_response(request) if instead is None else instead
        if account.is_authenticated and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "private, no-store"
        return response


class LegibleMiddleware:
    """Refuses the sign NUL in an address or a form: no text has one, and PostgreSQL cannot look for it (N15)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        sent = (request.GET, request.POST) if request.method == "POST" else (request.GET,)
        texts = (text for fields in sent for name, values in fields.lists() for text in (name, *values))
        if "\x00" in request.path or any("\x00" in text for text in texts):
            return bad_request(request, SuspiciousOperation())
        return self.get_response(request)


class RefusalMiddleware:
    """Turns a refusal that no form caught into a page with its one sentence."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Render a `Refusal` with what was typed; also when a page is gone to which something was sent."""
        words = typed_words(request)
        if isinstance(exception, Http404) and request.method == "POST":
            exception = NotAllowed(_("Deze pagina is er niet meer, of u mag er niet meer bij."), status=404)
        if not isinstance(exception, Refusal):
            return None
        return render(request, "web/refusal.html", {"refusal": exception, "words": words}, status=exception.status)
