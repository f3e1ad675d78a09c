"""Where a document stands. Pure: facts in, a stage out."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from brink.registers.documents.models import Document

OPEN, DATED, CLOSED, WITHDRAWN = "open", "dated", "closed", "withdrawn"
RUNNING = frozenset({OPEN, DATED, CLOSED})
_STAGES = {"open": OPEN, "until": DATED}


def stage(row: "Document") -> str:
    """Return the stage of a document. Whether its day of publication has come is asked of that day, never kept."""
    return WITHDRAWN if row.withdrawn_at is not None else _STAGES.get(row.confidentiality, CLOSED)
