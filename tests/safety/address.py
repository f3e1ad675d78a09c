"""What one line of the permission register of pages says: for whom an address is, and what comes back.

Each app writes the lines of its own pages in `tests/addresses.py` of its own folder; `addresses.py` gathers them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any
from uuid import UUID, uuid4

from brink.foundation.permissions import Action
from tests.safety.filled_body import AT_THE_DESK, FilledBody, Things

Kwargs = dict[str, Any]


class Who(Enum):
    """For whom a page is."""

    EVERYBODY = auto()
    """No thing behind it: everybody gets it."""
    READERS = auto()
    """A thing behind it: everybody when it is public, its own desk when it is not."""
    GIVER = auto()
    """Whoever typed in a code; others are sent to the page that asks for it."""
    DESK = auto()
    """Those who work at the desk of the body whose thing it is; for others the page is not there."""
    ANY_DESK = auto()
    """Those who work at some desk; strangers are sent to the way in, others see no page."""
    ACCOUNT = auto()
    """The pages of one's own account; the two statuses are for nobody and for somebody."""


@dataclass(frozen=True)
class Address:
    """One line: for whom, which thing, and what comes back where that is not simply a page.

    `shown` and `hidden` are the statuses of GET for those who may, of a public and of a hidden thing. `post` says that
    there is an act behind POST, with `data` enough to reach the act; `get` says that there is a page.
    """

    who: Who
    thing: Callable[[Things], Kwargs] | None = None
    shown: int = 200
    hidden: int = 200
    get: bool = True
    post: bool = False
    data: Mapping[str, str] | None = None
    kept_back: Callable[[FilledBody, str], Kwargs] | None = None
    nobody: int = 404
    somebody: int = 200
    elected: int = 404
    query: str = ""
    also: frozenset[str] = frozenset()
    desk: frozenset[str] = AT_THE_DESK
    action: Action | None = None
    only_who_may: bool = False
    """The page tells what its act does: it is there for the roles that may do it, and for no others at the desk."""


def elsewhere(kwargs: Kwargs) -> Kwargs:
    """Return the same address with a thing that was never there."""
    last = list(kwargs)[-1] if kwargs else ""
    changed: Kwargs = {}
    for name, value in kwargs.items():
        if isinstance(value, UUID):
            changed[name] = uuid4()
        elif name in ("slug", "process") and not any(isinstance(one, UUID) for one in kwargs.values()):
            changed[name] = "zomaar-iets-dat-er-niet-is"
        else:
            changed[name] = value
    return changed if last else {}


def slug(things: Things) -> Kwargs:
    """Return the slug of the process."""
    return {"slug": things.process.slug}


def more(base: Callable[[Things], Kwargs], **fixed: Any) -> Callable[[Things], Kwargs]:
    """Return the same arguments with others beside them."""
    return lambda things: {**base(things), **fixed}


def everybody(**more: Any) -> Address:
    """Make the line of a page with nothing hidden behind it."""
    return Address(Who.EVERYBODY, **more)


def desk(thing: Callable[[Things], Kwargs] = slug, act: Action | None = None, **more: Any) -> Address:
    """Make the line of a page of the desk, with the act behind its button."""
    return Address(Who.DESK, thing, post=act is not None, action=act, **more)


def account(nobody: int, somebody: int, **more: Any) -> Address:
    """Make the line of a page of one's own account."""
    return Address(Who.ACCOUNT, nobody=nobody, somebody=somebody, **more)


def in_round(key: str) -> Callable[[Things], Kwargs]:
    """Return the arguments of the pages of an instrument: the process, and the round of it in the filled body."""
    return lambda things: {"process": things.process.slug, "round": things.rounds[key].slug}


ELECTED = frozenset({"council", "executive"})
KEY = {"key": "sleutel-van-zestien-en-meer"}
