"""Recompute a published budget outcome with the standard library alone: whole numbers, no rounding, no engine.

What a record holds is in files/budget_record.py. This module knows nothing of the engine: it reads the .pb file of the
record itself and follows the rule over merged ballots in exact arithmetic, so that a mistake of the engine shows too.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import lcm
from typing import Any

from brink.methods.files.commitments import RecordInvalid, check_committed, commitment_to, record_json

BUDGET_FORMAT = "brink-budget-record/1"
BUDGET_FILES = ("LEESMIJ.txt", "election.pb", "result.json", "rule.json")
# All steps before the last are recomputed too when that is no more than this many balances.
_MOST_BALANCES = 4_000_000


@dataclass(frozen=True)
class BudgetReport:
    """A record that holds. every_step: whether each earlier step of add1 was recomputed as well."""

    digest: str
    voters: int
    winners: tuple[str, ...]
    cost: Fraction
    every_step: bool


def budget_manifest(files: Mapping[str, bytes]) -> bytes:
    """The manifest: the SHA-256 of every file of the record. Its own SHA-256 stands for the whole record."""
    return commitment_to(files, BUDGET_FORMAT)


def verify_budget(manifest: bytes, files: Mapping[str, bytes]) -> BudgetReport:
    """Check the bytes of a record and recompute its outcome. Raises RecordInvalid."""
    check_committed(files, manifest, kind=BUDGET_FORMAT, names=BUDGET_FILES, called="manifest.json")
    rule, result = (record_json(name, files[name]) for name in ("rule.json", "result.json"))
    try:
        poll = _read_poll(files["election.pb"])
        every_step = _recompute_budget(poll, rule, result)
        cost = Fraction(sum(poll.costs[poll.names.index(name)] for name in result["winners"]), poll.unit)
        digest = hashlib.sha256(manifest).hexdigest()
        return BudgetReport(digest, poll.voters, tuple(result["winners"]), cost, every_step)
    except (KeyError, TypeError, ValueError, IndexError, AttributeError):
        raise RecordInvalid("record: er ontbreekt iets of er staat iets onleesbaars") from None


@dataclass
class _Poll:
    """The election of the record. Amounts in the smallest money in use; `unit` of those are 1 of the currency."""

    names: list[str] = field(default_factory=list)
    costs: list[int] = field(default_factory=list)
    budget: int = 0
    unit: int = 1
    voters: int = 0
    ballots: dict[tuple[tuple[int, int], ...], int] = field(default_factory=dict)

    def votes(self) -> list[int]:
        """How many voters give each project anything."""
        return [sum(count for _w, count in row) for row in self.supporters()]

    def points(self) -> list[int]:
        """What all voters together give each project."""
        return [sum(weight * count for weight, count in row) for row in self.supporters()]

    def supporters(self) -> list[list[tuple[int, int]]]:
        """Per project (weight, count) of each distinct ballot that supports it."""
        found: list[list[tuple[int, int]]] = [[] for _name in self.names]
        for ballot, count in self.ballots.items():
            for project, weight in ballot:
                found[project].append((weight, count))
        return found


def _read_poll(content: bytes) -> _Poll:
    """The .pb file of a record: three parts, no quoted cells."""
    lines = iter(content.decode("utf-8").split("\n"))
    meta = dict(row[:2] for row in _poll_part(lines, "META", "PROJECTS"))
    header, *projects = _poll_part(lines, "PROJECTS", "VOTES", first=False)
    poll = _Poll([row[header.index("project_id")] for row in projects])
    amounts = [Fraction(row[header.index("cost")]) for row in projects]
    budget = Fraction(meta["budget"])
    poll.unit = 1
    while any((amount * poll.unit).denominator > 1 for amount in (*amounts, budget)):
        poll.unit *= 10
    poll.costs, poll.budget = [int(amount * poll.unit) for amount in amounts], int(budget * poll.unit)
    if len(set(poll.names)) != len(poll.names) or min(poll.costs, default=0) < 0:
        raise ValueError
    at = {name: place for place, name in enumerate(poll.names)}
    header, *votes = _poll_part(lines, "VOTES", "", first=False)
    cumulative = meta["vote_type"] == "cumulative"
    for row in votes:
        poll.voters += 1
        chosen = row[header.index("vote")].split(",") if row[header.index("vote")] else []
        points = row[header.index("points")].split(",") if cumulative and chosen else ["1"] * len(chosen)
        ballot = tuple(sorted((at[name], int(given)) for name, given in zip(chosen, points, strict=True)))
        if len(dict(ballot)) != len(ballot) or any(weight < 1 for _project, weight in ballot):
            raise ValueError
        if ballot:
            poll.ballots[ballot] = poll.ballots.get(ballot, 0) + 1
    return poll


def _poll_part(lines: Iterator[str], name: str, following: str, *, first: bool = True) -> list[list[str]]:
    if first and next(lines) != name:
        raise ValueError
    rows: list[list[str]] = []
    for line in lines:
        if line == following:
            return rows
        rows.append(line.split(";"))
    raise ValueError


def _recompute_budget(poll: _Poll, rule: dict[str, Any], result: dict[str, Any]) -> bool:
    """Follow the rule and compare. Returns whether every earlier step of add1 was followed too."""
    check = _BudgetCheck(poll, rule)
    if [poll.names[project] for project in check.order] != rule["tie_order"]:
        raise RecordInvalid("rule.json: de volgorde bij gelijke stand klopt niet met kosten, stemmen en lot")
    steps, completion = int(result["steps"]), rule["completion"]
    every_step = True
    if rule["rule"] == "greedy":
        chosen: list[int] = []
        winners = check.greedy([])
    else:
        chosen = check.shares(steps)
        winners = chosen + (check.greedy(chosen) if completion == "utilitarian" else [])
        if completion in ("none", "utilitarian"):
            if steps:
                raise RecordInvalid("result.json: deze regel kent geen verhoging van het startbedrag")
        else:
            every_step = _check_budget_steps(check, completion, steps, chosen, result["next_step_cost"])
    winners += check.floors(winners)
    told = [poll.names[project] for project in winners]
    if told != result["winners"] or [poll.names[project] for project in chosen] != result["by_equal_shares"]:
        raise RecordInvalid("result.json: narekenen geeft andere winnaars")
    if check.cost(winners) > poll.budget or result["cost"] != check.cost(winners) or result["unit"] != poll.unit:
        raise RecordInvalid("result.json: de kosten kloppen niet")
    for line, projects in check.lines:
        spent = sum(poll.costs[project] for project in winners if project in projects)
        if line["ceiling"] is not None and spent > line["ceiling"]:
            raise RecordInvalid(f"result.json: boven het plafond van {line['name']}")
    return every_step


def _check_budget_steps(
    check: _BudgetCheck, completion: str, steps: int, chosen: list[int], next_cost: int | None
) -> bool:
    """That add1 rightly stopped here: not later (the next step overspends, or nothing fits), and where feasible not
    earlier."""
    budget = check.poll.budget
    if check.cost(chosen) > budget:
        raise RecordInvalid("result.json: de uitkomst is duurder dan het budget")
    stops_full = completion == "add1-exhaustive" and check.full(chosen)
    if not stops_full:
        # With so much nobody is ever short, and nothing changes any more.
        enough = sum(check.poll.costs) // check.poll.unit + 1
        following = check.shares(steps + 1 if next_cost is not None else enough)
        if next_cost is not None and (check.cost(following) != next_cost or next_cost <= budget):
            raise RecordInvalid("result.json: de volgende stap kost niet meer dan het budget")
        if next_cost is None and following != chosen:
            raise RecordInvalid("result.json: met een hoger startbedrag verandert de uitkomst nog")
    size = sum(len(row) for row in check.who)
    if steps * size > _MOST_BALANCES:
        return False
    for step in range(steps):
        before = check.shares(step)
        if check.cost(before) > budget or (completion == "add1-exhaustive" and check.full(before)):
            raise RecordInvalid(f"result.json: de regel stopt al eerder, na {step} stappen")
    return True


class _BudgetCheck:
    """The rule over merged ballots. Balances are whole numbers over one denominator."""

    def __init__(self, poll: _Poll, rule: dict[str, Any]) -> None:
        self.poll, self.rule = poll, rule
        self.by_cost = {"cost": True, "cardinality": False}[rule["utility"]]
        self.votes, self.points = poll.votes(), poll.points()
        self.counts = list(poll.ballots.values())
        self.who: list[list[tuple[int, int]]] = [[] for _name in poll.names]  # (class, weight)
        for place, ballot in enumerate(poll.ballots):
            for project, weight in ballot:
                self.who[project].append((place, weight))
        at = {name: place for place, name in enumerate(poll.names)}
        self.lines = [(line, {at[name] for name in line["projects"]}) for line in rule["lines"]]
        seed = int(rule["seed"])
        lots = [hashlib.sha256(f"{seed}:{name}".encode()).digest() for name in poll.names]
        everybody = range(len(poll.names))
        self.order = sorted(everybody, key=lambda p: (poll.costs[p], -self.votes[p], -self.points[p], lots[p]))
        self.rank = {project: place for place, project in enumerate(self.order)}

    def cost(self, winners: Sequence[int]) -> int:
        """What these projects cost together."""
        return sum(self.poll.costs[project] for project in winners)

    def fits(self, winners: Sequence[int], project: int, *, whole: bool) -> bool:
        """Whether a project may join: no line above its ceiling, every floor's money left; `whole`: within budget."""
        unmet = 0
        for line, projects in self.lines:
            after = sum(self.poll.costs[p] for p in (*winners, project) if p in projects)
            if project in projects and line["ceiling"] is not None and after > line["ceiling"]:
                return False
            unmet += max(0, line["floor"] - after)
        within: bool = self.cost([*winners, project]) + unmet <= self.poll.budget
        return within or not (unmet or whole)

    def full(self, winners: Sequence[int]) -> bool:
        """Whether nothing else fits."""
        return not any(p not in winners and self.fits(winners, p, whole=True) for p in self.order)

    def _greedy_order(self) -> list[int]:
        def key(project: int) -> tuple[bool, Fraction, int]:
            cost = self.poll.costs[project]
            worth = Fraction(self.points[project], 1 if self.by_cost or not cost else cost)
            return cost > 0, -worth, self.rank[project]

        return sorted((project for project in self.order if self.points[project]), key=key)

    def greedy(self, already: Sequence[int]) -> list[int]:
        """What greedy adds."""
        winners = list(already)
        for project in self._greedy_order():
            if project not in winners and self.fits(winners, project, whole=True):
                winners.append(project)
        return winners[len(already) :]

    def floors(self, already: Sequence[int]) -> list[int]:
        """What lines below their floor take of their own projects."""
        winners = list(already)
        for project in self._greedy_order():
            short = any(
                project in projects and sum(self.poll.costs[p] for p in winners if p in projects) < line["floor"]
                for line, projects in self.lines
            )
            if short and project not in winners and self.fits(winners, project, whole=True):
                winners.append(project)
        return winners[len(already) :]

    def shares(self, steps: int) -> list[int]:
        """Equal shares after so many raises of one unit."""
        poll = self.poll
        costs = [cost * poll.voters for cost in poll.costs]
        start, below = poll.budget + steps * poll.unit * poll.voters, 1
        left = [start] * len(self.counts)  # over `below`
        winners = [p for p in self.order if self.votes[p] and not costs[p]]
        # Prices only rise, so an earlier price is a lower bound; at first nobody pays less than an equal part.
        low = {
            p: Fraction(costs[p], self.points[p] * (costs[p] if self.by_cost else 1))
            for p in self.order
            if self.votes[p] and costs[p]
        }
        while True:
            if self.lines:
                low = {p: price for p, price in low.items() if self.fits(winners, p, whole=False)}
            best: tuple[Fraction, int, int, Fraction] | None = None
            for project in sorted(low, key=lambda p: (low[p], self.rank[p])):
                if best is not None and (low[project], self.rank[project]) > best[:2]:
                    break
                payment = self._payment(project, costs[project] * below, left)
                if payment is None:
                    del low[project]
                    continue
                paid = payment / below
                price = paid / costs[project] if self.by_cost else paid
                low[project] = price
                if best is None or (price, self.rank[project]) < best[:2]:
                    best = price, self.rank[project], project, paid
            if best is None:
                return winners
            winner, paid = best[2], best[3]
            factor = lcm(below, paid.denominator) // below
            if factor > 1:
                left, below = [money * factor for money in left], below * factor
            amount = int(paid * below)
            for place, weight in self.who[winner]:
                left[place] = max(0, left[place] - amount * weight)
            winners.append(winner)
            del low[winner]

    def _payment(self, project: int, cost: int, left: list[int]) -> Fraction | None:
        """The payment per point at which the supporters reach the cost, in the denominator of `left`; None if never."""
        counts = self.counts
        who = self.who[project]
        if sum(left[place] * counts[place] for place, _weight in who) < cost:
            return None
        points, missing = self.points[project], cost
        common = lcm(*{weight for _place, weight in who})
        for each, place, weight in sorted((left[place] * (common // weight), place, weight) for place, weight in who):
            # Can he, and everybody after him, pay the same per point?
            if each * points >= missing * common:
                return Fraction(missing, points)
            missing -= left[place] * counts[place]
            points -= weight * counts[place]
        raise AssertionError("the supporters together have enough")
