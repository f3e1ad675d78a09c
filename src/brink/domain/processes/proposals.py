"""Sensible defaults: what a form proposes when nobody has chosen yet. Pure; officers change what they like."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from brink.domain.places.models import AreaKind

if TYPE_CHECKING:
    from brink.domain.framework.models import Phase, Scale
    from brink.domain.places.models import Area

# Four weeks to take part, eight to weigh: paper and evenings in the village hall need time (ours).
_START, _OPEN, _WEIGH = timedelta(days=14), timedelta(days=27), timedelta(days=56)
_FIRST_PHASE = "F3"
_SCALE_OF = {AreaKind.VILLAGE: 3, AreaKind.MUNICIPALITY: 4, AreaKind.PROVINCE: 4}


def _working_day(day: date) -> date:
    """Return this day, or the Monday after a weekend."""
    return day + timedelta(days=7 - day.weekday()) if day.weekday() >= 5 else day


@dataclass(frozen=True, slots=True)
class Days:
    """Proposed days for one question, from first word to answer."""

    opens_on: date
    closes_on: date
    decision_on: date
    reply_on: date


def propose_days(today: date, reply_days: int) -> Days:
    """Propose to open on a Monday in two weeks or so, four weeks long, and to decide eight weeks later."""
    opens_on = today + _START
    opens_on += timedelta(days=-opens_on.weekday() % 7)
    closes_on = opens_on + _OPEN
    decision_on = _working_day(closes_on + _WEIGH)
    return Days(opens_on, closes_on, decision_on, _working_day(decision_on + timedelta(days=reply_days)))


def propose_phase(phases: Iterable["Phase"]) -> "Phase | None":
    """Propose the phase of early talk, else the first."""
    ordered = sorted(phases, key=lambda phase: phase.number)
    return next((phase for phase in ordered if phase.key == _FIRST_PHASE), ordered[0] if ordered else None)


def propose_scale(scales: Iterable["Scale"], areas: Iterable["Area"]) -> "Scale | None":
    """Propose the scale that fits the widest area, else the nearest that the kader has."""
    ordered = sorted(scales, key=lambda scale: scale.number)
    wanted = max((_SCALE_OF.get(AreaKind(area.kind), 3) for area in areas), default=3)
    return min(ordered, key=lambda scale: (abs(scale.number - wanted), scale.number), default=None)
