"""The ground of a map: which part of the world is drawn, the borders in it, or villages where borders are unknown."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.cache import cache

from brink.domain.places.area_tree import AreaTree, Spot
from brink.domain.places.models import Area, AreaKind
from brink.ui.pictures.place_map import Ring, Shape, Town, shape_path
from brink.ui.pictures.projection import Frame

_KEPT = 600
"""Seconds that drawn borders are kept: they change once a year."""
VILLAGE_KM, NAMED_KM = 7.0, 40.0


@dataclass(frozen=True, slots=True)
class Ground:
    """What lies under the posts."""

    frame: Frame
    shapes: Sequence[Shape]
    dots: Sequence[tuple[float, float]]


def rings_of(geometry: dict[str, Any]) -> list[Ring]:
    """Return all rings of a stored border."""
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    return [ring for polygon in polygons for ring in polygon]


def ground(tree: AreaTree, roots: Sequence[Spot], chosen: Spot | None) -> Ground | None:
    """Return what is drawn for a chosen area, or for all that lies in `roots`; None where nothing has a place.

    Two queries at most, and none while it is kept.
    """
    key = f"map-ground-{'-'.join(str(one.pk) for one in ([chosen] if chosen else roots))}"
    kept: Ground | None = cache.get(key)
    if kept is None:
        kept = _made(tree, roots, chosen)
        if kept is not None:
            cache.set(key, kept, _KEPT)
    return kept


def _made(tree: AreaTree, roots: Sequence[Spot], chosen: Spot | None) -> Ground | None:
    inside = [spot for root in ([chosen] if chosen else roots) for spot in tree.within(root)]
    widest = tree.root_of(chosen) if chosen else None
    everything = [spot for root in ([widest] if widest else roots) for spot in tree.within(root)]
    borders = _borders(one.pk for one in everything if one.kind == AreaKind.MUNICIPALITY)
    frame = _frame(inside, borders, chosen)
    if frame is None:
        return None
    home = tree.municipality_of(chosen) if chosen else None
    shapes = [
        Shape(shape_path(rings, frame), here=home is not None and pk == home.pk) for pk, rings in borders.items()
    ]
    drawn = [one for one in shapes if one.path]
    villages = [one.point for one in everything if one.point and one.kind == AreaKind.VILLAGE]
    # Where borders are known, the villages of a whole province would only be noise.
    dots = villages if not drawn or chosen is not None else []
    return Ground(frame, drawn, [(point.latitude, point.longitude) for point in dots])


def borders_in(tree: AreaTree, roots: Sequence[Spot], frame: Frame) -> list[Shape]:
    """Return the borders of municipalities that cross a frame, of the wide areas in which `roots` lie. One query."""
    widest = {tree.root_of(one).pk: tree.root_of(one) for one in roots}
    inside = [spot for root in widest.values() for spot in tree.within(root)]
    key = f"map-borders-{'-'.join(sorted(map(str, widest)))}-{frame.left:.7f}-{frame.top:.7f}-{frame.right:.7f}"
    kept: list[Shape] | None = cache.get(key)
    if kept is None:
        borders = _borders(one.pk for one in inside if one.kind == AreaKind.MUNICIPALITY)
        kept = [shape for rings in borders.values() if (shape := Shape(shape_path(rings, frame))).path]
        cache.set(key, kept, _KEPT)
    return kept


def dots_in(tree: AreaTree, frame: Frame) -> list[tuple[float, float]]:
    """Return where villages lie in a frame."""
    points = (one.point for one in tree.by_key.values() if one.kind == AreaKind.VILLAGE)
    return [(one.latitude, one.longitude) for one in points if one is not None and frame.holds(*one)]


def names_in(tree: AreaTree, frame: Frame) -> list[Town]:
    """Return the names to find one's way by: of municipalities on a wide map, of villages on a near one."""
    wanted = AreaKind.VILLAGE if frame.kilometres < NAMED_KM else AreaKind.MUNICIPALITY
    spots = [one for one in tree.by_key.values() if one.kind == wanted and one.point is not None]
    return [Town(one.name, *one.point) for one in spots if one.point and frame.holds(*one.point)]


def _borders(keys: Iterable[UUID]) -> dict[UUID, list[Ring]]:
    rows = Area.objects.filter(pk__in=list(keys), geometry__isnull=False).order_by("slug")
    return {pk: rings_of(geometry) for pk, geometry in rows.values_list("pk", "geometry") if geometry}


def _frame(inside: Sequence[Spot], borders: dict[UUID, list[Ring]], chosen: Spot | None) -> Frame | None:
    points: list[tuple[float, float]] = [(one.point.latitude, one.point.longitude) for one in inside if one.point]
    if chosen is not None and chosen.kind == AreaKind.VILLAGE:
        return Frame.around(points, least_km=VILLAGE_KM)
    own = {one.pk for one in inside}
    found = [
        (spot[1], spot[0]) for pk, rings in borders.items() if pk in own for ring in rings for spot in ring
    ]
    if found:
        return Frame.around(found, margin=0.02)
    # A whole province has a point of its own in its middle: the villages say how far it reaches.
    return Frame.around(points, margin=0.12)
