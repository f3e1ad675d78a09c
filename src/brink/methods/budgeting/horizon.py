"""How many raises of one unit surely leave the outcome as it is, so that `add1` need not run them one by one.

Equal shares are not monotone in the start amount, so the first step at which something changes cannot be found by
bisection. Instead the course of a run is followed for all start amounts of an interval at once. While the winners
stay the same, what a voter has left is nearly a straight line in the raise t: level + slope * t. Only where a
supporter comes to pay in full, or no longer does, within the interval, does the true line bend; how far it can lie
from ours is carried along as `wrong`, together with rounding. A run is proved the same for every t in [0, T] when in
each round the winner's line, with its bound, stays below a lower bound for every rival, and when at the end nobody can
pay for any other project. Where lines cross, T shrinks to before the crossing. The proof is in README.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .election import Flags, Floats, Ints
from .shares import fill
from .stage import UNIT_ROUNDOFF, Factor, Stage

# How much narrower the interval is made where nothing can be proved on it.
NARROWER = 8
# How many intervals are tried for a rival on the edge of what its supporters can pay.
MOST_TURNS = 10
# By how much a bound is widened, by turns, until it holds for who surely pays in full; and how surely it must.
WIDER, SURELY = (1.01, 1.1, 1.5, 3.0), 1.001
# How far before a crossing, as a share and in raises, the lines are followed: its place is worked out in floats.
SHORT, BEFORE = 1e-12, 1e-9


@dataclass(frozen=True)
class Line:
    """A payment per unit of weight as a line in t, within `off` for all t of the interval.

    even: where everybody with money pays in full over the whole interval, their weight: the payment is exactly
    cost / even. Else 0.
    """

    level: float
    slope: float
    off: float
    even: int

    def prices(self, divisor: int, span: float) -> tuple[float, float, float]:
        """The levels of a line below all prices for t up to `span`, and of one above them, and the slope of both."""
        slack = self.off + 16 * UNIT_ROUNDOFF * (abs(self.level) + span * abs(self.slope) + self.off)
        return (self.level - slack) / divisor, (self.level + slack) / divisor, self.slope / divisor


@dataclass(frozen=True)
class _Mark:
    """What holds before a round for all steps from `step` to `step + span`."""

    step: int
    span: float
    steepest: float
    low_level: Floats
    low_slope: Floats
    even: Ints

    def low_at(self, step: int) -> tuple[Floats, Floats]:
        """The lower bounds as lines from another step of the span."""
        more, known = step - self.step, np.isfinite(self.low_level)
        rounding = 16 * UNIT_ROUNDOFF * (np.abs(self.low_level) + more * np.abs(self.low_slope))
        level = np.where(known, self.low_level + more * self.low_slope - np.where(known, rounding, 0.0), np.inf)
        return level, self.low_slope.copy()


@dataclass(frozen=True)
class _Paid:
    """What the supporters of a winner have left after its round, as lines from `step`."""

    step: int
    project: int
    level: Floats
    slope: Floats
    wrong: Floats


class Horizon:
    """The course of one run as lines in t, the number of raises after `step`, for t from 0 to `span`."""

    def __init__(self, stage: Stage, step: int, span: int) -> None:
        self.stage, self.step, self.span = stage, step, float(span)
        self.winners: list[int] = []
        self._marks: list[_Mark] = []
        self._paid: list[_Paid] = []
        self.steepest = float(stage.step)
        self._begin()
        # Lower bounds of the rivals' prices as lines; they hold on in later rounds, because prices only rise.
        self.low_level: Floats = stage.least_prices()
        self.low_slope: Floats = np.zeros(len(stage.costs))
        self.even: Ints = np.zeros(len(stage.costs), dtype=np.int64)

    def _begin(self) -> None:
        """Everybody has the start amount."""
        stage, start = self.stage, float(self.stage.amount(self.step))
        self.level: Floats = np.full(stage.classes, start)
        self.slope: Floats = np.full(stage.classes, float(stage.step))
        self.most = start + self.span * stage.step
        self.wrong: Floats = np.full(stage.classes, 2 * UNIT_ROUNDOFF * self.most)

    def same_until(self, winners: Sequence[int]) -> int:
        """A number of raises T such that the outcome is surely the same after each of 0 to T more raises.

        winners: of the run at `step`, free projects left out. 0 says nothing.
        """
        stage = self.stage
        purse = stage.purse_after(winners[: len(self.winners)])
        open_projects = [project for project in stage.taking_part if project not in self.winners]
        for winner in winners[len(self.winners) :]:
            self._mark()
            closed = set(purse.closed(open_projects))
            open_projects = [project for project in open_projects if project not in closed]
            rivals = np.array([project for project in open_projects if project != winner], dtype=np.int64)
            found = _narrowed(self, winner, rivals)
            if found is None:
                return 0
            self.pay(winner, *found)
            self.winners.append(winner)
            purse.take(winner)
            open_projects.remove(winner)
        self._mark()
        closed = set(purse.closed(open_projects))
        until = self.span
        for project in open_projects:
            if project not in closed and self.low_level[project] < np.inf:
                until = min(until, self.affordable_until(project))
        return max(0, int(until))

    def _mark(self) -> None:
        bounds = self.low_level.copy(), self.low_slope.copy(), self.even.copy()
        self._marks.append(_Mark(self.step, self.span, self.steepest, *bounds))

    def known_at(self, step: int) -> tuple[list[int], Floats]:
        """The first winners that are proved for `step` too, and lower bounds for all prices after them."""
        rounds = max(at for at, mark in enumerate(self._marks) if mark.step + mark.span >= step or at == 0)
        low = self._marks[rounds].low_at(step)[0] if rounds else np.zeros(len(self.low_level))
        return self.winners[:rounds], low

    def resume(self, step: int, winners: Sequence[int], span: int) -> bool:
        """Go on from the last round up to which the lines hold for `span` raises after `step`, if there is one."""
        shared = 0
        while shared < min(len(self.winners), len(winners)) and self.winners[shared] == winners[shared]:
            shared += 1
        rounds = min(shared, len(self._marks) - 1)
        while rounds > 0 and self._marks[rounds].step + self._marks[rounds].span < step + span:
            rounds -= 1
        if rounds <= 0:
            return False
        mark = self._marks[rounds]
        more = step - mark.step
        del self._marks[rounds:], self.winners[rounds:], self._paid[rounds:]
        self.step, self.span, self.steepest = step, mark.span - more, mark.steepest
        self._begin()
        for paid in self._paid:
            who, later = self.stage.who[paid.project], step - paid.step
            self.level[who], self.slope[who] = paid.level + paid.slope * later, paid.slope
            # Lines that are 0 for good stay so; the others are rounded anew.
            moved = 8 * UNIT_ROUNDOFF * (self.most + later * self.steepest)
            self.wrong[who] = np.where((paid.wrong == 0.0), 0.0, paid.wrong + moved)
        self.low_level, self.low_slope = mark.low_at(step)
        self.even = mark.even.copy()
        return True

    def line(self, project: int) -> tuple[Line, Flags, Floats] | None:
        """The payment as a line, who pays all he has, and each supporter's room: balance less payment,
        the least over t for who pays in full, the largest for who cannot. None where the bound cannot be given.
        """
        stage, who = self.stage, self.stage.who[project]
        level, slope, wrong = self.level[who], self.slope[who], self.wrong[who]
        count, weight, both = stage.count[project], stage.factor[project], stage.both[project]
        cost, whole = float(stage.costs[project]), float(stage.all_weight[project])
        middle = level + slope * (self.span / 2)
        payment, rich = fill(stage, project, middle, cost)
        if rich <= 0:
            return None
        poor = middle < payment * weight
        of_poor = count * poor
        rich = whole - float(both @ poor)
        if rich <= 0:
            return None
        at, by = (cost - float(of_poor @ level)) / rich, -float(of_poor @ slope) / rich
        size = cost + float(of_poor @ np.abs(level)) + self.span * float(of_poor @ np.abs(slope))
        rounding = stage.rounding(project)
        here = level - at * weight
        there = level + slope * self.span - (at + by * self.span) * weight
        least, largest = np.minimum(here, there), np.maximum(here, there)
        bend = np.where(poor, np.maximum(largest, 0.0), np.maximum(-least, 0.0))
        # A bend can only mean that less is paid than the lines say: half of it goes into the line, half into the bound.
        bent = float(count @ bend) / 2
        lift = bent / rich
        at += lift
        least, largest = least - lift * weight, largest - lift * weight
        # Who may not pay in full does not take part in the lift for sure.
        below = ~poor & (least < wrong)
        error = bent + lift * float(both @ below) + float(count @ (wrong * (poor | below)))
        error = error * (1 + rounding) + 4 * rounding * size
        off = self._off(error, rich, both, weight, np.where(poor, -np.inf, least - wrong))
        if off is None:
            return None
        # Who has nothing, for good, has a line of 0 without a bound.
        evenly = ((least >= wrong + off * weight) & ~poor) | ((level == 0) & (slope == 0) & (wrong == 0))
        return Line(at, by, off, int(rich) if evenly.all() else 0), poor, np.where(poor, largest, least)

    @staticmethod
    def _off(error: float, rich: float, both: Floats, weight: Factor, room: Floats) -> float | None:
        """How far the payment can lie from its line: `error` over the weight of who surely pays in full even so."""
        for more in WIDER:
            off = more * error / rich
            if float(both @ (room >= off * weight)) * more >= rich * SURELY:
                return off
        return None

    def pay(self, project: int, line: Line, poor: Flags, room: Floats) -> None:
        """Let the supporters pay: those who pay in full keep their line less the payment, the others keep nothing.

        project, line, poor, room: as `line` returned them.
        """
        who, weight = self.stage.who[project], self.stage.factor[project]
        size = self.most + self.span * self.steepest + abs(line.level) + self.span * abs(line.slope)
        wrong = self.wrong[who] + line.off * weight + 8 * UNIT_ROUNDOFF * size * np.maximum(weight, 1.0)
        # What is left lies above the line by at most the bend: half of it goes into the line, half into the bound.
        bend = np.where(poor, np.maximum(room + wrong, 0.0), np.maximum(-room, 0.0)) / 2
        level = np.where(poor, bend, self.level[who] - line.level * weight + bend)
        slope = np.where(poor, 0.0, self.slope[who] - line.slope * weight)
        wrong = np.where(poor, bend, wrong + bend)
        self.level[who], self.slope[who], self.wrong[who] = level, slope, wrong
        self._paid.append(_Paid(self.step, project, level, slope, wrong))
        self.steepest = max(self.steepest, float(np.abs(slope).max(initial=0.0)))

    def bound_rival(self, project: int) -> None:
        """A new lower bound for a rival's price, from what its supporters have left, where that is a line."""
        stage = self.stage
        cost = float(stage.costs[project])
        have, more, unsure = self._money(project)
        if max(have, have + more * self.span) + unsure < cost:
            self.low_level[project], self.low_slope[project], self.even[project] = np.inf, 0.0, 0
            return
        found = self.line(project) if min(have, have + more * self.span) - unsure >= cost else None
        if found is not None:
            low, _high, slope = found[0].prices(stage.divisor[project], self.span)
            self.low_level[project], self.low_slope[project], self.even[project] = low, slope, found[0].even

    def _money(self, project: int) -> tuple[float, float, float]:
        """What the supporters have together as a line, and how far that can be off."""
        stage, who = self.stage, self.stage.who[project]
        count = stage.count[project]
        size = stage.costs[project] + stage.all_count[project] * (self.most + self.span * self.steepest)
        unsure = float(count @ self.wrong[who]) + 8 * stage.rounding(project) * size
        return float(count @ self.level[who]), float(count @ self.slope[who]), unsure

    def _most_money(self, project: int, until: float) -> tuple[Floats, float]:
        """The most that each supporter can have left up to `until`, and the most they have together."""
        who = self.stage.who[project]
        level = self.level[who]
        upper = np.maximum(level, level + self.slope[who] * until) + self.wrong[who] + 8 * UNIT_ROUNDOFF * self.most
        return upper, float(self.stage.count[project] @ upper) * (1 + self.stage.rounding(project))

    def dearer_until(self, project: int, level: float, slope: float, until: float) -> float:
        """A t up to which a rival on the edge of what its supporters can pay surely costs more than level + slope * t.

        With the most that they can have up to t, the rival is unaffordable, or its price above the most of that line.
        Each t is proved by itself; bisection only looks for one. Below 0 when none is found.
        """
        proved, refuted = -1.0, until + 1
        at = until
        for _turn in range(MOST_TURNS):
            if self._dearer(project, max(level, level + slope * at), at):
                proved = at
            else:
                refuted = at
            at = float(int((proved + refuted) / 2)) if proved >= 0 else float(int(refuted / 4))
            if at < 1 or at <= proved:
                break
        return proved

    def _dearer(self, project: int, price: float, until: float) -> bool:
        stage = self.stage
        cost, divisor = float(stage.costs[project]), float(stage.divisor[project])
        upper, money = self._most_money(project, until)
        if money < cost:
            return True
        payment, rich = fill(stage, project, upper, cost)
        least = payment / divisor * (1 - 4 * stage.rounding(project))
        return rich > 0 and least > price * (1 + 8 * UNIT_ROUNDOFF)

    def affordable_until(self, project: int) -> float:
        """The last t of the interval up to which the project surely cannot be paid; below 0 when not even at 0."""
        cost = float(self.stage.costs[project])
        have, more, unsure = self._money(project)
        have += unsure
        if have >= cost:
            return -1.0
        return self.span if have + more * self.span < cost else (cost - have) / more * (1 - SHORT) - BEFORE


def _narrowed(horizon: Horizon, winner: int, rivals: Ints) -> tuple[Line, Flags, Floats] | None:
    """The winner's line on the widest interval found on which it stays below the rivals; None if that is under 1 raise.

    Bounds that hold on a wide interval hold on a narrower one, so the interval is narrowed on the way.
    """
    while horizon.span >= 1:
        found = horizon.line(winner)
        if found is not None:
            until = _stays_below(horizon, winner, found[0], rivals, horizon.span)
            if until >= 1:
                horizon.span = float(int(until))
                return found
        horizon.span = float(int(horizon.span / NARROWER))
    return None


def _stays_below(horizon: Horizon, winner: int, line: Line, rivals: Ints, until: float) -> float:
    """The last t up to which the winner's price is surely below every rival's (or tied with it for good)."""
    if not len(rivals):
        return until
    _low, level, slope = line.prices(horizon.stage.divisor[winner], horizon.span)

    def meets() -> Floats:
        # Both are lines as they stand: a difference has a relative error of one roundoff, far within SHORT.
        gap, grows = horizon.low_level[rivals] - level, horizon.low_slope[rivals] - slope
        with np.errstate(invalid="ignore", divide="ignore"):
            meeting = np.where(grows < 0, gap / -grows * (1 - SHORT) - BEFORE, np.inf)
        return np.where(gap > 0, meeting, -1.0)

    for at in np.flatnonzero(meets() < until):
        horizon.bound_rival(int(rivals[at]))
    last = meets()
    for at in np.flatnonzero(last < until):
        rival = int(rivals[at])
        if _tied_for_good(horizon, winner, line.even, rival):
            last[at] = np.inf
        elif last[at] < 1:
            last[at] = horizon.dearer_until(rival, level, slope, until)
    return float(min(until, last.min()))


def _tied_for_good(horizon: Horizon, winner: int, even: int, rival: int) -> bool:
    """Both paid evenly, at prices that compare the same exactly, ties by the published order.

    The rival's may stem from an earlier round; its price has not fallen since.
    """
    stage, other = horizon.stage, int(horizon.even[rival])
    if not even or not other:
        return False
    ours = stage.costs[winner] * other * stage.divisor[rival]
    theirs = stage.costs[rival] * even * stage.divisor[winner]
    return (ours, stage.rank[winner]) < (theirs, stage.rank[rival])
