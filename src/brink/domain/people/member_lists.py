"""Lists of members as others write them: rows of a spreadsheet, or Popolo in JSON. Pure; wrong lines are named."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brink.foundation.errors import BadInput
from brink.foundation.pasted_tables import at_line, read_pasted

MOST, MOST_TOLD = 500, 10
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
    """Return the members of a list. Raises BadInput with the lines that are wrong, at the field `rows`."""
    text = text.strip().lstrip("\ufeff")
    rows = _popolo(text, today) if text.startswith("{") else _table(text, today)
    if not rows:
        raise BadInput(_("Er staan geen leden in. Plak de regels met naam en fractie."), field="rows")
    if len(rows) > MOST:
        raise BadInput(_too_many(), field="rows")
    return rows


def _table(text: str, today: date) -> tuple[MemberRow, ...]:
    """Read a table as it comes out of a spreadsheet, or as somebody types it; all that is wrong is told at once."""
    known = [name.replace("_", " ") for names in NAMES.values() for name in names]
    found = read_pasted(text, most=MOST, too_many=_too_many(), known=known, ragged=True)
    head = {name.lower().replace(" ", "_"): name for name in found.names}
    columns = {key: next((head[one] for one in names if one in head), "") for key, names in NAMES.items()}
    if not columns["name"] and not found.faults:
        text = _("De eerste regel noemt de kolommen. Begin met: naam;fractie;vanaf;tot en met")
        raise BadInput(text, field="rows")
    rows = ((line, {key: cells.get(name, "") for key, name in columns.items()}) for line, cells in found.rows)
    return _members(rows, today, at_line, found.faults)


def _too_many() -> str:
    return _("Dit zijn er meer dan 500. Deel de lijst op.")


def _refuse(faults: Sequence[str]) -> None:
    """Raise with all that is wrong: the first ten, and how many more."""
    if not faults:
        return
    told, more = " ".join(faults[:MOST_TOLD]), len(faults) - MOST_TOLD
    if more > 0:
        told += " " + ngettext("En nog %(n)s fout.", "En nog %(n)s fouten.", more) % {"n": more}
    raise BadInput(told, field="rows")


def _members(
    rows: Iterable[tuple[int, Mapping[str, str]]], today: date, at: Callable[[int, str], str],
    faults: Sequence[str] = (),
) -> tuple[MemberRow, ...]:  # fmt: skip
    """Return the members of these numbered rows. Raises BadInput with all that is wrong, these faults in front."""
    members, wrong = list[MemberRow](), list(faults)
    for number, cells in rows:
        try:
            members.append(_row(cells, today))
        except BadInput as one:
            wrong.append(at(number, str(one)))
    _refuse(wrong)
    return tuple(members)


def _row(cells: Mapping[str, str], today: date) -> MemberRow:
    if not cells["name"]:
        raise BadInput(_("de naam ontbreekt."))
    starts, ends = _day(cells["starts"]) or today, _day(cells["ends"])
    if ends is not None and ends < starts:
        raise BadInput(_("de laatste dag ligt voor de eerste."))
    return MemberRow(cells["name"], cells["group"], starts, ends)


def _day(text: str) -> date | None:
    if not text:
        return None
    parts = text.replace("/", "-").split("-")
    try:
        # As a spreadsheet here writes it (31-3-2027), or as machines do (2027-03-31).
        year, month, day = (int(one) for one in (parts if len(parts[0]) == 4 else reversed(parts)))
        return date(year, month, day)
    except ValueError:
        raise BadInput(_("‘%(day)s’ is geen dag. Schrijf 31-3-2027.") % {"day": text[:20]}) from None


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
    return _members(enumerate(rows, start=1), today, _at_membership)


def _at_membership(number: int, why: str) -> str:
    return _("Lidmaatschap %(number)s: %(why)s") % {"number": number, "why": why}
