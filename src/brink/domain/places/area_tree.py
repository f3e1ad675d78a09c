"""All areas at once, light, for a page that puts many things in their places: one query."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from brink.domain.places.coordinates import Coordinates
from brink.domain.places.models import Area, AreaKind
from brink.domain.places.name_matching import distance_km


@dataclass(frozen=True, slots=True)
class Spot:
    """An area as far as a map needs it."""

    pk: UUID
    parent: UUID | None
    kind: str
    name: str
    slug: str
    point: Coordinates | None


@dataclass(frozen=True, slots=True)
class AreaTree:
    """The areas by key, by address, and by the area in which they lie."""

    by_key: Mapping[UUID, Spot]
    by_slug: Mapping[str, Spot]
    children: Mapping[UUID, list[Spot]] = field(default_factory=dict)

    @classmethod
    def read(cls) -> "AreaTree":
        """Read all areas, without their borders. One query."""
        columns = ("pk", "parent_id", "kind", "name", "slug", "latitude", "longitude")
        children: dict[UUID, list[Spot]] = defaultdict(list)
        spots = []
        for pk, parent, kind, name, slug, latitude, longitude in Area.objects.order_by("name", "slug").values_list(
            *columns
        ):
            point = None if latitude is None or longitude is None else Coordinates(latitude, longitude)
            spots.append(Spot(pk, parent, kind, name, slug, point))
            if parent is not None:
                children[parent].append(spots[-1])
        return cls({one.pk: one for one in spots}, {one.slug: one for one in spots}, children)

    def within(self, spot: Spot) -> Iterator[Spot]:
        """Yield an area and all that lies in it."""
        yield spot
        for one in self.children.get(spot.pk, ()):
            yield from self.within(one)

    def up(self, spot: Spot) -> Iterator[Spot]:
        """Yield an area and all in which it lies, the widest last."""
        here: Spot | None = spot
        while here is not None:
            yield here
            here = self.by_key.get(here.parent) if here.parent else None

    def municipality_of(self, spot: Spot) -> Spot | None:
        """Return the municipality that an area is or lies in; None for what is wider."""
        return next((one for one in self.up(spot) if one.kind == AreaKind.MUNICIPALITY), None)

    def root_of(self, spot: Spot) -> Spot:
        """Return the widest area in which this one lies."""
        return list(self.up(spot))[-1]

    def nearest(self, point: Coordinates, among: Iterator[Spot]) -> tuple[Spot, float] | None:
        """Return the village nearest to a point with its distance in kilometres, or None when none has a point."""
        known = [one for one in among if one.point is not None and one.kind == AreaKind.VILLAGE]
        distances = [(distance_km(*point, *one.point), one.slug, one) for one in known if one.point is not None]
        if not distances:
            return None
        distance, _slug, spot = min(distances)
        return spot, distance
