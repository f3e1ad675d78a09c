"""Where a promise stands, and what its money says. Pure: facts in, a stage or a finding out."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from brink.domain.commitments.models import Commitment

JOINING, AGREED, CALLED, SETTLED, REPORTED = "joining", "agreed", "called", "settled", "reported"
RUNNING = frozenset({JOINING, AGREED, CALLED})
# From these shares of the amount on, the team, the executive and the council are told.
WARN, FULL = 80, 100


def stage(row: "Commitment") -> str:
    """Return the stage of a promise. Later facts win over earlier ones."""
    moments = (
        (row.reported_at, REPORTED),
        (row.outcome_at, SETTLED),
        (row.called_at, CALLED),
        (row.accepted_at, AGREED),
    )
    return next((found for moment, found in moments if moment is not None), JOINING)


def percent(amount: int | None, spent: int) -> int:
    """Return how much of an amount is spent, in whole percents rounded down; 0 without an amount."""
    return spent * 100 // amount if amount else 0


def budget_finding(amount: int | None, spent: int) -> str:
    """Say that the money is nearly or quite spent; empty while there is enough."""
    share = percent(amount, spent)
    if share >= FULL:
        return _("Het geld is op: %(share)s procent is uitgegeven.") % {"share": share}
    if share >= WARN:
        return _("Het geld raakt op: %(share)s procent is uitgegeven.") % {"share": share}
    return ""
