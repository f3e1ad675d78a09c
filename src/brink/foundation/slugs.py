"""Addresses in words: the first one that is free."""

from collections.abc import Container
from itertools import chain, count


def free_slug(base: str, taken: Container[str]) -> str:
    """Return `base` when it is not taken, else with the first number from 2 on that makes it free."""
    return next(one for one in chain((base,), (f"{base}-{number}" for number in count(2))) if one not in taken)
