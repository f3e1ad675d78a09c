"""Where apps above say what they keep of somebody's words, so that it goes when the giver takes them back."""

from collections.abc import Callable, Sequence

from brink.domain.contributions.models import Contribution
from brink.domain.people.models import Person
from brink.domain.processes.models import Process
from brink.foundation.points import Point

# Called inside the act that withdraws; instruments have their own `erase`.
erasures: Point[Callable[[Contribution], None]] = Point("erasure")
# Which executives are responsible for what a question is about, first one first: they sign along when another answers.
portfolio_holders: Point[Callable[[Process], Sequence[Person]]] = Point("portfolio-holder")
