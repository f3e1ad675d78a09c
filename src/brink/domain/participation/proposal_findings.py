"""What must be in order before a proposal of people is laid before who decides, known by an app above.

Integrity, a question that was asked at a table and not answered: who keeps a register of such things answers here.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from brink.foundation.findings import Finding
from brink.foundation.points import Point


@dataclass(frozen=True, slots=True)
class LaidProposal:
    """What a guard is told: whose proposal, what it is called, how much it costs in cents, and who gets the money.

    `own_interest`: somebody of those who propose gains by it; `abstained` says who of them kept out of it.
    """

    tenant_id: UUID
    round_id: UUID
    proposal_id: UUID
    title: str
    cents: int
    receiver: str = ""
    own_interest: bool = False
    abstained: str = ""


proposal_guards: Point[Callable[[LaidProposal], Sequence[Finding]]] = Point("proposal-guard")


def asked(proposal: LaidProposal) -> list[Finding]:
    """Ask every guard of a proposal; it may be laid before who decides when nothing that blocks comes back."""
    return [one for guard in proposal_guards.all() for one in guard(proposal)]
