"""What questions show on the pages about places: what is open there, when one can come by, and what has been."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brink.domain.people.body_parts import BodyPart
from brink.domain.people.models import Body
from brink.domain.places.models import Area
from brink.domain.processes.list_rows import meetings, questions
from brink.domain.processes.models import Theme
from brink.domain.processes.queries.calendar import upcoming
from brink.domain.processes.queries.lists import open_near, over_near
from brink.foundation import clock
from brink.foundation.addresses import fixed
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


def themes_part(body: Body) -> BodyPart:
    """Say how many themes there are, on the page about an organisation. One query."""
    count = Theme.objects.count()
    said = ngettext("Er is %(count)d thema.", "Er zijn %(count)d thema's.", count) % {"count": count}
    address = f"{fixed('processes:themes')}?organisatie={body.slug}"
    stands = said if count else _("Voeg thema's toe. Zonder thema kunt u geen vraag beginnen.")
    return BodyPart(_("Thema's"), stands, address, missing=not count)
