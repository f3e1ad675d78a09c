"""What the words of givers show elsewhere: the way in with a code, and where the words of a question came down."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from brink.domain.contributions.models import OutcomeCode
from brink.domain.contributions.queries import counting
from brink.domain.contributions.queries.clarity import final_clarity
from brink.domain.places.models import Area
from brink.domain.processes.models import Process
from brink.domain.processes.points import ProcessPage, Stop
from brink.foundation.disclosure import folded
from brink.foundation.panels import Panel
from brink.foundation.visibility import Viewer
from brink.ui.pictures.unit_chart import Count

UNITS = (1, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10000)
MOST_STONES = 28


@dataclass(frozen=True, slots=True)
class Landings:
    """Where the voices came down, as it may be told. `counts` is empty while there are fewer than ten answers.

    `begun` tells that somebody has an answer: one that lies ready at the desk is nobody's.
    """

    counts: tuple[Count, ...]
    unit: int
    answered: int | None
    waiting: bool
    begun: bool = False

    @property
    def all_landed(self) -> bool:
        """Tell whether every voice has its answer."""
        return bool(self.counts) and not self.waiting


def _unit(counts: Sequence[int]) -> int:
    """Return how many voices one stone stands for, so that the longest row stays readable."""
    return next((unit for unit in UNITS if max(counts, default=0) <= unit * MOST_STONES), UNITS[-1])


def _landings(process: Process) -> Landings:
    """Count the answers by outcome, folded so that no kind under ten can be found. At most two queries."""
    if not process.landed_count:
        return Landings((), 1, None, waiting=process.contribution_count > 0)
    waiting = False
    if process.answered_at is None:  # once it is answered, no voice is unanswered: the guard of that step saw to it
        resolution = counting.resolve(process)
        waiting = resolution.replied < resolution.total - resolution.withdrawn
    found = counting.outcomes(process)
    told = folded(found)
    labels = dict(OutcomeCode.choices)
    counts = [Count(count, str(labels[code])) for code, count in told.kinds]
    if told.rest:
        label = _("anders beantwoord, in kleine aantallen") if told.kinds else _("beantwoord")
        counts.append(Count(told.rest, label))
    unit = _unit([one.number for one in counts])
    return Landings(tuple(counts), unit, told.total, waiting, begun=bool(found))


def landed(page: ProcessPage) -> Stop:
    """Return where the words of a question came down, and the way to one's own."""
    process, landings = page.process, _landings(page.process)
    context: dict[str, object] = {"process": process, "landings": landings}
    if process.answered_at is not None:
        context["clear"] = final_clarity(process)
        context["unreached"] = getattr(process, "unreached", None)
    return Stop(
        anchor="neergekomen",
        title=_("Dit is er met de woorden gedaan"),
        walked=process.answered_at is not None or landings.all_landed,
        panel=Panel("contributions/block_landed.html", context),
    )


def home_follow(viewer: Viewer, area: Area | None) -> Panel:
    """Return the way in for who said something already."""
    return Panel("contributions/block_follow.html")
