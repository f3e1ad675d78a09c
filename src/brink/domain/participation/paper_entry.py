"""A sheet of paper that came back, on its way into the round: what was typed becomes answers, and how it came in.

    answers = read_row(form, typed)          # raises BadInput at the first question that is not right
    instrument.take_paper(round, answers, sheet)

Boxes are typed by their number (1, 2, 3) or in the words beside them; an empty cell is a question that was passed over.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from brink.domain.contributions.models import Channel, Publicity
from brink.domain.contributions.services.admitting import Proof
from brink.domain.contributions.services.giving import Detail, Receipt, Words
from brink.domain.contributions.services.on_paper import Late
from brink.domain.contributions.services.transcribing import Consent, note_down
from brink.domain.journal.services import Actor
from brink.domain.people.models import Account
from brink.domain.processes.models import Round
from brink.domain.processes.paper_form import ADDRESS, CONSENT, NAME, PaperForm, PaperQuestion
from brink.foundation.errors import BadInput

if TYPE_CHECKING:
    from brink.domain.processes.instrument import BaseInstrument

TYPED_LIMIT = 5_000


@dataclass(frozen=True, slots=True)
class Sheet:
    """How a sheet came in: its code ("" when none stood on it), the day it was filled in, and who types it.

    `proof` is what its giver showed, in a round that does not count everybody.
    """

    code: str
    filled_on: date
    officer: Account
    actor: Actor
    key: str | None
    proof: Proof | None = None


def _choice(question: PaperQuestion, typed: str) -> str:
    """Return the value of the box that was typed; refuses a box that is not there, and more than one."""
    text = " ".join(typed.casefold().split())
    signs = len(str(len(question.choices)))
    if text.isdecimal() and len(text) <= signs and 0 < int(text) <= len(question.choices):
        return question.choices[int(text) - 1][0]
    for value, words in question.choices:
        if text in (value.casefold(), str(words).casefold()):
            return value
    marks = [one for one in text if not one.isspace() and one not in ",;+/en"]
    if len(marks) > 1 and all(one.isdecimal() for one in marks):
        said = _("Bij ‘%(question)s’ staan meer kruisjes. Laat deze vraag leeg.")
    else:
        said = _("Bij ‘%(question)s’ kan alleen %(keys)s. Leeg mag ook.")
    keys = ", ".join(f"{number} ({words})" for number, (_value, words) in enumerate(question.choices, start=1))
    raise BadInput(said % {"question": question.text, "keys": keys}, field=question.key)


def _ticked(question: PaperQuestion, typed: str) -> str:
    """Return the values of all boxes that were typed, in the order of the sheet; refuses a box that is not there."""
    found = {_choice(question, one) for one in re.split(r"[,;+]", typed) if one.strip()}
    return ",".join(value for value, _words in question.choices if value in found)


def _as_written(question: PaperQuestion, typed: str) -> str:
    return typed


def read_row(form: PaperForm, typed: Mapping[str, str]) -> dict[str, str]:
    """Return the answers of one sheet by the keys of its questions, without those that were passed over.

    Raises BadInput, with the key of the question as its field.
    """
    answers: dict[str, str] = {}
    for question in form.asked:
        text = typed.get(question.key, "").strip()
        if len(text) > TYPED_LIMIT:
            raise BadInput(_("Dit is te lang. Maak het korter dan 5.000 tekens."), field=question.key)
        if text:
            read = (_ticked if question.many else _choice) if question.choices else _as_written
            answers[question.key] = read(question, text)
        elif question.needed:
            raise BadInput(_("Bij ‘%(question)s’ staat niets.") % {"question": question.text}, field=question.key)
    if not any(answers.get(one.key) for one in form.questions):
        first = form.questions[0].key if form.questions else ""
        raise BadInput(_("Op dit formulier staat geen antwoord. Kies dan: telt niet mee."), field=first)
    if answers.get(CONSENT.key) == Publicity.NAMED and not answers.get(NAME.key):
        raise BadInput(_("Met naam kan alleen als er een naam staat. Vul de naam in, of kies 1."), field=NAME.key)
    return answers


def paper_words(kind: str, form: PaperForm, answers: Mapping[str, str], sheet: Sheet) -> Words:
    """Return what stands on a sheet as words to be given: its text, where it belongs, and who wrote it, apart."""
    columns = {one.column: answers.get(one.key, "") for one in form.questions if one.column}
    publicity = answers.get(CONSENT.key, Publicity.CLOSED)
    named = publicity == Publicity.NAMED
    return Words(
        kind=kind,
        channel=Channel.PAPER,
        verbatim=columns.get("text", ""),
        place=columns.get("place", ""),
        heard_on=sheet.filled_on,
        publicity=publicity,
        public_name=answers.get(NAME.key, "") if named else "",
        name=answers.get(NAME.key, ""),
        address=answers.get(ADDRESS.key, ""),
    )


def take_words(
    kind: str,
    form: PaperForm,
    round: Round,
    answers: Mapping[str, str],
    sheet: Sheet,
    *,
    late: Late | None = None,
    detail: Detail | None = None,
) -> Receipt:
    """Take in a sheet of words. Who ticked nothing about reading did not agree to it.

    `detail` is the instrument's own row, written in the same transaction.
    """
    words = paper_words(kind, form, answers, sheet)
    return note_down(
        round=round,
        words=words,
        consent=Consent(publish=words.publicity != Publicity.CLOSED, quote=words.publicity != Publicity.CLOSED),
        officer=sheet.officer,
        actor=sheet.actor,
        key=sheet.key,
        printed_code=sheet.code,
        late=late,
        proof=sheet.proof,
        detail=detail,
    )


def take_late(
    instrument: "BaseInstrument", form: PaperForm, round: Round, answers: Mapping[str, str], sheet: Sheet, late: Late
) -> Receipt:
    """Take in a sheet that came after the round: as words that are read and answered, in no row that is counted."""
    if form.says_words:
        return take_words(instrument.note_kind, form, round, answers, sheet, late=late)
    said = PaperForm((PaperQuestion("tekst", "", column="text"),))
    return take_words(instrument.note_kind, said, round, {"tekst": form.as_words(answers)}, sheet, late=late)
