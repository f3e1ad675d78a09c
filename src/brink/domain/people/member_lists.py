"""Lists of members as others write them: rows of a spreadsheet, or Popolo in JSON. Pure; wrong lines are named."""

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from brink.foundation.errors import BadInput

MOST = 500
NAMES = {
    "name": ("naam", "name"), "group": ("fractie", "partij", "group"), "starts": ("vanaf", "begin", "start_date"),
    "ends": ("tot_en_met", "t/m", "tot", "einde", "end_date"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class MemberRow:
    """One person in one fractie for a period."""

    name: str
    group: str
    starts: date
    ends: date | None = None


def read_members(text: str, today: date) -> tuple[MemberRow, ...]:
    """Return the members of a list. Raises BadInput with the line that is wrong, at the field `rows`."""
    text = text.strip().lstrip("\ufeff")
    rows = _popolo(text, today) if text.startswith("{") else _table(text, today)
    if not rows:
        raise BadInput(_("Er staan geen leden in. Plak de regels met naam en fractie."), field="rows")
    if len(rows) > MOST:
        raise BadInput(_("Dit zijn er meer dan 500. Deel de lijst op."), field="rows")
    return rows


def _wrong(line: int, text: str) -> BadInput:
    return BadInput(_("Regel %(line)d: %(text)s") % {"line": line, "text": text}, field="rows")


def _table(text: str, today: date) -> tuple[MemberRow, ...]:
    first = text.partition("\n")[0]
    mark = next((one for one in ("\t", ";", ",") if one in first), ",")
    try:
        lines = list(csv.reader(io.StringIO(text), delimiter=mark))
    except csv.Error as error:
        raise BadInput(_("Dit is geen tabel. Plak de regels uit uw rekenblad."), field="rows") from error
    head = [cell.strip().lower().replace(" ", "_") for cell in lines[0]] if lines else []
    places = {key: next((head.index(one) for one in names if one in head), None) for key, names in NAMES.items()}
    if places["name"] is None:
        text = _("De eerste regel noemt de kolommen. Begin met: naam;fractie;vanaf;tot en met")
        raise BadInput(text, field="rows")
    found = []
    for number, line in enumerate(lines[1:], start=2):
        if not any(cell.strip() for cell in line):
            continue
        cells = {
            key: line[place].strip() if place is not None and place < len(line) else "" for key, place in places.items()
        }
        found.append(_row(cells, number, today))
    return tuple(found)


def _row(cells: Mapping[str, str], line: int, today: date) -> MemberRow:
    if not cells["name"]:
        raise _wrong(line, _("de naam ontbreekt."))
    starts = _day(cells["starts"], line) or today
    ends = _day(cells["ends"], line)
    if ends is not None and ends < starts:
        raise _wrong(line, _("de laatste dag ligt voor de eerste."))
    return MemberRow(cells["name"], cells["group"], starts, ends)


def _day(text: str, line: int) -> date | None:
    if not text:
        return None
    parts = text.replace("/", "-").split("-")
    try:
        # As a spreadsheet here writes it (31-3-2027), or as machines do (2027-03-31).
        year, month, day = (int(one) for one in (parts if len(parts[0]) == 4 else reversed(parts)))
        return date(year, month, day)
    except ValueError:
        raise _wrong(line, _("‘%(day)s’ is geen dag. Schrijf 31-3-2027.") % {"day": text[:20]}) from None


def _popolo(text: str, today: date) -> tuple[MemberRow, ...]:
    """Read persons and memberships of Popolo; a fractie is the organization of the membership, or what it names."""
    try:
        data: dict[str, Any] = json.loads(text)
        people = {one["id"]: one["name"] for one in data.get("persons", ())}
        parties = {one["id"]: one["name"] for one in data.get("organizations", ())}
        rows = [
            {
                "name": str(people[one["person_id"]]),
                "group": str(parties.get(one.get("on_behalf_of_id") or one.get("organization_id"), "")),
                "starts": str(one.get("start_date") or ""),
                "ends": str(one.get("end_date") or ""),
            }
            for one in data.get("memberships", ())
        ]
    except (json.JSONDecodeError, RecursionError, KeyError, TypeError, AttributeError) as error:
        text = _("Dit is geen Popolo. Er horen persons, organizations en memberships in te staan, elk met een id.")
        raise BadInput(text, field="rows") from error
    return tuple(_row(one, number, today) for number, one in enumerate(rows, start=1))
