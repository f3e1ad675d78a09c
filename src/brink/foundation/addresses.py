"""Addresses of pages by what they show. An app below a page asks by kind, and nobody writes an address by hand.

The app that owns a page registers the name of its URL pattern under a kind: `pages.register("process", "web:process")`.
"""

from functools import cache
from urllib.parse import urlsplit

from django.urls import NoReverseMatch, Resolver404, resolve, reverse

from brink.foundation.points import Point

pages: Point[str] = Point("page-address")


@cache
def fixed(name: str) -> str:
    """Return the address of a page without arguments by the name of its pattern; looked up once."""
    return reverse(name)


def page_url(kind: str, *args: object, anchor: str = "") -> str:
    """Return the address of a page, with the arguments of its pattern; raises LookupError for an unknown kind."""
    name = pages.get(kind)
    if name is None:
        raise LookupError(f"no page shows a {kind}")
    return (reverse(name, args=args) if args else fixed(name)) + (f"#{anchor}" if anchor else "")


def kept(address: str) -> str:
    """Return what to keep of the address of a page of this site: its kind with its arguments; "" for no such page.

    So that a page that moves is still found. A page that has no kind is kept by the name of its pattern.
    """
    parts = urlsplit(address)
    try:
        match = resolve(parts.path)
    except Resolver404:
        return ""
    if parts.netloc:
        return ""
    kind = next((kind for kind, page in pages.named().items() if page == match.view_name), match.view_name)
    return "|".join((kind, *map(str, match.kwargs.values())))


def address_of(kept_page: str) -> str:
    """Return where a page stands that was `kept`; "" when the site has no such page any more."""
    kind, *args = kept_page.split("|")
    try:
        return reverse(pages.get(kind) or kind, args=args)
    except NoReverseMatch:
        return ""
