"""The records of a register on the public map: promises, and whatever else has places."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.functional import lazy
from django.utils.text import capfirst

from brink.domain.places.map_sources import MapAsked, MapLine, MapSource, spots_of
from brink.domain.records.card import RecordCard
from brink.domain.records.models import Record
from brink.domain.records.showing import address, when
from brink.foundation.visibility import ANYONE, visible


def map_source(card: RecordCard) -> MapSource:
    """Return what a register shows on the map: what anybody may read of it."""

    def public() -> "QuerySet[Record]":
        return visible(ANYONE, Record.objects.filter(kind=card.key))

    def spots(asked: MapAsked) -> "QuerySet[Any, Any]":
        rows = public().filter(themes__slug=asked.theme) if asked.theme else public()
        return spots_of(asked, card.key, rows, area="areas", moment="published_at")

    def lines(keys: Sequence[UUID]) -> Mapping[UUID, MapLine]:
        rows = public().filter(pk__in=keys)
        return {one.pk: MapLine(one.title, address(card, one), _standing(card, one)) for one in rows}

    return MapSource(
        names=card.names.many,
        one=lazy(lambda: capfirst(str(card.names.one)), str)(),
        told=lambda count: _told(card, count),
        spots=spots,
        lines=lines,
    )


def _standing(card: RecordCard, record: Record) -> str:
    return f"{card.stage_of(record.stage).label}, {when(card, record)}"


def _told(card: RecordCard, count: int) -> str:
    name = str(card.names.one if count == 1 else card.names.many)
    return f"{count} {name[:1].lower()}{name[1:]}"
