"""One answer to one question: what was chosen, or why there is nothing to count. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from brink.instruments.survey.questions import DONT_KNOW, REFUSED, UNKNOWN, Kind, Question


class Disposition(StrEnum):
    """What became of one question for one person. Stored, never renamed; each person has one for each question."""

    ANSWERED = "answered"
    DONT_KNOW = "dont_know"
    UNKNOWN = "unknown"
    REFUSED = "refused"
    EMPTY = "empty"
    NOT_ASKED = "not_asked"
    AGAINST_ROUTE = "against_route"


DISPOSITION_NAMES: Mapping[str, str | Promise] = {
    Disposition.ANSWERED: _("gaf antwoord"), Disposition.DONT_KNOW: _("weet ik niet"),
    Disposition.UNKNOWN: _("ken ik niet"), Disposition.REFUSED: _("zeg ik liever niet"),
    Disposition.EMPTY: _("geen antwoord"), Disposition.NOT_ASKED: _("niet gevraagd"),
    Disposition.AGAINST_ROUTE: _("op papier ingevuld, niet gevraagd"),
}  # fmt: skip
OF_CODE = {DONT_KNOW: Disposition.DONT_KNOW, UNKNOWN: Disposition.UNKNOWN, REFUSED: Disposition.REFUSED}
CODE_OF = {said: code for code, said in OF_CODE.items()}
OUTSIDE = frozenset({Disposition.NOT_ASKED, Disposition.AGAINST_ROUTE})
"""Of people who were not asked: outside every base."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as it is kept. `codes` of a closed question, `number` or `words` of the others."""

    disposition: Disposition
    codes: tuple[int, ...] = ()
    number: int | None = None
    words: str = ""

    @property
    def chosen(self) -> tuple[int, ...]:
        """Return the codes by which other questions are asked: also those of "I do not know"."""
        special = CODE_OF.get(self.disposition)
        return self.codes if special is None else (special,)

    def as_data(self) -> dict[str, Any]:
        """Return plain JSON data, without what is empty."""
        data: dict[str, Any] = {"is": self.disposition.value}
        if self.codes:
            data["codes"] = list(self.codes)
        if self.number is not None:
            data["number"] = self.number
        if self.words:
            data["words"] = self.words
        return data

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "Answer":
        """Read back what `as_data` wrote."""
        codes = tuple(data.get("codes", ()))
        return cls(Disposition(data["is"]), codes, data.get("number"), data.get("words", ""))

    def in_words(self, question: Question) -> str:
        """Return the answer as its giver reads it."""
        if self.disposition is not Disposition.ANSWERED:
            return str(DISPOSITION_NAMES[self.disposition])
        if question.kind is Kind.NUMBER:
            return f"{self.number} {question.unit}".strip()
        return self.words or ", ".join(question.labels.get(code, str(code)) for code in self.codes)


EMPTY = Answer(Disposition.EMPTY)
NOT_ASKED = Answer(Disposition.NOT_ASKED)


def of_codes(codes: tuple[int, ...]) -> Answer:
    """Return the answer of what was ticked: one of the codes that mean the same everywhere, or own answers."""
    if not codes:
        return EMPTY
    special = OF_CODE.get(codes[0])
    return Answer(special) if special is not None else Answer(Disposition.ANSWERED, codes)


Answers = Mapping[str, Answer]


def as_data(answers: Answers) -> dict[str, Any]:
    """Return answers as plain JSON data."""
    return {key: one.as_data() for key, one in answers.items()}


def from_data(data: Mapping[str, Any]) -> dict[str, Answer]:
    """Read back what `as_data` wrote."""
    return {key: Answer.from_data(one) for key, one in data.items()}
