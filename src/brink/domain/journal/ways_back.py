"""What comes after a mistake: for each act, by which other act it is taken back or mended, or what is said before it.

One register, filled beside the acts, in `ways_back.py` of each app. A test asks of every act of the site (`acts.ALL`)
that it stands here, so that nobody adds one without thinking of whoever presses it by mistake.

    WAYS_BACK = {
        "event.planned": by("event.dropped", "event.cancelled"),
        "event.cancelled": asks(by="event.planned"),
        "reply.confirmed": free(Why.GIVER),
    }
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from django.utils.functional import Promise

from brink.foundation.points import Point


class Why(StrEnum):
    """Why an act needs neither a way back nor a question."""

    CLOCK = "the clock does it, or a command: nobody presses it"
    GIVER = "a giver says it of their own words; what cannot be undone is asked on its own page"
    ADDS = "it adds a line to a record that others add to as well; a next line says more"
    SEEN = "it only notes that somebody looked"
    SECOND = "somebody else asked for it first: two people looked"


@dataclass(frozen=True, slots=True)
class WayBack:
    """What can be done after an act of one kind. `by` names the kinds of acts that take it back or mend it.

    `asked` says that it is told before what will happen and to how many (`Foreseen`), as what others read, or what is
    counted once, cannot be made unread. `why` is the reason of an act that has neither.
    """

    by: tuple[str, ...] = ()
    asked: bool = False
    why: Why | None = None


ways_back: Point[WayBack] = Point("way-back")


def by(*kinds: str) -> WayBack:
    """Say that acts of these kinds take it back or mend it; an act that edits a draft names itself."""
    return WayBack(by=kinds)


def asks(*kinds: str) -> WayBack:
    """Say that the page tells first what will happen; `kinds` are the acts by which it is mended afterwards."""
    return WayBack(by=kinds, asked=True)


def free(why: Why) -> WayBack:
    """Say why it needs neither."""
    return WayBack(why=why)


def register_ways_back(ways: Mapping[str, WayBack]) -> None:
    """Add what an app says about its acts, by their kind."""
    for kind, way in ways.items():
        ways_back.register(kind, way)


@dataclass(frozen=True, slots=True)
class Reading:
    """A text that people are about to read, as they will read it: a heading and parts with a label each."""

    title: str
    parts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What happens when somebody goes on: "Dit gebeurt er als u doorgaat".

    `lines` say what, and to how many; `after` says how it can be taken back or mended. `carries` are fields that go
    along with the yes, so that what was read over is what is done. Of another act when what is said has changed.
    """

    kind: str
    title: str | Promise
    button: str | Promise
    lines: tuple[str, ...]
    after: str
    readings: tuple[Reading, ...] = ()
    read_as: str | Promise = ""
    """What stands above the readings, when it is not how people will read them."""
    carries: Mapping[str, str] = field(default_factory=dict)

    @property
    def token(self) -> str:
        """Return what a yes says it was said to: another text is another yes."""
        said = "\n".join((self.kind, *self.lines, *(str(one) for one in self.readings)))
        return hashlib.sha256(said.encode()).hexdigest()[:24]
