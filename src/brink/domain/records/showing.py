"""A record as a line of a list and as lines on its page. No queries: give rows of `queries.listed`."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brink.domain.records.card import RecordCard, card_of
from brink.domain.records.models import Record
from brink.domain.records.queries import is_late
from brink.foundation import clock
from brink.ui.components import Fact


@dataclass(frozen=True, slots=True)
class Line:
    """One record in a list. `when` says how it stands with its day, `stage` where it is."""

    title: str
    url: str
    number: str
    stage: str
    when: str
    late: bool
    who: str
    body: str
    summary: str
    places: str
    mark: str = ""


def address(card: RecordCard, record: Record) -> str:
    """Return the public page of a record."""
    return reverse(f"{card.key}:page", args=[record.slug])


def in_words(day: date) -> str:
    """Write a day as people read it."""
    return date_format(day, "j F Y")


def when(card: RecordCard, record: Record) -> str:
    """Say how a record stands with its day: ended, so many days late, or by when."""
    if record.stage in card.ended or record.due_on is None:
        return _("sinds %(day)s") % {"day": in_words(record.stage_since.astimezone(clock.AMSTERDAM).date())}
    days = (clock.today() - record.due_on).days
    if days > 0:
        return ngettext("%(days)d dag te laat", "%(days)d dagen te laat", days) % {"days": days}
    return _("uiterlijk %(day)s") % {"day": in_words(record.due_on)}


def line(card: RecordCard, record: Record, *, places: bool = True) -> Line:
    """Make the line of one record; `places` reads the areas, so select them along or leave them out."""
    return Line(
        title=record.title,
        url=address(card, record),
        number=card.number(record.number, record.created_at),
        stage=str(card.stage_of(record.stage).label),
        when=when(card, record),
        late=is_late(card, record),
        who=record.owner,
        body=record.tenant.name,
        summary=record.summary,
        places=", ".join(dict.fromkeys(one.name for one in record.areas.all())) if places else "",
        mark=_mark(card, record),
    )


def _mark(card: RecordCard, record: Record) -> str:
    """Return what its register says of it in a list, of a record whose own row was read along."""
    row = record._state.fields_cache.get(card.model._meta.model_name or "")
    return card.mark(row) if row is not None else ""


def days(card: RecordCard, record: Record) -> list[Fact]:
    """Return the promised day, and the first one when it was moved: both count."""
    if record.due_on is None or record.due_first is None:
        return []
    late = f" ({when(card, record)})" if is_late(card, record) else ""
    found = [Fact(str(card.names.due), in_words(record.due_on) + late)]
    if record.due_first != record.due_on:
        found.append(Fact(_("Eerst beloofd"), in_words(record.due_first)))
    return found


def owner(record: Record) -> list[Fact]:
    """Return who answers for a record, of a team also who is in it. One query for a team."""
    found = [Fact(str(card_of(record).names.who), record.owner)]
    if record.owner_team is not None:
        people = [seat.person.name for seat in record.owner_team.members.select_related("person")]
        found.append(Fact(_("Wie zitten in dit team"), ", ".join(people) or _("nog niemand")))
    return found
