"""Where apps above say what they keep of somebody's words, so that it goes when the giver takes them back."""

from collections.abc import Callable

from brink.domain.contributions.models import Contribution
from brink.foundation.points import Point

# Called inside the act that withdraws; instruments have their own `erase`.
erasures: Point[Callable[[Contribution], None]] = Point("erasure")
