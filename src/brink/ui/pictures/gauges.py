"""Small measures: a clock face with what is left, and a bar with the mark it should reach."""

import math
from dataclasses import dataclass

from brink.ui.pictures.svg import Svg, add, canvas, number, serialise

BAR_WIDTH, BAR_HEIGHT = 240.0, 22.0


@dataclass(frozen=True)
class Clock:
    """Minutes `left` of `total`; `ready` is the sentence that says when it is done. Drawn once per page, never ticking.

    Raises ValueError when more is left than there was.
    """

    left: int
    total: int
    ready: str = ""

    def __post_init__(self) -> None:
        if not 0 <= self.left <= self.total or self.total < 1:
            raise ValueError(f"{self.left} of {self.total} minutes")


def draw_clock(clock: Clock) -> Svg:
    """Draw the picture: the part of the face that is left is coloured, from the hand round to twelve."""
    root = canvas(100, 100, "brink-picture brink-clock__picture")
    add(root, "circle", "clock-face", cx=50, cy=50, r=45)
    part = clock.left / clock.total
    turn = math.tau * (1 - part) - math.pi / 2
    x, y = 50 + 40 * math.cos(turn), 50 + 40 * math.sin(turn)
    if part == 1:
        add(root, "circle", "clock-left", cx=50, cy=50, r=40)
    elif part:
        large = 1 if part > 0.5 else 0
        add(root, "path", "clock-left", d=f"M50 50L{number(x)} {number(y)}A40 40 0 {large} 1 50 10Z")
    ticks = "".join(_tick(hour) for hour in range(12))
    add(root, "path", "clock-ticks", d=ticks)
    add(root, "path", "clock-hand", d=f"M50 50L{number(50 + 32 * math.cos(turn))} {number(50 + 32 * math.sin(turn))}")
    return serialise(root)


def _tick(hour: int) -> str:
    cosine, sine = math.cos(math.tau * hour / 12), math.sin(math.tau * hour / 12)
    return f"M{number(50 + 40 * cosine)} {number(50 + 40 * sine)}L{number(50 + 44 * cosine)} {number(50 + 44 * sine)}"


@dataclass(frozen=True)
class Bar:
    """A `value` against its `target`, on a scale up to `most`. The figures stand in the table beside it.

    Raises ValueError when something is below zero or beyond the scale.
    """

    value: float
    target: float
    most: float

    def __post_init__(self) -> None:
        if self.most <= 0 or not (0 <= self.value <= self.most and 0 <= self.target <= self.most):
            raise ValueError(f"{self.value} and {self.target} do not fit a scale up to {self.most}")


def draw_bar(bar: Bar) -> Svg:
    """Draw the picture: a filled bar on a thin line, and an upright mark where the target lies."""
    root = canvas(BAR_WIDTH, BAR_HEIGHT, "brink-picture brink-bar")
    add(root, "path", "bar-line", d=f"M0 11H{number(BAR_WIDTH)}")
    add(root, "rect", "bar-value", x=0, y=6, width=BAR_WIDTH * bar.value / bar.most, height=10)
    place = min(BAR_WIDTH * bar.target / bar.most, BAR_WIDTH - 1)
    add(root, "path", "bar-target", d=f"M{number(place)} 1V21")
    return serialise(root)
