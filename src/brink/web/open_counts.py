"""How many questions are open in each municipality, and the map that shows it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brink.domain.places import queries as places
from brink.domain.places.models import Area, AreaKind
from brink.domain.processes import queries as processes
from brink.domain.processes.models import Process
from brink.domain.processes.states import ProcessState
from brink.foundation import clock
from brink.foundation.visibility import Viewer, visible
from brink.ui.pictures.maps import Tile, TileMap


@dataclass(frozen=True, slots=True)
class OpenCounts:
    """How many questions are open: together, and about (a part of) each municipality alone."""

    total: int
    per_area: dict[UUID, set[UUID]]
    """The questions about an area: of a municipality those about its villages too."""

    def at(self, area: Area) -> int:
        """Count what the page of a municipality shows as open: about it, a part of it, or what it is a part of."""
        here, around = (self.per_area.get(pk, set()) if pk else set() for pk in (area.pk, area.parent_id))
        return len(here | around)


def count_open(viewer: Viewer) -> OpenCounts:
    """Count the open questions, in one query: the same rows as lists show."""
    rows = visible(viewer, Process.objects.filter(processes.in_state(ProcessState.OPEN, clock.now()), standing=False))
    per_area: dict[UUID, set[UUID]] = defaultdict(set)
    found: set[UUID] = set()
    named = rows.order_by().values_list("pk", "areas", "areas__kind", "areas__parent")
    for process, area, kind, parent in named:
        found.add(process)
        where = parent if kind == AreaKind.VILLAGE else area
        if where is not None:
            per_area[where].add(process)
    return OpenCounts(len(found), dict(per_area))


def tilemap(counts: OpenCounts, here: Area | None = None) -> TileMap | None:
    """Make the map of municipalities, with a link and a count each; None while no areas are loaded. One query."""
    rows = Area.objects.filter(kind=AreaKind.MUNICIPALITY, tile_column__isnull=False, tile_row__isnull=False)
    path: Iterable[UUID] = {one.pk for one in places.ancestors(here)} if here else ()
    tiles = tuple(
        Tile(
            column=area.tile_column or 0,
            row=area.tile_row or 0,
            label=area.name,
            slug=area.slug,
            url=reverse("web:area", args=[area.slug]),
            highlight=area.pk in path,
            value=_open_words(counts.at(area)),
        )
        for area in rows.only("name", "slug", "parent_id", "tile_column", "tile_row")
    )
    return TileMap(tiles, _("hier bent u")) if tiles else None


def _open_words(count: int) -> str:
    if not count:
        return ""
    return ngettext("%(count)d vraag open", "%(count)d vragen open", count) % {"count": count}
