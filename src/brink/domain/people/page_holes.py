"""Pages in pieces: what is of one visitor alone is a hole, and is filled anew for each who gets the page.

Holes are the token of the forms, the keys by which a form is done once, and what a view marks itself (`mark`), such as
how many answers somebody gave. No two visitors share any of it.
"""

import hashlib
import re
from collections.abc import Mapping

from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token

from brink.domain.people.act_forms import new_key
from brink.foundation.kept_pages import KeptPage

FORM_FIELD, KEY = "csrfmiddlewaretoken", "key"
# Of the private use area: no text that is cleaned holds these.
_LEFT, _RIGHT = "\ue000", "\ue001"
_HOLE = re.compile(
    rb'name="(csrfmiddlewaretoken|key)" value="([\w-]{16,80})"|(%s)(\w+)%s' % (_LEFT.encode(), _RIGHT.encode())
)
_OTHER = re.compile(
    rb"""name=.(?:csrfmiddlewaretoken|key)["']|["'=: ][A-Za-z0-9]{64}["'<; ]|%s|%s"""
    % (_LEFT.encode(), _RIGHT.encode())
)


def mark(name: str) -> str:
    """Return what a view puts on a page in the place of something that is of one visitor alone."""
    return f"{_LEFT}{name}{_RIGHT}"


def same_for_all(request: HttpRequest, response: HttpResponse) -> bool:
    """Tell whether what was made may be shown to another: a whole page, without a cookie or a message."""
    if response.status_code != 200 or response.streaming:
        return False
    if response.cookies or request.session.modified:
        return False
    told = get_messages(request)
    return not (getattr(told, "added_new", False) or (getattr(told, "used", False) and len(told) > 0))


def in_pieces(request: HttpRequest, response: HttpResponse) -> KeptPage | None:
    """Cut a page at what is of one visitor alone; None when it holds more of that than there are holes for."""
    pieces, holes, at = list[bytes](), list[str](), 0
    for found in _HOLE.finditer(response.content):
        own = found[3] is not None
        pieces.append(response.content[at : found.start() if own else found.start(2)])
        holes.append((found[4] if own else found[1]).decode())
        at = found.end() if own else found.end(2)
    pieces.append(response.content[at:])
    asked = bool(request.META.get("CSRF_COOKIE_NEEDS_UPDATE"))
    if asked != (FORM_FIELD in holes) or _OTHER.search(_HOLE.sub(b"", response.content)):
        return None
    tag = "" if holes else f'"{hashlib.sha256(pieces[0]).hexdigest()[:32]}"'
    return KeptPage(tuple(pieces), tuple(holes), tuple(response.headers.items()), tag)


def filled(request: HttpRequest, page: KeptPage, own: Mapping[str, str] | None = None) -> bytes:
    """Return the page with a token and keys of this visitor's own. Raises KeyError for an unknown hole."""
    token = get_token(request) if FORM_FIELD in page.holes else ""
    parts = [page.pieces[0]]
    for hole, piece in zip(page.holes, page.pieces[1:], strict=True):
        text = token if hole == FORM_FIELD else new_key() if hole == KEY else (own or {})[hole]
        parts += text.encode(), piece
    return b"".join(parts)
