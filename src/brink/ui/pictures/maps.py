"""Where something lies: a schematic map of tiles, and a small map with one point. Both work without any map server."""

import math
from dataclasses import dataclass

from brink.ui.pictures.svg import Svg, add, canvas, number, serialise

Ring = tuple[tuple[float, float], ...]

TILE_WIDTH, TILE_HEIGHT, TILE_GAP = 130.0, 78.0, 6.0
LOCATOR_WIDTH, MARGIN = 400.0, 8.0


@dataclass(frozen=True)
class Tile:
    """One area in the schematic map; `column` and `row` count from 0. `value` is what the list says about it."""

    column: int
    row: int
    label: str
    slug: str
    url: str = ""
    highlight: bool = False
    value: str = ""


@dataclass(frozen=True)
class TileMap:
    """Areas as tiles, each with the number that the list beside it carries too. `here` says what a highlight means.

    Raises ValueError when two tiles lie on one spot.
    """

    tiles: tuple[Tile, ...]
    here: str = ""

    def __post_init__(self) -> None:
        if len({(tile.column, tile.row) for tile in self.tiles}) != len(self.tiles):
            raise ValueError("two tiles on one spot")

    @property
    def numbered(self) -> tuple[tuple[int, Tile], ...]:
        """Tiles in the order of their names, with their number."""
        return tuple(enumerate(sorted(self.tiles, key=lambda tile: tile.label), start=1))


def draw_tilemap(tilemap: TileMap) -> Svg:
    """Draw the picture: a rounded tile per area with its number and name. A highlight also has a ring."""
    columns = max((tile.column for tile in tilemap.tiles), default=0) + 1
    rows = max((tile.row for tile in tilemap.tiles), default=0) + 1
    step_x, step_y = TILE_WIDTH + TILE_GAP, TILE_HEIGHT + TILE_GAP
    root = canvas(columns * step_x, rows * step_y, "brink-picture brink-tilemap__picture")
    for place, tile in tilemap.numbered:
        x, y = tile.column * step_x + TILE_GAP / 2, tile.row * step_y + TILE_GAP / 2
        group = add(root, "g", "tile tile--here" if tile.highlight else "tile")
        add(group, "rect", x=x, y=y, width=TILE_WIDTH, height=TILE_HEIGHT, rx=14)
        add(group, "text", "tile-number", text=str(place), x=x + TILE_WIDTH / 2, y=y + 37)
        add(group, "text", "tile-label", text=tile.label, x=x + TILE_WIDTH / 2, y=y + 62)
    return serialise(root)


@dataclass(frozen=True)
class Outline:
    """The border of an area: rings of (longitude, latitude) in degrees. `here` marks the area of the point."""

    label: str
    rings: tuple[Ring, ...]
    here: bool = False


@dataclass(frozen=True)
class Locator:
    """A place on the map. `sentence` is the text twin: where it lies, in words."""

    outlines: tuple[Outline, ...]
    point: tuple[float, float]
    place: str
    sentence: str


def draw_locator(locator: Locator) -> Svg:
    """Draw the picture: areas, the area of the point in another colour, a ring round the point, and the place's name.

    Small areas need no exact projection: degrees of longitude are shortened by the cosine of the middle latitude.
    Raises ValueError when there is no outline to draw.
    """
    points = [point for outline in locator.outlines for ring in outline.rings for point in ring]
    if not points:
        raise ValueError("a locator needs at least one outline")
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    shrink = math.cos(math.radians((south + north) / 2))
    scale = (LOCATOR_WIDTH - 2 * MARGIN) / max((east - west) * shrink, 1e-9)

    def place(point: tuple[float, float]) -> tuple[float, float]:
        return MARGIN + (point[0] - west) * shrink * scale, MARGIN + (north - point[1]) * scale

    root = canvas(LOCATOR_WIDTH, (north - south) * scale + 2 * MARGIN, "brink-picture brink-locator__picture")
    for outline in locator.outlines:
        path = "".join("M" + "L".join(_pair(place(point)) for point in ring) + "Z" for ring in outline.rings)
        add(root, "path", "locator-area locator-area--here" if outline.here else "locator-area", d=path)
    x, y = place(locator.point)
    add(root, "circle", "locator-ring", cx=x, cy=y, r=15)
    add(root, "circle", "locator-point", cx=x, cy=y, r=4.5)
    anchor = "end" if x > LOCATOR_WIDTH / 2 else "start"
    add(
        root,
        "text",
        "locator-name",
        text=locator.place,
        x=x + (22 if anchor == "start" else -22),
        y=y + 5,
        text_anchor=anchor,
    )
    return serialise(root)


def _pair(point: tuple[float, float]) -> str:
    return f"{number(point[0])} {number(point[1])}"
