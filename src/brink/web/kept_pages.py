"""Gives a visitor of whom the site knows nothing a page that was made a moment ago, with a token of their own."""

import hashlib
import re
from collections.abc import Callable, Hashable

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.translation import get_language

from brink.domain.journal.public_number import public_number
from brink.domain.people.act_forms import new_key
from brink.foundation.kept_pages import KeptPage, pages
from brink.foundation.requests import viewer_of
from brink.foundation.visibility import ANYONE

# A page with anything else of a visitor (a device, a code, a message, a village of their own) is made for them alone.
HARMLESS = frozenset({settings.CSRF_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME})
# The token of the forms, and the key by which a form is done once: no two visitors share either.
FORM_FIELD = "csrfmiddlewaretoken"
_HOLE = re.compile(rb'name="(csrfmiddlewaretoken|key)" value="([\w-]{16,80})"')
_OTHER = re.compile(rb"""name=.(?:csrfmiddlewaretoken|key)["']|["'=: ][A-Za-z0-9]{64}["'<; ]""")


class KeptPagesMiddleware:
    """Keeps pages of views that are marked (`may_be_kept`), for whoever comes without a cookie of their own.

    Innermost of all, so that language, policy and cookies of the forms are those of this request.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        key = getattr(request, "keep_under", None)
        if key is None or not _same_for_all(request, response):
            return response
        page = _in_pieces(request, response)
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
        response = HttpResponse(_filled(request, page))
        for name, text in page.headers:
            response[name] = text
        return _conditional(request, response, page)


def _unknown(request: HttpRequest) -> bool:
    """Tell whether this asks for a page as anybody sees it, with nothing that the site or the page knows of them."""
    plain = request.method == "GET" and not request.META.get("QUERY_STRING") and not request.headers.get("HX-Request")
    return plain and HARMLESS.issuperset(request.COOKIES) and viewer_of(request) == ANYONE


def _same_for_all(request: HttpRequest, response: HttpResponse) -> bool:
    """Tell whether what was made may be shown to another: a whole page, without a cookie or a message."""
    if response.status_code != 200 or response.streaming or response.has_header("Cache-Control"):
        return False
    if response.cookies or request.session.modified:
        return False
    told = get_messages(request)
    return not (getattr(told, "added_new", False) or (getattr(told, "used", False) and len(told) > 0))


def _in_pieces(request: HttpRequest, response: HttpResponse) -> KeptPage | None:
    """Cut a page at what is of one visitor alone; None when it holds more of that than there are holes for."""
    pieces, holes, at = list[bytes](), list[str](), 0
    for found in _HOLE.finditer(response.content):
        pieces.append(response.content[at : found.start(2)])
        holes.append(found[1].decode())
        at = found.end(2)
    pieces.append(response.content[at:])
    asked = bool(request.META.get("CSRF_COOKIE_NEEDS_UPDATE"))
    if asked != (FORM_FIELD in holes) or _OTHER.search(_HOLE.sub(b"", response.content)):
        return None
    tag = "" if holes else f'"{hashlib.sha256(pieces[0]).hexdigest()[:32]}"'
    return KeptPage(tuple(pieces), tuple(holes), tuple(response.headers.items()), tag)


def _filled(request: HttpRequest, page: KeptPage) -> bytes:
    """Return the page with a token and keys of this visitor's own."""
    token = get_token(request) if FORM_FIELD in page.holes else ""
    parts = [page.pieces[0]]
    for hole, piece in zip(page.holes, page.pieces[1:], strict=True):
        parts += (token if hole == FORM_FIELD else new_key()).encode(), piece
    return b"".join(parts)


def _conditional(request: HttpRequest, response: HttpResponse, page: KeptPage) -> HttpResponse:
    """Let a browser that has this very page keep it: it asks each time, as the page may be another by now."""
    patch_vary_headers(response, ("Cookie", "Accept-Language"))
    if not page.tag:
        return response
    response["ETag"], response["Cache-Control"] = page.tag, "private, no-cache"
    found = get_conditional_response(request, etag=page.tag, response=response)
    return found if isinstance(found, HttpResponse) else response
