"""What people and bodies show on the page of an area: who is the contact, who represents it, who is about what."""

from brink.domain.people.models import Body
from brink.domain.people.queries import contacts_for, represents
from brink.domain.places.models import Area
from brink.domain.places.queries import ancestors
from brink.foundation.panels import Panel
from brink.foundation.visibility import Viewer


def contacts(area: Area, viewer: Viewer) -> Panel | None:
    """Return the contacts of an area, when it has any."""
    rows = contacts_for(area)
    return Panel("people/block_contacts.html", {"contacts": rows}) if rows else None


def councils(area: Area, viewer: Viewer) -> Panel:
    """Return who represents the people of an area. Two queries."""
    return Panel("people/block_councils.html", {"councils": represents(area)})


def bodies(area: Area, viewer: Viewer) -> Panel:
    """Return the governments of an area that say what they are about, the nearest first. One query."""
    order = {one.pk: place for place, one in enumerate(reversed(ancestors(area)))}
    rows = Body.objects.filter(area__in=order).exclude(about="")
    found = sorted(rows, key=lambda one: (order.get(one.area_id, 9) if one.area_id else 9, one.name))
    return Panel("people/block_bodies.html", {"bodies": found})
