"""A map of our own: borders or village dots, numbered posts that lead to the list, and under them tiles when asked for.

The list beside it is the twin: it has the same numbers in the same order, and it carries the keyboard.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as Tree

from brink.ui.pictures.projection import Frame
from brink.ui.pictures.svg import Svg, add, canvas, number, serialise

Ring = Sequence[Sequence[float]]
POST, SMALL_POST, MANY_POSTS = 21.0, 14.0, 18
GROUND_KM = 9.0
REACH = 40.0
"""How far round a post a finger may land; on a phone that is 44 pixels."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A border that is drawn; `path` is what `shape_path` made of it for this frame. `here` marks the chosen area."""

    path: str
    here: bool = False


@dataclass(frozen=True, slots=True)
class Post:
    """A numbered post at a place. `url` is where a tap leads, `broken` gives it the rim that the caption explains."""

    number: int
    latitude: float
    longitude: float
    url: str = ""
    broken: bool = False
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Town:
    """A name that is written on the map to find one's way by."""

    name: str
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class PlaceMap:
    """What is drawn: from below, tiles, borders, dots where villages lie, names, a chosen point, posts."""

    frame: Frame
    shapes: Sequence[Shape] = ()
    dots: Sequence[tuple[float, float]] = ()
    towns: Sequence[Town] = ()
    posts: Sequence[Post] = ()
    point: tuple[float, float] | None = None
    tiles: str = ""
    """The address of tiles with {z}, {x} and {y} in it; "" without."""
    letter: float = 8.5
    """How wide a letter of a name is: wider where the drawing is shown small."""


def shape_path(rings: Iterable[Ring], frame: Frame) -> str:
    """Return the outline of an area in a frame, in whole units: points that fall together are drawn once.

    "" for what lies wholly outside of the frame.
    """
    parts = []
    for ring in rings:
        spots: list[tuple[int, int]] = []
        for longitude, latitude, *_height in ring:
            x, y = frame.place(latitude, longitude)
            spot = (round(x), round(y))
            if not spots or spot != spots[-1]:
                spots.append(spot)
        xs, ys = [x for x, _y in spots], [y for _x, y in spots]
        outside = max(xs) < 0 or max(ys) < 0 or min(xs) > frame.width or min(ys) > frame.height
        if len(spots) > 2 and not outside:
            parts.append("M" + "L".join(f"{x} {y}" for x, y in spots) + "Z")
    return "".join(parts)


def _tiles(root: Tree.Element, drawn: PlaceMap) -> None:
    for tile in drawn.frame.tiles():
        address = drawn.tiles.format(z=tile.zoom, x=tile.column, y=tile.row)
        add(root, "image", href=address, x=tile.x, y=tile.y, width=tile.side, height=tile.side)


def _dots(root: Tree.Element, drawn: PlaceMap) -> None:
    """Draw all dots as one line of points without length."""
    width, height = drawn.frame.width, drawn.frame.height
    spots = (drawn.frame.place(*dot) for dot in drawn.dots)
    inside = [(x, y) for x, y in spots if 0 < x < width and 0 < y < height]
    if not inside:
        return
    path = "".join(f"M{number(x)} {number(y)}h0" for x, y in inside)
    if not drawn.shapes:
        # Where no border is known the ground is drawn round the villages, and ends nowhere sharply.
        add(root, "path", "place-map__ground", d=path, stroke_width=GROUND_KM * width / drawn.frame.kilometres)
    add(root, "path", "place-map__dots", d=path)


def _readable(drawn: PlaceMap) -> Iterator[tuple[str, float, float]]:
    """Yield the names that do not lie over each other: the list has them all."""
    written: list[tuple[float, float, float]] = []
    for town in drawn.towns:
        x, y = drawn.frame.place(town.latitude, town.longitude)
        half, line = len(town.name) * drawn.letter / 2, drawn.letter * 2.2
        if all(abs(y - other_y) > line or abs(x - other_x) > half + other for other_x, other_y, other in written):
            written.append((x, y, half))
            yield town.name, x, y


def _posts(root: Tree.Element, drawn: PlaceMap) -> None:
    """Draw the posts, the chosen one last, so that it lies on top."""
    radius = SMALL_POST if len(drawn.posts) > MANY_POSTS else POST
    few = len(drawn.posts) <= MANY_POSTS
    for post in sorted(drawn.posts, key=lambda one: one.chosen):
        x, y = drawn.frame.place(post.latitude, post.longitude)
        kinds = ["place-post", *(["place-post--broken"] if post.broken else [])]
        kinds += ["place-post--chosen"] if post.chosen else []
        parent = add(root, "a", " ".join(kinds), href=post.url, tabindex="-1") if post.url else add(
            root, "g", " ".join(kinds)
        )
        if few:
            add(parent, "circle", "place-post__reach", cx=x, cy=y, r=REACH)
        add(parent, "circle", "place-post__stone", cx=x, cy=y, r=radius)
        add(parent, "text", "place-post__number", text=str(post.number), x=x, y=y + (9 if few else 6))


def draw_place_map(drawn: PlaceMap) -> Svg:
    """Draw the picture."""
    frame = drawn.frame
    kinds = ["brink-picture", "place-map", *(["place-map--many"] if len(drawn.posts) > MANY_POSTS else [])]
    root = canvas(frame.width, frame.height, " ".join([*kinds, *(["place-map--tiles"] if drawn.tiles else [])]))
    if drawn.tiles:
        _tiles(root, drawn)
    for shape in drawn.shapes:
        if shape.path:
            here = " place-map__area--here" if shape.here else ""
            add(root, "path", f"place-map__area{here}", d=shape.path)
    _dots(root, drawn)
    for name, x, y in _readable(drawn):
        add(root, "text", "place-map__town", text=name, x=x, y=y)
    _posts(root, drawn)
    if drawn.point is not None:
        x, y = frame.place(*drawn.point)
        add(root, "circle", "locator-ring", cx=x, cy=y, r=15)
        add(root, "circle", "locator-point", cx=x, cy=y, r=4.5)
    return serialise(root)
