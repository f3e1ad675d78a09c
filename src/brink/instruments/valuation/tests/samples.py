"""How one advice is given, through the service that the page calls: what the contract suite needs."""

from random import Random

from brink.domain.contributions.services.giving import Receipt
from brink.domain.processes.models import Round
from brink.instruments.valuation.package import Package
from brink.instruments.valuation.queries import frozen_task
from brink.instruments.valuation.seeding import package
from brink.instruments.valuation.services.advising import advise


def give(round: Round, kind: str, *, person: str, words: str, closed: bool, key: str) -> Receipt:
    """Give one advice; what it takes follows from the person, and the words stand at the whole."""
    task, rng = frozen_task(round), Random(person)
    assert task is not None
    levels = package(task, {one.number: rng.gauss(0.0, 1.0) for one in task.options}, rng)
    return advise(round=round, token=person, package=Package("compose", levels, {}, words, nothing=True))
