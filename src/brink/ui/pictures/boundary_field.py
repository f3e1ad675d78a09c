"""What a room leaves open, as a field. Boulders are fixed, a gate ajar can move, fallen posts have lapsed."""

import math
import textwrap
from dataclasses import dataclass
from enum import StrEnum
from xml.etree import ElementTree as Tree

from django.utils.translation import gettext as _

from brink.ui.pictures.svg import SteadyRandom, Svg, add, canvas, number, serialise

WIDTH, HEIGHT = 420.0, 340.0
CENTRE = (210.0, 170.0)
RADII = (150.0, 105.0)
PATHS = (20.0, 160.0)  # degrees clockwise from the right: where the two paths leave the field
PATH_GAP = 8.0  # degrees kept clear on either side of a path
UPPER, LOWER = 220.0, 140.0  # degrees of edge over the top and along the bottom, between the paths
GATE = 7.0  # half the width of a gate, in degrees


class Kind(StrEnum):
    """How firm a boundary is."""

    HARD = "hard"
    MOVABLE = "movable"
    LAPSED = "lapsed"


@dataclass(frozen=True)
class Boundary:
    """One boundary in words. `kind` may also be given as its text."""

    kind: Kind | str
    title: str
    text: str = ""

    @property
    def word(self) -> str:
        """The kind as the list says it."""
        return {
            Kind.HARD: _("Ligt vast"),
            Kind.MOVABLE: _("Kan schuiven"),
            Kind.LAPSED: _("Vervallen"),
        }[Kind(self.kind)]


@dataclass(frozen=True)
class BoundaryField:
    """What is open (short phrases), and the boundaries round it. `seed` keeps the drawing the same on every visit."""

    open: tuple[str, ...]
    boundaries: tuple[Boundary, ...]
    seed: str = "brink"

    @property
    def numbered(self) -> tuple[tuple[int, Boundary], ...]:
        """Boundaries with the number on their post: hard first, then movable, then lapsed."""
        order = list(Kind)
        ranked = sorted(self.boundaries, key=lambda boundary: order.index(Kind(boundary.kind)))
        return tuple(enumerate(ranked, start=1))

    @property
    def key(self) -> str:
        """What the shapes mean, for the kinds that occur."""
        kinds = {Kind(boundary.kind) for boundary in self.boundaries}
        lines = [_("Het veld is open.")]
        if Kind.HARD in kinds:
            lines.append(_("Keien liggen vast."))
        if Kind.MOVABLE in kinds:
            lines.append(_("Een hek kan nog schuiven."))
        if Kind.LAPSED in kinds:
            lines.append(_("Waar palen liggen, is de grens vervallen."))
        return " ".join(lines)


@dataclass(frozen=True)
class Stretch:
    """A piece of the field's edge, in degrees, that belongs to one boundary."""

    number: int
    kind: Kind
    start: float
    end: float


def stretches(field: BoundaryField) -> tuple[Stretch, ...]:
    """Divide the edge: hard boundaries over the top, the others along the bottom from left to right.

    Where one side has nothing, the other side takes the whole round.
    """
    upper = [(n, Kind(b.kind)) for n, b in field.numbered if Kind(b.kind) is Kind.HARD]
    lower = [(n, Kind(b.kind)) for n, b in field.numbered if Kind(b.kind) is not Kind.HARD]
    found: list[Stretch] = []
    if upper:
        reach = (UPPER if lower else 360.0) / len(upper)
        found += [Stretch(n, kind, 160 + i * reach, 160 + (i + 1) * reach) for i, (n, kind) in enumerate(upper)]
    if lower:
        reach = (LOWER if upper else 360.0) / len(lower)
        found += [Stretch(n, kind, 520 - (i + 1) * reach, 520 - i * reach) for i, (n, kind) in enumerate(lower)]
    return tuple(found)


def draw_boundary_field(field: BoundaryField) -> Svg:
    """Draw the picture. It carries one numbered post per boundary, and no other figure."""
    steady = SteadyRandom(field.seed)
    root = canvas(WIDTH, HEIGHT, "brink-picture brink-room__picture")
    add(root, "ellipse", "room-field", cx=CENTRE[0], cy=CENTRE[1], rx=RADII[0] + 6, ry=RADII[1] + 6)
    add(root, "path", "room-grass", d=_grass(steady))
    add(root, "path", "room-path", d="M334 204C358 210 372 240 408 254")
    add(root, "path", "room-path", d="M86 204C62 210 48 240 12 256")
    painters = {Kind.HARD: _boulders, Kind.MOVABLE: _fence, Kind.LAPSED: _fallen}
    parts = stretches(field)
    for part in parts:
        painters[part.kind](root, part, steady)
    _words(root, field)
    for part in parts:
        x, y = _at((part.start + part.end) / 2 - (0 if part.kind is Kind.HARD else 9), out=34)
        post = add(root, "g", "picture-post")
        add(post, "circle", cx=x, cy=y, r=15)
        add(post, "text", text=str(part.number), x=x, y=y)
    return serialise(root)


def _at(angle: float, out: float = 0) -> tuple[float, float]:
    """Point on the field's edge, `out` pixels further from the middle."""
    turn = math.radians(angle)
    return CENTRE[0] + (RADII[0] + out) * math.cos(turn), CENTRE[1] + (RADII[1] + out) * math.sin(turn)


def _along(start: float, end: float, step: float) -> list[float]:
    """Angles from start to end, `step` pixels apart along the edge, without those where a path leaves."""
    angles: list[float] = []
    walked, angle = step / 2, start
    while angle < end:
        if walked >= step:
            walked -= step
            if all(abs((angle - path + 180) % 360 - 180) > PATH_GAP for path in PATHS):
                angles.append(angle)
        here, there = _at(angle), _at(angle + 0.5)
        walked += math.dist(here, there)
        angle += 0.5
    return angles


def _boulders(root: Tree.Element, part: Stretch, steady: SteadyRandom) -> None:
    shades: tuple[list[str], list[str]] = ([], [])
    for place, angle in enumerate(_along(part.start, part.end, 21)):
        x, y = _at(angle)
        shades[place % 2].append(_boulder(x, y, steady.between(10.5, 14.5), steady))
    for shade, css_class in zip(shades, ("room-boulder", "room-boulder room-boulder--light"), strict=True):
        if shade:
            add(root, "path", css_class, d="".join(shade))


def _boulder(x: float, y: float, size: float, steady: SteadyRandom) -> str:
    """Return a rounded stone, flat underneath: a closed curve through seven wobbly corners."""
    corners = []
    for corner in range(7):
        turn = math.tau * corner / 7 + steady.between(-0.15, 0.15)
        reach = size * steady.between(0.9, 1.12)
        corners.append(
            (x + reach * math.cos(turn), y + reach * math.sin(turn) * (0.62 if math.sin(turn) > 0 else 0.85))
        )
    middles = [((a[0] + b[0]) / 2, (a[1] + b[1]) / 2) for a, b in zip(corners, corners[1:] + corners[:1], strict=True)]
    path = [f"M{_pair(middles[-1])}"]
    path += [f"Q{_pair(corner)} {_pair(middle)}" for corner, middle in zip(corners, middles, strict=True)]
    return "".join(path) + "Z"


def _fence(root: Tree.Element, part: Stretch, steady: SteadyRandom) -> None:
    """Draw posts and rails, with a gate standing open outwards in the middle."""
    middle = (part.start + part.end) / 2
    near, far = middle - GATE, middle + GATE
    for angles in ([*_along(part.start, near - 3, 19), near], [far, *_along(far + 3, part.end, 19)]):
        feet = [_at(angle) for angle in angles]
        if len(feet) > 1:
            rails = "".join("M" + "L".join(_pair((x, y - lift)) for x, y in feet) for lift in (7, 15))
            add(root, "path", "room-rail", d=rails)
            add(root, "path", "room-picket", d="".join(f"M{_pair((x, y + 3))}v-23" for x, y in feet))
    hinge, latch = _at(far), _at(near)
    turn = math.radians(far)
    # Swung open past a right angle: mostly outwards, a little along the fence and away from the latch.
    tip = (hinge[0] + 32 * math.cos(turn) - 8 * math.sin(turn), hinge[1] + 32 * math.sin(turn) + 8 * math.cos(turn))
    bars = "".join(f"M{_pair((hinge[0], hinge[1] - lift))}L{_pair((tip[0], tip[1] - lift))}" for lift in (3, 11, 19))
    brace = f"M{_pair((hinge[0], hinge[1] - 3))}L{_pair((tip[0], tip[1] - 19))}M{_pair((tip[0], tip[1] + 1))}v-24"
    add(root, "path", "room-gate", d=bars + brace)
    add(root, "path", "room-gatepost", d="".join(f"M{_pair((x, y + 5))}v-32" for x, y in (hinge, latch)))


def _fallen(root: Tree.Element, part: Stretch, steady: SteadyRandom) -> None:
    """Holes, and posts lying beside them."""
    holes: list[str] = []
    posts: list[str] = []
    for angle in _along(part.start, part.end, 24):
        x, y = _at(angle)
        holes.append(f"M{_pair((x - 3.4, y))}a3.4 2.2 0 1 0 6.8 0a3.4 2.2 0 1 0-6.8 0Z")
        lean = steady.between(-0.45, 0.45)
        aside = 1 if steady.between(0, 1) < 0.5 else -1
        dx, dy = 19 * math.cos(lean) * aside, 19 * math.sin(lean)
        posts.append(f"M{_pair((x + 5 * aside, y + 5))}l{_pair((dx, dy))}")
    if holes:
        add(root, "path", "room-hole", d="".join(holes))
        add(root, "path", "room-fallen", d="".join(posts))


def _grass(steady: SteadyRandom) -> str:
    """Tufts in the field, clear of the words in the middle."""
    tufts: list[str] = []
    for _try in range(120):
        turn, reach = steady.between(0, math.tau), math.sqrt(steady.between(0.05, 0.8))
        x, y = CENTRE[0] + RADII[0] * reach * math.cos(turn), CENTRE[1] + RADII[1] * reach * math.sin(turn)
        if abs(x - CENTRE[0]) < 112 and -48 < y - CENTRE[1] < 44:
            continue
        tufts.append(f"M{_pair((x, y))}v-6m-4 5l2.5-5m5.5 5l-2.5-5")
        if len(tufts) == 26:
            break
    return "".join(tufts)


def _words(root: Tree.Element, field: BoundaryField) -> None:
    """ "Hier is ruimte", and under it what is open when that is short enough to draw."""
    lines = textwrap.wrap(", ".join(field.open), 26)
    fits = 0 < len(lines) <= 2
    add(root, "text", "room-title", text=_("Hier is ruimte"), x=CENTRE[0], y=CENTRE[1] - (22 if fits else 0))
    if fits:
        for place, line in enumerate(lines):
            add(root, "text", "room-open", text=line, x=CENTRE[0], y=CENTRE[1] + 6 + 22 * place)


def _pair(point: tuple[float, float]) -> str:
    return f"{number(point[0])} {number(point[1])}"
