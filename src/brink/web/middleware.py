"""Who looks, and what a refusal looks like."""

import logging
from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from brink.domain.people.models import Account
from brink.domain.people.queries import viewer_for
from brink.domain.people.signing_in.second_proof import ask_second_proof
from brink.domain.people.typed_again import back_in
from brink.domain.people.visits import visit_of
from brink.foundation import clock
from brink.foundation.errors import NotAllowed, NotNow, NotWritten, Refusal
from brink.foundation.visibility import ANYONE
from brink.foundation.words_shown import noting
from brink.web.views.errors import bad_request, page_above, refused

_log = logging.getLogger(__name__)
NOT_THIS_WAY = 405


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
        with clock.one_reading(), visit_of(request), noting():
            request.viewer, instead = ANYONE, None  # type: ignore[attr-defined]
            if isinstance(account, Account):
                request.viewer = viewer_for(account)  # type: ignore[attr-defined]
                instead = ask_second_proof(request)
            response = self.get_response(request) if instead is None else instead
        # What is said once to one visitor is on the page of this cookie, and in no cache.
        told = "messages" in request.COOKIES
        if (account.is_authenticated or told) and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "private, no-store"
        return response


def one_sign_a_line(sent: QueryDict) -> QueryDict:
    """Return what was sent with every line break as one sign."""
    read = QueryDict(mutable=True)
    for name, texts in sent.lists():
        read.setlist(name, [text.replace("\r\n", "\n").replace("\r", "\n") for text in texts])
    read._mutable = False
    return read


class LegibleMiddleware:
    """Takes texts in as everything below counts them: a line break is one sign, and NUL is none.

    A browser sends a line break as two signs, which no one counts who typed it. NUL in an address or a form is refused:
    no text has one, and PostgreSQL cannot look for it (N15).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        sent = (request.GET, request.POST) if request.method == "POST" else (request.GET,)
        texts = (text for fields in sent for name, values in fields.lists() for text in (name, *values))
        if "\x00" in request.path or any("\x00" in text for text in texts):
            return bad_request(request, SuspiciousOperation())
        if request.method == "POST" and any("\r" in text for _name, texts in request.POST.lists() for text in texts):
            request.POST = one_sign_a_line(request.POST)  # type: ignore[assignment]
        return self.get_response(request)


class RefusalMiddleware:
    """Turns a refusal that no form caught into a page with its one sentence, and gives back what was typed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == NOT_THIS_WAY and request.method in ("GET", "HEAD"):
            return page_above(request) or response
        if response.status_code == NOT_THIS_WAY and request.method == "POST":
            return refused(request, NotNow(_("Op dit adres kunt u niets versturen."), status=NOT_THIS_WAY))
        return response

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: object) -> HttpResponseBase | None:
        """Show a page of the desk with what was typed on it before the login was lost."""
        if request.method not in ("GET", "HEAD"):
            return None
        try:
            return back_in(request)
        except (Refusal, Http404) as error:
            return self.process_exception(request, error)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Render a `Refusal` with what was typed; also when a page is gone to which something was sent."""
        if isinstance(exception, OperationalError) and request.method == "POST":
            _log.exception("%s could not be written", request.path)
            exception = NotWritten(_("Wij konden dit niet bewaren. Dat ligt aan ons. Probeer het straks opnieuw."))
        if isinstance(exception, Http404) and request.method == "POST":
            exception = NotAllowed(_("Deze pagina is er niet meer, of u mag er niet meer bij."), status=404)
        return refused(request, exception) if isinstance(exception, Refusal) else None
