"""An order of people and statements that follows from the votes alone.

Every random choice of the map is drawn after sorting by this order, and every sum of floating numbers is taken in it.
So the same votes give the same map whatever the order in which they arrived and whatever the names of people and
statements. The order comes from hashes that are refined in turns: a statement's hash from the hashes of the people
who voted on it, a person's from the statements they voted on (colour refinement of Weisfeiler and Leman, 1968).
People that keep equal hashes voted alike, or stand in perfect symmetry; between those the given order decides.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse

from .votes import BLOCK, Ints, Votes, index_type

Hashes = npt.NDArray[np.uint64]

ROUNDS = 2


@dataclass(frozen=True, eq=False)
class Canonical:
    """Votes in canonical order; rows[p] and columns[p] are the given indices at canonical position p."""

    votes: Votes
    rows: Ints
    columns: Ints

    def place(self, statements: Ints) -> Ints:
        """Canonical positions of the given statement indices."""
        position = np.empty(len(self.columns), dtype=np.int64)
        position[self.columns] = np.arange(len(self.columns))
        return position[statements]


def canonical(votes: Votes) -> Canonical:
    """Sort participants and statements by content. Costs a few passes over the votes."""
    row_hash, column_hash = _hashes(votes)
    rows = np.argsort(row_hash, kind="stable")
    columns = np.argsort(column_hash, kind="stable")
    return Canonical(_permuted(votes, rows, columns), rows, columns)


def _permuted(votes: Votes, rows: Ints, columns: Ints) -> Votes:
    position = np.empty(votes.statements, dtype=np.int32)
    position[columns] = np.arange(votes.statements, dtype=np.int32)
    moved = votes.rows(rows)
    shape = (moved.participants, moved.statements)
    # Copies: scipy sorts in place, and Votes are frozen.
    pointer = moved.indptr.astype(np.int32 if moved.size < 2**31 - 1 else np.int64)
    table = sparse.csr_array((moved.value.copy(), position[moved.statement], pointer), shape=shape)
    table.sort_indices()
    return Votes(moved.indptr, table.indices.astype(index_type(votes.statements)), table.data, votes.statements)


def _hashes(votes: Votes) -> tuple[Hashes, Hashes]:
    tallies = votes.tallies().astype(np.uint64)
    column = np.zeros(votes.statements, dtype=np.uint64)
    for answer in range(3):
        column = _mix(column + tallies[:, answer])
    row = _row_hashes(votes, column)
    # In a very large table one round tells all people apart that differ at all.
    for _ in range(ROUNDS if votes.size <= 4 * BLOCK else 1):
        column = _mix(_column_sums(votes, row))
        row = _row_hashes(votes, column)
    return row, column


def _mix(value: Hashes) -> Hashes:
    """Finaliser of splitmix64 (Steele, Lea and Flood, 2014): every input bit reaches every output bit."""
    value = value + np.uint64(0x9E3779B97F4A7C15)
    value = (value ^ (value >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    value = (value ^ (value >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return value ^ (value >> np.uint64(31))


def _by_answer(hashes: Hashes) -> Hashes:
    """One hash per (item, answer), flat: position item * 3 + value + 1."""
    return _mix(hashes[:, None] + np.arange(1, 4, dtype=np.uint64) * np.uint64(0xD1B54A32D192ED03)).ravel()


def _row_hashes(votes: Votes, column: Hashes) -> Hashes:
    table = _by_answer(column)
    row = np.zeros(votes.participants, dtype=np.uint64)
    for start, stop in votes.row_blocks():
        pointer = votes.indptr[start : stop + 1]
        hashes = table[votes.cells(slice(int(pointer[0]), int(pointer[-1])))]
        # reduceat cannot sum nothing, so people without votes keep hash 0.
        voted = np.flatnonzero(np.diff(pointer))
        if len(voted):
            row[start + voted] = np.add.reduceat(hashes, pointer[voted] - pointer[0])
    return _mix(row)


def _column_sums(votes: Votes, row: Hashes) -> Hashes:
    table = _by_answer(row)
    total = np.zeros(votes.statements, dtype=np.uint64)
    low_half = np.uint64(0xFFFFFFFF)
    for start, stop in votes.row_blocks():
        pointer = votes.indptr[start : stop + 1]
        part = slice(int(pointer[0]), int(pointer[-1]))
        owner = np.repeat(np.arange(start, stop), np.diff(pointer))
        hashes = table[owner * 3 + (votes.value[part].astype(np.int64) + 1)]
        statement = votes.statement[part]
        # bincount sums floats; halves of 32 bits add up exactly for fewer than 2**21 votes at a time.
        for half, shift in ((hashes & low_half, 0), (hashes >> np.uint64(32), 32)):
            sums = np.bincount(statement, weights=half.astype(np.float64), minlength=votes.statements)
            total += sums.astype(np.uint64) << np.uint64(shift)
    return total
