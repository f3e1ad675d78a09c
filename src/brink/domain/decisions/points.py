"""Where apps above add to a decision: on its public page, to what is missing, and beside its record at the desk."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db.models import Exists

from brink.domain.decisions.models import Decision
from brink.foundation.findings import Finding
from brink.foundation.panels import Panel
from brink.foundation.points import Point
from brink.foundation.visibility import Viewer

# One-to-one rows of an app above ("room_fit__room") that are read in the same query as the decision itself.
decision_ties: Point[str] = Point("decision-tie")
# A piece of the public page, None while there is nothing to say. It asks no query: see `decision_ties`.
decision_parts: Point[Callable[[Decision], Panel | None]] = Point("decision-part")
# What is missing or odd before a decision may be published, in the eyes of an app above.
decision_findings: Point[Callable[[Decision], Sequence[Finding]]] = Point("decision-finding")
# A piece of the aside of the desk page, where one goes on to a page of an app above.
decision_work: Point[Callable[[Decision, Viewer], Panel | None]] = Point("decision-work")


@dataclass(frozen=True, slots=True)
class DecisionBlock:
    """A piece of the public page of a decision. `there` is asked with the decision itself, so nothing costs nothing.

    It compares with `OuterRef("pk")` and reads only what the viewer may see. `panel` is called when there is something.
    """

    there: Callable[[Viewer], Exists]
    panel: Callable[[Decision, Viewer], Panel]


decision_blocks: Point[DecisionBlock] = Point("decision-block")
