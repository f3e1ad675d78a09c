"""Reads over records: lists with filters, what is late, what waits. Constant numbers of queries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import F, Prefetch, Q, QuerySet

from brink.domain.people.models import Body
from brink.domain.places.models import Area
from brink.domain.processes.models import Theme
from brink.domain.processes.queries import family
from brink.domain.records.card import RecordCard, cards
from brink.domain.records.models import Link, Record
from brink.foundation import clock
from brink.foundation.search.finding import holds, narrow
from brink.foundation.visibility import DESK, Viewer, visible

FILTERS = ("q", "stand", "gebied", "thema", "overheid")
LATE = "te-laat"
MOST_LINKABLE = 20


@dataclass(frozen=True, slots=True)
class Choices:
    """What a list can be narrowed by."""

    stages: Sequence[tuple[str, str]]
    areas: Sequence[Area]
    themes: Sequence[Theme]
    bodies: Sequence[Body]


def late(card: RecordCard) -> Q:
    """Return the condition that a record is late: its day has passed and it has not ended. No job ever sets it."""
    return Q(kind=card.key, due_on__lt=clock.today()) & ~Q(stage__in=card.ended)


def is_late(card: RecordCard, record: Record) -> bool:
    """Tell whether a record is late: the twin of `late` for a row at hand."""
    return record.due_on is not None and record.due_on < clock.today() and record.stage not in card.ended


def listed(card: RecordCard, viewer: Viewer, chosen: Mapping[str, str] | None = None) -> QuerySet[Record]:
    """Return the records of a register that this viewer may see, narrowed; newest first, three queries."""
    chosen = chosen or {}
    rows = visible(viewer, Record.objects.filter(kind=card.key))
    rows = rows.select_related("tenant", "owner_team", "owner_person", "process", *_related(card))
    rows = rows.prefetch_related(Prefetch("areas", Area.objects.defer("geometry")), "themes")
    if chosen.get("q"):
        rows = narrow(rows, chosen["q"])
    if chosen.get("stand") == LATE:
        rows = rows.filter(late(card))
    elif chosen.get("stand"):
        rows = rows.filter(stage=chosen["stand"])
    if chosen.get("gebied"):
        rows = touching(rows, chosen["gebied"])
    if chosen.get("thema"):
        rows = rows.filter(themes__slug=chosen["thema"])
    if chosen.get("overheid"):
        rows = rows.filter(tenant__slug=chosen["overheid"])
    return rows.order_by("-created_at", "-id")


def _related(card: RecordCard) -> tuple[str, ...]:
    own = card.model._meta.model_name or ""
    return (own, *(f"{own}__{name}" for name in card.related))


def touching(rows: QuerySet[Record], slug: str) -> QuerySet[Record]:
    """Narrow to what is about an area, a part of it, or what it is a part of; an unknown area gives nothing."""
    area = Area.objects.filter(slug=slug).first()
    if area is None:
        return rows.none()
    about = Record.areas.through.objects.filter(area__in=family(area).values("pk"))
    return rows.filter(pk__in=about.values("record"))


def choices(card: RecordCard, viewer: Viewer) -> Choices:
    """Return what the list of a register can be narrowed by: only what gives a result. Three queries."""
    seen = visible(viewer, Record.objects.filter(kind=card.key)).order_by()
    places = Record.areas.through.objects.filter(record__in=seen.values("pk")).values("area")
    subjects = Record.themes.through.objects.filter(record__in=seen.values("pk")).values("theme")
    return Choices(
        stages=[(LATE, str(card.names.late)), *((one.key, str(one.label)) for one in card.stages)],
        areas=list(Area.objects.filter(pk__in=places).defer("geometry").order_by("name")),
        themes=list(Theme.objects.filter(pk__in=subjects).order_by("name")),
        bodies=list(Body.objects.filter(pk__in=seen.values("tenant")).order_by("name")),
    )


def detail_of(card: RecordCard, record: Record) -> Any:
    """Return the own row of a record of `listed`; no query."""
    row = getattr(record, card.model._meta.model_name or "")
    row.record = record
    return row


def linked(viewer: Viewer, record: Record) -> list[tuple[Link, Record]]:
    """Return what a record is tied to, from both sides, as far as this viewer may see it. One query."""
    rows = visible(viewer, Link.objects.select_related("one", "other"))
    rows = rows.filter(Q(one=record) | Q(other=record))
    return [(link, link.other if link.one_id == record.pk else link.one) for link in rows.order_by("created_at")]


def gathered_on(viewer: Viewer, record: Record) -> Record | None:
    """Return the record whose page gathers what belongs to the same dossier; one query, none without a dossier."""
    gathering = [card.key for card in cards.all() if card.gathers and card.key != record.kind]
    if record.dossier_id is None or not gathering:
        return None
    rows = visible(viewer, Record.objects.filter(dossier_id=record.dossier_id, kind__in=gathering))
    return rows.select_related("tenant", "owner_team", "owner_person").first()


def linkable(record: Record, words: str) -> QuerySet[Record]:
    """Return the records of the same body, of any register, that a number or words lead to; not what is tied already.

    Without words: none. Newest first, so that what was just made is found.
    """
    if not words:
        return Record.objects.none()
    wanted = Q()
    for word in words.split():
        wanted &= holds(word) | _numbered(word)
    tied = Link.objects.filter(Q(one=record) | Q(other=record)).values_list("one", "other")
    known = {record.pk, *(pk for pair in tied for pk in pair)}
    rows = Record.objects.filter(wanted, tenant_id=record.tenant_id, kind__in=list(cards.named()))
    rows = rows.exclude(visibility=Record.Visibility.SECRET)
    first = rows.exclude(pk__in=known).order_by("-created_at", "-id").values_list("pk", flat=True)[:MOST_LINKABLE]
    return Record.objects.filter(pk__in=list(first)).order_by("-created_at", "-id")


def _numbered(word: str) -> Q:
    """Return the condition that a record has this number: "T-2026-014", or the end of it, "14"."""
    prefix, _dash, rest = word.upper().partition("-")
    card = next((one for one in cards.all() if one.prefix == prefix), None) if rest else None
    year, _dash, number = rest.rpartition("-") if card else ("", "", word)
    if not (number.isascii() and number.isdecimal() and len(number) < 8):
        return Q(pk__in=[])
    found = Q(number=int(number))
    if card is not None:
        found &= Q(kind=card.key)
    return found & Q(created_at__year=int(year)) if year.isascii() and year.isdecimal() and len(year) == 4 else found


def waiting(card: RecordCard, tenants: frozenset[UUID]) -> QuerySet[Record]:
    """Return what is late or due soon in these bodies, and not ended; what is due first in front."""
    soon = clock.today() + timedelta(days=card.remind_days)
    rows = Record.objects.filter(tenant_id__in=tenants, kind=card.key, due_on__lte=soon)
    rows = rows.exclude(stage__in=card.ended).select_related("owner_team", "owner_person", "process")
    return rows.order_by("due_on", "id")


def desk_rows(card: RecordCard, viewer: Viewer) -> QuerySet[Record]:
    """Return the records of the viewer's own bodies: what is not ended first, what is due first in front."""
    rows = listed(card, viewer).filter(tenant_id__in=viewer.tenants(DESK))
    return rows.order_by(F("closed_at").asc(nulls_first=True), F("due_on").asc(nulls_last=True), "-created_at")

