"""What a survey brought: how many took part, what they said at each question, and what the smaller groups said."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from brink.domain.contributions.models import Contribution
from brink.domain.participation.counting import counted, told
from brink.domain.processes.models import Round
from brink.domain.processes.outcome import MethodRun, MinorityView, Outcome, OutcomeFinding, ReachCount
from brink.foundation.disclosure import K, safe_cells
from brink.instruments.survey.queries import counted_answers, questions_of
from brink.instruments.survey.questions import Kind, Question, Questionnaire, Topic
from brink.instruments.survey.round_settings import FILLED
from brink.instruments.survey.tally import Told, tell
from brink.methods.weighting.disclosure import LEAST_ANSWERS

DETAILS = "survey"
MINORITY_SHARE = 0.1
"""A smaller answer is weighed from ten people on who are at least this share of those with an opinion."""


def make_outcome(round: Round, *, stopped: int = 0) -> Outcome:
    """Count the answers as they are now; same rows, same outcome. `stopped` is how many never sent what they began."""
    questionnaire, rows = questions_of(round), counted_answers(round)
    figures = tell(questionnaire, [answers for _pk, answers in rows])
    people = told(len(rows))
    everybody = tuple(pk for pk, _answers in rows)
    few = _("Minder dan 10 mensen hebben meegedaan.")
    minority = tuple(_minorities(questionnaire, figures))
    channels = Contribution.objects.filter(pk__in=counted(round, FILLED)).values_list("channel", flat=True).order_by()
    return Outcome(
        summary=_("%(count)s mensen hebben meegedaan.") % {"count": people} if people else few,
        findings=(
            OutcomeFinding("participation", _("Mensen die meededen"), people, everybody, by_design=not everybody),
            *_findings(questionnaire, figures),
        ),
        minority=minority,
        minority_reason="" if minority else _why_none(questionnaire),
        reach=ReachCount(people, channels=safe_cells(Counter(channels))),
        method=MethodRun("survey-tally", "1", round.seed, {"k": K, "minority": MINORITY_SHARE}),
        details={DETAILS: {
            "fingerprint": questionnaire.fingerprint, "stopped": told(stopped),
            "questions": {key: {"cells": dict(one.cells), "asked": one.asked, "opinion": one.opinion}
                          for key, one in figures.items()},
        }},
    )  # fmt: skip


def figures_in(outcome: Outcome) -> Mapping[str, Told]:
    """Return the figures that an outcome holds, by question."""
    kept: Mapping[str, Any] = outcome.details.get(DETAILS, {}).get("questions", {})
    return {key: Told(one["cells"], one["asked"], one["opinion"]) for key, one in kept.items()}


def _findings(questionnaire: Questionnaire, figures: Mapping[str, Told]) -> Iterator[OutcomeFinding]:
    """Say of each answer how many gave it. It names nobody: that would tell who answered what."""
    for question in questionnaire:
        for code, words in question.counted().items():
            count = figures[question.key].cells.get(str(code))
            if count:
                yield OutcomeFinding(f"{question.key}-{code}", f"{question.text} {words}", count, by_design=True)


def _sides(question: Question, cells: Mapping[str, int | None]) -> list[tuple[str, str, int | None]]:
    """Return the groups that can disagree: each answer, and of a scale its two halves."""
    if question.kind is Kind.ONE:
        return [(str(code), words, cells.get(str(code))) for code, words in question.counted().items()]
    codes = [one.code for one in question.options]
    halves = (("low", question.low, codes[: len(codes) // 2]), ("high", question.high, codes[-(len(codes) // 2) :]))
    found = []
    for key, words, own in halves:
        parts = [cells.get(str(code)) for code in own]
        found.append((key, words, sum(one for one in parts if one) if None not in parts else None))
    return found


def _minorities(questionnaire: Questionnaire, figures: Mapping[str, Told]) -> Iterator[MinorityView]:
    """Give the word to each answer that is not the largest, where it is large enough to be weighed."""
    for question in questionnaire:
        if question.topic is not Topic.OPINION or question.kind not in (Kind.ONE, Kind.SCALE):
            continue
        sides = _sides(question, figures[question.key].cells)
        sizes = [size for _key, _words, size in sides if size]
        whole = figures[question.key].opinion or sum(sizes)
        for key, words, size in sides:
            if size and K <= size < max(sizes) and size >= MINORITY_SHARE * whole:
                title = _("Een kleinere groep bij de vraag: %(question)s") % {"question": question.text}
                yield MinorityView(
                    f"{question.key}-{key}", title, _("Zij hebben gekozen: %(answer)s") % {"answer": words}, size
                )


def _why_none(questionnaire: Questionnaire) -> str:
    if not any(one.topic is Topic.OPINION and one.kind in (Kind.ONE, Kind.SCALE) for one in questionnaire):
        return _("Geen vraag ging over wat mensen vinden, met antwoorden om uit te kiezen.")
    return _("Bij geen vraag telt een kleinere groep tien mensen en een tiende van wie een mening heeft.")


def average(question: Question, told: Told) -> float | None:
    """Return the mean of a scale, over who gave an answer; only beside all its figures and from thirty answers on."""
    if question.kind is not Kind.SCALE or not told.whole or (told.opinion or 0) < LEAST_ANSWERS:
        return None
    total = sum(one.code * (told.cells[str(one.code)] or 0) for one in question.options)
    return total / (told.opinion or 1)


def percent(part: int | None, whole: int | None) -> int | None:
    """Return a share in whole per cents, halves up; None where one of both may not be told or there are too few."""
    if part is None or whole is None or whole < LEAST_ANSWERS:
        return None
    return int(100 * part / whole + 0.5)
