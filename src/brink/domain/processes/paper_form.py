"""A form on paper as data: what an instrument asks, with boxes to tick or lines to write on.

The same questions, in the same order and under the same numbers, stand on the sheet that is printed, in the row that
the desk types in, and in the columns of a file. An instrument draws its own: `BaseInstrument.paper`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise


@dataclass(frozen=True, slots=True)
class PaperQuestion:
    """One question on paper.

    `key` is what it is called in a row and a file. With `choices` (value, words) somebody ticks one box, or with `many`
    more of them, which are then stored with commas between them; without, there are `lines` to write on. `needed`: a
    sheet without it says nothing. `column`: what it fills of the contribution itself (text, place); empty for the
    instrument's own rows, and for what is kept apart from the words.
    """

    key: str
    text: Text
    choices: tuple[tuple[str, Text], ...] = ()
    lines: int = 0
    needed: bool = False
    column: str = ""
    many: bool = False

    def typed(self, value: str) -> str:
        """Return what is typed for a stored answer: the number of its box, or the words themselves."""
        if not self.choices:
            return value
        numbers = {key: str(number) for number, (key, _words) in enumerate(self.choices, start=1)}
        return ",".join(numbers[one] for one in self._stored(value) if one in numbers)

    def words(self, value: str) -> str:
        """Return an answer as it is read: the words beside its box."""
        return ", ".join(str(dict(self.choices).get(one, one)) for one in self._stored(value))

    def _stored(self, value: str) -> list[str]:
        return value.split(",") if self.many else [value]


CONSENT = PaperQuestion(
    "openbaar", _("Mag iedereen uw woorden lezen?"),
    (("pseudonym", _("ja, zonder mijn naam")), ("named", _("ja, met mijn naam")), ("closed", _("nee"))),
)  # fmt: skip
NAME = PaperQuestion("naam", _("Naam van de gever"), lines=1)
ADDRESS = PaperQuestion("adres", _("Adres, mail of telefoon van de gever"), lines=1)


@dataclass(frozen=True, slots=True)
class PaperForm:
    """All that an instrument asks on paper. `says_words`: others may read what is written when its giver agrees.

    `in_order`: boxes and lines stand in the order of the questions, each with its own words beside its boxes.
    """

    questions: Sequence[PaperQuestion]
    says_words: bool = False
    explanation: Text = ""
    in_order: bool = False

    @property
    def asked(self) -> Sequence[PaperQuestion]:
        """Return every question in the order of the sheet: of words also whether others may read them, and of whom."""
        return [*self.questions, *((CONSENT, NAME, ADDRESS) if self.says_words else ())]

    @property
    def ticks(self) -> Sequence[PaperQuestion]:
        """Return the questions with boxes."""
        return [one for one in self.questions if one.choices]

    @property
    def written(self) -> Sequence[PaperQuestion]:
        """Return the questions with lines."""
        return [one for one in self.questions if not one.choices]

    @property
    def long(self) -> bool:
        """Tell whether the boxes need a sheet of their own kind: a table, and small."""
        return len(self.ticks) > 3 and not self.in_order

    def as_words(self, answers: Mapping[str, str]) -> str:
        """Return what a sheet says in sentences: for a sheet that is counted nowhere and still read."""
        said = [(one, answers.get(one.key, "")) for one in self.questions]
        given = [(one, value) for one, value in said if value]
        if len(given) == 1 and not given[0][0].choices:
            return given[0][1]
        return "\n".join(f"{one.text} {one.words(value)}" for one, value in given)
