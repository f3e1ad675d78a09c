"""Seats: who gets one, who waits, and whom a free seat goes to. Pure, so that it can be tested against every order."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody on the waiting list, in the order in which they asked, with how many people they are."""

    key: UUID
    party: int


def fits(*, capacity: int | None, held: int, party: int, waiting: bool) -> bool:
    """Tell whether a new sign-up has its seats at once. Whoever waits goes first: nobody is passed."""
    return capacity is None or (not waiting and held + party <= capacity)


def promoted(*, capacity: int | None, held: int, waiting: Sequence[Waiting]) -> tuple[UUID, ...]:
    """Return who comes off the waiting list now: in order, until the first for whom there is no room.

    A smaller party behind a larger one waits for it, for the list is a promise of an order.
    """
    found: list[UUID] = []
    for one in waiting:
        if capacity is not None and held + one.party > capacity:
            break
        held += one.party
        found.append(one.key)
    return tuple(found)
