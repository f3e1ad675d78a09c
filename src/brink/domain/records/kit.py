"""What a register adds to the rest of the house, made from its card: call `register(CARD)` in its `extensions.py`."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Window
from django.db.models.functions import RowNumber
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from brink.domain.contributions.models import Destination
from brink.domain.contributions.path_sources import Place, register_places
from brink.domain.journal.labels import register_labels
from brink.domain.journal.links import subject_links
from brink.domain.people.models import Team
from brink.domain.people.points import Mine
from brink.domain.places.map_sources import map_sources
from brink.domain.places.models import Area
from brink.domain.places.points import AreaBlock, area_blocks
from brink.domain.processes.exports import process_exports
from brink.domain.processes.models import Process
from brink.domain.processes.points import ProcessPage, Stop, process_blocks, process_facts
from brink.domain.processes.queries.calendar import Asked, CalendarItem, CalendarSource, calendar
from brink.domain.records import feeds
from brink.domain.records.card import RecordCard, card_of, cards
from brink.domain.records.map_source import map_source
from brink.domain.records.models import Record
from brink.domain.records.queries import is_late, listed, touching
from brink.domain.records.reminding import remind
from brink.domain.records.showing import Line, address, line
from brink.domain.records.visibility_rules import register_below
from brink.foundation import clock
from brink.foundation.addresses import pages
from brink.foundation.navigation import Entry, Menu, navigation
from brink.foundation.open_tables import OpenTable, open_tables
from brink.foundation.panels import Panel
from brink.foundation.periodic import periodic
from brink.foundation.queue import QueueItem
from brink.foundation.read_once import read_once
from brink.foundation.search import Document, SearchKind, Watched, search_documents
from brink.foundation.visibility import ANYONE, DESK, Viewer, visible
from brink.ui.components import Link

IN_BLOCK, MOST = 5, 100
# What a register holds comes on the page of a question below the stops of the path itself.
AFTER_THE_PATH = 100


def register(card: RecordCard, *, order: int = 60) -> None:
    """Add a register: its pages come by themselves, and everything else that the house shows of it is added here."""
    cards.register(card.key, card, order=order)
    register_below(card.model)
    register_labels(card.labels)
    register_places(card.key, lambda destinations: _places(card, destinations))
    subject_links.register(card.key, record_links)
    pages.register(card.key, f"{card.key}:page")
    pages.register(f"{card.key} list", f"{card.key}:list")
    navigation.register(card.key, Entry(Menu.ABOUT, card.names.many, f"{card.key}:list"), order=order)
    desk = Entry(Menu.DESK_MORE, card.names.many, f"{card.key}:desk")
    navigation.register(f"{card.key} desk", desk, order=order)
    search_documents.register(card.key, _search_kind(card), order=order)
    days = CalendarSource(lambda asked: _days(card, asked), kinds={card.key: card.names.one})
    calendar.register(card.key, days, order=order)
    map_sources.register(card.key, map_source(card), order=order)
    open_tables.register(card.key, lambda tenant, process: _tables(card, tenant, process))
    process_exports.register(card.key, lambda process: _export(card, process), order=order)
    process_blocks.register(card.key, lambda page: _stop(card, page), order=AFTER_THE_PATH + order)
    area_blocks.register(card.key, AreaBlock(lambda area, viewer: _block(card, area, viewer)), order=order)
    periodic.register(f"{card.key} reminders", lambda: remind(card), order=order)


def queue_items(viewer: Viewer) -> list[QueueItem]:
    """Return what waits in all registers: at the desk what is due soon, and for whom it concerns what a card watches.

    One query.
    """
    known = cards.named()
    if not known or not viewer.tenants():
        return []
    wanted, today = Q(pk__in=[]), clock.today()
    counts: dict[str, Any] = {}
    for card in known.values():
        soon = Q(due_on__lte=today + timedelta(days=card.remind_days), tenant_id__in=viewer.tenants(DESK))
        wanted |= Q(kind=card.key) & soon
        if card.watch is not None:
            wanted |= Q(kind=card.key, tenant_id__in=viewer.tenants(card.watchers)) & card.watch
        counts |= dict(card.counts or {})
    rows = Record.objects.filter(wanted, closed_at=None).annotate(**counts)
    rows = rows.select_related("owner_team", "owner_person", "process").order_by("due_on", "id")
    return [item for record in rows[:MOST] for item in _items(known[record.kind], record, today, viewer)]


def _items(card: RecordCard, record: Record, today: date, viewer: Viewer) -> Iterator[QueueItem]:
    """Yield the thing to do when its day has come near, and the finding when its card has one."""
    common: dict[str, Any] = {"tenant_id": record.tenant_id, "address": address(card, record)}
    near = record.due_on is not None and record.due_on <= today + timedelta(days=card.remind_days)
    if near and viewer.has(record.tenant_id, DESK):
        title = f"{capfirst(str(card.names.one))}: {record.title}"
        where = ", ".join(filter(None, (record.owner, record.process.title if record.process else "")))
        yield QueueItem(
            key=f"{card.key}-{record.pk}", title=title, where=where, act=_("Werk bij"), due=record.due_on, **common
        )
    said = card.finding(record)
    if said and viewer.has(record.tenant_id, card.watchers):
        yield QueueItem(
            key=f"{card.key}-finding-{record.pk}", title=said, where=record.title, act=_("Kijk ernaar"), due=today,
            **common,
        )  # fmt: skip


def record_links(viewer: Viewer, ids: Sequence[UUID]) -> Mapping[UUID, Link]:
    """Return the pages of records, also when the journal calls one by its register: their keys are the same."""
    rows = visible(viewer, Record.objects.filter(pk__in=ids, kind__in=list(cards.named())))
    return {one.pk: Link(one.title, address(card_of(one), one)) for one in rows}


def _places(card: RecordCard, destinations: Sequence[Destination]) -> Mapping[UUID, Place]:
    """Say where words that landed on a record can be read, and who answers for it."""
    rows = Record.objects.filter(destination__in=[one.pk for one in destinations])
    rows = rows.select_related("owner_team", "owner_person")
    return {one.destination_id: Place(who=one.owner, address=address(card, one)) for one in rows}


_WATCHED = (
    Watched("records_record", columns=("title", "summary", "kind", "slug", "published_at", "number")),
    Watched("records_record_areas", "record_id"),
    Watched("records_record_themes", "record_id"),
)


def _search_kind(card: RecordCard) -> SearchKind:
    """Return the records of a register as what a search can find."""
    where, more = Prefetch("areas", Area.objects.defer("geometry")), card.found_by
    read = more.read if more else ()
    return SearchKind(
        key=card.key,
        names=card.names.many,
        rows=lambda: Record.objects.filter(kind=card.key).prefetch_related(where, "themes", *read),
        tell=lambda one: _document(card, one),
        watched=(*_WATCHED, *(more.watched if more else ())),
        area="areas",
        theme="themes",
    )


def _document(card: RecordCard, one: Record) -> Document:
    more = [text for text in card.found_by.words(one) if text] if card.found_by else []
    return Document(
        kind=card.key, tenant_id=one.tenant_id, title=one.title, text="\n".join((one.summary or one.title, *more)),
        address=address(card, one), moment=one.published_at or one.created_at,
        also=[str(about) for about in (*one.areas.all(), *one.themes.all())],
    )  # fmt: skip


def _days(card: RecordCard, asked: Asked) -> list[CalendarItem]:
    """Return the promised days of what has not ended."""
    rows = listed(card, asked.viewer).filter(closed_at=None)
    if not asked.planned:
        rows = rows.filter(published_at__isnull=False)
    rows = rows.filter(due_on__gte=asked.start, due_on__lte=asked.end)
    if asked.process is not None:
        rows = rows.filter(process=asked.process)
    if asked.area is not None:
        rows = touching(rows, asked.area.slug)
    return [
        CalendarItem(
            uid=f"{card.key}-{one.pk}", kind=card.key, on=one.due_on, title=f"{card.names.due}: {one.title}",
            process=one.process, body=one.tenant.name, own_address=address(card, one),
            changed_at=one.stage_since, subject=one.pk, tenant_id=one.tenant_id,
            owner=one.owner_person.account_id if one.owner_person else None, who=one.owner,
        )
        for one in rows.order_by("due_on", "id")[: asked.limit]
        if one.due_on is not None
    ]  # fmt: skip


def _of_process(card: RecordCard, tenant_id: UUID, process_id: UUID) -> QuerySet[Record]:
    return listed(card, ANYONE).filter(tenant_id=tenant_id, process_id=process_id).order_by("number")


def _tables(card: RecordCard, tenant_id: UUID, process_id: UUID) -> Iterable[OpenTable]:
    rows = _of_process(card, tenant_id, process_id)
    return [feeds.table(card, rows)] if rows else []


def _export(card: RecordCard, process: Process) -> dict[str, Any]:
    """Return what is public of a register about one question."""
    return {
        card.segment: [
            {
                "number": card.number(one.number, one.created_at), "title": one.title, "stage": one.stage,
                "due": one.due_on.isoformat() if one.due_on else None,
                "due_first": one.due_first.isoformat() if one.due_first else None, "late": is_late(card, one),
            }
            for one in _of_process(card, process.tenant_id, process.pk)
        ]
    }  # fmt: skip


def team_block(team: Team, viewer: Viewer) -> Panel | None:
    """Return what a team answers for and has not ended, what is due first in front; None when there is nothing."""
    rows = visible(viewer, Record.objects.filter(owner_team=team, closed_at=None, kind__in=list(cards.named())))
    rows = rows.select_related("tenant", "owner_team", "owner_person").order_by("due_on", "-created_at", "id")
    lines = [line(card_of(one), one, places=False) for one in rows[:MOST]]
    return Panel("records/team.html", {"lines": lines}) if lines else None


def own_block(mine: Mine) -> Panel | None:
    """Return what somebody with a seat promised or answers for and has not ended, what is due first in front."""
    rows = Record.objects.filter(owner_person_id__in=mine.persons, closed_at=None, kind__in=list(cards.named()))
    rows = visible(mine.viewer, rows).select_related("tenant", "owner_team", "owner_person")
    lines = [line(card_of(one), one, places=False) for one in rows.order_by("due_on", "-created_at", "id")[:MOST]]
    return Panel("records/own_block.html", {"lines": lines}) if lines else None


def _panel(lines: list[Line], card: RecordCard, *, more: str) -> Panel:
    return Panel("records/block.html", {"card": card, "lines": lines, "more": more})


def _facts() -> Mapping[str, Exists]:
    """Tell whether there are public records about a question, for most have none: then no register asks for its own."""
    rows = Record.objects.filter(tenant=OuterRef("tenant"), process=OuterRef("pk"), published_at__isnull=False)
    return {"has_records": Exists(rows)}


process_facts.register("records", _facts)


def _on_page(page: ProcessPage) -> Mapping[str, list[Record]]:
    """Return the public records about a question by register, what is due first in front: one query for all of them."""
    if not vars(page.process).get("has_records", True):
        return {}

    def read() -> dict[str, list[Record]]:
        rows = Record.objects.filter(process=page.process, published_at__isnull=False, kind__in=list(cards.named()))
        place = Window(RowNumber(), partition_by="kind", order_by=("due_on", "id"))
        rows = visible(page.viewer, rows).annotate(place=place).filter(place__lte=MOST)
        found: dict[str, list[Record]] = {}
        # The page of the question says its places itself, so they are not read here.
        own = [str(card.model._meta.model_name) for card in cards.all()]
        for one in rows.select_related("tenant", "owner_team", "owner_person", *own).order_by("due_on", "id"):
            found.setdefault(one.kind, []).append(one)
        return found

    return read_once(page.process, "records", read)


def _stop(card: RecordCard, page: ProcessPage) -> Stop | None:
    """Return what a register holds about a question, as a stop on its path; None when there is nothing."""
    found = _on_page(page).get(card.key, [])
    if not found:
        return None
    lines = [line(card, one, places=False) for one in found]
    ended = all(one.stage in card.ended for one in found)
    return Stop(anchor=card.segment, title=str(card.names.many), walked=ended, panel=_panel(lines, card, more=""))


def _block(card: RecordCard, area: Area, viewer: Viewer) -> Panel | None:
    """Return what a register holds about an area, newest first; None when there is nothing."""
    rows = touching(listed(card, viewer), area.slug).filter(published_at__isnull=False)
    found = list(rows[:IN_BLOCK])
    more = f"{reverse(f'{card.key}:list')}?gebied={area.slug}"
    return _panel([line(card, one) for one in found], card, more=more) if found else None

