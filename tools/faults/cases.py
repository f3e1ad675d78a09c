"""What may come of a case: a line of the table."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

P95 = 1.0


@dataclass(frozen=True)
class Line:
    """One target with what was measured; `kept` is None for what could not be tried here, with the reason."""

    what: str
    target: str
    result: str
    kept: bool | None


def skipped(what: str, reason: str) -> Line:
    """Return the line of a case that this machine cannot try."""
    return Line(what, "-", f"skipped: {reason}", None)


def missing(acknowledged: list[str], stored: list[str], tried: Sequence[str] = ()) -> tuple[int, int]:
    """Return how many that were told "received" are not stored, and how many that were sent are stored twice."""
    counts = Counter(stored)
    return sum(not counts[text] for text in acknowledged), sum(counts[text] > 1 for text in {*acknowledged, *tried})
