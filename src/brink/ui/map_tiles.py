"""Tiles of a map service under our own maps: only where a setting names them, and only on pages with a map."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpResponse

PARTS = ("{z}", "{x}", "{y}")


def tiles() -> str:
    """Return the address of tiles, or "" when this site shows none. Raises ImproperlyConfigured for no such address."""
    address: str = settings.BRINK_TILES
    if address:
        source(address)
    return address


def source(address: str) -> str:
    """Return the origin of an address of tiles, as the policy of a page names it."""
    parts = urlsplit(address)
    if parts.scheme != "https" or not parts.hostname or not all(one in address for one in PARTS):
        raise ImproperlyConfigured("BRINK_TILES must be an https address with {z}, {x} and {y} in it")
    return f"{parts.scheme}://{parts.netloc}"


def with_tiles(response: HttpResponse) -> HttpResponse:
    """Let the page of a map fetch tiles, when there are any: the policy of all other pages stays as it is."""
    address = tiles()
    if address:
        response._csp_update = {"img-src": [source(address)]}  # type: ignore[attr-defined]
    return response
