"""From votes to winners by the published rule, with the completions that spend what equal shares leave.

- none: what equal shares choose with everybody's share of the real budget.
- add1: every voter's start amount is raised by one unit at a time; the last outcome before the first that costs more
  than the budget counts. This is the rule of Wieliczka 2023.
- add1-exhaustive: the same, but stops at the first outcome after which no other project fits in the budget.
- utilitarian: what is left goes to the other projects in greedy order.

Steps of add1 at which the outcome surely stays the same are passed over (horizon.py).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .election import Election, Floats
from .greedy import fill_floors, greedy
from .horizon import Horizon
from .lines import BudgetLine, LineSpending, Purse, check_lines
from .rule import Rule, tie_order
from .shares import Run, run
from .stage import Stage

NARROWER = 4
# A look costs about a run: where it passes over fewer raises than this, some runs are done without looking.
WORTH_A_LOOK, LONGEST_REST = 3, 64
# The first guess of how many raises are looked at in one go, and the most.
FIRST_SPAN, MOST_SPAN = 4, 2**40
# A look that holds for this part of a new one is gone on with; this part of a rest is taken, and of that kept after it.
GOES_ON, RESTS = 4, 4


@dataclass(frozen=True)
class Outcome:
    """The winners and how they came about.

    winners: project indices in the order in which they won. by_shares: how many of those by equal shares; the others
    came by completion. steps: raises of one unit in the run that counts. runs: how many runs were done to find it.
    overspends: what the next step would cost, None when there is none or nothing can change any more.
    """

    rule: Rule
    order: tuple[int, ...]
    winners: tuple[int, ...]
    by_shares: int
    steps: int
    runs: int
    exact_asked: int
    overspends: int | None
    lines: tuple[LineSpending, ...]

    def cost(self, election: Election) -> int:
        """What the winners cost together, in the smallest money of the election."""
        return sum(election.costs[project] for project in self.winners)


def decide(
    election: Election, rule: Rule, lines: Sequence[BudgetLine] = (), *, order: tuple[int, ...] | None = None,
    watch: Callable[[float], None] | None = None,
) -> Outcome:  # fmt: skip
    """The winners by `rule`. Raises ElectionError for lines that cannot hold together.

    `order` is who wins ties, when that is not what the rule says; `watch` is told how far a completion is (0 to 1).
    """
    check_lines(election, lines)
    order = order or tie_order(election, rule.seed)
    if rule.name == "greedy":
        last, overspends, runs, asked = Run(0, (), 0), None, 0, 0
        winners = greedy(election, rule.utility, order, lines)
    else:
        last, overspends, runs, asked = _equal_shares(election, rule, order, lines, watch)
        winners = list(last.winners)
    by_shares = len(last.winners)
    if rule.name == "equal-shares" and rule.completion == "utilitarian":
        winners += greedy(election, rule.utility, order, lines, winners)
    winners += fill_floors(election, rule.utility, order, lines, winners)
    purse = Purse(election, lines)
    for project in winners:
        purse.take(project)
    spending = tuple(
        LineSpending(line.name, spent, line.floor, line.ceiling, max(0, line.floor - spent))
        for line, spent in zip(lines, purse.by_line, strict=True)
    )
    return Outcome(rule, order, tuple(winners), by_shares, last.step, runs, asked, overspends, spending)


def _equal_shares(
    election: Election, rule: Rule, order: Sequence[int], lines: Sequence[BudgetLine],
    watch: Callable[[float], None] | None,
) -> tuple[Run, int | None, int, int]:  # fmt: skip
    """The run that counts, what the next step would cost, and the number of runs and of exact decisions."""
    stage = Stage(election, rule.utility, order, lines)
    last = run(stage, 0)
    runs, asked = 1, last.exact_asked
    if rule.completion in ("none", "utilitarian") or not stage.taking_part:
        return last, None, runs, asked
    # With so much nobody is ever short: from here on every step gives the same.
    enough = sum(stage.costs) // stage.step + 1
    looking = _Looking(stage)
    while not (rule.completion == "add1-exhaustive" and exhaustive(election, last.winners, lines)):
        same, known = looking.same(last)
        if last.step + same >= enough:
            return last, None, runs, asked
        following = run(stage, last.step + same + 1, *known)
        runs, asked = runs + 1, asked + following.exact_asked
        cost = sum(election.costs[project] for project in following.winners)
        if cost > election.budget:
            return Run(last.step + same, last.winners, last.exact_asked), cost, runs, asked
        last = following
        if watch:
            watch(cost / max(election.budget, 1))
    return last, None, runs, asked


class _Looking:
    """When and how far to look ahead: wide where nothing changes, not at all for a while where every step does."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._span = FIRST_SPAN
        self._horizon: Horizon | None = None
        self._narrow = False
        self._idle = self._rest = 0

    def same(self, last: Run) -> tuple[int, tuple[Sequence[int], Floats | None]]:
        """How many more raises surely change nothing, and what is known of the run after those and one more."""
        if self._rest:
            self._rest -= 1
            return 0, ((), None)
        stage, span = self._stage, self._span
        winners = last.winners[len(stage.free) :]
        horizon = self._horizon
        if horizon is None or self._narrow or not horizon.resume(last.step, winners, span // GOES_ON):
            horizon = Horizon(stage, last.step, max(1, span // NARROWER) if self._narrow else span)
        same = horizon.same_until(winners)
        if same >= span:
            self._span = min(MOST_SPAN, 2 * span)
        elif same == 0 and not self._narrow:
            self._span = max(1, span // 2)
        # Close to a crossing a wide look proves nothing where a narrow one still does.
        self._narrow = same == 0 and not self._narrow
        self._idle = min(LONGEST_REST, 2 * self._idle + 1) if same < WORTH_A_LOOK else self._idle // RESTS
        self._rest = self._idle // RESTS
        self._horizon = horizon if not self._rest else None
        return same, horizon.known_at(last.step + same + 1)


def exhaustive(election: Election, winners: Sequence[int], lines: Sequence[BudgetLine] = ()) -> bool:
    """Whether no other project fits in what the winners leave of the budget (and of its lines)."""
    purse = Purse(election, lines, strict=True)
    for project in winners:
        purse.take(project)
    chosen = set(winners)
    return not any(project not in chosen and purse.fits(project) for project in range(len(election.names)))
