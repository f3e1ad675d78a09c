"""Support on paper: a list of lines in one go, or the form of one person with a code on it."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from brink.domain.contributions.models import Contribution
from brink.domain.contributions.services.giving import Receipt
from brink.domain.journal.acts import Done, act
from brink.domain.journal.models import Entry
from brink.domain.journal.services import Actor
from brink.domain.participation.paper_entry import Sheet
from brink.domain.people.models import Account
from brink.domain.processes.models import Round
from brink.domain.processes.states import RoundState, round_state
from brink.foundation import clock, codes
from brink.foundation.errors import BadInput, NotNow, Refusal
from brink.foundation.locks import hold_shared
from brink.foundation.text import clean
from brink.instruments.petition.models import Collection, Support
from brink.instruments.petition.person_key import age_on, read_day
from brink.instruments.petition.round_settings import Settings
from brink.instruments.petition.services import supporting
from brink.instruments.petition.services.supporting import PAPER, Declaration

MOST_LINES = 20
_LETTERS = "BCDFGHJKLMNPQRSTVWXZ"


def list_mark(round: Round) -> str:
    """Return what stands on every printed list of a petition: five letters, so that no list comes in at another."""
    number = int.from_bytes(hashlib.sha256(f"petition list {round.pk}".encode()).digest()[:8])
    return "".join(_LETTERS[number // len(_LETTERS) ** place % len(_LETTERS)] for place in range(5))


@dataclass(frozen=True, slots=True)
class Batch:
    """What came of a list: how many lines count, and which ones do not, by number."""

    taken: int
    doubles: tuple[int, ...] = ()


def _check_mark(round: Round, mark: str) -> None:
    """Refuse a list of another petition, and say of which."""
    mark = "".join(one for one in mark.upper() if one.isalpha())
    if mark == list_mark(round):
        return
    rows = Collection.objects.filter(tenant_id=round.tenant_id).select_related("round")
    other = next((one.round for one in rows if list_mark(one.round) == mark), None)
    if other is not None:
        said = _("Dit vel hoort bij ‘%(title)s’. Kies het goede voorstel.")
        raise BadInput(said % {"title": other.title}, field="mark")
    raise BadInput(_("Vul de vijf letters in die rechtsboven op het vel staan."), field="mark")


def _in_time(round: Round, filled_on: date) -> None:
    if filled_on > clock.today():
        raise BadInput(_("Deze dag moet nog komen. Kies de dag waarop het vel binnenkwam."), field="filled_on")
    state = round_state(round, clock.now())
    if state not in (RoundState.OPEN, RoundState.PAUSED, RoundState.OVER) or filled_on > round.last_day:
        raise NotNow(supporting.last_day_words(round))


def _batch(entry: Entry, _arguments: Mapping[str, Any]) -> Batch:
    return Batch(entry.data["taken"], tuple(entry.data["doubles"]))


@act(
    "petition.paper_taken", Round, on="round", lock=False, again=_batch,
    before=lambda arguments: hold_shared(arguments["round"].pk),
)  # fmt: skip
def take_list(
    *, round: Round, mark: str, filled_on: date, lines: Sequence[Declaration], officer: Account, actor: Actor,
    key: str | None,
) -> Done[Batch]:  # fmt: skip
    """Take in the lines of a printed list: all that are whole. Who counts already is told by line, and counts once.

    Raises BadInput with the line that has to be mended; nothing is kept then.
    """
    _in_time(round, filled_on)
    _check_mark(round, mark)
    if not lines:
        raise BadInput(_("Typ minstens één regel van het vel over."), field="line-1")
    if len(lines) > MOST_LINES:
        raise BadInput(_("Typ hoogstens 20 regels tegelijk over."))
    taken, again = 0, []
    for number, line in enumerate(lines, start=1):
        try:
            said = supporting.checked(line, round, mail=False)
        except Refusal as refusal:
            said_of = _("Regel %(number)s: %(said)s") % {"number": number, "said": refusal}
            raise BadInput(said_of, field=f"line-{number}") from refusal
        if supporting.doubles(round, said).exists():
            again.append(number)
            continue
        words = replace(PAPER, heard_on=filled_on)
        supporting.take_in(supporting.row_of(round, said, paper=True), actor=actor, words=words, entered_by=officer)
        taken += 1
    batch = Batch(taken, tuple(again))
    return Done(batch, {"round": str(round.pk), "taken": taken, "doubles": again}, row=round)


def read_sheet(round: Round, answers: Mapping[str, str]) -> Declaration:
    """Return what stands on the form of one person. A date that cannot be read stays as it is, for the check."""
    texts = {
        name: clean(
            answers.get(name, ""), limit=120, field=name, empty=_("Hier staat niets."),
            too_long=_("Maak dit korter dan 120 tekens."),
        )
        for name in ("naam", "woonplaats", "geboren")
    }  # fmt: skip
    said = Declaration(texts["naam"], texts["woonplaats"], texts["geboren"])
    day, rules = read_day(said.born), Settings.of(round.settings)
    if day is not None and age_on(day, clock.today()) < rules.min_age:
        young = _("Wie dit invulde, is jonger dan %(age)s jaar. Kies dan: telt niet mee.")
        raise BadInput(young % {"age": rules.min_age}, field="geboren")
    return said


def _sheet_again(entry: Entry, arguments: Mapping[str, Any]) -> Receipt:
    row = Contribution.everything.get(tenant_id=entry.tenant_id, pk=entry.subject_id)
    return Receipt(row, codes.read(arguments["sheet"].code) or "", repeated=True)


@act(
    "petition.sheet_taken", Contribution, on="round", lock=False, again=_sheet_again,
    before=lambda arguments: hold_shared(arguments["round"].pk),
)  # fmt: skip
def take_sheet(
    *, round: Round, answers: Mapping[str, str], sheet: Sheet, actor: Actor, key: str | None
) -> Done[Receipt]:
    """Take in the form of one person; the code on it stays theirs."""
    row = supporting.row_of(round, read_sheet(round, answers), paper=True)
    words = replace(PAPER, heard_on=sheet.filled_on)
    receipt = supporting.take_in(
        row, actor=actor, words=words, entered_by=sheet.officer, printed_code=sheet.code, proof=sheet.proof
    )
    return Done(receipt, {"round": str(round.pk)}, row=receipt.contribution)


def correct_sheet(round: Round, row: Support, answers: Mapping[str, str]) -> None:
    """Put these answers in the place of what was typed wrongly, inside the act that corrects."""
    said = read_sheet(round, answers)
    if supporting.doubles(round, said).exclude(pk=row.pk).exists():
        raise BadInput(_("Deze persoon steunt al. Kies dan: telt niet mee."), field="naam")
    row.name, row.place, row.born = said.name, said.place, said.born
    row.person_key = supporting.person_key(round.pk, said)
    row.near_key = supporting.near_key(round.pk, said)
    row.save(update_fields=("name", "place", "born", "person_key", "near_key"))
