"""Printing sheets: each gets a code of its own, and what was printed is known, so that other codes can be refused."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from brink.domain.journal.acts import Done, act
from brink.domain.journal.models import Entry
from brink.domain.journal.services import RESIDENT, Actor
from brink.domain.processes.models import Back, Print, PrintedCode, Process, RefusedFor, Round
from brink.domain.processes.services.preconditions import running
from brink.foundation import clock, codes
from brink.foundation.errors import BadInput, NotNow

MOST_COPIES = 50


def _seed(tenant_id: UUID, key: str | None, number: int) -> str | None:
    return f"{tenant_id} {key} sheet {number}" if key else None


def _again(entry: Entry, _asked: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the codes of the first time."""
    rows = PrintedCode.objects.filter(tenant_id=entry.tenant_id, print=entry.data["print"]).order_by("number")
    known = [(codes.given_for(_seed(entry.tenant_id, entry.key, row.number) or "", row.code_hash)) for row in rows]
    return tuple(code for code in known if code is not None)


@act("sheets.printed", Round, on="round", lock=False, again=_again)
def print_sheets(*, round: Round, copies: int, actor: Actor, key: str | None) -> Done[tuple[str, ...]]:
    """Return a fresh code for each sheet to print, and keep which ones were printed: their hashes.

    Raises BadInput for a number of sheets that cannot be, NotNow for a round that is closed.
    """
    # As it stands now: no act of the question itself holds it here.
    running(Process.objects.get(pk=round.process_id))
    if not 1 <= copies <= MOST_COPIES:
        said = _("Print 1 tot en met %(most)s formulieren tegelijk.") % {"most": MOST_COPIES}
        raise BadInput(said, field="copies")
    if round.closed_at is not None:
        raise NotNow(_("Deze ronde is gesloten. Er komt niets meer bij."))
    now = clock.now()
    made = Print.objects.create(
        tenant_id=round.tenant_id, created_at=now, round=round, copies=copies, at_home=actor.role == RESIDENT.role
    )
    printed = [codes.issued(_seed(round.tenant_id, key, number)) for number in range(1, copies + 1)]
    PrintedCode.objects.bulk_create(
        PrintedCode(tenant_id=round.tenant_id, created_at=now, print=made, number=number, code_hash=stored)
        for number, (_code, stored) in enumerate(printed, start=1)
    )
    data = {"process": str(round.process_id), "print": str(made.pk), "copies": copies}
    return Done(tuple(code for code, _stored in printed), data, row=round)


def sheet_of(tenant_id: UUID, code: str) -> PrintedCode | None:
    """Return the sheet of this body on which this code stands, in its stored form, with its round; or None."""
    rows = PrintedCode.objects.filter(tenant_id=tenant_id, code_hash__in=codes.hash_code(code).every)
    return rows.select_related("print__round__process").first()


def came_back(*, sheet: PrintedCode, late: bool) -> None:
    """Write with a sheet that it is back and taken in; a part of the act that takes it in."""
    sheet.back, sheet.refused_for = Back.LATE if late else Back.ENTERED, ""
    sheet.save(update_fields=("back", "refused_for"))


@act("sheet.refused", PrintedCode, on="sheet")
def refuse_sheet(*, sheet: PrintedCode, why: str, actor: Actor, key: str | None) -> Done[PrintedCode]:
    """Note that a sheet came back and says nothing that can be counted, and why. It can still be taken in later.

    Raises BadInput for a reason that is none, NotNow for a sheet that was taken in.
    """
    if why not in RefusedFor.values:
        raise BadInput(_("Kies waarom dit formulier niet meetelt."), field="why")
    if sheet.back in (Back.ENTERED, Back.LATE):
        raise NotNow(_("Dit formulier is al ingevoerd."))
    sheet.back, sheet.refused_for = Back.REFUSED, why
    sheet.save(update_fields=("back", "refused_for"))
    return Done(sheet, {"why": why})


def was_printed(tenant_id: UUID, code: str) -> bool:
    """Tell whether this code, in its stored form, stands on a sheet of this body.

    One without a letter may be of before sheets were noted, if this body printed any then.
    """
    known = sheet_of(tenant_id, code) is not None
    if known or codes.has_letter(code):
        return known
    return Print.objects.filter(tenant_id=tenant_id, unlisted=True).exists()


def lacks_letter(tenant_id: UUID, code: str) -> bool:
    """Tell whether this is the code of a sheet of this body, but for its letter."""
    whole = None if codes.has_letter(code) else codes.with_letter(code)
    return whole is not None and was_printed(tenant_id, whole)
