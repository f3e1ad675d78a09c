"""The opinion map as a record: groups, what they share, and whether it may be drawn at all."""

from dataclasses import dataclass, field
from enum import StrEnum

from django.utils.translation import gettext as _

from brink.foundation.disclosure import K

FEWEST = K  # people in a group: below this nobody draws or counts it
MOST_GROUPS = 5
PLANTS = 200  # about as many as a reader can take in; above it a plant stands for more people
UNITS = (5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10000, 25000, 50000, 100000)


class Refusal(StrEnum):
    """Why there are no hills."""

    TOO_FEW = "too_few"
    NO_GROUPS = "no_groups"
    TOO_MANY = "too_many"
    SMALL_GROUP = "small_group"


@dataclass(frozen=True)
class Group:
    """People who answered alike. `name` is what they have in common in a few words, `text` the sentence under it."""

    size: int
    name: str
    text: str = ""


@dataclass(frozen=True)
class Bridge:
    """Statements that two groups share. `left` and `right` count groups from 0, `shared` counts the statements."""

    left: int
    right: int
    shared: int
    examples: tuple[str, ...] = ()


@dataclass(frozen=True)
class Ground:
    """A statement on which every group thinks alike: `agreed` of the `answered` people, who are for or `against` it."""

    text: str
    agreed: int
    answered: int
    against: bool = False

    @property
    def said(self) -> str:
        """Return what they think of it, after their share: without a denial of a denial."""
        return _("is het hier niet mee eens: ‘%(text)s’") % {"text": self.text} if self.against else self.text

    @property
    def percent(self) -> int:
        """Share of those who answered, rounded."""
        return round(100 * self.agreed / self.answered) if self.answered else 0


@dataclass(frozen=True)
class Own:
    """Where the reader stands: in a group, perhaps near the bridge `towards` a neighbour.

    `lean` runs from -1 (left flank) to 1 (right flank). Give this only to the person whose tracking code it is, never
    in a shared link, a print or an export.
    """

    group: int
    lean: float = 0.0
    towards: int | None = None


@dataclass(frozen=True)
class OpinionMap:
    """What the hills are drawn from. `groups` stand in order along the first axis.

    `people` took part; `needed` is how many it takes before there is a map; `clear` is false when the method found no
    separate groups. `smallest_words` are words of the smallest group, `reach` and `method` whole sentences.
    `live_at` is the moment of the last batch in words, empty when the map is frozen. `seed` is the round's id.
    """

    groups: tuple[Group, ...]
    people: int
    seed: str
    bridges: tuple[Bridge, ...] = ()
    ground: tuple[Ground, ...] = ()
    own: Own | None = None
    needed: int = 50
    clear: bool = True
    smallest_words: str = ""
    smallest_source: str = ""
    reach: str = ""
    method: str = ""
    live_at: str = ""
    method_url: str = field(default="", compare=False)

    @property
    def refusal(self) -> Refusal | None:
        """Why hills may not be drawn, or nothing when they may."""
        if self.people < self.needed:
            return Refusal.TOO_FEW
        if not self.clear or len(self.groups) < 2:
            return Refusal.NO_GROUPS
        if len(self.groups) > MOST_GROUPS:
            return Refusal.TOO_MANY
        if any(group.size < FEWEST for group in self.groups):
            return Refusal.SMALL_GROUP
        return None

    @property
    def unit(self) -> int:
        """People to one plant: five, and more when there are over a thousand people."""
        total = sum(group.size for group in self.groups) or self.people
        return next((unit for unit in UNITS if total <= PLANTS * unit), UNITS[-1])

    def plants(self, people: int) -> int:
        """Plants for so many people: rounded, at least one."""
        return max(1, (2 * people + self.unit) // (2 * self.unit))

    @property
    def lettered(self) -> tuple[tuple[str, Group], ...]:
        """Groups with their letter."""
        return tuple(zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", self.groups, strict=False))

    def letter(self, group: int) -> str:
        """Letter of a group counted from 0."""
        return self.lettered[group][0]

    @property
    def shown_bridges(self) -> tuple[Bridge, ...]:
        """Bridges that can be drawn: between neighbours, with something to share."""
        return tuple(bridge for bridge in self.bridges if bridge.shared > 0 and abs(bridge.left - bridge.right) == 1)
