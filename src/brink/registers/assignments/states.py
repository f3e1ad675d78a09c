"""Where an assignment stands. Pure: facts in, a stage out."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from brink.registers.assignments.models import Assignment

GIVEN, RUNNING, DELIVERED, ADOPTED, LAPSED = "given", "running", "delivered", "adopted", "lapsed"
WAITING = frozenset({GIVEN, RUNNING})
OPEN = WAITING | {DELIVERED}


def stage(row: "Assignment") -> str:
    """Return the stage of an assignment. Later facts win over earlier ones."""
    moments = (
        (row.lapsed_at, LAPSED), (row.adopted_at, ADOPTED), (row.delivered_at, DELIVERED), (row.begun_at, RUNNING),
    )  # fmt: skip
    return next((found for moment, found in moments if moment is not None), GIVEN)
