"""What stands on a form to fill in at home: what the instrument asks, the room in short, where it goes, the strip."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from brink.domain.people.reaching import follow_by_phone, phone_of
from brink.domain.processes.instrument import registry
from brink.domain.processes.models import Round
from brink.domain.processes.paper_form import CONSENT, PaperForm
from brink.domain.processes.sheets import Sheet, address_of, fit, signpost_sheet
from brink.foundation.addresses import page_url
from brink.foundation.visibility import Viewer

WRITING_LINES, TIGHT_LINES = 7, 3
# What fits beside the questions on one side of A4.
POINTS = 2


@dataclass(frozen=True, slots=True)
class Copy:
    """One sheet: its number and, once it was printed, its code."""

    number: int
    code: str


def has_paper(round: Round) -> bool:
    """Tell whether a round has a form on paper, as its instrument says of itself; nothing is drawn for it."""
    instrument = registry.get(round.instrument)
    return instrument is not None and "paper" in instrument.card.channels


def paper_of(round: Round) -> PaperForm | None:
    """Return the form on paper of a round, drawn by its instrument; None when it has none."""
    instrument = registry.get(round.instrument)
    return instrument.paper(round) if instrument is not None else None


def _sentence(title: str) -> str:
    """Return a title as a sentence of its own: with a full stop, unless it ends in a sign already."""
    return title if not title or title.endswith(("?", "!", ".", "…")) else f"{title}."


def _lines(form: PaperForm, sheet: Sheet) -> list[tuple[Any, range]]:
    """Return the questions to write at, each with its lines; fewer where the question above them is long."""
    most = TIGHT_LINES if sheet.tight or form.ticks else WRITING_LINES
    return [(one, range(min(one.lines, most))) for one in form.written]


def sheet_context(round: Round, form: PaperForm, codes: Sequence[str], viewer: Viewer) -> dict[str, Any]:
    """Return what the template of the sheets needs; without codes it is one sheet as it will look."""
    process, sheet = round.process, signpost_sheet(round.process, viewer)
    body = process.tenant
    return {
        "process": process,
        "round": round,
        "form_on_paper": form,
        "copies_made": [Copy(number, code) for number, code in enumerate(codes or [""], start=1)],
        "sheet": sheet,
        "title": _sentence(fit(round.title, 100)),
        "prompt": fit(round.prompt, 180),
        "consent": CONSENT,
        "written": [] if form.in_order else _lines(form, sheet),
        "every_question": [(one, range(min(one.lines, TIGHT_LINES))) for one in form.questions],
        "open_points": sheet.open_points[:POINTS],
        "fixed": sheet.fixed[:POINTS],
        "arms": sheet.arms[1:3],
        "url": address_of(process, round),
        "follow_url": f"{settings.BASE_URL}{page_url('follow')}".split("//")[-1].rstrip("/"),
        "phone": phone_of(body),
        "by_phone": follow_by_phone(body),
        "return_lines": [body.name, *body.address.splitlines()] if body.address.strip() else [],
        **body.heading(),
    }
