"""What grows on a hill. Each group has its own plant, so that shape tells groups apart where colour does not."""

import math
import re
from typing import NamedTuple, Protocol

from brink.ui.pictures.svg import SteadyRandom, number

TRIES = 32  # places tried for a plant; the one furthest from its neighbours wins
_FIGURE = re.compile(r"-?\d*\.?\d+")

# Per group: (css class, shape) with relative commands only (and no arcs, for shapes are scaled), its foot at 0 0.
SHAPES: tuple[tuple[tuple[str, str], ...], ...] = (
    # heather: a stem with two twigs, and five dots drawn as points with a round, thick line
    (("plant plant--a", "v-8m0 6l-4-5m4 5l4-5"), ("plant-dots plant-dots--a", "m0-11h0m-5 2h0m10 0h0m-7.5-5h0m5 0h0")),
    # grass: three blades
    (("plant plant--b", "c0-6-2-10-6-12m6 12c0-6 0-11 .8-15m-.8 15c.6-6 3-9.5 6.8-11"),),
    # juniper: a flame on a short trunk
    (("plant plant-full--c", "v-3c-6-2-5-9 0-15c5 6 6 13 0 15Z"),),
    # birch: a thin trunk under a round crown
    (("plant plant--d", "v-8"), ("plant plant-full--d", "m-5.5-12c0-8 11-8 11 0s-11 8-11 0Z")),
    # reed: two stalks with heavy heads
    (("plant plant--e", "m-2 0v-9m5 9v-6"), ("plant-dots plant-dots--e", "m-2-10v-5m5 8v-4")),
)


class Spot(NamedTuple):
    """A round place on the drawing: middle and radius (0 for a plant's foot)."""

    x: float
    y: float
    radius: float = 0.0


class Surface(Protocol):
    """Anything plants can stand on."""

    @property
    def centre(self) -> float: ...

    @property
    def width(self) -> float: ...

    @property
    def height(self) -> float: ...

    def top(self, x: float) -> float:
        """Height above the ground at `x`."""


def scatter(
    steady: SteadyRandom, hill: Surface, count: int, keep_out: list[Spot], within: tuple[float, float] | None = None
) -> list[Spot]:
    """Feet of `count` plants on the hill, evenly spread and clear of labels. Always exactly `count`."""
    west, east = within or (hill.centre - hill.width / 2, hill.centre + hill.width / 2)
    spots: list[Spot] = []
    for _plant in range(count):
        best, best_room = Spot(hill.centre, -4.0), -math.inf
        for _try in range(TRIES):
            spot = _foot(steady, hill, west, east)
            room = min((math.dist(spot[:2], other[:2]) for other in spots), default=999.0)
            # A label is worth more than even spreading: being in its way costs more than any distance gains.
            room -= sum(1000.0 for other in keep_out if math.dist(spot[:2], other[:2]) < other.radius)
            if room > best_room:
                best, best_room = spot, room
        spots.append(best)
    return sorted(spots, key=lambda spot: spot.y)


def _foot(steady: SteadyRandom, hill: Surface, west: float, east: float) -> Spot:
    """Return a place under the skin of the hill where a plant of normal height stays inside it."""
    for _try in range(30):
        x, up = steady.between(west, east), steady.between(4, hill.height)
        if up < hill.top(x) - 14:
            return Spot(x, -up)
    x = steady.between(hill.centre - hill.width / 6, hill.centre + hill.width / 6)
    return Spot(x, -steady.between(2, max(3.0, hill.top(x) * 0.5)))


def plant_paths(group: int, spots: list[Spot], area: float) -> list[tuple[str, str]]:
    """(css class, path) for all plants of a group together. Plants shrink a little where they would touch."""
    scale = max(0.5, min(1.15, math.sqrt(area / max(1, len(spots))) / 27))
    found = []
    for css_class, shape in SHAPES[group]:
        scaled = _FIGURE.sub(lambda figure: f" {number(float(figure.group()) * scale)}", shape)
        found.append((css_class, "".join(f"M{number(spot.x)} {number(spot.y)}{scaled}" for spot in spots)))
    return found
