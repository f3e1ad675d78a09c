"""Stones: counted units, laid out in rows. The figure always stands beside them."""

from dataclasses import dataclass

from brink.ui.pictures.svg import SteadyRandom, Svg, add, canvas, number, serialise

SIZE = 22.0  # one stone with the space round it
SHAPES = ("full", "open", "dotted")


@dataclass(frozen=True)
class Count:
    """How many of what, such as 29 "voor"."""

    number: int
    label: str


@dataclass(frozen=True)
class Stones:
    """Up to three counts, told apart by shape: full, open, dotted. One stone stands for `unit` things.

    `one` and `many` name the thing ("stem", "stemmen"). Raises ValueError for negative counts, a unit under one or
    more counts than shapes.
    """

    counts: tuple[Count, ...]
    one: str
    many: str
    unit: int = 1
    per_row: int = 15
    seed: str = "brink"

    def __post_init__(self) -> None:
        if self.unit < 1 or self.per_row < 1 or any(count.number < 0 for count in self.counts):
            raise ValueError("stones count whole things, one or more to a stone")
        if len(self.counts) > len(SHAPES):
            raise ValueError(f"no more than {len(SHAPES)} counts can be told apart")

    def stones(self, count: Count) -> int:
        """Stones for a count: rounded, but something is never nothing."""
        return max(1, (2 * count.number + self.unit) // (2 * self.unit)) if count.number else 0


def draw_stones(stones: Stones) -> Svg:
    """Draw the picture: one stone after another. Rows are equally wide, so stones are equally large on any screen."""
    steady = SteadyRandom(stones.seed)
    laid = [
        shape for count, shape in zip(stones.counts, SHAPES, strict=False) for _stone in range(stones.stones(count))
    ]
    rows = max(1, -(-len(laid) // stones.per_row))
    root = canvas(stones.per_row * SIZE, rows * SIZE, "brink-picture brink-stones__picture")
    for place, shape in enumerate(laid):
        x, y = SIZE * (place % stones.per_row + 0.5), SIZE * (place // stones.per_row + 0.5)
        add(
            root,
            "ellipse",
            f"stone-{shape}",
            cx=x,
            cy=y,
            rx=steady.between(7.8, 9.2),
            ry=steady.between(6.7, 7.8),
            transform=f"rotate({number(steady.between(-25, 25))} {number(x)} {number(y)})",
        )
    return serialise(root)
