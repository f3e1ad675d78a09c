"""How periods meet. Pure."""

from datetime import date


def overlaps(starts: date, ends: date | None, other_starts: date, other_ends: date | None) -> bool:
    """Tell whether two periods share a day. Last days count; None goes on."""
    return (other_ends is None or starts <= other_ends) and (ends is None or other_starts <= ends)
