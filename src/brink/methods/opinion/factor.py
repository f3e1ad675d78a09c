"""A logistic factor model of votes: log-odds of agreement = statement's level + place of the person · direction of the
statement, with a posterior (mean and covariance) for each person.

Fitted by variational expectation-maximisation with the quadratic bound of Jaakkola and Jordan (2000): each step is a
small linear system per person and per statement and none can make the bound worse. Starts from principal axes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import sparse

from .axes import centred as centred_votes
from .axes import leading, statement_means
from .votes import Floats, Ints, Votes

DIMENSIONS = 4
STEPS = 12
# Prior variance of a statement's direction, and of its level; a person's place has variance 1.
DIRECTION, LEVEL = 0.5, 9.0


@dataclass(frozen=True, eq=False)
class Factors:
    """place: (participants, d) posterior means; spread: (participants, d, d) covariances; direction: (statements, d);
    level: (statements,)."""

    place: Floats
    spread: Floats
    direction: Floats
    level: Floats

    def log_odds(self, person: Ints, statement: Ints) -> Floats:
        """Log-odds of agreement, drawn toward 0 by what is not known of the person (MacKay, 1992)."""
        direction = self.direction[statement]
        mean = self.level[statement] + np.einsum("nd,nd->n", self.place[person], direction)
        variance = np.einsum("nd,nde,ne->n", direction, self.spread[person], direction)
        moderated: Floats = mean / np.sqrt(1.0 + np.pi * variance / 8.0)
        return moderated


def fit_factors(votes: Votes, rng: np.random.Generator, dimensions: int = DIMENSIONS) -> Factors:
    """Fit the model to the agree/disagree votes of `votes`."""
    firm = votes.keep(votes.value != 0)
    owner, statement = firm.owners().astype(np.int64), firm.statement.astype(np.int64)
    sign = firm.value.astype(np.float64) / 2.0
    factors = _start(firm, rng, dimensions)
    for _ in range(STEPS):
        weight, table = _bound(factors, owner, statement), _table(firm)
        factors = _people(factors, table, weight, sign)
        weight = _bound(factors, owner, statement)
        factors = _statements(factors, table, weight, sign)
    return factors


def _table(votes: Votes) -> Any:
    shape = (votes.participants, votes.statements)
    index, pointer = votes.statement.astype(np.int32), votes.indptr.astype(np.int32)
    return sparse.csr_array((np.ones(votes.size), index, pointer), shape=shape)


def _start(votes: Votes, rng: np.random.Generator, dimensions: int) -> Factors:
    tallies = votes.tallies()
    level = np.log((tallies[:, 2] + 1.0) / (tallies[:, 0] + 1.0))
    table = centred_votes(votes, statement_means(votes))
    axes = leading(table, rng, dimensions - 1)
    # One direction for those who agree with everything, the others along the principal axes.
    direction = np.zeros((votes.statements, dimensions))
    direction[:, 0] = 0.3
    if axes.shape[1]:
        direction[:, 1 : 1 + axes.shape[1]] = axes * np.sqrt(votes.statements)
    identity = np.tile(np.eye(dimensions), (votes.participants, 1, 1))
    return Factors(np.zeros((votes.participants, dimensions)), identity, direction, level)


def _bound(factors: Factors, owner: Ints, statement: Ints) -> Floats:
    """Twice lambda(xi) of Jaakkola and Jordan, per vote: the curvature of the bound on the logistic function."""
    direction = factors.direction[statement]
    mean = factors.level[statement] + np.einsum("nd,nd->n", factors.place[owner], direction)
    variance = np.einsum("nd,nde,ne->n", direction, factors.spread[owner], direction)
    xi = np.sqrt(np.maximum(mean**2 + variance, 1e-8))
    curvature: Floats = np.tanh(xi / 2.0) / (2.0 * xi)
    return curvature


def _with(table: Any, data: Floats) -> Any:
    return sparse.csr_array((data, table.indices, table.indptr), shape=table.shape)


def _people(factors: Factors, table: Any, weight: Floats, sign: Floats) -> Factors:
    d = factors.direction.shape[1]
    outer = np.einsum("sd,se->sde", factors.direction, factors.direction).reshape(-1, d * d)
    precision = np.eye(d) + np.asarray(_with(table, weight) @ outer).reshape(-1, d, d)
    pull = _with(table, sign) @ factors.direction - _with(table, weight) @ (factors.level[:, None] * factors.direction)
    spread = np.linalg.inv(precision)
    return Factors(np.einsum("nde,ne->nd", spread, np.asarray(pull)), spread, factors.direction, factors.level)


def _statements(factors: Factors, table: Any, weight: Floats, sign: Floats) -> Factors:
    d = factors.direction.shape[1]
    people = len(factors.place)
    # (1, place) per person, its second moment, so that level and direction are solved together.
    long = np.concatenate([np.ones((people, 1)), factors.place], axis=1)
    second = np.einsum("nd,ne->nde", long, long)
    second[:, 1:, 1:] += factors.spread
    prior = np.diag([1.0 / LEVEL] + [1.0 / DIRECTION] * d)
    precision = prior + np.asarray(_with(table, weight).T @ second.reshape(people, -1)).reshape(-1, d + 1, d + 1)
    pull = np.asarray(_with(table, sign).T @ long)
    solved = np.linalg.solve(precision, pull[:, :, None])[:, :, 0]
    return Factors(factors.place, factors.spread, solved[:, 1:], solved[:, 0])
