"""A table plan over rounds: everyone meets as many others as can be, and every table is mixed.

The golfers' problem (Harvey and Winterer, Solving the MOLR and social golfer problems, 2005) has no known answer at the
sizes of an assembly, so it is searched: in one round at a time the best exchange of two people is made, who was just
moved rests for a while (tabu search; Glover, Tabu search, part I, 1989), and the best plan is kept. All exchanges of a
round are priced at once, as sums over two small matrices.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from brink.methods.sortition.pool import Floats, Ints

_APART = 1e4  # cost of two people at one table who must not be: more than all else together
_MIXED = 0.5  # cost of a squared person too many or too few of a kind at a table, against 1 for a pair that met before
_CROWDED = 40.0  # the same for what is beyond the deviation that is allowed
_SEARCH = 26_000  # exchanges over all rounds; some 4 CPU seconds for 100 people
_REST = (4, 14)  # for so many exchanges in a round a person who moved stays
_FEWEST_SWEEPS = 12
_PATIENCE = 4  # sweeps without a better plan after which the search ends


class NoSeating(Exception):
    """The wishes cannot all be met; the message (English) says which."""


@dataclass(frozen=True)
class Wishes:
    """Who sits where and with whom. People are places 0..n-1.

    `mix` is per attribute a value for each person; every table gets its share of each value, at most `deviation`
    people off. `together` are groups that share a table in every round, `apart` pairs that never do, `fixed` the table
    of a person in every round. `absent` are people who sit nowhere.
    """

    mix: tuple[tuple[str, ...], ...] = ()
    together: tuple[tuple[int, ...], ...] = ()
    apart: tuple[tuple[int, int], ...] = ()
    fixed: Mapping[int, int] = field(default_factory=dict)
    absent: frozenset[int] = frozenset()
    deviation: int = 2


@dataclass(frozen=True)
class Seating:
    """`table` (rounds × n) is the table of each person per round, -1 for who is absent.

    `pairs` counts the pairs that meet at least once, `most_meetings` is how often one pair meets at most, `deviation`
    the most that a table has too many or too few of a kind (in people, against its share), `ceiling` the number of
    pairs that no plan exceeds.
    """

    table: Ints
    pairs: int
    most_meetings: int
    deviation: float
    ceiling: int


def seat(people: int, *, tables: int, rounds: int, wishes: Wishes | None = None, seed: int = 1,
         earlier: Ints | None = None) -> Seating:  # fmt: skip
    """Return a table plan of `rounds` rounds; the same input and seed give the same plan.

    `earlier` (r × n) are rounds that were held already, -1 for who was not there: they count as meetings and are not
    part of the result's `table`. Raises NoSeating when groups, seats or pairs cannot be placed, ValueError for
    nonsense.
    """
    wishes = wishes or Wishes()
    if tables < 1 or rounds < 1 or people < 1:
        raise ValueError("a plan needs people, tables and rounds")
    if any(len(values) != people for values in wishes.mix):
        raise ValueError("an attribute has a value for each person")
    here = np.array([person for person in range(people) if person not in wishes.absent], np.int64)
    if len(here) < tables:
        raise NoSeating("there are fewer people than tables")
    rng = np.random.default_rng(seed)
    search = _Search(here, people, tables, wishes, rng)
    before = [] if earlier is None else list(np.asarray(earlier, np.int64))
    for held in before:
        search.met += search.meetings(held[here])
    plan = [search.start(number) for number in range(rounds)]
    found = search.improved(plan)
    table = np.full((rounds, people), -1, np.int64)
    table[:, here] = found
    return _told(search, table, before)


def sizes(people: int, tables: int) -> Ints:
    """Return how many sit at each table: sizes differ by 1 at most, the larger ones first."""
    return np.array([people // tables + (table < people % tables) for table in range(tables)], np.int64)


def _told(search: _Search, table: Ints, before: Sequence[Ints]) -> Seating:
    here, count = search.here, len(search.here)
    met = sum((search.meetings(held[here]) for held in before), np.zeros((count, count)))
    for row in table:
        met = met + search.meetings(row[here])
    pairs = met[np.triu_indices(count, 1)]
    off = max((float(np.abs(search.excess(row[here])).max(initial=0.0)) for row in table), default=0.0)
    a_round = int(sum(size * (size - 1) // 2 for size in search.sizes.tolist()))
    rounds = len(table) + len(before)
    ceiling = min(count * (count - 1) // 2, rounds * a_round)
    return Seating(table, int((pairs > 0).sum()), int(pairs.max(initial=0)), off, ceiling)


class _Search:
    """Seats of the people who are here (m of them, numbered 0..m-1 within), and the price of every exchange."""

    def __init__(self, here: Ints, people: int, tables: int, wishes: Wishes, rng: np.random.Generator) -> None:
        self.here, self.tables, self.rng = here, tables, rng
        self.count = len(here)
        self.sizes = sizes(self.count, tables)
        at = np.full(people, -1, np.int64)
        at[here] = np.arange(self.count)
        kinds = [(np.array(values)[here][:, None] == np.array(sorted(set(values)))[None, :]) for values in wishes.mix]
        self.kinds: Floats = np.hstack([np.zeros((self.count, 0)), *kinds]).astype(float)
        self.share: Floats = self.sizes[:, None] * self.kinds.mean(axis=0)[None, :]
        self.allowed = wishes.deviation
        self.together = [[int(at[p]) for p in group if at[p] >= 0] for group in wishes.together]
        self.fixed = {int(at[p]): table for p, table in wishes.fixed.items() if at[p] >= 0}
        self.apart = np.zeros((self.count, self.count))
        for one, other in wishes.apart:
            if at[one] >= 0 and at[other] >= 0:
                self.apart[at[one], at[other]] = self.apart[at[other], at[one]] = _APART
        self.met = np.zeros((self.count, self.count))
        self.free = np.ones(self.count, dtype=bool)
        self._anchors = self._grouped()

    def _grouped(self) -> list[tuple[list[int], int | None]]:
        """Return groups that stay together (largest first) with their fixed table; a person is in one group."""
        groups: list[tuple[list[int], int | None]] = []
        taken: set[int] = set()
        for group in [*self.together, *([person] for person in self.fixed)]:
            if len(group) < 2 and not any(person in self.fixed for person in group):
                continue
            if set(group) & taken:
                if len(group) > 1:
                    raise NoSeating("somebody is in two groups that stay together")
                continue
            places = {self.fixed[person] for person in group if person in self.fixed}
            if len(places) > 1 or any(not 0 <= table < self.tables for table in places):
                raise NoSeating("a group is fixed to two tables, or to one that is not there")
            if (self.apart[group][:, group] > 0).any():
                raise NoSeating("two people are to sit together and apart")
            taken |= set(group)
            groups.append((group, next(iter(places), None)))
        self.free[list(taken)] = False
        return sorted(groups, key=lambda one: (one[1] is None, -len(one[0]), one[0]))

    def start(self, number: int) -> Ints:
        """Return a round to begin with: groups first, each at another table per round, the others at random."""
        left, table = self.sizes.copy(), np.full(self.count, -1, np.int64)
        for turn, (group, place) in enumerate(self._anchors):
            choices = [place] if place is not None else [(turn + number + t) % self.tables for t in range(self.tables)]
            for choice in choices:
                sitting = np.flatnonzero(table == choice)
                if left[choice] >= len(group) and not (self.apart[group][:, sitting] > 0).any():
                    table[group] = choice
                    left[choice] -= len(group)
                    break
            else:
                raise NoSeating("a group that stays together, or a fixed seat, has no table with room")
        rest = self.rng.permutation(np.flatnonzero(table < 0))
        table[rest] = np.repeat(np.arange(self.tables), left)
        return table

    def seats(self, table: Ints) -> Floats:
        """Return a round as zeros and ones (m × tables)."""
        found: Floats = (table[:, None] == np.arange(self.tables)[None, :]).astype(float)
        return found

    def meetings(self, table: Ints) -> Floats:
        """Return who meets whom in a round (m × m)."""
        found: Floats = ((table[:, None] == table[None, :]) & (table[:, None] >= 0)).astype(float)
        np.fill_diagonal(found, 0.0)
        return found

    def excess(self, table: Ints) -> Floats:
        """Return per table and kind how many more than its share there are (tables × kinds)."""
        found: Floats = self.seats(table).T @ self.kinds - self.share
        return found

    def improved(self, plan: list[Ints]) -> Ints:
        """Go over the rounds time and again, each time improving one against all others; return the best plan."""
        met = self.met + sum((self.meetings(table) for table in plan), np.zeros((self.count, self.count)))
        steps = max(_SEARCH // (_FEWEST_SWEEPS * len(plan)), 20)
        best, lowest, since = np.array(plan), np.inf, 0
        for _sweep in range(_FEWEST_SWEEPS):
            for number in range(len(plan)):
                others = met - self.meetings(plan[number])
                # Meeting again costs more each time; a first meeting costs nothing.
                again = 2 * others - (others > 0)
                plan[number] = self._round(plan[number], again + self.apart, steps)
                met = others + self.meetings(plan[number])
            cost, since = self._cost(plan, met), since + 1
            if cost < lowest - 1e-9:
                best, lowest, since = np.array(plan), cost, 0
            if lowest == 0 or since >= _PATIENCE:
                break
        if (self.apart[None] * np.array([self.meetings(table) for table in best])).any():
            raise NoSeating("two people who are to sit apart could not be seated so")
        return best

    def _cost(self, plan: list[Ints], met: Floats) -> float:
        again = float(np.maximum(met - 1, 0).sum()) / 2
        apart = sum(float((self.apart * self.meetings(table)).sum()) for table in plan)
        mixed = sum(float(self._uneven(self.excess(table)).sum()) for table in plan)
        return again + apart + mixed

    def _uneven(self, excess: Floats) -> Floats:
        beyond = np.maximum(np.abs(excess) - (self.allowed - 0.5), 0.0)
        found: Floats = _MIXED * 0.1 * excess**2 + _CROWDED * beyond**2
        return found

    def _round(self, table: Ints, again: Floats, steps: int) -> Ints:
        """Return a round after the best of `steps` exchanges; `again` (m × m) is what a pair at one table costs."""
        table = table.copy()
        cost, lowest, best = 0.0, 0.0, table.copy()
        rests = np.zeros(self.count, np.int64)
        rests[~self.free] = steps + 1
        with_table = again @ self.seats(table)
        for step in range(steps):
            price = self._prices(table, again, with_table, self.excess(table))
            resting = rests > step
            blocked = resting[:, None] | resting[None, :]
            # What rests may move all the same when that gives the best round so far.
            price[blocked & ((cost + price > lowest - 1e-9) | ~(self.free[:, None] & self.free[None, :]))] = np.inf
            place = int(np.argmin(price))
            one, other = divmod(place, self.count)
            if not np.isfinite(price[one, other]):
                break
            cost += float(price[one, other])
            moved = again[:, one] - again[:, other]
            with_table[:, table[one]] -= moved
            with_table[:, table[other]] += moved
            table[one], table[other] = table[other], table[one]
            rests[[one, other]] = step + self.rng.integers(*_REST, 2)
            if cost < lowest - 1e-9:
                lowest, best = cost, table.copy()
        return best

    def _prices(self, table: Ints, again: Floats, with_table: Floats, excess: Floats) -> Floats:
        """Return what exchanging each two people costs (m × m; infinite at one table)."""
        own = with_table[np.arange(self.count), table]
        gain = with_table[:, table] - own[:, None]  # p goes to the table of q
        price: Floats = gain + gain.T - 2 * again
        if self.kinds.shape[1]:
            uneven = self._uneven(excess)
            more, less = self._uneven(excess + 1) - uneven, self._uneven(excess - 1) - uneven
            # Table of p loses p's kinds and gets q's; kinds that both have change nothing.
            get, lose = more[table] @ self.kinds.T, (less[table] * self.kinds).sum(axis=1)
            both = ((more + less)[table] * self.kinds) @ self.kinds.T
            here = get + lose[:, None] - both
            price += here + here.T
        price[table[:, None] == table[None, :]] = np.inf
        return price
