"""Where a group that is missed stands. Pure: facts in, a stage out."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from brink.registers.unheard.models import UnheardGroup

MISSED, TRYING, ENDED = "missed", "trying", "ended"


def stage(row: "UnheardGroup") -> str:
    """Return the stage; later facts win over earlier ones."""
    if row.ended_at is not None:
        return ENDED
    return TRYING if row.begun_at is not None else MISSED
