"""What rooms above tell the giver on the path page: how a bundle was weighed, and who decided at a place.

This room lies below decisions, so it cannot ask them. A room above registers a teller, as it registers guards.
Each teller is asked once per page, for all bundles or places at once, and answers in a constant number of queries.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from brink.domain.contributions.models import Destination


@dataclass(frozen=True, slots=True)
class Weighing:
    """How one bundle (or the question as a whole: `bundle_id` None) was weighed. `weight` is in words: "midden"."""

    organ: str
    on: date
    weight: str = ""
    text: str = ""
    address: str = ""
    bundle_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Who decided at a destination, as a short line: "Provinciale Staten, 29 voor en 14 tegen"."""

    who: str
    on: date | None = None
    address: str = ""


WeighingTeller = Callable[[UUID, Sequence[UUID]], Iterable[Weighing]]
PlaceTeller = Callable[[Sequence[Destination]], Mapping[UUID, Place]]
_weighings: list[WeighingTeller] = []
_places: dict[str, PlaceTeller] = {}


def register_weighings(teller: WeighingTeller) -> None:
    """Let a room tell how bundles were weighed: `teller(process_id, bundle_ids)`."""
    _weighings.append(teller)


def register_places(kind: str, teller: PlaceTeller) -> None:
    """Let a room tell about destinations of one kind; raises ValueError on a second teller of a kind."""
    if kind in _places:
        raise ValueError(f"destinations of kind {kind} have a teller already")
    _places[kind] = teller


def weighings(process_id: UUID, bundle_ids: Sequence[UUID]) -> list[Weighing]:
    """Ask every teller how these bundles were weighed."""
    return [one for teller in _weighings for one in teller(process_id, bundle_ids)]


def places(destinations: Sequence[Destination]) -> dict[UUID, Place]:
    """Ask who decided at these destinations; those without a teller are absent."""
    found: dict[UUID, Place] = {}
    for kind, teller in _places.items():
        mine = [one for one in destinations if one.kind == kind]
        if mine:
            found.update(teller(mine))
    return found
