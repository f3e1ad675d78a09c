"""What goes out as files: the codebook with every question and code, and the figures of the outcome."""

from collections.abc import Iterable, Iterator, Sequence
from functools import reduce

from django.utils.translation import gettext as _

from brink.domain.processes.instrument import OpenTable
from brink.domain.processes.models import Round
from brink.domain.processes.queries.frozen_outcomes import frozen_outcome
from brink.foundation.spreadsheets import Cell, Sheet
from brink.instruments.survey.answers import DISPOSITION_NAMES, Disposition
from brink.instruments.survey.queries import published_weighting, questions_of
from brink.instruments.survey.questions import KIND_NAMES, SPECIAL, TOPIC_NAMES, Kind, Question, Questionnaire
from brink.instruments.survey.result_page import Reading

BOOK = ("vraag", "nummer", "tekst", "soort", "onderwerp", "verplicht", "voorwaarde", "waarde", "woorden", "ontbreekt")
FIGURES = (
    "vraag", "nummer", "tekst", "antwoord", "woorden", "mensen", "gevraagd_aan", "gaf_antwoord", "gewogen", "fout",
)  # fmt: skip


def condition_in_words(questionnaire: Questionnaire, question: Question) -> str:
    """Say when a question is asked; "" when that is always."""
    if question.condition is None:
        return ""
    either, both = _("%(one)s of %(two)s"), _("%(one)s en %(two)s")
    said = []
    for part in question.condition.parts:
        other = questionnaire.by_key.get(part.question)
        if other is not None:
            words = _joined([f"‘{other.labels.get(code, code)}’" for code in part.codes], either)
            numbered = {"number": questionnaire.numbers[other.key], "answer": words}
            said.append(_("uw antwoord op vraag %(number)s %(answer)s is") % numbered)
    whole = _joined(said, both if question.condition.every else either)
    return _("Alleen als %(condition)s.") % {"condition": whole}


def _joined(parts: Sequence[str], pattern: str) -> str:
    return reduce(lambda one, two: pattern % {"one": one, "two": two}, parts) if parts else ""


def _values(question: Question) -> Iterator[tuple[str, str, str]]:
    """Yield each value with its words, and whether it stands for an answer that is missing."""
    if question.kind is Kind.NUMBER:
        yield f"{question.least}-{question.most}", question.unit, ""
        yield from ((str(code), words, "") for code, words in question.counted().items())
    for code, words in question.labels.items():
        yield str(code), words, "ja" if code in SPECIAL and code not in question.counted() else ""
    if question.kind is Kind.OPEN:
        yield Disposition.ANSWERED.value, str(DISPOSITION_NAMES[Disposition.ANSWERED]), ""
    for said in (Disposition.EMPTY, Disposition.NOT_ASKED):
        yield said.value, str(DISPOSITION_NAMES[said]), "ja"


def codebook(questionnaire: Questionnaire) -> Sheet:
    """Return every question and every value that an answer can have."""
    rows: list[tuple[Cell, ...]] = []
    for one in questionnaire:
        about = (
            one.key, questionnaire.numbers[one.key], one.text, str(KIND_NAMES[one.kind]), str(TOPIC_NAMES[one.topic]),
            "ja" if one.required else "nee", condition_in_words(questionnaire, one),
        )  # fmt: skip
        rows += [(*about, *value) for value in _values(one)]
    return Sheet("codeboek", BOOK, rows)


def _figure_rows(reading: Reading) -> Iterator[tuple[Cell, ...]]:
    for block in reading.blocks:
        for line in block.lines:
            yield (
                block.question.key, block.number, block.question.text, line.key, line.label, line.count,
                block.told.asked, block.told.opinion,
                None if line.weighted is None else round(line.weighted, 4),
                None if line.error is None else round(line.error, 4),
            )  # fmt: skip


def figures_sheet(reading: Reading) -> Sheet:
    """Return all figures as a list; an empty cell is too small to tell."""
    return Sheet("vragenlijst", FIGURES, list(_figure_rows(reading)))


def open_tables(round: Round) -> Iterable[OpenTable]:
    """Return figures and codebook once they are frozen, and the margins of the weights when those are public."""
    outcome = frozen_outcome(round)
    if outcome is None:
        return
    reading = Reading(questions_of(round), outcome, published_weighting(round))
    yield OpenTable("vragenlijst", FIGURES, tuple(_figure_rows(reading)))
    book = codebook(reading.questionnaire)
    yield OpenTable("codeboek", BOOK, tuple(tuple(row) for row in book.rows))
    if reading.weighting is not None:
        rows = tuple(
            (key, code, number) for key, own in reading.weighting.margins.items() for code, number in own.items()
        )
        yield OpenTable("weging", ("vraag", "waarde", "bevolking"), rows)
