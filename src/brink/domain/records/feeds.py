"""What machines fetch of a register: an Atom feed of what became public, and a table without anything personal."""

from typing import Any

from django.conf import settings
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from brink.domain.records.card import RecordCard
from brink.domain.records.models import Record
from brink.domain.records.queries import detail_of, is_late, listed
from brink.domain.records.showing import address
from brink.foundation import example
from brink.foundation.open_tables import OpenTable
from brink.foundation.spreadsheets import Sheet
from brink.foundation.visibility import ANYONE
from brink.methods.files.writing import csv_text

NEWEST = 50
COLUMNS = ("number", "body", "title", "stage", "since", "promised_first", "promised", "late", "closed", "places")


def atom(card: RecordCard, body: str = "") -> str:
    """Write the newest public records as Atom, of one body or of all."""
    base = settings.BASE_URL
    feed = Atom1Feed(
        title=example.titled(str(card.names.many)),
        link=f"{base}/{card.segment}/",
        description=str(card.names.lead),
        subtitle=example.notice() or str(card.names.lead),
        language="nl",
    )
    for record in listed(card, ANYONE, {"overheid": body}).order_by("-published_at", "-id")[:NEWEST]:
        title = example.titled(f"{record.title} ({card.stage_of(record.stage).label})")
        moved = max(record.stage_since, record.published_at or record.created_at)
        feed.add_item(
            title=title, link=base + address(card, record),
            description=record.summary or record.title, unique_id=f"urn:uuid:{record.pk}",
            author_name=record.tenant.name, pubdate=record.published_at, updateddate=moved,
        )  # fmt: skip
    return feed.writeString("utf-8")


def table(card: RecordCard, rows: Any) -> OpenTable:
    """Make the open table of these public records: no owner, no words of givers."""
    own = card.columns or {}
    return OpenTable(
        name=card.segment,
        columns=(*COLUMNS, *own),
        rows=tuple((*_cells(card, one), *(cell(detail_of(card, one)) for cell in own.values())) for one in rows),
    )


def sheet(card: RecordCard, rows: Any) -> Sheet:
    """Make a list of these records for a spreadsheet, with the columns of the open table under names for people."""
    made = table(card, rows)
    named = {
        "number": _("Nummer"), "body": _("Overheid"), "title": _("Titel"), "stage": _("Stand"), "since": _("Sinds"),
        "promised_first": _("Eerst beloofd"), "promised": _("Beloofd"), "late": _("Te laat"), "closed": _("Afgerond"),
        "places": _("Waar"),
    }  # fmt: skip
    return Sheet(card.segment, [str(named.get(one, one)) for one in made.columns], made.rows)


def _cells(card: RecordCard, one: Record) -> tuple[Any, ...]:
    ended = one.closed_at.isoformat() if one.closed_at else ""
    return (
        card.number(one.number, one.created_at), one.tenant.slug, one.title, one.stage, one.stage_since.isoformat(),
        one.due_first or "", one.due_on or "", int(is_late(card, one)), ended,
        " | ".join(area.name for area in one.areas.all()),
    )  # fmt: skip


def as_csv(table: OpenTable) -> str:
    """Write a table as CSV; a cell that a spreadsheet would take for a formula is made plain text."""
    table = example.marked(table)
    return csv_text(table.columns, table.rows, ends="\r\n")
