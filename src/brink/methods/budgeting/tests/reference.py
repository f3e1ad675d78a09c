"""The rules once more, slow and obvious, in fractions, voter by voter: the oracle of the tests."""

from collections.abc import Sequence
from fractions import Fraction

from brink.methods.budgeting import BudgetLine, Election, Rule, tie_order


def voters_of(election: Election) -> list[list[int]]:
    """One list of weights per voter."""
    rows = election.weights.tolist()
    people = [row for row, count in zip(rows, election.counts.tolist(), strict=True) for _ in range(count)]
    return people + [[0] * len(election.names)] * (election.voters - len(people))


def price(voters: list[list[int]], left: list[Fraction], project: int, cost: int, factor: int) -> Fraction | None:
    """The smallest price per unit of utility at which the supporters pay the cost, or None."""
    who = [voter for voter, row in enumerate(voters) if row[project]]
    if sum(left[voter] for voter in who) < cost:
        return None
    who.sort(key=lambda voter: left[voter] / voters[voter][project])
    missing, utility = Fraction(cost), sum(voters[voter][project] * factor for voter in who)
    for voter in who:
        gain = voters[voter][project] * factor
        if left[voter] * utility >= missing * gain:
            return missing / utility
        missing -= left[voter]
        utility -= gain
    raise AssertionError


def fits(election: Election, lines: Sequence[BudgetLine], winners: list[int], project: int, whole: bool) -> bool:
    """Whether a project may join the winners as far as the lines go (and, with `whole`, the budget)."""
    after = [*winners, project]
    spent = {line.name: sum(election.costs[p] for p in after if p in line.projects) for line in lines}
    if any(
        line.ceiling is not None and spent[line.name] > line.ceiling for line in lines if project in line.projects
    ):
        return False
    kept = sum(max(0, line.floor - spent[line.name]) for line in lines)
    if not kept and not whole:
        return True
    return sum(election.costs[p] for p in after) + kept <= election.budget


def shares(election: Election, rule: Rule, raises: int, lines: Sequence[BudgetLine] = ()) -> list[int]:
    """Equal shares after so many raises of one unit."""
    order = tie_order(election, rule.seed)
    voters = voters_of(election)
    if not voters:
        return []
    left = [Fraction(election.budget, len(voters)) + raises * election.unit] * len(voters)
    supported = [p for p in order if any(row[p] for row in voters)]
    winners = [p for p in supported if not election.costs[p]]
    open_projects = [p for p in supported if election.costs[p]]
    while True:
        open_projects = [p for p in open_projects if fits(election, lines, winners, p, whole=False)]
        offers = []
        for project in open_projects:
            factor = election.costs[project] if rule.utility == "cost" else 1
            found = price(voters, left, project, election.costs[project], factor)
            if found is not None:
                offers.append((found, order.index(project), project, factor))
        if not offers:
            return winners
        paid, _place, winner, factor = min(offers)
        for voter, row in enumerate(voters):
            left[voter] = max(Fraction(0), left[voter] - paid * row[winner] * factor)
        winners.append(winner)
        open_projects.remove(winner)


def greedy(election: Election, rule: Rule, lines: Sequence[BudgetLine], winners: list[int]) -> list[int]:
    """Add projects by points (per euro with cardinality utilities) as long as they fit."""
    voters, order = voters_of(election), tie_order(election, rule.seed)

    def key(project: int) -> tuple[bool, Fraction, int]:
        cost = election.costs[project]
        points = sum(row[project] for row in voters)
        worth = Fraction(points, cost) if cost and rule.utility == "cardinality" else Fraction(points)
        return cost > 0, -worth, order.index(project)

    winners = list(winners)
    for project in sorted(order, key=key):
        voted = any(row[project] for row in voters)
        if voted and project not in winners and fits(election, lines, winners, project, whole=True):
            winners.append(project)
    return winners


def decide(election: Election, rule: Rule, lines: Sequence[BudgetLine] = ()) -> tuple[list[int], int]:
    """The winners by the rule and the number of raises; floors are not filled up."""
    if rule.name == "greedy":
        return greedy(election, rule, lines, []), 0
    last = shares(election, rule, 0, lines)
    if rule.completion == "none":
        return last, 0
    if rule.completion == "utilitarian":
        return greedy(election, rule, lines, last), 0
    raises = 0
    enough = sum(election.costs)
    while raises * election.unit <= enough:
        if rule.completion == "add1-exhaustive" and not any(
            p not in last and fits(election, lines, last, p, whole=True) for p in range(len(election.names))
        ):
            break
        following = shares(election, rule, raises + 1, lines)
        if sum(election.costs[p] for p in following) > election.budget:
            break
        last, raises = following, raises + 1
    return last, raises
