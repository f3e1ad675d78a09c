"""The menus: of the site, of the desk, and the two lists at the foot of every page. Each app adds its own entries."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise

from brink.foundation.addresses import fixed
from brink.foundation.permissions import Action
from brink.foundation.points import Point
from brink.foundation.visibility import Role, Viewer


class Menu(StrEnum):
    """Where an entry stands."""

    SITE = "site"
    DESK = "desk"
    DESK_MORE = "desk more"
    """Folded up at the end of the menu of the desk: lists beside the daily work, such as registers."""
    DESK_END = "desk end"
    """At the end of the queue: what is seldom needed and not for everybody."""
    ABOUT = "about"
    PRACTICAL = "practical"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: `page` is the name of a URL pattern, `within` names other pages of which it is the way back.

    With `action`, only for who may do that in some body; with `roles`, only for who has one of them in some body; with
    `signed_in`, only with or only without an account.
    """

    menu: Menu
    label: str | Promise
    page: str
    anchor: str = ""
    within: tuple[str, ...] = ()
    action: Action | None = None
    signed_in: bool | None = None
    roles: frozenset[Role] = frozenset()

    def shown_to(self, viewer: Viewer) -> bool:
        """Tell whether this viewer has use for it."""
        if self.signed_in is not None and self.signed_in != (viewer.account_id is not None):
            return False
        if self.roles and not viewer.tenants(self.roles):
            return False
        return self.action is None or bool(viewer.tenants(self.action.roles))


navigation: Point[Entry] = Point("navigation")
FOLDED = {Menu.DESK: Menu.DESK_MORE, Menu.DESK_MORE: Menu.DESK}


def _fit(entry: Entry, here: str) -> int:
    """Return how much of an address an entry stands for; the first page stands for itself alone."""
    addresses = (fixed(entry.page), *(fixed(one) for one in entry.within))
    return max((len(one) for one in addresses if here == one or (one != "/" and here.startswith(one))), default=0)


def menu(which: Menu, viewer: Viewer, here: str = "") -> Iterator[tuple[str, str, bool]]:
    """Yield label, address, and whether the reader is there: the entry that fits `here` closest, if any does."""
    entries = [one for one in navigation.all() if one.menu is which and one.shown_to(viewer)]
    fits = [_fit(one, here) if here else 0 for one in entries]
    # What is folded up is one menu with the rest: the reader is at one place.
    beside = [one for one in navigation.all() if one.menu is FOLDED.get(which)] if here else []
    best = max((*fits, *(_fit(one, here) for one in beside)), default=0)
    for entry, fit in zip(entries, fits, strict=True):
        address = fixed(entry.page) + (f"#{entry.anchor}" if entry.anchor else "")
        yield str(entry.label), address, bool(best) and fit == best
