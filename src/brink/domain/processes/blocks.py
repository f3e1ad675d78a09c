"""What questions show on the pages about places: what is open there, when one can come by, and what has been."""

from brink.domain.places.models import Area
from brink.domain.processes.list_rows import meetings, questions
from brink.domain.processes.queries.calendar import upcoming
from brink.domain.processes.queries.lists import open_near, over_near
from brink.foundation import clock
from brink.foundation.panels import Panel
from brink.foundation.visibility import Viewer


def open_here(area: Area, viewer: Viewer) -> Panel:
    """Return the open questions that touch an area."""
    return Panel("processes/block_open.html", {"questions": questions(open_near(area, viewer), clock.now())})


def dates(area: Area, viewer: Viewer) -> Panel:
    """Return what one can come to in and around an area."""
    days = upcoming(viewer, area=area, limit=6, cancelled=True)
    return Panel("processes/block_calendar.html", {"dates": meetings(days)})


def others(area: Area, viewer: Viewer) -> Panel | None:
    """Return the questions that are still to come here, or over."""
    rows = over_near(area, viewer)
    return Panel("processes/block_others.html", {"questions": questions(rows, clock.now())}) if rows else None


def home_dates(viewer: Viewer, area: Area | None) -> Panel:
    """Return what one can come to soon, near the place that was asked for or anywhere."""
    days = upcoming(viewer, area=area, limit=4, cancelled=True)
    return Panel("processes/band_calendar.html", {"dates": meetings(days)})
