"""What stands on the public map, in its places: the same groups for the posts of the drawing and the list beside it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from brink.domain.places.area_tree import AreaTree, Spot
from brink.domain.places.coordinates import Coordinates, read_point, square_of
from brink.domain.places.map_sources import MapAsked, MapLine, map_sources
from brink.domain.places.models import AreaKind

MOST = 3_000
"""So many things are put on a map at once, the newest; whoever wants the rest narrows it."""
MIDDLE = "midden"
MOST_VILLAGES = 15
"""With more places than this there is one post per municipality, and the next level is a page (look, §15)."""


@dataclass(slots=True)
class Thing:
    """One thing with its places; `square` is known where a map comes near enough to show it."""

    kind: str
    pk: UUID
    moment: datetime
    areas: list[UUID] = field(default_factory=list)
    square: Coordinates | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """The things at one place. `point` is where the post stands; None for what is about a whole area."""

    spot: Spot
    square: Coordinates | None
    point: Coordinates | None
    things: Sequence[Thing]

    def told(self) -> str:
        """Say how many things of each kind there are."""
        counts = Counter(one.kind for one in self.things)
        return ", ".join(source.told(counts[key]) for key, source in map_sources.named().items() if counts[key])

    @property
    def broken(self) -> bool:
        """Tell whether its post gets the other rim."""
        kinds = {one.kind for one in self.things}
        return any(source.broken and key in kinds for key, source in map_sources.named().items())


@dataclass(frozen=True, slots=True)
class Chosen:
    """How the reader narrowed the map."""

    spot: Spot | None = None
    square: str = ""
    kind: str = ""
    theme: str = ""


def things(tree: AreaTree, chosen: Chosen) -> list[Thing]:
    """Return all that is on the map, newest first. One query for all kinds together."""
    areas = [one.pk for one in tree.within(chosen.spot)] if chosen.spot else None
    asked = MapAsked(chosen.theme, areas)
    sources = map_sources.named()
    wanted = [sources[chosen.kind]] if chosen.kind in sources else list(sources.values())
    first, *others = (source.spots(asked) for source in wanted)
    rows = first.union(*others, all=True) if others else first
    # Only a village is shown in squares.
    near = chosen.spot is not None and chosen.spot.kind == AreaKind.VILLAGE
    found: dict[UUID, Thing] = {}
    for kind, pk, area, moment, latitude, longitude in rows.order_by("-map_moment", "pk")[:MOST]:
        thing = found.get(pk)
        if thing is None:
            thing = found[pk] = Thing(kind, pk, moment)
            if near and latitude is not None and longitude is not None:
                thing.square = square_of(Coordinates(latitude, longitude))
        thing.areas.append(area)
    return list(found.values())


def at_square(found: Iterable[Thing], square: str) -> list[Thing]:
    """Narrow to what lies in a square, or to what has no point; "" narrows nothing."""
    return [one for one in found if not square or square_name(one.square) == square]


def square_name(square: Coordinates | None) -> str:
    """Return what a square is called in an address."""
    return str(square) if square is not None else MIDDLE


def groups(tree: AreaTree, found: Sequence[Thing], chosen: Spot | None) -> list[Group]:
    """Put things in their places: those with a post from north to south, then what is about a whole area."""
    if chosen is not None and chosen.kind == AreaKind.VILLAGE:
        return _in_order(_squares(found, chosen))
    places: dict[UUID, list[Thing]] = defaultdict(list)
    whole = chosen is not None and chosen.kind == AreaKind.MUNICIPALITY
    by_municipality = not whole and len({area for one in found for area in one.areas}) > MOST_VILLAGES
    for thing in found:
        for key in {_place(tree, area, by_municipality) for area in thing.areas}:
            places[key].append(thing)
    made = [_group(tree.by_key[key], own, chosen) for key, own in places.items()]
    return _in_order(made)


def _place(tree: AreaTree, area: UUID, by_municipality: bool) -> UUID:
    if not by_municipality:
        return area
    home = tree.municipality_of(tree.by_key[area])
    return home.pk if home else area


def _group(spot: Spot, own: Sequence[Thing], chosen: Spot | None) -> Group:
    about_all = spot.kind == AreaKind.PROVINCE or (chosen is not None and spot.pk == chosen.pk)
    return Group(spot, None, None if about_all else spot.point, own)


def _squares(found: Sequence[Thing], village: Spot) -> list[Group]:
    """Put the things of a village in their squares; without a point they are in its middle."""
    squares: dict[Coordinates | None, list[Thing]] = defaultdict(list)
    for one in found:
        squares[one.square].append(one)
    return [Group(village, square, square or village.point, own) for square, own in squares.items()]


def _in_order(made: Iterable[Group]) -> list[Group]:
    def place(one: Group) -> tuple[bool, float, float, str]:
        latitude, longitude = one.point or (0.0, 0.0)
        return one.point is None, -latitude, longitude, one.spot.slug

    return sorted(made, key=place)


def read_square(text: str) -> str:
    """Read which square an address asks for; whatever is not the middle of one is none."""
    point = read_point(text[:40])
    known = text == MIDDLE or (point is not None and str(square_of(point)) == text)
    return text if known else ""


def names(tree: AreaTree, thing: Thing) -> str:
    """Say where a thing is about."""
    known = [tree.by_key[area].name for area in thing.areas if area in tree.by_key]
    return ", ".join(dict.fromkeys(sorted(known)))


def lines_of(page: Sequence[Thing]) -> Mapping[UUID, MapLine]:
    """Return how each of these things reads. One query per kind among them."""
    kinds: dict[str, list[UUID]] = defaultdict(list)
    for one in page:
        kinds[one.kind].append(one.pk)
    said: dict[UUID, MapLine] = {}
    for key, keys in kinds.items():
        source = map_sources.get(key)
        assert source is not None
        said.update(source.lines(keys))
    return said
