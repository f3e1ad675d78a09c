"""Time as a path: a diamond is a decision, a round mark is anything else; filled is done, open is to come."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

from brink.ui.pictures.svg import Svg, add, canvas, serialise


class State(StrEnum):
    """Where a moment stands."""

    DONE = "done"
    NOW = "now"
    AHEAD = "ahead"


@dataclass(frozen=True)
class Moment:
    """A moment in words: `when` as the reader says it, `date` as ISO text when there is one day."""

    title: str
    when: str
    state: State | str
    decision: bool = False
    date: str = ""
    url: str = ""
    content: bool = False

    @property
    def words(self) -> str:
        """What the mark says by shape and fill."""
        stand = {
            State.DONE: _("klaar"),
            State.NOW: _("Hier zijn we nu"),
            State.AHEAD: _("komt nog"),
        }[State(self.state)]
        return _("Besluit, %(stand)s") % {"stand": stand} if self.decision else stand

    @property
    def mark(self) -> Svg:
        """The mark on the path."""
        root = canvas(24, 24, "brink-timeline__mark")
        if self.decision:
            add(root, "path", d="M12 2L22 12L12 22L2 12Z")
        else:
            add(root, "circle", cx=12, cy=12, r=8.5)
        return serialise(root)


@dataclass(frozen=True)
class Timeline:
    """Moments in order of time."""

    moments: tuple[Moment, ...]

    @property
    def decisions(self) -> int:
        """How many diamonds there are."""
        return sum(moment.decision for moment in self.moments)


@dataclass(frozen=True)
class Steps:
    """A short path for in a table row: the names of the steps and which one it is now, counted from 1.

    Raises ValueError when `current` is not one of the steps.
    """

    names: tuple[str, ...]
    current: int

    def __post_init__(self) -> None:
        if not 1 <= self.current <= len(self.names):
            raise ValueError(f"step {self.current} of {len(self.names)}")

    @property
    def name(self) -> str:
        """The step of now."""
        return self.names[self.current - 1]

    @property
    def total(self) -> int:
        """How many steps there are."""
        return len(self.names)

    @property
    def picture(self) -> Svg:
        """Dots on a path: filled, one in colour, open."""
        end = 8 + 20 * (self.total - 1)
        root = canvas(end + 8, 20, "brink-steps__picture")
        add(root, "path", "steps-path", d=f"M8 10H{end}")
        for step in range(1, self.total + 1):
            state = "now" if step == self.current else "done" if step < self.current else "ahead"
            add(root, "circle", f"steps-{state}", cx=8 + 20 * (step - 1), cy=10, r=7 if state == "now" else 5)
        return serialise(root)
