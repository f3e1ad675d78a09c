"""What others show on the page of a decision."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Exists

from brink.domain.decisions.models import Decision
from brink.foundation.panels import Panel
from brink.foundation.points import Point
from brink.foundation.visibility import Viewer


@dataclass(frozen=True, slots=True)
class DecisionBlock:
    """A piece of the public page of a decision. `there` is asked with the decision itself, so nothing costs nothing.

    It compares with `OuterRef("pk")` and reads only what the viewer may see. `panel` is called when there is something.
    """

    there: Callable[[Viewer], Exists]
    panel: Callable[[Decision, Viewer], Panel]


decision_blocks: Point[DecisionBlock] = Point("decision-block")
