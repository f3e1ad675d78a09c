"""Which rows of a published table may be shown: no group so small that people in it could be known by their answers.

Counts under 10 are hidden, and shares need 30 answers that weigh as 20. A hidden count must not follow from the others
and the total: when one row alone is hidden, the smallest of the others is hidden with it (secondary suppression). This
is for tables of one variable with their total; tables that cross variables need an audit of their own.
"""

from __future__ import annotations

from collections.abc import Sequence

LEAST_COUNT = 10
LEAST_ANSWERS, LEAST_EFFECTIVE = 30, 20.0


def shown_counts(counts: Sequence[int]) -> list[bool]:
    """Return for each row of a table whether its count may be shown beside the total of all rows."""
    shown = [count == 0 or count >= LEAST_COUNT for count in counts]
    hidden = sum(count for count, show in zip(counts, shown, strict=True) if not show)
    # What is hidden together must itself be no small group, and no row may be hidden alone.
    while shown.count(False) == 1 or 0 < hidden < LEAST_COUNT:
        left = [place for place, show in enumerate(shown) if show and counts[place] > 0]
        if not left:
            break
        smallest = min(left, key=lambda place: (counts[place], place))
        shown[smallest] = False
        hidden += counts[smallest]
    return shown


def may_show_share(count: int, effective: float) -> bool:
    """Tell whether a share of a group may be shown: enough answers, and not carried by a few heavy weights."""
    return count >= LEAST_ANSWERS and effective >= LEAST_EFFECTIVE
