"""Counting answers: per question how many people gave which, and what of that may be told. Pure.

A question is a table: each person stands in one cell (an answer, or a disposition), but for "several", where each
answer is a table of its own of who ticked it and who did not. Questions that hang together by a condition are protected
together, since who was not asked one is known from the other. What may be shown is decided by `methods.weighting`.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from brink.instruments.survey.answers import CODE_OF, OUTSIDE, Answer, Answers, Disposition
from brink.instruments.survey.questions import Kind, Question, Questionnaire
from brink.methods.weighting import Crossing, NotProtected, Table, TooLarge, protect, protect_all

OUT = Disposition.NOT_ASKED.value
ANSWERED = Disposition.ANSWERED.value
Rows = Sequence[Answers]


@dataclass(frozen=True)
class Told:
    """What may be told of one question, in people; None is fewer than ten or what would give that away.

    `cells` by code (as text) or disposition. `asked` is base A: who was asked. `opinion` is base B: who gave an answer.
    """

    cells: Mapping[str, int | None] = field(default_factory=dict)
    asked: int | None = None
    opinion: int | None = None

    @property
    def whole(self) -> bool:
        """Tell whether every cell may be told."""
        return all(one is not None for one in self.cells.values())


def cell_of(question: Question, answer: Answer) -> str:
    """Return in which cell of a question somebody stands. Of "several" all who ticked something stand in one."""
    if answer.disposition in OUTSIDE:
        return OUT
    if answer.disposition is not Disposition.ANSWERED:
        return answer.disposition.value
    if question.kind is Kind.NUMBER and answer.number is not None:
        return str(question.band(answer.number))
    return str(answer.codes[0]) if question.kind in (Kind.ONE, Kind.SCALE) else ANSWERED


def cells_of(question: Question) -> tuple[str, ...]:
    """Return every cell of a question in the order in which it is read: what people did not know comes first."""
    special = [said for said in (Disposition.UNKNOWN, Disposition.DONT_KNOW, Disposition.REFUSED)
               if CODE_OF[said] in question.specials]  # fmt: skip
    own = (
        [str(code) for code in question.counted()]
        if question.kind in (Kind.ONE, Kind.SCALE, Kind.NUMBER)
        else [ANSWERED]
    )
    return (*(one.value for one in special), *own, Disposition.EMPTY.value, OUT)


def _groups(questionnaire: Questionnaire) -> Iterator[tuple[Question, ...]]:
    """Yield the questions that hang together by conditions, each in one group."""
    leader = {one.key: one.key for one in questionnaire}

    def head(key: str) -> str:
        while leader[key] != key:
            key = leader[key]
        return key

    for one in questionnaire:
        for part in one.condition.parts if one.condition else ():
            leader[head(one.key)] = head(part.question)
    found: dict[str, list[Question]] = {}
    for one in questionnaire:
        found.setdefault(head(one.key), []).append(one)
    return (tuple(group) for group in found.values())


def _hung_on(questionnaire: Questionnaire, question: Question) -> frozenset[int]:
    """Return the answers to "several" by which others are asked."""
    conditions = [one.condition for one in questionnaire if one.condition is not None]
    parts = [part for one in conditions for part in one.parts if part.question == question.key]
    own = set(question.counted())
    return frozenset(code for part in parts for code in part.codes if code in own)


def _one(question: Question, rows: Rows) -> dict[str, bool]:
    """Return which cells of a question by itself may be told."""
    cells = cells_of(question)
    counts = Counter(cell_of(question, row[question.key]) for row in rows)
    shown = protect(np.array([counts[cell] for cell in cells], np.int64)).tables[0].shown
    return {cell: bool(shown[place]) for place, cell in enumerate(cells)}


def _together(questionnaire: Questionnaire, group: Sequence[Question], rows: Rows) -> dict[str, dict[str, bool]]:
    """Return which cells of questions that hang together may be told: looked at in one proof."""
    ticks = {one.key: sorted(_hung_on(questionnaire, one)) for one in group if one.kind is Kind.SEVERAL}

    def spot(row: Answers) -> tuple[tuple[str, frozenset[int]], ...]:
        return tuple(
            (cell_of(one, row[one.key]), frozenset(row[one.key].codes) & frozenset(ticks.get(one.key, ())))
            for one in group
        )

    found = Counter(spot(row) for row in rows)
    spots = sorted(found, key=lambda one: [(cell, sorted(codes)) for cell, codes in one])
    names = tuple(str(place) for place in range(len(spots)))
    tables: list[Table] = []
    of_table: dict[tuple[str, str], str] = {}
    for place, one in enumerate(group):
        for cell in cells_of(one):
            _figure(
                tables,
                of_table,
                (one.key, cell),
                [n for n, at in zip(names, spots, strict=True) if at[place][0] == cell],
            )
        for code in ticks.get(one.key, ()):
            chosen = [n for n, at in zip(names, spots, strict=True) if code in at[place][1]]
            _figure(tables, of_table, (one.key, f"tick {code}"), chosen)
    shown: dict[str, dict[str, bool]] = {one.key: {} for one in group}
    everybody = Table("all", (), {"spot": names}) if names else None
    crossing = Crossing(("spot",), (names,), np.array([found[one] for one in spots], np.int64)) if names else None
    proved = protect_all(crossing, (*tables, everybody)) if crossing is not None and everybody is not None else None
    for one in group:
        for cell in (*cells_of(one), *(f"tick {code}" for code in ticks.get(one.key, ()))):
            name = of_table.get((one.key, cell))
            # Nobody stands there, and everybody may know that.
            shown[one.key][cell] = name is None or (proved is not None and bool(proved[name].shown[()]))
    return shown


def _figure(tables: list[Table], names: dict[tuple[str, str], str], what: tuple[str, str], spots: list[str]) -> None:
    """Add the figure of who stand at these spots; the same people make one figure, named once."""
    if not spots:
        return
    where = tuple(spots)
    same = next((one.name for one in tables if one.where["spot"] == where), None)
    names[what] = same or " ".join(what)
    if same is None:
        tables.append(Table(names[what], (), {"spot": where}))


def _several(question: Question, rows: Rows, shown: Mapping[str, bool]) -> dict[str, int | None]:
    """Return how many people ticked each answer, where both they and the others may be told."""
    people = [row[question.key] for row in rows if row[question.key].disposition is Disposition.ANSWERED]
    found: dict[str, int | None] = {}
    for code in question.counted():
        ticked = sum(code in one.codes for one in people)
        safe = bool(protect(np.array([ticked, len(people) - ticked], np.int64)).tables[0].shown[0])
        may = shown[ANSWERED] and shown.get(f"tick {code}", True) and safe
        found[str(code)] = ticked if may else None
    return found


def _told(question: Question, rows: Rows, shown: Mapping[str, bool]) -> Told:
    counts = Counter(cell_of(question, row[question.key]) for row in rows)
    cells: dict[str, int | None] = {
        cell: counts[cell] if shown[cell] else None for cell in cells_of(question) if cell != OUT
    }
    own = [str(code) for code in question.counted()]
    asked = len(rows) - counts[OUT] if shown[OUT] else None
    if question.kind is Kind.SEVERAL:
        opinion = cells.pop(ANSWERED)
        cells = {**_several(question, rows, shown), **cells}
    elif question.kind is Kind.OPEN:
        opinion = cells[ANSWERED]
    else:
        parts = [cells[cell] for cell in own]
        opinion = sum(one for one in parts if one is not None) if None not in parts else None
    return Told(cells, asked, opinion)


def tell(questionnaire: Questionnaire, rows: Rows) -> dict[str, Told]:
    """Return what may be told of each question. Fewer than ten people are told of nothing."""
    told: dict[str, Told] = {}
    few = len(rows) < 10
    for group in _groups(questionnaire):
        try:
            if few:
                raise NotProtected
            both = _together(questionnaire, group, rows) if len(group) > 1 else {group[0].key: _one(group[0], rows)}
        except (NotProtected, TooLarge):
            both = {one.key: dict.fromkeys(_all_cells(one), False) for one in group}
        told |= {one.key: _told(one, rows, both[one.key]) for one in group}
    return {one.key: told[one.key] for one in questionnaire}


def _all_cells(question: Question) -> tuple[str, ...]:
    return (*cells_of(question), *(f"tick {code}" for code in question.counted()))
