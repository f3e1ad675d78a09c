"""A questionnaire as data: questions in order, on pages, with answers that each have a code. Pure.

The same data is what the clerk sets up, what is frozen when the round opens, what a form and a sheet of paper are drawn
from, and what the codebook tells.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

NONE, UNKNOWN, DONT_KNOW, REFUSED = 95, 96, 97, 98
"""Codes that mean the same everywhere: none of these, I do not know that, I do not know, I would rather not say."""
SPECIAL: Mapping[int, str | Promise] = {
    NONE: _("geen van deze"), UNKNOWN: _("ken ik niet"), DONT_KNOW: _("weet ik niet"), REFUSED: _("zeg ik liever niet"),
}  # fmt: skip
MOST_QUESTIONS, MANY_QUESTIONS = 40, 15
LEAST_POINTS, MOST_POINTS = 3, 7
OPEN_LIMIT = 1_000
BANDS = 5
# How people fill in: words read in a second, seconds to choose, seconds to write.
_WORDS, _CHOOSING, _WRITING = 3.3, 4, 25


class Kind(StrEnum):
    """What is asked for. Stored, never renamed."""

    ONE = "one"
    SEVERAL = "several"
    SCALE = "scale"
    NUMBER = "number"
    OPEN = "open"


KIND_NAMES: Mapping[str, str | Promise] = {
    Kind.ONE: _("één keuze"), Kind.SEVERAL: _("meer keuzes"), Kind.SCALE: _("een schaal"), Kind.NUMBER: _("een getal"),
    Kind.OPEN: _("eigen woorden"),
}  # fmt: skip


class Topic(StrEnum):
    """What a question is about. Stored, never renamed."""

    OPINION = "opinion"
    FACT = "fact"
    BACKGROUND = "background"


TOPIC_NAMES: Mapping[str, str | Promise] = {
    Topic.OPINION: _("wat iemand vindt"), Topic.FACT: _("wat iemand doet of weet"),
    Topic.BACKGROUND: _("wie iemand is"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    """One of these answers to one question."""

    question: str
    codes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Condition:
    """When a question is asked: all parts hold, or one of them does."""

    parts: tuple[Part, ...]
    every: bool = True


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to choose, with the code by which it is kept."""

    code: int
    label: str


@dataclass(frozen=True)
class Question:
    """One question. `key` never changes; its number is its place. `specials` are the codes beside its own answers."""

    key: str
    text: str
    kind: Kind
    topic: Topic = Topic.OPINION
    help: str = ""
    options: tuple[Option, ...] = ()
    specials: tuple[int, ...] = ()
    low: str = ""
    high: str = ""
    least: int = 0
    most: int = 0
    unit: str = ""
    required: bool = False
    new_page: bool = False
    condition: Condition | None = None

    @property
    def closed(self) -> bool:
        """Tell whether its answers are codes, so that others can be asked by them."""
        return self.kind in (Kind.ONE, Kind.SEVERAL, Kind.SCALE)

    @cached_property
    def labels(self) -> Mapping[int, str]:
        """Return every answer that can be chosen, in the order in which it stands there, with its words."""
        own = {one.code: one.label for one in self.options}
        if self.kind is Kind.SCALE and self.options:
            first, last = self.options[0], self.options[-1]
            own[first.code], own[last.code] = f"{first.label} ({self.low})", f"{last.label} ({self.high})"
        return own | {code: str(SPECIAL[code]) for code in self.specials}

    @property
    def alone(self) -> frozenset[int]:
        """Return the codes that go with no other answer."""
        return frozenset(code for code in self.labels if code in SPECIAL)

    @cached_property
    def bands(self) -> Mapping[int, tuple[int, int]]:
        """Return the bands in which a number is counted, by their code: evenly from the least to the most."""
        if self.kind is not Kind.NUMBER:
            return {}
        width = max(1, -(-(self.most - self.least + 1) // BANDS))
        starts = range(self.least, self.most + 1, width)
        return {place: (low, min(low + width - 1, self.most)) for place, low in enumerate(starts, start=1)}

    def counted(self) -> Mapping[int, str]:
        """Return what is counted of its answers, by code: its own answers, or the bands of a number."""
        if self.kind is Kind.NUMBER:
            unit = f" {self.unit}" if self.unit else ""
            return {
                code: (f"{low}" if low == high else f"{low}-{high}") + unit for code, (low, high) in self.bands.items()
            }
        return {code: words for code, words in self.labels.items() if code not in SPECIAL or code == NONE}

    def band(self, number: int) -> int:
        """Return the code of the band that a number falls in."""
        return next(code for code, (low, high) in self.bands.items() if low <= number <= high)

    def as_data(self) -> dict[str, Any]:
        """Return plain JSON data."""
        data: dict[str, Any] = json.loads(json.dumps(asdict(self)))
        return data

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "Question":
        """Read back what `as_data` wrote."""
        asked = data.get("condition")
        parts = tuple(Part(one["question"], tuple(one["codes"])) for one in asked["parts"]) if asked else ()
        return cls(
            **{
                **data,
                "kind": Kind(data["kind"]),
                "topic": Topic(data.get("topic", Topic.OPINION)),
                "options": tuple(Option(one["code"], one["label"]) for one in data.get("options", ())),
                "specials": tuple(data.get("specials", ())),
                "condition": Condition(parts, bool(asked["every"])) if asked else None,
            }
        )


@dataclass(frozen=True)
class Questionnaire:
    """All questions in order."""

    questions: tuple[Question, ...] = field(default=())

    def __iter__(self) -> Iterator[Question]:
        return iter(self.questions)

    def __len__(self) -> int:
        return len(self.questions)

    @cached_property
    def by_key(self) -> Mapping[str, Question]:
        """Return the questions by their keys."""
        return {one.key: one for one in self.questions}

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """Return the number under which people see each question."""
        return {one.key: number for number, one in enumerate(self.questions, start=1)}

    @cached_property
    def pages(self) -> tuple[tuple[Question, ...], ...]:
        """Return the questions by page; the first always begins one."""
        found: list[list[Question]] = []
        for one in self.questions:
            if one.new_page or not found:
                found.append([])
            found[-1].append(one)
        return tuple(tuple(page) for page in found)

    @cached_property
    def page_of(self) -> Mapping[str, int]:
        """Return on which page each question stands, from one."""
        return {one.key: number for number, page in enumerate(self.pages, start=1) for one in page}

    @property
    def minutes(self) -> int:
        """Return about how many minutes the longest way takes."""
        seconds = 0.0
        for one in self.questions:
            words = " ".join((one.text, one.help, *one.labels.values())).split()
            seconds += len(words) / _WORDS + (_WRITING if one.kind is Kind.OPEN else _CHOOSING)
        return max(1, round(seconds / 60))

    @property
    def fingerprint(self) -> str:
        """Return the SHA-256 of the questionnaire in one steady spelling."""
        told = json.dumps(self.as_data(), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(told.encode()).hexdigest()

    def as_data(self) -> list[dict[str, Any]]:
        """Return plain JSON data."""
        return [one.as_data() for one in self.questions]

    @classmethod
    def from_data(cls, data: Sequence[Mapping[str, Any]]) -> "Questionnaire":
        """Read back what `as_data` wrote."""
        return cls(tuple(Question.from_data(one) for one in data))

    def with_questions(self, questions: Sequence[Question]) -> "Questionnaire":
        """Return it with other questions."""
        return replace(self, questions=tuple(questions))
