"""A decision as pages show it: the record with its vote counted and drawn."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from brink.domain.decisions.models import Decision
from brink.domain.decisions.publication_checks import Breadth
from brink.ui.pictures.unit_chart import Count, Stones


@dataclass(frozen=True, slots=True)
class Shown:
    """A decision, how widely it is carried, and its vote in stones (None when nobody voted)."""

    decision: Decision
    breadth: Breadth | None
    stones: Stones | None


def shown(decision: Decision, breadth: Breadth | None) -> Shown:
    """Draw the vote of a decision: full stones for, open stones against."""
    if breadth is None or not breadth.in_favour + breadth.against:
        return Shown(decision, breadth, None)
    counts = (Count(breadth.in_favour, _("voor")), Count(breadth.against, _("tegen")))
    return Shown(decision, breadth, Stones(counts, _("stem"), _("stemmen"), seed=str(decision.pk)))
