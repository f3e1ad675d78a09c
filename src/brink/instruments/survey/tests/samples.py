"""How one survey is filled in, through the service that the page calls: what the contract suite needs."""

from random import Random

from brink.domain.contributions.services.giving import Receipt
from brink.domain.processes.models import Round
from brink.instruments.survey.answers import Answer, Disposition
from brink.instruments.survey.filling import send
from brink.instruments.survey.queries import questions_of
from brink.instruments.survey.questions import Kind
from brink.instruments.survey.seeding import answer


def give(round: Round, kind: str, *, person: str, words: str, closed: bool, key: str) -> Receipt:
    """Fill in and send; what is chosen follows from the person, and the words stand at the open question."""
    rng, answers = Random(person), {}
    for one in questions_of(round):
        wrote = Answer(Disposition.ANSWERED, words=words)
        answers[one.key] = wrote if one.kind is Kind.OPEN else answer(one, rng, words=False)
    return send(round=round, token=person, answers=answers)
