"""What places show on the page of an area: what lies in it, and what lies near."""

from brink.domain.places import queries
from brink.domain.places.models import Area, AreaKind
from brink.foundation.panels import Panel
from brink.foundation.visibility import Viewer


def within(area: Area, viewer: Viewer) -> Panel | None:
    """Return the villages of a municipality, or the municipalities of a province. One query."""
    rows = list(area.children.order_by("name").defer("geometry"))
    return Panel("places/block_within.html", {"area": area, "villages": rows}) if rows else None


def near(area: Area, viewer: Viewer) -> Panel | None:
    """Return the villages round a village."""
    rows = queries.nearby(area) if area.kind == AreaKind.VILLAGE else []
    return Panel("places/block_near.html", {"near": rows}) if rows else None
