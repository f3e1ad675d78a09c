"""Showing an instrument's panel on a page that does not know the instrument, and the room as a picture."""

from django import template
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from brink.domain.processes.models import Boundary, RoomStatement
from brink.foundation import clock
from brink.ui.pictures.boundary_field import Boundary as Limit
from brink.ui.pictures.boundary_field import BoundaryField
from brink.ui.templatetags.panel import panel

register = template.Library()
register.simple_tag(panel, takes_context=True)


@register.simple_tag
def room_picture(room: RoomStatement) -> BoundaryField:
    """Return the record of the picture of a room: what is open, and the boundaries round it."""
    points = tuple(str(one) for one in room.open_points)
    if room.all_open and not points:
        points = (_("alles"),)
    return BoundaryField(points, tuple(_limit(one) for one in room.boundaries.all()), seed=str(room.pk))


def _limit(boundary: Boundary) -> Limit:
    words = [boundary.explanation]
    if boundary.mover and boundary.kind == Boundary.Kind.MOVABLE:
        words.append(_("Wie mag schuiven: %(mover)s.") % {"mover": boundary.mover})
    if boundary.reference:
        words.append(_("Zie %(reference)s.") % {"reference": boundary.reference})
    words += _when_and_where(boundary)
    return Limit(str(boundary.kind), boundary.subject, " ".join(filter(None, words)))


def _when_and_where(boundary: Boundary) -> list[str]:
    """Say where a limit holds, since when, and that nobody looked again where that was promised (W14, H14)."""
    words = [_("Geldt in %(place)s.") % {"place": boundary.area.name}] if boundary.area else []
    since = date_format(boundary.since, "j F Y") if boundary.since else ""
    late = boundary.review_on is not None and boundary.review_on < clock.today()
    day = {"since": since, "day": date_format(boundary.review_on, "j F Y") if boundary.review_on else ""}
    if late and since:
        words.append(_("Sinds %(since)s. Wij zouden op %(day)s opnieuw kijken; dat is nog niet gedaan.") % day)
    elif late:
        words.append(_("Wij zouden op %(day)s opnieuw kijken; dat is nog niet gedaan.") % day)
    elif since:
        words.append(_("Sinds %(since)s.") % day)
    return words
