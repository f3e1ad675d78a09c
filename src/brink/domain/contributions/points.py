"""Where apps above join what happens to somebody's words: what they keep of them, and what they do next."""

from collections.abc import Callable

from brink.domain.contributions.models import Answer, Contribution
from brink.foundation.points import Point
from brink.foundation.visibility import Viewer
from brink.ui.components import Link

# Called inside the act that withdraws; instruments have their own `erase`.
erasures: Point[Callable[[Contribution], None]] = Point("erasure")

# What the desk can do next with an answer that was sent; None when there is nothing, or not for this viewer.
answer_acts: Point[Callable[[Viewer, Answer], Link | None]] = Point("answer-act")
