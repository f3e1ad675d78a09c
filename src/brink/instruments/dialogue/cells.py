"""What of the answers may be published. Pure.

A cell is a group and a statement: how many agree, disagree and do not know. It is published from ten people; when all
give one answer from thirty (reliability §4.3). What a reader can find by subtracting counts as a cell too.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from brink.foundation.disclosure import K

LEAST_UNANIMOUS = 30
SHARED = 0.6
LETTERS = "ABCDE"


@dataclass(frozen=True, slots=True)
class Cell:
    """Answers of some people to one statement, counted in people."""

    agree: int = 0
    disagree: int = 0
    unsure: int = 0

    @property
    def seen(self) -> int:
        """How many answered."""
        return self.agree + self.disagree + self.unsure

    def on(self, side: int) -> int:
        """Return how many answered +1 (agree) or -1 (disagree)."""
        return self.agree if side > 0 else self.disagree

    def share(self, side: int) -> float:
        """Return the share of these people on a side, 0 when nobody answered."""
        return self.on(side) / self.seen if self.seen else 0.0

    def __add__(self, other: "Cell") -> "Cell":
        return Cell(self.agree + other.agree, self.disagree + other.disagree, self.unsure + other.unsure)

    @property
    def safe(self) -> bool:
        """Whether this cell says nothing about anybody in particular."""
        unanimous = max(self.agree, self.disagree, self.unsure) == self.seen
        return self.seen >= (LEAST_UNANIMOUS if unanimous else K)


def publish(groups: Sequence[Cell], rest: Cell, *, whole: bool = False) -> tuple[Cell | None, tuple[Cell | None, ...]]:
    """Return the total and the cells of the groups as they may be published; None stands for "too few people".

    `rest` are people in no group. Groups that are too small and the rest together are what remains when somebody
    subtracts the published groups from the total, so they count in the total only when they are safe together. A total
    that was public before must stay `whole`; then smaller groups are kept back too, until what remains is safe.
    """
    shown = [cell if cell.safe else None for cell in groups]
    remainder = sum((cell for cell in groups if not cell.safe), rest)
    if whole:
        while remainder.seen and not remainder.safe and any(shown):
            least = min((cell.seen, place) for place, cell in enumerate(shown) if cell is not None)[1]
            remainder += groups[least]
            shown[least] = None
    kept = remainder if whole or remainder.safe else Cell()
    total = sum((cell for cell in shown if cell is not None), kept)
    return (total if total.safe else None), tuple(shown)


def shared_side(cells: Sequence[Cell | None]) -> int:
    """Return +1 or -1 when a large majority of each of these groups is on that side, otherwise 0."""
    for side in (1, -1):
        if cells and all(cell is not None and cell.share(side) >= SHARED for cell in cells):
            return side
    return 0


def percent(share: float) -> int:
    """Return a share in whole percents, halves up."""
    return int(share * 100 + 0.5)
