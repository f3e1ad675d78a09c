"""Refusals: what a service raises when it cannot do what was asked, each with one plain sentence for the person."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(eq=False)
class Refusal(Exception):
    """A request that cannot be carried out. `message` is one plain Dutch sentence that says what to mend."""

    message: str
    field: str = ""
    status: int = 400

    def __str__(self) -> str:
        return self.message


class BadInput(Refusal):
    """The input is wrong; mending it and trying again will help."""


@dataclass(eq=False)
class NotNow(Refusal):
    """Right input, wrong moment: a closed round, a state that does not allow this act."""

    status: int = 409


@dataclass(eq=False)
class NotAllowed(Refusal):
    """This person may not do this; shown as "not found" where existence itself is private."""

    status: int = 403


@dataclass(eq=False)
class KeyReused(Refusal):
    """An idempotency key came back with another body (reliability N52)."""

    status: int = 409


@dataclass(eq=False)
class TooMany(Refusal):
    """Too many tries in a short time."""

    status: int = 429


@dataclass(eq=False)
class NotWritten(Refusal):
    """The database cannot write now, as when the disk is full; nothing was done."""

    status: int = 503


@dataclass(eq=False)
class NotReadable(Refusal):
    """What is kept encrypted cannot be read with the keys that this site has; it is still there."""

    status: int = 503


@dataclass(eq=False)
class Conflict(Refusal):
    """What the person saw is no longer what is stored: somebody was first, `at` a moment, `by` an account if known."""

    status: int = 409
    at: datetime | None = None
    by: UUID | None = None
