"""Questions out to and in from an XLSForm, the spreadsheet that KoboToolbox, ODK and others read.

Only a part of it is read, and all else is refused by row and column, never swallowed: select_one, select_multiple,
integer, text, note, groups (a page each), and conditions of `${q} = 'c'` and `selected(${q}, 'c')` with `and` or `or`.
What Brink knows and XLSForm does not stands in columns that other programs pass over.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from brink.foundation import spreadsheets
from brink.foundation.errors import BadInput
from brink.foundation.spreadsheets import Cell, Sheet
from brink.instruments.survey import editing
from brink.instruments.survey.editing import Draft
from brink.instruments.survey.questions import (
    LEAST_POINTS,
    MOST_POINTS,
    MOST_QUESTIONS,
    SPECIAL,
    Condition,
    Kind,
    Option,
    Part,
    Question,
    Questionnaire,
    Topic,
)
from brink.instruments.survey.xlsx_cells import Workbook

SURVEY = (
    "type", "name", "label", "hint", "required", "relevant", "constraint", "appearance", "topic", "low", "high", "unit",
    "specials",
)  # fmt: skip
CHOICES = ("list_name", "name", "label")
_WHERE = re.compile(r"^\. ?>= ?(-?\d{1,7}) and \. ?<= ?(-?\d{1,7})$")
_ONE = re.compile(r"^\$\{(\w+)\} ?= ?'(\w+)'$|^selected\( ?\$\{(\w+)\} ?, ?'(\w+)' ?\)$")
_YES = frozenset({"yes", "true", "true()", "ja"})
RESERVED = frozenset({"key", "version"})


def written(questionnaire: Questionnaire, title: str) -> bytes:
    """Return the questions as an XLSForm."""
    survey = Sheet("survey", SURVEY, list(_survey_rows(questionnaire)))
    choices = Sheet("choices", CHOICES, list(_choice_rows(questionnaire)))
    settings = Sheet("settings", ("form_title", "form_id"), [(title, "vragenlijst")])
    return spreadsheets.workbook((survey, choices, settings))


def _survey_rows(questionnaire: Questionnaire) -> Iterator[Sequence[Cell]]:
    several = len(questionnaire.pages) > 1
    empty = ("",) * (len(SURVEY) - 3)
    for number, page in enumerate(questionnaire.pages, start=1):
        if several:
            yield ("begin group", f"pagina_{number}", f"{number}", *empty)
        for one in page:
            yield _row(questionnaire, one)
        if several:
            yield ("end group", "", "", *empty)


def _row(questionnaire: Questionnaire, one: Question) -> Sequence[Cell]:
    kinds = {
        Kind.ONE: f"select_one {one.key}", Kind.SCALE: f"select_one {one.key}",
        Kind.SEVERAL: f"select_multiple {one.key}", Kind.NUMBER: "integer", Kind.OPEN: "text",
    }  # fmt: skip
    bounds = f". >= {one.least} and . <= {one.most}" if one.kind is Kind.NUMBER else ""
    look = "likert" if one.kind is Kind.SCALE else "multiline" if one.kind is Kind.OPEN else ""
    beside = " ".join(str(code) for code in one.specials) if one.kind is Kind.NUMBER else ""
    return (
        kinds[one.kind], one.key, one.text, one.help, "yes" if one.required else "", _relevant(questionnaire, one),
        bounds, look, one.topic.value, one.low, one.high, one.unit, beside,
    )  # fmt: skip


def _relevant(questionnaire: Questionnaire, one: Question) -> str:
    """Write a condition. One of several answers to one question is an `or`, which goes with no `and` beside it."""
    if one.condition is None:
        return ""
    parts = [[f"selected(${{{part.question}}}, '{code}')" for code in part.codes] for part in one.condition.parts]
    if one.condition.every and len(parts) > 1 and any(len(each) > 1 for each in parts):
        said = _("De voorwaarde van vraag %(number)s past niet in een XLSForm. Maak hem eenvoudiger.")
        raise BadInput(said % {"number": questionnaire.numbers[one.key]})
    glue = " and " if one.condition.every and len(parts) > 1 else " or "
    return glue.join(text for each in parts for text in each)


def _choice_rows(questionnaire: Questionnaire) -> Iterator[Sequence[Cell]]:
    for one in questionnaire:
        if one.closed:
            own = {option.code: option.label for option in one.options}
            for code in one.labels:
                yield (one.key, str(code), own.get(code) or str(SPECIAL[code]))


@dataclass(frozen=True, slots=True)
class _Line:
    """One row of the sheet `survey` under its header."""

    number: int
    cells: Mapping[str, str]

    def wrong(self, column: str, said: str) -> BadInput:
        """Return a refusal that names row and column."""
        words = {"line": self.number, "column": column, "said": said}
        return BadInput(_("Regel %(line)s, kolom ‘%(column)s’: %(said)s") % words, field="file")


def _lines(book: Workbook, name: str, known: Sequence[str]) -> list[_Line]:
    if name not in book:
        raise BadInput(_("Het werkblad ‘%(name)s’ ontbreekt in dit bestand.") % {"name": name}, field="file")
    rows = book.rows(name)
    if not rows:
        raise BadInput(_("Het werkblad ‘%(name)s’ is leeg.") % {"name": name}, field="file")
    header = [cell.strip().lower().partition("::")[0] for cell in rows[0][1]]
    found = []
    for number, cells in rows[1:]:
        line = _Line(number, dict(zip(header, cells, strict=False)))
        strange = next((column for column, text in line.cells.items() if text and column not in known), None)
        if strange is not None:
            raise line.wrong(strange, _("deze kolom kennen wij niet. Maak hem leeg."))
        found.append(line)
    return found


def read(file: Any) -> Questionnaire:
    """Read an XLSForm that was sent. Raises BadInput with row and column of the first thing that is not known here."""
    book = Workbook(file.read())
    lists: dict[str, list[tuple[str, str]]] = {}
    for line in _lines(book, "choices", CHOICES) if "choices" in book else ():
        lists.setdefault(line.cells.get("list_name", ""), []).append(
            (line.cells.get("name", ""), line.cells.get("label", ""))
        )
    return _Reader(lists).read(_lines(book, "survey", SURVEY))


class _Reader:
    """Reads the lines one after the other; `codes` says which code each name of an answer became."""

    def __init__(self, lists: Mapping[str, Sequence[tuple[str, str]]]) -> None:
        self.lists = lists
        self.questions: list[Question] = []
        self.codes: dict[str, dict[str, int]] = {}
        self.new_page = False
        self.depth = 0
        self.note = ""

    def read(self, lines: Sequence[_Line]) -> Questionnaire:
        """Return all questions."""
        for line in lines:
            self._take(line)
        if self.depth:
            raise lines[-1].wrong("type", _("een groep is niet afgesloten met ‘end group’."))
        if not self.questions:
            raise BadInput(_("In dit bestand staat geen vraag."), field="file")
        return Questionnaire(tuple(self.questions))

    def _take(self, line: _Line) -> None:
        words = line.cells.get("type", "").split()
        kind = "_".join(words[:2]) if words[:1] in (["begin"], ["end"]) else words[0] if words else ""
        if kind == "begin_group":
            if self.depth:
                raise line.wrong("type", _("een groep in een groep kennen wij niet."))
            if line.cells.get("relevant"):
                raise line.wrong("relevant", _("zet de voorwaarde bij de vragen zelf, niet bij de groep."))
            self.depth, self.new_page = 1, True
        elif kind == "end_group":
            if not self.depth:
                raise line.wrong("type", _("er is hier geen groep om af te sluiten."))
            self.depth, self.new_page = 0, True
        elif kind == "note":
            self.note = line.cells.get("label", "")
        elif kind in ("select_one", "select_multiple", "integer", "text"):
            self._question(line, kind, words[1] if len(words) > 1 else "")
        else:
            said = _("‘%(kind)s’ kennen wij niet. Gebruik select_one, select_multiple, integer, text of note.")
            raise line.wrong("type", said % {"kind": line.cells.get("type", "")[:40]})

    def _key(self, line: _Line) -> str:
        key = line.cells.get("name", "").lower()
        if key in RESERVED:
            key = f"{key}_vraag"
        if not editing.KEY.fullmatch(key):
            raise line.wrong("name", _("gebruik kleine letters en cijfers, en begin met een letter."))
        if key in self.codes:
            raise line.wrong("name", _("deze naam is er al."))
        return key

    def _question(self, line: _Line, kind: str, listed: str) -> None:
        if len(self.questions) >= MOST_QUESTIONS:
            raise line.wrong("type", _("er zijn al veertig vragen."))
        key = self._key(line)
        options, specials, self.codes[key] = self._options(line, kind, listed)
        low, high = line.cells.get("low", ""), line.cells.get("high", "")
        scale = kind == "select_one" and bool(low and high) and LEAST_POINTS <= len(options) <= MOST_POINTS
        own = Kind.SCALE if scale else {
            "select_one": Kind.ONE, "select_multiple": Kind.SEVERAL, "integer": Kind.NUMBER, "text": Kind.OPEN
        }[kind]  # fmt: skip
        least, most = self._bounds(line) if own is Kind.NUMBER else (0, 0)
        helped = " ".join(filter(None, (self.note, line.cells.get("hint", ""))))
        draft = Draft(
            text=line.cells.get("label", ""), kind=own.value, topic=line.cells.get("topic") or Topic.OPINION.value,
            help=helped, options="\n".join(one.label for one in options), points=len(options), low=low, high=high,
            least=least, most=most, unit=line.cells.get("unit", ""), specials=specials,
            required=line.cells.get("required", "").lower() in _YES,
            new_page=self.new_page and bool(self.questions),
        )  # fmt: skip
        try:
            made = editing.made(draft, key)
        except BadInput as wrong:
            columns = {"text": "label", "options": "type", "help": "hint", "most": "constraint", "low": "low"}
            raise line.wrong(columns.get(wrong.field, wrong.field), str(wrong)) from wrong
        condition = self._condition(line)
        self.questions.append(replace(made, options=options or made.options, condition=condition))
        self.new_page, self.note = False, ""

    def _options(
        self, line: _Line, kind: str, listed: str
    ) -> tuple[tuple[Option, ...], tuple[int, ...], dict[str, int]]:
        """Return the own answers, those that mean the same everywhere, and the code of each name."""
        if not kind.startswith("select"):
            told = line.cells.get("specials", "").split()
            if not {int(code) for code in told if code.isdecimal()} <= set(SPECIAL) or not all(
                map(str.isdecimal, told)
            ):
                raise line.wrong("specials", _("gebruik alleen 96, 97 en 98."))
            return (), tuple(int(code) for code in told), {}
        if not self.lists.get(listed):
            raise line.wrong(
                "type", _("de lijst ‘%(name)s’ staat niet op het werkblad choices.") % {"name": listed[:40]}
            )
        same = {str(words).casefold(): code for code, words in SPECIAL.items()}
        options: list[Option] = []
        specials: list[int] = []
        codes: dict[str, int] = {}
        for name, label in self.lists[listed]:
            code = same.get(label.casefold()) or (int(name) if name.isdecimal() and int(name) in SPECIAL else None)
            if code is None:
                code = int(name) if name.isdecimal() and 0 < int(name) < min(SPECIAL) else len(options) + 1
                if code in codes.values():
                    code = next(free for free in range(1, min(SPECIAL)) if free not in codes.values())
                options.append(Option(code, " ".join(label.split())))
            else:
                specials.append(code)
            if not name or name in codes:
                said = _("de lijst ‘%(name)s’ heeft een antwoord zonder naam, of twee met één naam.")
                raise line.wrong("type", said % {"name": listed[:40]})
            codes[name] = code
        return tuple(options), tuple(specials), codes

    def _bounds(self, line: _Line) -> tuple[int, int]:
        text = line.cells.get("constraint", "")
        read = _WHERE.fullmatch(text)
        if read is None:
            raise line.wrong("constraint", _("schrijf het kleinste en het grootste getal zo: . >= 0 and . <= 120"))
        return int(read[1]), int(read[2])

    def _condition(self, line: _Line) -> Condition | None:
        text = line.cells.get("relevant", "")
        if not text:
            return None
        every = " and " in text
        if every and " or " in text:
            raise line.wrong("relevant", _("gebruik ‘and’ of ‘or’, niet allebei."))
        parts: dict[str, list[int]] = {}
        for piece in re.split(r" and | or ", text):
            read = _ONE.fullmatch(piece.strip())
            key, name = ((read[1] or read[3]).lower(), read[2] or read[4]) if read else ("", "")
            code = self.codes.get(key, {}).get(name)
            if code is None:
                said = _("deze voorwaarde kennen wij niet. Schrijf bijvoorbeeld ${vraag1} = 'ja'.")
                raise line.wrong("relevant", said)
            if every and key in parts:
                raise line.wrong("relevant", _("gebruik ‘or’ bij twee antwoorden op één vraag."))
            parts.setdefault(key, []).append(code)
        made = tuple(Part(key, tuple(sorted(set(codes)))) for key, codes in parts.items())
        return Condition(made, every or len(made) == 1)
