"""What the desk does with sheets of paper: type one in, put a mistake right, take a whole file over."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from brink.domain.contributions.models import (
    Channel,
    Contribution,
    LateLetter,
    Moderation,
    Publicity,
    Revision,
    Source,
)
from brink.domain.contributions.services.admitting import Proof
from brink.domain.contributions.services.giving import Receipt
from brink.domain.contributions.services.moderating import unquote
from brink.domain.contributions.services.on_paper import Late
from brink.domain.journal.acts import Done, act, part_key
from brink.domain.journal.services import Actor
from brink.domain.participation.paper_entry import Sheet, take_late
from brink.domain.people.models import Account
from brink.domain.places.coordinates import taken_from
from brink.domain.processes.instrument import registry
from brink.domain.processes.models import Round
from brink.domain.processes.paper_form import PaperForm, PaperQuestion
from brink.foundation import clock
from brink.foundation.crypto import hash_purpose, keyed_hash
from brink.foundation.errors import BadInput, NotNow, Refusal
from brink.foundation.locks import hold_shared
from brink.foundation.pasted_tables import at_line
from brink.foundation.text import clean, sightings

_ROW = hash_purpose("row of a file of sheets", "a file that is sent again finds each sheet by the code on it")


def paper_form(round: Round) -> PaperForm:
    """Return the form on paper of a round; raises NotNow when its instrument has none."""
    instrument = registry.get(round.instrument)
    form = instrument.paper(round) if instrument is not None else None
    if form is None:
        raise NotNow(_("Deze ronde heeft geen formulier op papier."))
    return form


def enter_sheet(*, round: Round, answers: Mapping[str, str], sheet: Sheet, late: Late | None = None) -> Receipt:
    """Take in one sheet: into the round, or as a late letter beside it. Raises BadInput or NotNow.

    An act by way of `give`: the same key twice makes one row.
    """
    form, instrument = paper_form(round), registry[round.instrument]
    if sheet.filled_on > clock.today():
        raise BadInput(_("Deze dag moet nog komen. Kies de dag waarop het is ingevuld."), field="filled_on")
    if late is not None:
        return take_late(instrument, form, round, answers, sheet, late)
    receipt: Receipt = instrument.take_paper(round, answers, sheet)
    return receipt


def form_of(contribution: Contribution) -> PaperForm:
    """Return the questions of a sheet that was typed in: those of its round, or one for words that came too late."""
    assert contribution.round is not None
    form = paper_form(contribution.round)
    late = LateLetter.objects.filter(tenant_id=contribution.tenant_id, contribution=contribution)
    if form.says_words or not late.exists():
        return PaperForm(form.questions)
    text = PaperQuestion("tekst", _("Wat staat er op het formulier?"), lines=7, needed=True, column="text")
    return PaperForm((text,))


def answers_now(contribution: Contribution, form: PaperForm) -> dict[str, str]:
    """Return what stands stored of a sheet, by the keys of its questions."""
    assert contribution.round is not None
    own = dict(registry[contribution.round.instrument].paper_answers(contribution))
    columns = {"text": contribution.source.verbatim, "place": contribution.place}
    return {**own, **{one.key: columns[one.column] for one in form.questions if one.column}}


def _with_its_round(arguments: Mapping[str, Any]) -> None:
    """Wait for whoever is closing the round, so that a correction counts or is refused."""
    if arguments["contribution"].round_id is not None:
        hold_shared(arguments["contribution"].round_id)


def _check_correctable(row: Contribution, form: PaperForm) -> None:
    if row.withdrawn_at is not None:
        raise NotNow(_("De gever heeft deze woorden ingetrokken. Er valt niets meer te verbeteren."))
    if row.replied_at is not None:
        raise NotNow(_("De gever heeft al antwoord. Verbeteren kan niet meer; schrijf de gever."))
    own_rows = any(not one.column for one in form.questions)
    if own_rows and Round.objects.filter(pk__in=[row.round_id]).exclude(closed_at=None).exists():
        raise NotNow(_("Deze ronde is gesloten en geteld. De uitslag verandert niet meer."))


def _correct_words(row: Contribution, form: PaperForm, answers: Mapping[str, str], reason: str, actor: Actor) -> None:
    """Put the words and the place right, and keep what stood there."""
    said = {one.column: answers.get(one.key, "") for one in form.questions if one.column}
    if "place" in said:
        row.place = taken_from(said["place"])[0]
    if "text" in said and said["text"] != row.source.verbatim:
        Revision.objects.create(
            tenant_id=row.tenant_id, created_at=clock.now(), contribution=row, before=row.text, after=said["text"],
            reason=reason, by_role=actor.role,
        )  # fmt: skip
        Source.objects.filter(tenant_id=row.tenant_id, contribution=row).update(verbatim=said["text"])
        unquote(row, said["text"])
        row.text = said["text"]
        # What nobody looked over is not put before everybody (as when words are written down).
        if sightings(row.text) and row.publicity != Publicity.CLOSED:
            row.moderation = Moderation.WAITING
    row.save(update_fields=("text", "place", "moderation"))


@act("sheet.corrected", Contribution, on="contribution", before=_with_its_round)
def correct_sheet(
    *, contribution: Contribution, answers: Mapping[str, str], reason: str, actor: Actor, key: str | None,
    seen: int | None = None,
) -> Done[Contribution]:  # fmt: skip
    """Put right what was typed wrongly from a sheet, with the reason that its giver reads. Their code stays the same.

    Raises NotNow once it was answered or withdrawn, and for boxes once the round was counted.
    """
    if contribution.channel != Channel.PAPER or contribution.round is None:
        raise NotNow(_("Dit is niet op papier binnengekomen."))
    form = form_of(contribution)
    reason = clean(
        reason, limit=200, field="reason", empty=_("Schrijf op wat er verkeerd was ingevoerd. De gever leest dit."),
        too_long=_("Maak de reden korter dan 200 tekens."),
    )  # fmt: skip
    _check_correctable(contribution, form)
    before = answers_now(contribution, form)
    changed = sorted(one.key for one in form.questions if before.get(one.key, "") != answers.get(one.key, ""))
    if not changed:
        raise BadInput(_("Er is niets veranderd."))
    if any(not one.column for one in form.questions):
        registry[contribution.round.instrument].correct_paper(contribution, answers)
    _correct_words(contribution, form, answers, reason, actor)
    return Done(contribution, {"round": str(contribution.round_id), "changed": len(changed)})


@dataclass(frozen=True, slots=True)
class FileRow:
    """One good row of a file: its code in stored form, the day, and the answers."""

    line: int
    code: str
    filled_on: Any
    answers: Mapping[str, str]
    proof: str = ""


@act("sheets.taken_over", Round, on="round", lock=False, before=lambda arguments: hold_shared(arguments["round"].pk))
def take_file(*, round: Round, rows: Sequence[FileRow], officer: Account, actor: Actor, key: str | None) -> Done[Round]:
    """Take over every row of a file in one go: all of it, or nothing. Each row is an act with an entry of its own.

    Raises BadInput with the line that cannot be taken in.
    """
    if not rows:
        raise BadInput(_("In dit bestand staat geen formulier dat nog niet is ingevoerd."), field="content")
    for row in rows:
        # Of the code and not of the place in the file: the same code is the same entry.
        own = part_key(key, keyed_hash(_ROW, f"{round.pk} {row.code}")[:16])
        sheet = Sheet(code=row.code, filled_on=row.filled_on, officer=officer, actor=actor, key=own,
                      proof=Proof(row.proof) if row.proof else None)  # fmt: skip
        try:
            enter_sheet(round=round, answers=row.answers, sheet=sheet)
        except Refusal as refusal:
            said = at_line(row.line, str(refusal))
            raise (NotNow(said) if isinstance(refusal, NotNow) else BadInput(said, field=refusal.field)) from refusal
    return Done(round, {"sheets": len(rows)})
