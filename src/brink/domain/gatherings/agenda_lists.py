"""Agendas as others write them: rows of a spreadsheet, or a calendar file (iCalendar). Pure; wrong lines are named."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from icalendar import Calendar

from brink.foundation.clock import AMSTERDAM
from brink.foundation.errors import BadInput
from brink.foundation.pasted_tables import at_line, read_pasted

MOST, MOST_TOLD = 200, 10
LONGEST = timedelta(hours=24)
NAMES = {
    "title": ("titel", "wat", "onderwerp", "title"), "on": ("dag", "datum", "date"),
    "starts": ("begint", "begin", "start"), "ends": ("eindigt", "einde", "end"),
    "venue": ("waar", "plaats", "locatie", "location"), "capacity": ("plekken", "aantal_plekken"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class AgendaRow:
    """One meeting of a list: aware moments, and how many seats there are when the list says so."""

    title: str
    starts_at: datetime
    ends_at: datetime
    venue: str
    capacity: int | None = None


def read_agenda(text: str) -> tuple[AgendaRow, ...]:
    """Return the meetings of a list. Raises BadInput with all that is wrong, one sentence a row, at `rows`."""
    text = text.strip().lstrip("\ufeff")
    calendar = text[:15].upper() == "BEGIN:VCALENDAR"
    rows, faults = _calendar(text) if calendar else _table(text)
    _refuse(faults)
    if not rows:
        raise BadInput(_("Er staan geen bijeenkomsten in. Plak de regels met titel, dag, begin, einde en plaats."),
                       field="rows")  # fmt: skip
    if len(rows) > MOST:
        raise BadInput(_too_many(), field="rows")
    return tuple(rows)


def _too_many() -> str:
    return _("Dit zijn er meer dan 200. Deel de lijst op.")


def _refuse(faults: Sequence[str]) -> None:
    if not faults:
        return
    told, more = " ".join(faults[:MOST_TOLD]), len(faults) - MOST_TOLD
    if more > 0:
        told += " " + ngettext("En nog %(n)s fout.", "En nog %(n)s fouten.", more) % {"n": more}
    raise BadInput(told, field="rows")


def _table(text: str) -> tuple[list[AgendaRow], list[str]]:
    known = [name.replace("_", " ") for names in NAMES.values() for name in names]
    found = read_pasted(text, most=MOST, too_many=_too_many(), known=known, ragged=True)
    head = {name.lower().replace(" ", "_"): name for name in found.names}
    columns = {key: next((head[one] for one in names if one in head), "") for key, names in NAMES.items()}
    faults = list(found.faults)
    if not faults and not all(columns[key] for key in ("title", "on", "starts", "ends", "venue")):
        faults.append(_("De eerste regel noemt de kolommen. Begin met: titel;dag;begint;eindigt;waar"))
        return [], faults
    rows: list[AgendaRow] = []
    for line, cells in found.rows:
        try:
            rows.append(_row({key: cells.get(name, "").strip() for key, name in columns.items()}))
        except BadInput as wrong:
            faults.append(at_line(line, str(wrong)))
    return rows, faults


def _day(text: str) -> date:
    for shape in ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"):
        try:
            return datetime.strptime(text, shape).date()
        except ValueError:
            continue
    raise BadInput(_("de dag klopt niet. Schrijf hem als 3-12-2026."))


def _hour(text: str) -> time:
    try:
        return time.fromisoformat(text.replace(".", ":").removesuffix(" uur").zfill(5))
    except ValueError:
        raise BadInput(_("de tijd klopt niet. Schrijf hem als 19.30.")) from None


def _moment(on: date, at: time) -> datetime:
    """Return a moment on the wall; one that the clock passes over in spring does not exist."""
    moment = datetime.combine(on, at, tzinfo=AMSTERDAM)
    if moment.astimezone(UTC).astimezone(AMSTERDAM).time() != at:
        raise BadInput(_("die tijd bestaat niet: de klok gaat die nacht een uur vooruit."))
    return moment


def _checked(title: str, venue: str, starts: datetime, ends: datetime, capacity: int | None = None) -> AgendaRow:
    if not title:
        raise BadInput(_("er staat niet wat het is."))
    if len(title) > 160:
        raise BadInput(_("de titel is te lang. Maak hem korter dan 160 tekens."))
    if not venue:
        raise BadInput(_("er staat niet waar het is."))
    if len(venue) > 200:
        raise BadInput(_("de plaats is te lang. Maak hem korter dan 200 tekens."))
    # Compared as instants: two moments of one zone compare by the wall, also where the clock goes back.
    lasts = ends.astimezone(UTC) - starts.astimezone(UTC)
    if not timedelta() < lasts <= LONGEST:
        raise BadInput(_("het einde ligt vóór het begin, of een dag later. Kies een ander einde."))
    return AgendaRow(title, starts, ends, venue, capacity)


def _row(cells: Mapping[str, str]) -> AgendaRow:
    on, starts, ends = _day(cells["on"]), _hour(cells["starts"]), _hour(cells["ends"])
    # An evening may end after midnight.
    last = on + timedelta(days=1) if ends < starts else on
    seats = cells["capacity"]
    if seats and not (seats.isascii() and seats.isdecimal() and 1 <= int(seats) <= 5_000):
        raise BadInput(_("het aantal plekken klopt niet. Schrijf een getal van 1 tot 5.000."))
    capacity = int(seats) if seats else None
    return _checked(cells["title"], cells["venue"], _moment(on, starts), _moment(last, ends), capacity)


def _calendar(text: str) -> tuple[list[AgendaRow], list[str]]:
    try:
        found = Calendar.from_ical(text).walk("VEVENT")
    except (ValueError, IndexError, KeyError):
        raise BadInput(_("Dit agendabestand is niet te lezen. Sla het opnieuw op als iCal."), field="rows") from None
    rows: list[AgendaRow] = []
    faults: list[str] = []
    for number, entry in enumerate(found, start=1):
        if str(entry.get("status", "")).upper() == "CANCELLED":
            continue
        try:
            rows.append(_entry(entry))
        except BadInput as wrong:
            faults.append(_("Afspraak %(number)s: %(why)s") % {"number": number, "why": wrong})
    return rows, faults


def _entry(entry: Any) -> AgendaRow:
    try:
        starts = entry.decoded("dtstart")
        ends = entry.decoded("dtend") if "dtend" in entry else starts + entry.decoded("duration")
    except (KeyError, ValueError, TypeError, AttributeError):
        raise BadInput(_("begin of einde ontbreekt.")) from None
    if not isinstance(starts, datetime) or not isinstance(ends, datetime):
        raise BadInput(_("er staat geen tijd bij."))
    first, last = (one if one.tzinfo is not None else one.replace(tzinfo=AMSTERDAM) for one in (starts, ends))
    return _checked(str(entry.get("summary", "")).strip(), str(entry.get("location", "")).strip(), first, last)
