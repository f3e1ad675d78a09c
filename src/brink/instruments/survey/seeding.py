"""Invented people who fill in a survey, for the demo and for tests: same seed, same answers."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any

from brink.domain.processes.models import Round
from brink.instruments.survey import routing
from brink.instruments.survey.answers import EMPTY, Answer, Disposition, of_codes
from brink.instruments.survey.filling import send
from brink.instruments.survey.queries import questions_of
from brink.instruments.survey.questions import DONT_KNOW, REFUSED, Kind, Question

# How often somebody does not know, and how often somebody writes something where that may stay empty.
_UNSURE, _WRITES = 0.08, 0.35


@cache
def invented() -> Mapping[str, Any]:
    """Return what invented people write."""
    return tomllib.loads(files("brink.instruments.survey").joinpath("invented.toml").read_text("utf-8"))


def _closed(question: Question, rng: Random) -> Answer:
    unsure = [code for code in question.specials if code in (DONT_KNOW, REFUSED)]
    if unsure and rng.random() < _UNSURE:
        return of_codes((rng.choice(unsure),))
    own = [one.code for one in question.options]
    if question.kind is Kind.SEVERAL:
        return of_codes(tuple(sorted(rng.sample(own, rng.randint(1, min(3, len(own)))))))
    # The first answers of a list draw more people, and so does the good side of a scale.
    weights = range(len(own), 0, -1) if question.kind is Kind.ONE else range(1, len(own) + 1)
    return of_codes((rng.choices(own, weights=list(weights))[0],))


def answer(question: Question, rng: Random, *, words: bool = True) -> Answer:
    """Return an invented answer to one question."""
    if question.kind is Kind.OPEN:
        said = rng.choice(invented()["words"]) if words and rng.random() < _WRITES else ""
        return Answer(Disposition.ANSWERED, words=said) if said else EMPTY
    if question.kind is Kind.NUMBER:
        return Answer(Disposition.ANSWERED, number=rng.randint(question.least, question.most))
    return _closed(question, rng)


def fill_in(round: Round, rng: Random, size: int) -> tuple[str, ...]:
    """Let so many invented people fill in and send; returns a few of their codes."""
    questionnaire, codes = questions_of(round), []
    for _person in range(size if len(questionnaire) else 0):
        answers: dict[str, Answer] = {}
        for one in questionnaire:
            if one in routing.path(questionnaire, answers):
                answers[one.key] = answer(one, rng)
        codes.append(send(round=round, token=f"{rng.getrandbits(128):032x}", answers=answers).code)
    return tuple(codes[:2])
