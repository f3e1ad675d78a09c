"""What an opinion map says: frozen data, indices of the given votes throughout, no names and no texts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from .axes import Axes
from .votes import Floats, Ints

AGREE = 1
DISAGREE = -1


@dataclass(frozen=True)
class Options:
    """Choices of the map. The defaults are what Brink publishes with; a changed one is reported with the result.

    groups: this many groups instead of a number chosen by silhouette (the gate still decides whether there are any).
    least_votes: votes somebody must have given to be placed in a group. smallest_group: never a group below this.
    minority: also look for a small group that k-means would hide.
    restarts: k-means starts per number of groups. folds: parts in which held-out votes and statements are split.
    gate_people, test_people: at most so many people, drawn at random, take part in the rounds of the gate and in those
    that test representative statements.
    level: rate of false discoveries allowed among representative statements.
    slate: statements in the proportional slate; slate_views: views a statement needs to stand for it.
    majority: share that makes a majority. outputs: False stops after the groups (no slate, no prediction, no tests).
    """

    groups: int | None = None
    most_groups: int = 5
    least_votes: int = 7
    smallest_group: int = 5
    minority: bool = True
    restarts: int = 10
    folds: int = 5
    gate_people: int = 5_000
    test_people: int = 8_000
    level: float = 0.05
    majority: float = 0.6
    slate: int = 8
    slate_views: int = 10
    outputs: bool = True


@dataclass(frozen=True)
class Gate:
    """Are there groups? gain: nats per held-out vote by which group means predict better than statement means; se: its
    standard error over folds. score: standard normal score against "groups tell nothing". votes: how many votes the
    gate was computed from."""

    LEAST_SCORE: ClassVar[float] = 3.5
    LEAST_GAIN: ClassVar[float] = 0.003

    gain: float
    se: float
    score: float
    votes: int

    @property
    def beyond_error(self) -> bool:
        """Whether the gain is positive by more than its standard error."""
        return self.gain - self.se > 0.0

    @property
    def opens(self) -> bool:
        """Groups are claimed when the gain counts, exceeds its error, and chance would hardly give the score."""
        return self.gain >= self.LEAST_GAIN and self.beyond_error and self.score >= self.LEAST_SCORE


@dataclass(frozen=True)
class Represents:
    """A statement that sets a group apart: share of the group's viewers on `side` (+1 agree, -1 disagree), the share
    elsewhere, and the false-discovery rate q at which it would just be called."""

    statement: int
    side: int
    share: float
    elsewhere: float
    q: float


@dataclass(frozen=True)
class Group:
    """A group on the map: number from large (0) to small, head count, centre, statements that set it apart."""

    id: int
    size: int
    x: float
    y: float
    represents: tuple[Represents, ...]


@dataclass(frozen=True)
class Consensus:
    """A statement on which every group leans to `side`: group-informed value 0..1 and its lower bound."""

    statement: int
    side: int
    value: float
    low: float


@dataclass(frozen=True)
class Dissent:
    """A statement with a majority (share `majority` of all viewers on `side`) that most of some groups oppose."""

    statement: int
    side: int
    majority: float
    groups: tuple[int, ...]


@dataclass(frozen=True)
class Divisive:
    """A statement on which two groups differ by `spread` (0..1) in their share that agrees."""

    statement: int
    spread: float


@dataclass(frozen=True)
class Slate:
    """A short list that represents everyone in proportion. ejr_plus: the check of Brill and Peters (2023) passes.

    uncovered: share of all participants who agreed with nothing on the list; uncovered_by_group: the same per group.
    views: how many people saw each statement of the list.
    """

    statements: tuple[int, ...]
    ejr_plus: bool
    uncovered: float
    uncovered_by_group: tuple[float, ...]
    views: tuple[int, ...]


@dataclass(frozen=True)
class Prediction:
    """Mean log loss in nats on held-out agree/disagree votes: of the chosen model, of calibrated PCA-2 (the baseline)
    and of the plain statement mean; `model` names the chosen one."""

    log_loss: float
    baseline_log_loss: float
    statement_log_loss: float
    model: str


@dataclass(frozen=True, eq=False)
class OpinionMap:
    """The whole map.

    points: (participants, 2) x and y of everyone (0, 0 without votes). labels: (participants,) group number or -1.
    groups: None when the gate says there are no clear groups. stability: mean agreement (adjusted Rand index, 0..1) of
    the groups with those found after dropping a part of the votes; below 0.7 the map is `unstable` and must say so.
    minority: the group that was found by the search for a minority rather than by k-means. measured_at: how many votes
    there were when gate, stability, tests and prediction were measured.
    axes, noise: what routing and updates need of the fitted map (noise: variance of a vote around the map).
    """

    participants: int
    statements: int
    votes: int
    points: Floats
    labels: Ints
    groups: tuple[Group, ...] | None
    gate: Gate
    stability: float
    consensus: tuple[Consensus, ...]
    dissent: tuple[Dissent, ...]
    divisive: tuple[Divisive, ...]
    slate: Slate | None
    prediction: Prediction | None
    axes: Axes
    noise: float
    minority: int | None
    measured_at: int
    seed: int
    options: Options

    @property
    def grouped(self) -> bool:
        """Whether the map shows groups."""
        return self.groups is not None

    @property
    def unstable(self) -> bool:
        """Whether the groups change much when a fifth of the votes is left out."""
        return self.groups is not None and self.stability < 0.7
