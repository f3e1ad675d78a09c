"""Advice of residents: on the web, on paper and by phone. Each counts once, and can be changed until closing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from brink.domain.contributions.models import Channel, Contribution, Publicity
from brink.domain.contributions.services.admitting import Proof
from brink.domain.contributions.services.giving import Receipt, Words, give
from brink.domain.journal.services import Actor
from brink.domain.participation.paper_entry import Sheet
from brink.domain.participation.sessions import SessionSheet, hold_open, signalling
from brink.domain.people.models import Account
from brink.domain.processes.instrument import Erasure
from brink.domain.processes.models import Round
from brink.foundation.errors import BadInput, NotNow
from brink.foundation.text import clean
from brink.instruments.valuation.models import Advice
from brink.instruments.valuation.package import OVERALL_LIMIT, REASON_LIMIT, Package, check, known
from brink.instruments.valuation.queries import OVERALL, frozen_task
from brink.instruments.valuation.round_settings import ADVICE, KEY, Door
from brink.instruments.valuation.task import Task

COLUMNS = ("door", "levels", "reasons")


def _task(round: Round) -> Task:
    task = frozen_task(round)
    if task is None:
        raise NotNow(_("Advies geven kan nu niet. De vraag staat nog niet vast."))
    return task


def _stored(task: Task, package: Package) -> dict[str, Any]:
    """Return the columns of an advice, with clean words. Raises BadInput at what is too long."""
    words: dict[str, str] = {}
    for number, text in sorted(package.reasons.items()):
        if number not in task.by_number:
            raise BadInput(_("Deze optie staat niet in de lijst. Open de pagina opnieuw."))
        words[str(number)] = clean(
            text, limit=REASON_LIMIT, field=f"why-{number}", too_long=_("Maak uw reden korter dan 300 tekens.")
        )
    words[str(OVERALL)] = clean(
        package.overall, limit=OVERALL_LIMIT, field="overall", too_long=_("Maak dit korter dan 2.000 tekens.")
    )
    levels = {str(number): level for number, level in sorted(package.levels.items())}
    return {"door": package.door, "levels": levels, "reasons": {key: text for key, text in words.items() if text}}


def advise(*, round: Round, token: str, package: Package) -> Receipt:
    """Count the advice of one device; the same device again writes over it and gets the same receipt.

    Raises BadInput, and NotNow outside the days of the round and for whoever withdrew; nothing is stored then.
    """
    task = _task(round)
    with signalling(round, Advice, kind=ADVICE, token=token) as signalled:
        check(task, package)
        for name, value in _stored(task, package).items():
            setattr(signalled.session, name, value)
        signalled.session.save(update_fields=COLUMNS)
    return signalled.receipt


@dataclass(frozen=True, slots=True)
class Told:
    """An advice that somebody else writes down: by which channel, on which day, by whom, what its giver showed."""

    channel: str
    heard_on: date
    officer: Account
    actor: Actor
    key: str | None
    code: str = ""
    proof: Proof | None = None


def write_down(*, round: Round, package: Package, told: Told) -> Receipt:
    """Take in an advice that came on paper or by phone, with its own code. A key acts once.

    On paper what breaks the limit is not refused and not repaired: it counts as what was chosen, and in no calculation.
    """
    task = _task(round)
    (known(task, package.levels) if told.channel == Channel.PAPER else check(task, package))
    values = tuple(_stored(task, package).items())
    words = Words(kind=ADVICE, channel=told.channel, wordless=True, publicity=Publicity.CLOSED, heard_on=told.heard_on)
    with hold_open(round):
        return give(
            round=round, words=words, actor=told.actor, key=told.key, entered_by=told.officer,
            printed_code=told.code, proof=told.proof, detail=SessionSheet(round.pk, KEY, values),
        )  # fmt: skip


def write_down_sheet(round: Round, package: Package, sheet: Sheet) -> Receipt:
    """Take in a sheet of paper."""
    told = Told(Channel.PAPER, sheet.filled_on, sheet.officer, sheet.actor, sheet.key, sheet.code, sheet.proof)
    return write_down(round=round, package=package, told=told)


def correct(contribution: Contribution, package: Package) -> None:
    """Put this in the place of what was typed wrongly from a sheet; a part of the act that corrects."""
    assert contribution.round is not None
    task = _task(contribution.round)
    known(task, package.levels)
    row = Advice.objects.select_for_update().get(tenant=contribution.tenant_id, contribution=contribution)
    for name, value in _stored(task, package).items():
        setattr(row, name, value)
    row.save(update_fields=COLUMNS)


def erase(contribution_ids: Sequence[UUID]) -> Erasure:
    """Empty choices, words and device: what was counted at closing stands without them."""
    rows = Advice.objects.filter(contribution_id__in=list(contribution_ids))
    return Erasure(rows=rows.update(participant=None, door="", levels={}, reasons={}), fields=("participant", *COLUMNS))


def package_of(stored: Mapping[str, Any]) -> Package:
    """Return an advice as it was stored."""
    reasons = {int(number): text for number, text in stored["reasons"].items()}
    return Package(
        stored["door"] or Door.COMPOSE.value, {int(number): level for number, level in stored["levels"].items()},
        {number: text for number, text in reasons.items() if number != OVERALL}, reasons.get(OVERALL, ""),
    )  # fmt: skip
