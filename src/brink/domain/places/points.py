"""Where apps add pieces to the pages about places: that of one area, and the first page, which may be about one too."""

from collections.abc import Callable
from dataclasses import dataclass

from brink.domain.places.models import Area
from brink.foundation.panels import Panel
from brink.foundation.points import Point
from brink.foundation.visibility import Viewer


@dataclass(frozen=True, slots=True)
class AreaBlock:
    """A piece of the page of an area: None when there is nothing to show. `aside` puts it in the narrow column.

    `at_home` shows it on the first page too, to whoever chose a place there; with `level` 3 for its heading.

    It is given an area of `places.queries.with_parents`, so that `ancestors` asks the database nothing.
    """

    panel: Callable[[Area, Viewer], Panel | None]
    aside: bool = False
    at_home: bool = False


area_blocks: Point[AreaBlock] = Point("area-block")

# A band below the first page. The area is the one that the reader typed in, or None.
home_blocks: Point[Callable[[Viewer, Area | None], Panel | None]] = Point("home-block")
