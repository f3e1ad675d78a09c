"""Where apps above say what they keep of somebody's words, so that it goes when the giver takes them back."""

from collections.abc import Callable, Sequence

from brink.domain.contributions.models import Contribution
from brink.domain.people.models import Person
from brink.domain.processes.models import Process
from brink.foundation.panels import Panel
from brink.foundation.points import Point

# Called inside the act that withdraws; instruments have their own `erase`.
erasures: Point[Callable[[Contribution], None]] = Point("erasure")
# Which executives are responsible for what a question is about, first one first: they sign along when another answers.
portfolio_holders: Point[Callable[[Process], Sequence[Person]]] = Point("portfolio-holder")
# Called before that, in the same act, with the code: for what was kept so that only the code finds it.
code_erasures: Point[Callable[[Contribution, str], None]] = Point("code-erasure")
# A piece of the receipt and of the path, for the giver who holds the code. It asks nothing of the database: the
# contribution comes with its round and its process.
giver_parts: Point[Callable[[Contribution, str], Panel | None]] = Point("giver-part")


def parts_for(voice: Contribution, code: str) -> list[Panel]:
    """Return the pieces that there are for the holder of this code. No query."""
    found = (part(voice, code) for part in giver_parts.all())
    return [one for one in found if one is not None]
