"""What stands on the public map: each app that has things with a place says which, and how one of them reads."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import CharField, F, FloatField, QuerySet, Value
from django.db.models.functions import Cast
from django.utils.functional import Promise

from brink.foundation.points import Point

COLUMNS = ("map_kind", "pk", "map_area", "map_moment", "map_latitude", "map_longitude")


@dataclass(frozen=True, slots=True)
class MapAsked:
    """What the reader asked for. `areas` are those in which things must lie; None is everywhere."""

    theme: str = ""
    areas: Sequence[UUID] | None = None


@dataclass(frozen=True, slots=True)
class MapLine:
    """One thing as the list says it. `note` tells how it stands or when it is."""

    title: str
    url: str
    note: str = ""
    language: str = "nl"


@dataclass(frozen=True, slots=True)
class MapSource:
    """One kind of thing on the map.

    `spots` gives where its things lie, made with `spots_of`; `lines` says some of them, in one query. Both give what
    `visible` lets anybody read, to staff too: the map tells nobody more than another. `one` is what one is called,
    `told` says a number of them: "12 ideeën". `broken` gives its places another rim.
    """

    names: str | Promise
    one: str | Promise
    told: Callable[[int], str]
    spots: Callable[[MapAsked], "QuerySet[Any, Any]"]
    lines: Callable[[Sequence[UUID]], Mapping[UUID, MapLine]]
    broken: bool = False


map_sources: Point[MapSource] = Point("map-source")


def spots_of(
    asked: MapAsked, kind: str, rows: "QuerySet[Any]", *, area: str, moment: str, point: tuple[str, str] | None = None
) -> "QuerySet[Any, Any]":
    """Return kind, key, area, day and point of each row, once for each area in which it lies: columns for a union.

    `point` names the fields of latitude and longitude, which everybody may read.
    """
    nowhere = Cast(Value(None), FloatField())
    latitude, longitude = (F(point[0]), F(point[1])) if point else (nowhere, nowhere)
    rows = rows.filter(**{f"{area}__isnull": False})
    if asked.areas is not None:
        rows = rows.filter(**{f"{area}__in": list(asked.areas)})
    rows = rows.order_by().annotate(
        map_kind=Value(kind, output_field=CharField()), map_area=F(area), map_moment=F(moment),
        map_latitude=latitude, map_longitude=longitude,
    )  # fmt: skip
    return rows.values_list(*COLUMNS)
