"""Where an invitation stands. Pure: facts in, a stage out."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from brink.registers.invitations.models import Invitation

PLANNED, INVITING, NOBODY, ENDED = "planned", "inviting", "nobody", "ended"


def stage(row: "Invitation") -> str:
    """Return the stage; later facts win over earlier ones."""
    if row.because:
        return NOBODY
    if row.ended_at is not None:
        return ENDED
    return INVITING if row.inviting_since is not None else PLANNED
