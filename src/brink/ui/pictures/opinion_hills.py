"""The opinion map as land: a hill per group, a bridge where neighbours share statements, ground that all share.

Height and width of a hill both grow with the square root of its people, so its area is honest.
"""

import math
from dataclasses import dataclass
from functools import lru_cache
from xml.etree import ElementTree as Tree

from django.utils.translation import gettext as _

from brink.ui.figures import grouped
from brink.ui.pictures.decoration import Spot, plant_paths, scatter
from brink.ui.pictures.opinion import Bridge, OpinionMap, Own, Refusal
from brink.ui.pictures.svg import SteadyRandom, Svg, add, canvas, number, serialise

WIDTH = 900.0
SIDE = 20.0  # free space left and right
BASE = 0.0  # hills stand on y = 0 and rise upwards (negative)
TALLEST, WIDEST = 240.0, 440.0
SLOT = 122.0  # room a label needs, also over a small hill
GROUND = 74.0  # dark strip under the hills, with the sizes
INSIDE = 105.0  # a hill at least so high carries its letter; a lower one has it above
BRIDGE_AT = 0.42  # height of a bridge, as part of the lower hill
FAR = "M-700 -88C-500 -100-200 -84 0 -92S210 -88 330 -94 560 -86 660 -96 800 -88 900 -96 1300 -84 1600 -94V10H-700Z"
CHURCH = (
    "M640 -92v-26h7l5-22 5 22h25l5 8v18ZM386 -94a9 9 0 1 1 18 0a9 9 0 1 1-18 0M404 -93a6 6 0 1 1 12 0a6 6 0 1 1-12 0"
)


@dataclass(frozen=True)
class Hill:
    """One hill: where it stands, how wide and how high (pixels)."""

    centre: float
    width: float
    height: float

    def top(self, x: float) -> float:
        """Height above the ground at `x`, 0 beside the hill. A squared cosine: half its box, whatever its size."""
        across = 2 * (x - self.centre) / self.width
        return self.height * math.cos(math.pi * across / 2) ** 2 if abs(across) < 1 else 0.0

    def flank(self, height: float, side: int) -> float:
        """Return the x where the left (-1) or right (1) flank is so high."""
        return self.centre + side * self.width / math.pi * math.acos(math.sqrt(min(1, height / self.height)))


def layout(sizes: tuple[int, ...]) -> tuple[Hill, ...]:
    """Hills for groups of these sizes from left to right, as large as fits while area stays in proportion."""
    roots = [math.sqrt(size) for size in sizes]
    low, high = 0.0, WIDEST / max(roots)
    for _halving in range(40):
        middle = (low + high) / 2
        fits = sum(max(middle * root, SLOT) for root in roots) <= WIDTH - 2 * SIDE
        low, high = (middle, high) if fits else (low, middle)
    slots = [max(low * root, SLOT) for root in roots]
    free = (WIDTH - 2 * SIDE - sum(slots)) / len(slots)
    hills, x = [], SIDE
    for root, slot in zip(roots, slots, strict=True):
        hills.append(Hill(x + (slot + free) / 2, low * root, low * root * TALLEST / WIDEST))
        x += slot + free
    return tuple(hills)


@lru_cache(maxsize=128)
def draw_hills(opinion: OpinionMap) -> Svg | None:
    """Draw the picture, or nothing when rules say words only. Without clear groups: one wide heath and no hills."""
    if opinion.refusal is Refusal.NO_GROUPS:
        return _heath(opinion)
    if opinion.refusal is not None:
        return None
    hills = layout(tuple(group.size for group in opinion.groups))
    headroom = 118 if opinion.own else 56
    tallest = max(hill.height for hill in hills)
    root = canvas(WIDTH, tallest + headroom + GROUND, "brink-picture brink-hills__picture", top=-tallest - headroom)
    add(root, "path", "hills-far", d=FAR + CHURCH)
    for place, hill in enumerate(hills):
        add(root, "path", f"hill hill--{'abcde'[place]}", d=_outline(hill))
    spans = [(bridge, *_span(hills, bridge)) for bridge in opinion.shown_bridges]
    for place, hill in enumerate(hills):
        keep_out = _keep_out(hills, place, opinion.own) + [spot for _bridge, *ends in spans for spot in _feet(*ends)]
        steady = SteadyRandom(f"{opinion.seed}/{place}")
        spots = scatter(steady, hill, opinion.plants(opinion.groups[place].size), keep_out)
        for css_class, path in plant_paths(place, spots, hill.width * hill.height / 2):
            add(root, "path", css_class, d=path)
    _ground(root)
    for (letter, group), hill in zip(opinion.lettered, hills, strict=True):
        _label(root, hill, letter, group.size)
    for bridge, start, end in spans:
        _bridge(root, start, end, bridge.shared)
    if opinion.own:
        _own(root, hills, opinion.own)
    return serialise(root)


def _heath(opinion: OpinionMap) -> Svg:
    """Draw one wide heath, low and level, with a plant for every so many people."""
    hill = Hill(WIDTH / 2, WIDTH * 1.6, 84.0)
    root = canvas(WIDTH, 84.0 + 70 + GROUND, "brink-picture brink-hills__picture", top=-84.0 - 70)
    add(root, "path", "hills-far", d=FAR + CHURCH)
    add(root, "path", "hill hill--a", d="M-700 0V-70C-300 -92 100 -66 450 -82S1200 -70 1600 -84V0Z")
    plain = Hill(WIDTH / 2, WIDTH * 1.9, 74.0)
    spots = scatter(SteadyRandom(opinion.seed), plain, opinion.plants(opinion.people), [], within=(SIDE, WIDTH - SIDE))
    for css_class, path in plant_paths(0, spots, WIDTH * hill.height * 0.8):
        add(root, "path", css_class, d=path)
    _ground(root)
    label = add(root, "text", "hill-size", x=WIDTH / 2, y=44)
    _people(label, opinion.people)
    return serialise(root)


def _outline(hill: Hill) -> str:
    left, steps = hill.centre - hill.width / 2, 36
    points = [(left + hill.width * step / steps) for step in range(steps + 1)]
    return "M" + "L".join(f"{number(x)} {number(-hill.top(x))}" for x in points) + "Z"


def _ground(root: Tree.Element) -> None:
    low = number(GROUND + 2)
    add(root, "path", "hills-ground", d=f"M-700 0C-200 -7 200 1 450 -4S1100 -7 1600 1V{low}H-700Z")


def _label(root: Tree.Element, hill: Hill, letter: str, size: int) -> None:
    """Return the letter on the hill (over it when it is low), the people in the ground below."""
    above = -max(hill.height + 12, BRIDGE_AT * hill.height + 46)
    y = -hill.height * 0.36 if hill.height >= INSIDE else above
    add(root, "text", "hill-letter", text=letter, x=hill.centre, y=y)
    label = add(root, "text", "hill-size", x=hill.centre, y=44)
    _people(label, size)


def _people(label: Tree.Element, size: int) -> None:
    add(label, "tspan", "hill-count", text=grouped(size))
    add(label, "tspan", "hill-people", text=" " + _("mensen"))


def _span(hills: tuple[Hill, ...], bridge: Bridge) -> tuple[tuple[float, float], tuple[float, float]]:
    left, right = sorted((bridge.left, bridge.right))
    height = BRIDGE_AT * min(hills[left].height, hills[right].height)
    return (hills[left].flank(height, 1), -height), (hills[right].flank(height, -1), -height)


def _feet(start: tuple[float, float], end: tuple[float, float]) -> list[Spot]:
    """Spots that plants leave free: both ends of the bridge and its badge."""
    badge = _badge(start, end)
    return [
        Spot(*start, 20),
        Spot(start[0], start[1] - 18, 16),
        Spot(*end, 20),
        Spot(end[0], end[1] - 18, 16),
        Spot(*badge, 30),
    ]


def _badge(start: tuple[float, float], end: tuple[float, float]) -> tuple[float, float]:
    """Middle of the number: under the deck, or over the railing when the ground is too near."""
    x, deck = (start[0] + end[0]) / 2, start[1] + _sag(start, end) / 2
    return (x, deck + 32) if deck + 54 < BASE else (x, deck - 48)


def _sag(start: tuple[float, float], end: tuple[float, float]) -> float:
    return min(30.0, (end[0] - start[0]) * 0.26, -start[1])


def _bridge(root: Tree.Element, start: tuple[float, float], end: tuple[float, float], shared: int) -> None:
    sag, middle = _sag(start, end), (start[0] + end[0]) / 2
    group = add(root, "g", "bridge")
    curve = "M{} {}Q{} {} {} {}"
    for css_class, lift in (("bridge-deck", 0), ("bridge-rail", 24)):
        places = (start[0], start[1] - lift, middle, start[1] + sag - lift, end[0], end[1] - lift)
        add(group, "path", css_class, d=curve.format(*map(number, places)))
    bars = max(2, int((end[0] - start[0]) // 16))
    spindles = ""
    for bar in range(1, bars):
        part = bar / bars
        y = start[1] + 2 * part * (1 - part) * sag
        spindles += f"M{number(start[0] + part * (end[0] - start[0]))} {number(y)}v-24"
    add(group, "path", "bridge-spindles", d=spindles)
    add(
        group,
        "path",
        "bridge-posts",
        d="".join(f"M{number(x)} {number(min(y + 12, -4))}V{number(y - 32)}" for x, y in (start, end)),
    )
    x, y = _badge(start, end)
    add(group, "circle", "bridge-badge", cx=x, cy=y, r=20)
    add(group, "text", "bridge-number", text=str(shared), x=x, y=y)


def _standing(hills: tuple[Hill, ...], own: Own) -> tuple[float, float]:
    hill = hills[own.group]
    x = hill.centre + max(-1.0, min(1.0, own.lean)) * hill.width * 0.22
    return x, -hill.top(x)


def _own(root: Tree.Element, hills: tuple[Hill, ...], own: Own) -> None:
    x, y = _standing(hills, own)
    lift = 30 if hills[own.group].height < INSIDE else 0
    group = add(root, "g", "own")
    add(group, "path", "own-body", d=f"M{number(x - 9)} {number(y + 6)}v-14c0-16 18-16 18 0v14Z")
    add(group, "circle", "own-body", cx=x, cy=y - 32, r=8.5)
    add(group, "path", "own-line", d=f"M{number(x)} {number(y - 48)}v-{18 + lift}")
    # Near the side of the page the words reach inwards, so that they stay over the figure.
    side = "start" if x < 220 else "end" if x > WIDTH - 220 else "middle"
    reach = {"start": -50, "end": 50, "middle": 0}[side]
    add(group, "text", "own-words", text=_("u staat hier"), x=x + reach, y=y - 78 - lift, text_anchor=side)


def _keep_out(hills: tuple[Hill, ...], place: int, own: Own | None) -> list[Spot]:
    hill, spots = hills[place], []
    if hill.height >= INSIDE:
        spots.append(Spot(hill.centre, -hill.height * 0.36 - 12, 33))
    if own and own.group == place:
        x, y = _standing(hills, own)
        spots.append(Spot(x, y, 26))
    return spots
