"""The legal rule of a round: what must be fixed and published before anybody votes."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Literal

from .election import Election

RuleName = Literal["equal-shares", "greedy"]
Utility = Literal["cost", "cardinality"]
Completion = Literal["none", "add1", "add1-exhaustive", "utilitarian"]


@dataclass(frozen=True)
class Rule:
    """How votes become winners.

    utility: what a voter is taken to gain from a winning project: its `cost` times the weight on the ballot, or the
    weight alone (`cardinality`: the number of projects). completion: what happens with money that equal shares leave;
    see completing.py. seed: of the lot that decides ties which cost and votes do not, drawn once before all runs.
    """

    name: RuleName = "equal-shares"
    utility: Utility = "cost"
    completion: Completion = "none"
    seed: int = 1


def tie_order(election: Election, seed: int) -> tuple[int, ...]:
    """All projects in the order in which they win ties: lowest cost, then most votes, then the lot."""
    votes, points = election.votes.tolist(), election.points.tolist()

    def key(project: int) -> tuple[int, int, int, bytes]:
        return election.costs[project], -votes[project], -points[project], lot(election.names[project], seed)

    return tuple(sorted(range(len(election.names)), key=key))


def lot(name: str, seed: int) -> bytes:
    """The lot of a project: SHA-256 of seed and name, lowest first, so that anybody can redraw it with any tool."""
    return hashlib.sha256(f"{seed}:{name}".encode()).digest()
