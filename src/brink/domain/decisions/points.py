"""Where apps above add to a decision: on its public page, to what is missing, and beside its record at the desk."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Exists

from brink.domain.decisions.models import Decision
from brink.foundation.findings import Finding
from brink.foundation.panels import Panel
from brink.foundation.points import Point
from brink.foundation.visibility import Viewer

# What is missing or odd before a decision may be published, in the eyes of an app above.
decision_findings: Point[Callable[[Decision], Sequence[Finding]]] = Point("decision-finding")
# A piece of the aside of the desk page, where one goes on to a page of an app above.
decision_work: Point[Callable[[Decision, Viewer], Panel | None]] = Point("decision-work")


class Stands(StrEnum):
    """Where a block stands on the page: before the record of the decision, or below it."""

    ABOVE = "above"
    BELOW = "below"


@dataclass(frozen=True, slots=True)
class DecisionBlock:
    """A piece of the public page of a decision; `panel` returns None while there is nothing to say.

    `there` is asked with the decision itself, so that nothing costs nothing: it compares with `OuterRef("pk")` and
    reads only what the viewer may see, and `panel` is called when it holds. Without `there` the panel is always asked,
    and asks no query: what it shows is a one-to-one row that is read along with the decision (`tie`, "room_fit__room").
    """

    panel: Callable[[Decision, Viewer], Panel | None]
    there: Callable[[Viewer], Exists] | None = None
    tie: str = ""
    stands: Stands = Stands.BELOW


# The name is one word of small letters: the answer of `there` is read by it.
decision_blocks: Point[DecisionBlock] = Point("decision-block")
