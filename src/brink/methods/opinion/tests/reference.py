"""Slow and obvious twins of the method, written from the definitions with dense tables and plain loops."""

from itertools import combinations

import numpy as np

from brink.methods.opinion import Votes


def dense(votes: Votes) -> np.ndarray:
    """Participants × statements, nan where a statement was not seen."""
    table = np.full((votes.participants, votes.statements), np.nan)
    table[votes.owners(), votes.statement] = votes.value
    return table


def filled(votes: Votes) -> np.ndarray:
    """The centred table with gaps at the mean of their statement, that is at 0."""
    table = dense(votes)
    seen = ~np.isnan(table)
    means = np.where(seen, table, 0).sum(axis=0) / np.maximum(seen.sum(axis=0), 1)
    return np.where(seen, table - means, 0.0)


def answers(votes: Votes, labels: np.ndarray, groups: int) -> np.ndarray:
    """(groups, statements, 3) by counting one by one."""
    count = np.zeros((groups, votes.statements, 3), dtype=int)
    table = dense(votes)
    for person, group in enumerate(labels):
        for statement in range(votes.statements):
            if group >= 0 and not np.isnan(table[person, statement]):
                count[group, statement, int(table[person, statement]) + 1] += 1
    return count


def silhouette(points: np.ndarray, labels: np.ndarray) -> float:
    """Mean silhouette, one point at a time."""
    widths = []
    for place, own in enumerate(labels):
        far = [np.linalg.norm(points[place] - other) for other in points]
        mates = [far[i] for i in range(len(points)) if labels[i] == own and i != place]
        others = [np.mean([far[i] for i in range(len(points)) if labels[i] == g]) for g in set(labels) - {own}]
        a, b = (np.mean(mates) if mates else 0.0), min(others)
        widths.append((b - a) / max(a, b) if mates and max(a, b) > 0 else 0.0)
    return float(np.mean(widths))


def equal_shares(approve: np.ndarray, size: int) -> list[int]:
    """Method of equal shares round by round, prices by bisection; ties to more people, then the lower number."""
    people, statements = approve.shape
    budget, price, chosen = np.ones(people), people / size, []
    while len(chosen) < size:
        best, cheapest = None, np.inf
        for statement in sorted(range(statements), key=lambda s: (-approve[:, s].sum(), s)):
            purse = budget[approve[:, statement]]
            if statement in chosen or purse.sum() < price - 1e-9:
                continue
            low, high = 0.0, 1.0
            for _ in range(60):
                middle = (low + high) / 2
                low, high = (low, middle) if np.minimum(purse, middle).sum() >= price - 1e-12 else (middle, high)
            if high < cheapest - 1e-9:
                best, cheapest = statement, high
        if best is None:
            break
        budget[approve[:, best]] = np.maximum(budget[approve[:, best]] - cheapest, 0)
        chosen.append(best)
    return chosen


def ejr_plus(approve: np.ndarray, chosen: list[int], size: int) -> bool:
    """EJR+ from its definition: every subset of every statement's supporters, every level."""
    people, statements = approve.shape
    utility = approve[:, chosen].sum(axis=1)
    for statement in set(range(statements)) - set(chosen):
        supporters = np.flatnonzero(approve[:, statement])
        for level in range(1, size + 1):
            for count in range(1, len(supporters) + 1):
                if count * size < level * people:
                    continue
                if any(all(utility[i] < level for i in some) for some in combinations(supporters, count)):
                    return False
    return True
