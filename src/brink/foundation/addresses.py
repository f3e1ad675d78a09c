"""Addresses of pages by what they show. An app below a page asks by kind, and nobody writes an address by hand.

The app that owns a page registers the name of its URL pattern under a kind: `pages.register("process", "web:process")`.
"""

from django.urls import reverse

from brink.foundation.points import Point

pages: Point[str] = Point("page-address")


def page(kind: str, *args: object, anchor: str = "") -> str:
    """Return the address of a page, with the arguments of its pattern; raises LookupError for an unknown kind."""
    name = pages.get(kind)
    if name is None:
        raise LookupError(f"no page shows a {kind}")
    return reverse(name, args=args) + (f"#{anchor}" if anchor else "")
