"""The register of what anybody may do without logging in, and how often an hour: by device, by line and by round.

Each app says it of its own acts, under the name that the journal has for them. An act of a resident without a line here
does not go through: there is no public act without a limit.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from brink.foundation.points import Point


@dataclass(frozen=True, slots=True)
class PublicAct:
    """One thing that anybody may do. `what` is its plural in words, the numbers are how many an hour.

    A line is an internet connection: a household, but also a school, a library or an office. `signed` says that its
    count is told to people, so that staff must be able to see how many came from one line.
    """

    what: Any
    device: int
    line: int
    round: int
    signed: bool = False


public_acts: Point[PublicAct] = Point("public-act")

Door = Callable[[str, Mapping[str, Any]], None]
_doors: list[Door] = []


def register_door(door: Door) -> Door:
    """Let `door` look at each public act before it is written down; it raises a refusal for one that is too much."""
    if door not in _doors:
        _doors.append(door)
    return door


def pass_door(name: str, arguments: Mapping[str, Any]) -> None:
    """Ask all doors whether a public act may go through."""
    for door in _doors:
        door(name, arguments)


def only_door(door: Door) -> bool:
    """Tell whether this is all that looks at public acts: who asks it for many at once has asked everything."""
    return _doors == [door]
