"""The green from the air: the meeting place with paths leaving it. For the home page and nowhere else."""

import math
from dataclasses import dataclass
from functools import cache
from xml.etree import ElementTree as Tree

from brink.ui.pictures.svg import SteadyRandom, Svg, add, canvas, number, serialise

WIDTH, HEIGHT = 640.0, 416.0
MOST = 6
POSTS = ((54.0, 146.0), (406.0, 46.0), (566.0, 252.0), (230.0, 364.0), (524.0, 118.0), (108.0, 306.0))
GREEN = (306.0, 208.0)
ROADS = (
    "M222 190C160 178 84 156 -20 172",
    "M366 156C396 116 404 60 412 -20",
    "M392 214C466 226 540 244 660 246",
    "M258 264C230 306 214 350 210 436",
)
HOUSES: tuple[tuple[float, float, float, float], ...] = (  # x, y, turn in degrees, size
    (176.0, 132.0, -24.0, 1.0), (262, 110, -8, 0.9), (436, 172, 56, 1.0), (478, 132, 24, 0.8), (180, 254, 62, 0.8),
    (300, 296, -4, 0.8), (382, 288, 14, 1.1), (452, 284, 8, 0.8),
)  # fmt: skip


@dataclass(frozen=True)
class Green:
    """How many numbered posts stand round the green: one for each question in the list beside it.

    Raises ValueError for more posts than there are places; show the first six then.
    """

    posts: int

    def __post_init__(self) -> None:
        if not 0 <= self.posts <= MOST:
            raise ValueError(f"{self.posts} posts; there is room for {MOST}")


@cache
def draw_green(green: Green) -> Svg:
    """Draw the picture: heath, field, meadow and wood round the green. The posts carry the only figures.

    Kept per number of posts: it stands on every home page, and nothing in it is of a language, a viewer or a day.
    """
    steady = SteadyRandom("brink")
    root = canvas(WIDTH, HEIGHT, "brink-picture brink-green__picture")
    add(root, "path", "green-meadow", d=f"M0 0H{WIDTH:.0f}V{HEIGHT:.0f}H0Z")
    add(root, "path", "green-heath", d="M0 0H404C398 80 380 130 352 160L232 196C150 176 80 160 0 172Z")
    add(root, "path", "green-field", d="M416 0H640V240C540 236 460 220 392 208L372 150C402 112 412 60 416 0Z")
    add(root, "path", "green-wood", d="M0 176C90 160 160 180 226 196L256 262C228 306 212 350 208 416H0Z")
    add(root, "path", "green-furrows", d="".join(_furrows()))
    add(root, "path", "green-shrubs", d="".join(_shrubs(steady)))
    add(root, "path", "green-water", d="M66 62c8-30 92-34 100-4s-26 42-58 40-48-14-42-36Z")
    add(root, "path", "green-trees", d="".join(_trees(steady)))
    add(root, "path", "green-hedge", d="M320 316C420 322 520 318 640 312M474 416C486 380 482 346 470 318")
    add(root, "path", "green-roads", d="".join(ROADS))
    add(root, "ellipse", "green-verge", cx=GREEN[0], cy=GREEN[1], rx=94, ry=64, transform="rotate(-12 306 208)")
    add(root, "ellipse", "green-meadow", cx=GREEN[0], cy=GREEN[1], rx=76, ry=47, transform="rotate(-12 306 208)")
    add(root, "path", "green-trees", d="".join(_ring()))
    for x, y, turn, size in HOUSES:
        _house(root, x, y, turn, size, hall=False)
    _house(root, GREEN[0], GREEN[1], -12, 1.25, hall=True)
    for place, (x, y) in enumerate(POSTS[: green.posts], start=1):
        post = add(root, "g", "picture-post")
        add(post, "circle", cx=x, cy=y, r=20)
        add(post, "text", text=str(place), x=x, y=y)
    return serialise(root)


def _furrows() -> list[str]:
    return [
        f"M{440 + 34 * line} {-4}C{434 + 34 * line} 70 {428 + 36 * line} 140 {412 + 40 * line} 236" for line in range(6)
    ]


def _shrubs(steady: SteadyRandom) -> list[str]:
    """Tufts of heather, on the heath, out of the water and not on top of each other."""
    feet: list[tuple[float, float]] = []
    for _attempt in range(600):
        x, y = steady.between(6, 390), steady.between(12, 150)
        on_heath = y < 150 - max(0.0, x - 260) * 0.5 and not (56 < x < 176 and 30 < y < 110)
        if on_heath and all(math.dist((x, y), foot) > 19 for foot in feet):
            feet.append((x, y))
    return [f"M{number(x)} {number(y)}v-7m0 6l-4.5-5m4.5 5l4.5-5" for x, y in feet[:52]]


def _trees(steady: SteadyRandom) -> list[str]:
    found: list[str] = []
    while len(found) < 44:
        x, y = steady.between(0, 216), steady.between(196, 420)
        if x < 200 - max(0.0, y - 300) * 0.1 and not (150 < x < 210 and 226 < y < 284):
            found.append(_round(x, y, steady.between(8, 13)))
    return found


def _ring() -> list[str]:
    """Oaks round the hall on the green."""
    turns = (20, 48, 78, 128, 158, 196, 224, 256, 300, 334)
    return [
        _round(GREEN[0] + 60 * math.cos(math.radians(a)), GREEN[1] + 33 * math.sin(math.radians(a)), 10) for a in turns
    ]


def _round(x: float, y: float, radius: float) -> str:
    r = number(radius)
    return (
        f"M{number(x - radius)} {number(y)}a{r} {r} 0 1 0 {number(2 * radius)} 0a{r} {r} 0 1 0 {number(-2 * radius)} 0Z"
    )


def _house(root: Tree.Element, x: float, y: float, turn: float, size: float, *, hall: bool) -> None:
    """Draw a roof from above: two slopes, one in the light."""
    kind = "hall" if hall else "house"
    group = add(root, "g", transform=f"translate({number(x)} {number(y)}) rotate({number(turn)}) scale({number(size)})")
    add(group, "path", f"green-{kind}", d="M-22-12H22V12H-22Z")
    add(group, "path", f"green-{kind}-light", d="M-22-12H22V0H-22Z")
