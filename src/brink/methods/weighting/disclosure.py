"""From how many people on a figure may be shown: no group so small that people in it could be known by their answers.

Counts under 10 are hidden, and shares need 30 answers that weigh as 20. What has to be hidden besides, so that a small
count does not follow from the others, is the work of `protecting`.
"""

from __future__ import annotations

LEAST_COUNT = 10
LEAST_ANSWERS, LEAST_EFFECTIVE = 30, 20.0


def may_show_share(count: int, effective: float) -> bool:
    """Tell whether a share of a group may be shown: enough answers, and not carried by a few heavy weights.

    `effective` is the effective number of answers (Kish). A share may be shown only where the count is shown too.
    """
    return count >= LEAST_ANSWERS and effective >= LEAST_EFFECTIVE
