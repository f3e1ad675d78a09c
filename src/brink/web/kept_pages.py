"""Gives a visitor of whom the site knows nothing a page that was made a moment ago, with a token of their own."""

from collections.abc import Callable, Hashable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.translation import get_language

from brink.domain.journal.public_number import one_number, public_number
from brink.domain.people.page_holes import filled, in_pieces, same_for_all
from brink.foundation.kept_pages import KeptPage, pages
from brink.foundation.requests import viewer_of
from brink.foundation.visibility import ANYONE

# A page with anything else of a visitor (a device, a code, a message, a village of their own) is made for them alone.
HARMLESS = frozenset({settings.CSRF_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME})


class KeptPagesMiddleware:
    """Keeps pages of views that are marked (`may_be_kept`), for whoever comes without a cookie of their own.

    Innermost of all, so that language, policy and cookies of the forms are those of this request.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with one_number():
            response = self.get_response(request)
        key = getattr(request, "keep_under", None)
        if key is None or response.has_header("Cache-Control") or not same_for_all(request, response):
            return response
        page = in_pieces(request, response)
        if page is None:
            return response
        pages.keep(key, page)
        return _conditional(request, response, page)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: object, kwargs: object
    ) -> HttpResponse | None:
        """Answer with the kept page, or note under what the page that is made now may be kept."""
        if pages.seconds <= 0 or not getattr(view, "may_be_kept", False) or not _unknown(request):
            return None
        address = (request.get_host(), request.path, get_language())
        if not pages.asked_again(address):
            return None
        # Read before the page is made: what changes meanwhile has another number already.
        key: Hashable = (*address, public_number())
        page = pages.find(key)
        if page is None:
            request.keep_under = key  # type: ignore[attr-defined]
            return None
        response = HttpResponse(filled(request, page))
        for name, text in page.headers:
            response[name] = text
        return _conditional(request, response, page)


def _unknown(request: HttpRequest) -> bool:
    """Tell whether this asks for a page as anybody sees it, with nothing that the site or the page knows of them."""
    plain = request.method == "GET" and not request.META.get("QUERY_STRING") and not request.headers.get("HX-Request")
    return plain and HARMLESS.issuperset(request.COOKIES) and viewer_of(request) == ANYONE


def _conditional(request: HttpRequest, response: HttpResponse, page: KeptPage) -> HttpResponse:
    """Let a browser that has this very page keep it: it asks each time, as the page may be another by now."""
    patch_vary_headers(response, ("Cookie", "Accept-Language"))
    if not page.tag:
        return response
    response["ETag"], response["Cache-Control"] = page.tag, "private, no-cache"
    found = get_conditional_response(request, etag=page.tag, response=response)
    return found if isinstance(found, HttpResponse) else response
