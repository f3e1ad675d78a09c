"""Where words are about: the point that somebody gave, in which village it lies, and whether that is asked about."""

from django.utils.translation import gettext as _

from brink.domain.contributions.models import Contribution, ExactPoint
from brink.domain.places.coordinates import Coordinates, checked, read_point, square_of, taken_from
from brink.domain.places.inside import lies_in, village_at
from brink.domain.places.models import Area
from brink.domain.processes.models import Process
from brink.domain.processes.queries.lists import places_of
from brink.foundation.errors import BadInput


def point_apart(place: str, point: Coordinates | None) -> tuple[str, Coordinates | None]:
    """Return the words about a place without the point in them, and the point: pointed at, or else typed.

    Raises BadInput for one far away.
    """
    words, typed = taken_from(place)
    found = point or typed
    return words, checked(found) if found is not None else None


def located(point: Coordinates | None, area: Area | None, process: Process) -> Area | None:
    """Return where words are about: the village that was chosen, else that of the point.

    Raises BadInput for a point outside the areas of the question. Without a point no query.
    """
    if point is None:
        return area
    own = list(process.areas.all()) or ([process.tenant.area] if process.tenant.area else [])
    if own and not any(lies_in(point, one) for one in own):
        names = ", ".join(sorted({one.name for one in own})[:3])
        message = _("Dit punt ligt niet in %(places)s. Tik op een andere plek, of kies een dorp in de lijst.")
        raise BadInput(message % {"places": names}, field="place")
    return area or village_at(point, places_of(process))


def public_point(contribution: Contribution) -> Coordinates | None:
    """Return what everybody may read of the point of some words: the square in which it lies. One query."""
    exact = ExactPoint.objects.filter(tenant_id=contribution.tenant_id, contribution=contribution).first()
    point = read_point(exact.point) if exact is not None else None
    return square_of(point) if point is not None else None
