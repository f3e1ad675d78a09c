"""What layers above tell the giver on the path page: how a bundle was weighed, and who decided at a place.

This app lies below decisions, so it cannot ask them. A layer above registers a teller, as it registers guards.
Each teller is asked once per page, for all bundles or places at once, and answers in a constant number of queries.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from brink.domain.contributions.models import Destination
from brink.foundation.points import Point


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
    """The page of a destination, and who decided there: "Staten, 29 voor en 14 tegen". Both may be empty."""

    who: str = ""
    on: date | None = None
    address: str = ""


WeighingTeller = Callable[[UUID, Sequence[UUID]], Iterable[Weighing]]
PlaceTeller = Callable[[Sequence[Destination]], Mapping[UUID, Place]]
_weighings: list[WeighingTeller] = []
# By the kind of the destination. A destination stores no address: whoever owns its kind tells it, for many at once.
destination_places: Point[PlaceTeller] = Point("destination")


def register_weighings(teller: WeighingTeller) -> None:
    """Let an app tell how bundles were weighed: `teller(process_id, bundle_ids)`."""
    _weighings.append(teller)


def register_places(kind: str, teller: PlaceTeller) -> None:
    """Let an app tell about destinations of one kind; raises ValueError on a second teller of a kind."""
    destination_places.register(kind, teller)


def weighings(process_id: UUID, bundle_ids: Sequence[UUID]) -> list[Weighing]:
    """Ask every teller how these bundles were weighed."""
    return [one for teller in _weighings for one in teller(process_id, bundle_ids)]


def places(destinations: Iterable[Destination]) -> dict[UUID, Place]:
    """Ask where these destinations are and who decided there; those that nobody tells of are absent."""
    by_kind: dict[str, list[Destination]] = {}
    for one in destinations:
        by_kind.setdefault(one.kind, []).append(one)
    found: dict[UUID, Place] = {}
    for kind, mine in by_kind.items():
        teller = destination_places.get(kind)
        if teller is not None:
            found.update(teller(mine))
    return found
