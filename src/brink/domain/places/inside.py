"""Whether a point lies in an area: by its border where that is known, else by the villages near it."""

from collections.abc import Sequence

from django.db.models import Q, QuerySet

from brink.domain.places.borders import rings_of
from brink.domain.places.coordinates import Coordinates
from brink.domain.places.models import Area, AreaKind
from brink.domain.places.name_matching import distance_km
from brink.ui.pictures.place_map import Ring

NEAR_KM = 5.0
"""A point farther than this from every village of an area lies outside it, where no border is known."""
SLACK_KM = 0.3
"""Stored borders are drawn roughly: whoever points so near one is believed."""


def lies_in(point: Coordinates, area: Area) -> bool:
    """Tell whether a point lies in an area. Two queries at most; an area of which nothing is known holds everything."""
    known = [area.geometry] if area.geometry else _borders(area)
    if known:
        around = [point, *_beside(point)]
        return any(inside(one, rings_of(border)) for border in known for one in around)
    villages = _villages(area)
    near = [distance_km(*point, *one) for one in villages]
    return not villages or min(near) <= NEAR_KM


def village_at(point: Coordinates, among: "QuerySet[Area]") -> Area | None:
    """Return the village that lies nearest to a point, when one is near. One query."""
    rows = among.filter(kind=AreaKind.VILLAGE, latitude__isnull=False, longitude__isnull=False)
    found = [
        (distance_km(*point, one.latitude, one.longitude), one.slug, one)
        for one in rows.only("pk", "name", "kind", "slug", "latitude", "longitude")
        if one.latitude is not None and one.longitude is not None
    ]
    distance, _slug, village = min(found, default=(NEAR_KM + 1, "", None))
    return village if distance <= NEAR_KM else None


def inside(point: Coordinates, rings: Sequence[Ring]) -> bool:
    """Tell whether a point lies within rings, a hole counting as outside: a line to the east crosses them oddly."""
    crossed = False
    for ring in rings:
        for (east, north, *_more), (to_east, to_north, *_rest) in zip(ring, [*ring[1:], ring[0]], strict=True):
            if (north > point.latitude) != (to_north > point.latitude):
                at = east + (point.latitude - north) / (to_north - north) * (to_east - east)
                crossed ^= point.longitude < at
    return crossed


def _beside(point: Coordinates) -> list[Coordinates]:
    north = SLACK_KM / 111.2
    east = north * 1.65
    return [
        Coordinates(point.latitude + up * north, point.longitude + right * east)
        for up, right in ((1, 0), (-1, 0), (0, 1), (0, -1))
    ]


def _borders(area: Area) -> list[dict[str, object]]:
    """Return the borders of the municipalities in an area, when they are all known; of a village there is none."""
    if area.kind == AreaKind.VILLAGE:
        return []
    rows = Area.objects.filter(parent=area, kind=AreaKind.MUNICIPALITY).values_list("geometry", flat=True)
    borders = list(rows)
    return [one for one in borders if one] if all(borders) else []


def _villages(area: Area) -> list[tuple[float, float]]:
    own = Q(pk=area.pk) | Q(parent=area) | Q(parent__parent=area)
    rows = Area.objects.filter(own, kind=AreaKind.VILLAGE, latitude__isnull=False, longitude__isnull=False)
    points = rows.values_list("latitude", "longitude")
    return [(north, east) for north, east in points if north is not None and east is not None]
