"""From degrees to a drawing and back: the projection that web maps share, so that their tiles would fit under ours."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

TILE = 256
AROUND_KM = 40_075.0
_MOST_ZOOM = 14


def _across(longitude: float) -> float:
    return (longitude + 180) / 360


def _down(latitude: float) -> float:
    return (1 - math.asinh(math.tan(math.radians(latitude))) / math.pi) / 2


@dataclass(frozen=True, slots=True)
class Tile:
    """One square picture of a map service, and where it lies in the drawing."""

    zoom: int
    column: int
    row: int
    x: float
    y: float
    side: float


@dataclass(frozen=True, slots=True)
class Frame:
    """What a drawing shows of the world, as parts of the whole, drawn `width` wide."""

    left: float
    top: float
    right: float
    bottom: float
    width: float = 560.0

    @classmethod
    def around(
        cls, points: Iterable[tuple[float, float]], *, margin: float = 0.06, least_km: float = 4.0, square: bool = False
    ) -> "Frame | None":
        """Return a frame round points of (latitude, longitude); None without points.

        No less than `least_km` wide and high, and never longer than it is wide by more than a third.
        """
        spots = [(_across(longitude), _down(latitude), latitude) for latitude, longitude in points]
        if not spots:
            return None
        left, right = min(x for x, _y, _l in spots), max(x for x, _y, _l in spots)
        top, bottom = min(y for _x, y, _l in spots), max(y for _x, y, _l in spots)
        middle = sum(latitude for _x, _y, latitude in spots) / len(spots)
        least = least_km / (AROUND_KM * math.cos(math.radians(middle)))
        wide = max((right - left) * (1 + 2 * margin), least)
        high = max((bottom - top) * (1 + 2 * margin), least)
        if square:
            wide = high = max(wide, high)
        wide, high = max(wide, high * 0.75), max(high, wide * 0.6)
        x, y = (left + right) / 2, (top + bottom) / 2
        return cls(x - wide / 2, y - high / 2, x + wide / 2, y + high / 2)

    @property
    def height(self) -> float:
        """Return how high the drawing is."""
        return self.width * (self.bottom - self.top) / (self.right - self.left)

    @property
    def kilometres(self) -> float:
        """Return how wide the ground is that is drawn."""
        middle, _longitude = self.point(self.width / 2, self.height / 2)
        return (self.right - self.left) * AROUND_KM * math.cos(math.radians(middle))

    def place(self, latitude: float, longitude: float) -> tuple[float, float]:
        """Return where a point lies in the drawing; outside of it when it is not in the frame."""
        scale = self.width / (self.right - self.left)
        return (_across(longitude) - self.left) * scale, (_down(latitude) - self.top) * scale

    def holds(self, latitude: float, longitude: float) -> bool:
        """Tell whether a point is in the frame."""
        return self.left < _across(longitude) < self.right and self.top < _down(latitude) < self.bottom

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Return the latitude and longitude of a spot in the drawing."""
        scale = (self.right - self.left) / self.width
        across, down = self.left + x * scale, self.top + y * scale
        return math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * down)))), across * 360 - 180

    def tiles(self) -> Iterator[Tile]:
        """Yield the tiles of a web map that lie under the drawing, at the zoom at which they are as sharp as it is."""
        zoom = round(math.log2(self.width / TILE / (self.right - self.left)))
        zoom = max(0, min(_MOST_ZOOM, zoom))
        count = 2**zoom
        scale = self.width / (self.right - self.left)
        for row in range(math.floor(self.top * count), math.floor(self.bottom * count) + 1):
            for column in range(math.floor(self.left * count), math.floor(self.right * count) + 1):
                x, y = (column / count - self.left) * scale, (row / count - self.top) * scale
                yield Tile(zoom, column, row, x, y, scale / count)
