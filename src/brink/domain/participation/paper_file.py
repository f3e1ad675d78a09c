"""A file of sheets: read as a whole, every complaint in one run, before anything is written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from brink.domain.contributions.models import EndedCode, TrackingCode
from brink.domain.contributions.proof_field import EMPTY
from brink.domain.contributions.services.on_paper import printed_sheet
from brink.domain.participation.paper_entry import read_row
from brink.domain.participation.paper_services import FileRow
from brink.domain.processes.models import PrintedCode, Round
from brink.domain.processes.paper_form import PaperForm
from brink.foundation import clock, codes
from brink.foundation.errors import BadInput
from brink.foundation.pasted_tables import at_line, read_pasted
from brink.methods.files.writing import csv_text

CODE, DAY, PROOF = "code", "ingevuld op", "bewijs"
MOST_ROWS = 1_000
MOST_TOLD = 50


@dataclass(frozen=True, slots=True)
class Preview:
    """What a file would do: the rows to take over, how many are in already, and all that is wrong with it."""

    rows: Sequence[FileRow]
    already: int
    faults: Sequence[str]
    remarks: Sequence[str] = ()

    @property
    def ready(self) -> bool:
        """Tell whether it can be taken over as it is."""
        return bool(self.rows) and not self.faults


def columns_of(form: PaperForm, round: Round) -> list[str]:
    """Return the names of the columns, in the order of the sheet; last what the giver showed, where that is asked."""
    shown = [PROOF] if round.assurance != Round.Assurance.OPEN else []
    return [CODE, DAY, *(one.key for one in form.asked), *shown]


def empty_file(form: PaperForm, round: Round) -> str:
    """Return a file with only the header, to fill in."""
    return "\ufeff" + csv_text(columns_of(form, round), (), ends="\r\n")


def _day(text: str, round: Round) -> date:
    """Return the day on which a sheet was filled in; without one, the last on which that counts."""
    if not text:
        return min(clock.today(), round.last_day)
    for form in ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"):
        try:
            found = datetime.strptime(text, form).date()
        except ValueError:
            continue
        if found > clock.today():
            raise BadInput(_("De dag ‘%(day)s’ moet nog komen.") % {"day": text})
        return found
    raise BadInput(_("‘%(day)s’ is geen dag. Schrijf bijvoorbeeld 31-12-2026.") % {"day": text})


def _lines(
    content: str, form: PaperForm, round: Round
) -> tuple[list[tuple[int, dict[str, str]]], list[str], list[str]]:
    """Return the rows with their lines, what is wrong with the table itself, and what was passed over."""
    wanted = columns_of(form, round)
    found = read_pasted(
        content, needed=(CODE,), known=wanted, most=MOST_ROWS,
        too_many=_("Meer dan 1.000 formulieren. Deel het bestand in stukken."),
        strange=lambda name: _("De kolom ‘%(name)s’ hoort niet bij dit formulier. Haal hem weg.") % {"name": name},
    )  # fmt: skip
    return [(line, dict(cells)) for line, cells in found.rows], list(found.faults), list(found.remarks)


class _Codes:
    """What is known of all codes of a file, in three queries."""

    def __init__(self, round: Round, normal: Sequence[str]) -> None:
        self.round = round
        stored = {one: codes.hash_code(one).every for one in normal}
        every = {form for forms in stored.values() for form in forms}
        rows = PrintedCode.objects.filter(tenant_id=round.tenant_id, code_hash__in=every, print__round=round)
        printed = set(rows.values_list("code_hash", flat=True))
        given = TrackingCode.objects.filter(tenant_id=round.tenant_id, code_hash__in=every, contribution__round=round)
        taken = set(given.values_list("code_hash", flat=True))
        ended = EndedCode.objects.filter(tenant_id=round.tenant_id, code_hash__in=every, contribution__round=round)
        taken |= set(ended.values_list("code_hash", flat=True))
        self.printed = {one for one, forms in stored.items() if printed.intersection(forms)}
        self.taken = {one for one, forms in stored.items() if taken.intersection(forms)}

    def check(self, typed: str, normal: str | None) -> None:
        """Refuse what the desk would refuse of one sheet, in the same words."""
        if not typed:
            raise BadInput(_("De code ontbreekt. Voer een formulier zonder code apart in."))
        if normal is None or normal not in self.printed:
            printed_sheet(self.round, typed)


def preview(content: str, form: PaperForm, round: Round) -> Preview:
    """Read a whole file; nothing is written."""
    rows, faults, remarks = _lines(content, form, round)
    if faults:
        return Preview((), 0, faults)
    normal = {line: codes.read(cells[CODE]) for line, cells in rows}
    known = _Codes(round, [one for one in normal.values() if one is not None])
    good: list[FileRow] = []
    seen: dict[str, int] = {}
    already = 0
    for line, cells in rows:
        code = normal[line]
        try:
            if code is not None and code in seen:
                raise BadInput(_("Deze code staat ook op regel %(line)s.") % {"line": seen[code]})
            if code is not None:
                seen[code] = line
            if code in known.taken:
                already += 1
                continue
            if len(faults) <= MOST_TOLD:
                known.check(cells[CODE], code)
                good.append(_row(line, code or "", cells, form, round))
        except BadInput as wrong:
            faults.append(at_line(line, str(wrong)))
    if not rows:
        faults = [_("In dit bestand staat geen enkel formulier onder de kopregel.")]
    return Preview(good, already, faults, remarks)


def _row(line: int, code: str, cells: Mapping[str, Any], form: PaperForm, round: Round) -> FileRow:
    typed = {one.key: str(cells.get(one.key, "")) for one in form.asked}
    shown = str(cells.get(PROOF, ""))
    if round.assurance != Round.Assurance.OPEN and not shown:
        raise BadInput(str(EMPTY[Round.Assurance(round.assurance)]))
    return FileRow(line, code, _day(str(cells.get(DAY, "")), round), read_row(form, typed), shown)
