"""Where a proposal stands, and when a quarter must be reported. Pure: facts in, words out."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from brink.instruments.dialogue_groups.round_settings import REPORT_DAYS


class Stage(StrEnum):
    """How far a proposal has come. Later facts win over earlier ones."""

    WRITTEN = "written"
    FITS = "fits"
    WEIGHING = "weighing"
    ADOPTED = "adopted"
    DECLINED = "declined"
    CARRIED_OUT = "carried_out"
    DONE = "done"
    STOPPED = "stopped"
    WITHDRAWN = "withdrawn"


NAMES = {
    Stage.WRITTEN: _("wordt getoetst"),
    Stage.FITS: _("past in het kader: het gaat door"),
    Stage.WEIGHING: _("past niet in het kader: de raad weegt"),
    Stage.ADOPTED: _("overgenomen"),
    Stage.DECLINED: _("niet overgenomen"),
    Stage.CARRIED_OUT: _("wordt uitgevoerd"),
    Stage.DONE: _("klaar"),
    Stage.STOPPED: _("gestopt"),
    Stage.WITHDRAWN: _("ingetrokken door de groep"),
}


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a proposal. `answer` is that of a public decision; `fits` is None until it is checked."""

    fits: bool | None = None
    answer: str = ""
    started: bool = False
    done: bool = False
    stopped: bool = False
    withdrawn: bool = False


def stage(facts: Facts) -> Stage:
    """Return how far a proposal has come."""
    steps = (
        (facts.withdrawn, Stage.WITHDRAWN),
        (facts.stopped, Stage.STOPPED),
        (facts.done, Stage.DONE),
        (facts.answer == "declined", Stage.DECLINED),
        (facts.started, Stage.CARRIED_OUT),
        (bool(facts.answer), Stage.ADOPTED),
        (facts.fits is True, Stage.FITS),
        (facts.fits is False, Stage.WEIGHING),
    )
    return next((found for holds, found in steps if holds), Stage.WRITTEN)


def quarter_of(day: date) -> tuple[int, int]:
    """Return the year and the quarter of a day."""
    return day.year, (day.month - 1) // 3 + 1


def last_day(year: int, quarter: int) -> date:
    """Return the last day of a quarter."""
    after = date(year + quarter // 4, quarter % 4 * 3 + 1, 1)
    return after - timedelta(days=1)


def quarters(start: date, today: date) -> list[tuple[int, int]]:
    """Return the quarters that ended since the day on which carrying out began, oldest first."""
    found, at = [], quarter_of(start)
    while last_day(*at) < today:
        found.append(at)
        at = (at[0] + at[1] // 4, at[1] % 4 + 1)
    return found


def due_on(year: int, quarter: int) -> date:
    """Return the last day on which the report of a quarter is in time."""
    return last_day(year, quarter) + timedelta(days=REPORT_DAYS)


def overdue(start: date, reported: set[tuple[int, int]], today: date, *, ended: bool) -> list[tuple[int, int]]:
    """Return the quarters of which the report should have been there."""
    if ended:
        return []
    return [one for one in quarters(start, today) if one not in reported and due_on(*one) < today]
