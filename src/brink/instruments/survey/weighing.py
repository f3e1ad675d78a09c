"""Weighting a survey to figures of the population, by `brink.methods.weighting`. Pure.

Only people who gave an answer at every question that is weighed by take part; how many that were is told in words.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.utils.translation import gettext as _

from brink.foundation.disclosure import K, part_of
from brink.foundation.errors import BadInput
from brink.instruments.survey.answers import Answers, Disposition
from brink.instruments.survey.questions import Kind, Question, Questionnaire
from brink.instruments.survey.tally import Rows, Told
from brink.methods.weighting import (
    BoundTooLow,
    Margin,
    Margins,
    NoAgreement,
    kish,
    may_show_share,
    mean,
    rake,
    rake_bounded,
)

LARGEST = 5.0
"""No weight is more than this times the mean weight, where the figures can be met so."""
Targets = Mapping[str, Mapping[int, float]]


@dataclass(frozen=True, slots=True)
class Weights:
    """Who were weighed, with their weights."""

    rows: Rows
    weights: np.ndarray
    margins: Margins
    left_out: int

    @property
    def effective(self) -> float:
        """Return as how many people of a plain sample these weigh."""
        return len(self.rows) / kish(self.weights)


def usable(question: Question) -> bool:
    """Tell whether people can be weighed by this question: one answer each, from a list."""
    return question.kind is Kind.ONE


def _has(row: Answers, keys: Sequence[str]) -> bool:
    return all(row[key].disposition is Disposition.ANSWERED for key in keys)


def _margin(question: Question, targets: Mapping[int, float], rows: Rows, population: float) -> Margin:
    codes = [code for code in question.counted() if code in targets]
    at = {code: place for place, code in enumerate(codes)}
    labels = question.labels
    found = np.array([at.get(row[question.key].codes[0], -1) for row in rows], np.int64)
    without = next((labels[code] for code in question.counted() if code not in targets), "")
    if without:
        said = _("Bij ‘%(question)s’ ontbreekt het aantal van ‘%(answer)s’. Vul het in.")
        raise BadInput(said % {"question": question.text, "answer": without}, field="margins")
    for code in codes:
        if not (found == at[code]).any():
            said = _("Niemand die meedeed, gaf bij ‘%(question)s’ het antwoord ‘%(answer)s’. Voeg groepen samen, of "
                     "weeg niet naar deze vraag.")  # fmt: skip
            raise BadInput(said % {"question": question.text, "answer": labels[code]}, field="margins")
    told = np.array([targets[code] for code in codes], float)
    return Margin(question.key, tuple(str(code) for code in codes), told * (population / told.sum()), found)


def weigh(questionnaire: Questionnaire, rows: Rows, targets: Targets) -> Weights:
    """Return the weights by which these people together look like the population. Raises BadInput."""
    if not targets:
        raise BadInput(_("Vul bij ten minste één vraag de aantallen van de bevolking in."), field="margins")
    totals = {key: sum(own.values()) for key, own in targets.items()}
    most, least = max(totals, key=lambda key: totals[key]), min(totals, key=lambda key: totals[key])
    if totals[most] - totals[least] > 0.01 * totals[most]:
        said = _("De aantallen bij ‘%(one)s’ zijn samen anders dan bij ‘%(two)s’. Het moeten dezelfde mensen zijn.")
        names = {"one": questionnaire.by_key[least].text, "two": questionnaire.by_key[most].text}
        raise BadInput(said % names, field="margins")
    kept = [row for row in rows if _has(row, tuple(targets))]
    if len(kept) < K:
        raise BadInput(
            _("Minder dan 10 mensen hebben op al deze vragen antwoord gegeven. Dan kunt u niet wegen."), field="margins"
        )
    own = tuple(_margin(questionnaire.by_key[key], counts, kept, totals[most]) for key, counts in targets.items())
    return Weights(kept, _raked(Margins(own)), Margins(own), len(rows) - len(kept))


def _raked(margins: Margins) -> np.ndarray:
    try:
        weights = rake(margins)
        if weights.max() > LARGEST * weights.mean():
            weights = rake_bounded(margins, LARGEST)
    except BoundTooLow:
        return rake(margins)
    except NoAgreement:
        said = _(
            "Deze aantallen kunnen samen niet: sommige groepen komen onder wie meededen niet voor. Voeg groepen samen."
        )
        raise BadInput(said, field="margins") from None
    return weights


def _shares(question: Question, found: Weights, told: Told) -> dict[str, dict[str, float]]:
    """Return the weighted share of each answer among who gave one, with its error; only where its count is told."""
    rows = found.rows
    within = np.array([row[question.key].disposition is Disposition.ANSWERED for row in rows], float)
    people = int(within.sum())
    if people < K:
        return {}
    own = found.weights[within > 0]
    if not may_show_share(people, people / kish(own)):
        return {}
    shares = {}
    for code in question.counted():
        if not told.cells.get(str(code)):
            continue
        if question.kind is Kind.NUMBER:
            gave = [
                one.number is not None and question.band(one.number) == code
                for one in (row[question.key] for row in rows)
            ]
        else:
            gave = [code in row[question.key].codes for row in rows]
        figure = mean(np.array(gave, float), found.weights, found.margins, within=within)
        shares[str(code)] = {"weighted": figure.weighted, "error": figure.error}
    return shares


def result(questionnaire: Questionnaire, rows: Rows, targets: Targets, figures: Mapping[str, Told]) -> dict[str, Any]:
    """Return what may be told of the weights and of the figures under them, as plain JSON data. Raises BadInput."""
    found = weigh(questionnaire, rows, targets)
    part = part_of(len(found.rows), len(rows))
    return {
        "people": {"how": part.how, "number": part.number if part.how == "some" else None},
        "effective": round(found.effective), "largest": round(float(found.weights.max() / found.weights.mean()), 1),
        "off": found.margins.off(found.weights),
        "margins": list(targets),
        "not_weighted": [one.key for one in questionnaire if usable(one) and one.key not in targets],
        "questions": {
            one.key: shares for one in questionnaire
            if one.kind is not Kind.OPEN and one.key in figures and (shares := _shares(one, found, figures[one.key]))
        },
    }  # fmt: skip
