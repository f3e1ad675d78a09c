"""Invented ideas for the demo and for tests."""

from random import Random

from brink.domain.processes.models import Round


def fill(round: Round, rng: Random, size: int) -> None:
    """Fill the round."""
