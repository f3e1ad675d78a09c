"""Kinds of organs: which part an organ plays in its body, on which side it stands, and whether it can decide."""

from enum import StrEnum
from typing import Protocol


class OrganKind(StrEnum):
    """The part that an organ plays. Its name is data of the body; this is not."""

    COUNCIL = "council"
    EXECUTIVE = "executive"
    COMMITTEE = "committee"
    PRESIDIUM = "presidium"
    WORKING_GROUP = "working_group"
    CLERKS = "clerk"
    OFFICE = "officer"


# A working group writes drafts, an office carries out: neither decides anything that a resident is told of.
DECIDING = (OrganKind.COUNCIL, OrganKind.EXECUTIVE, OrganKind.COMMITTEE, OrganKind.PRESIDIUM)
# Organs in which people sit; in the others they work.
SEATED = (*DECIDING, OrganKind.WORKING_GROUP)


class ActsFor(Protocol):
    """An organ as the table of permissions reads it: its kind, and its name within a sentence."""

    role: str

    @property
    def told(self) -> str:
        """Return the name within a sentence."""
