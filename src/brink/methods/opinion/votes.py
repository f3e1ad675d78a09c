"""Votes of participants on statements, in a frozen sparse form.

The opinion map reads nothing else. A cell is +1 (agrees), -1 (disagrees), 0 (saw it and passed); a cell that is not
there was not seen. Rows are compressed (CSR): three bytes of data per vote up to 32,767 statements, so a million people
fit on a small server.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

# Votes per block in streaming passes: large enough to hide numpy's overhead, small enough to stay in cache.
BLOCK = 1 << 18


class VotesError(ValueError):
    """Votes that cannot be a vote table. `reason` is a key, `detail` the offending position or value."""

    def __init__(self, reason: str, detail: int = 0) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail


@dataclass(frozen=True, eq=False)
class Votes:
    """A participants × statements table of votes, sparse by row.

    indptr: shape (participants + 1,), int64; the votes of participant i lie at indptr[i]:indptr[i + 1].
    statement: shape (votes,), int16 (int32 above 32,767 statements), ascending within a participant.
    value: shape (votes,), int8 in {-1, 0, +1}.
    """

    indptr: Ints
    statement: npt.NDArray[Any]
    value: npt.NDArray[np.int8]
    statements: int

    def __post_init__(self) -> None:
        for array in (self.indptr, self.statement, self.value):
            array.setflags(write=False)

    @classmethod
    def from_arrays(
        cls,
        participant: npt.ArrayLike,
        statement: npt.ArrayLike,
        value: npt.ArrayLike,
        *,
        participants: int | None = None,
        statements: int | None = None,
    ) -> Votes:
        """Make votes from three parallel arrays: participant index, statement index, value in {-1, 0, +1}.

        When a participant voted more than once on a statement the last of the array counts. Raises VotesError with
        reason `lengths`, `participant`, `statement` or `value` and the first offending position.
        """
        rows, columns = _whole(participant, "participant"), _whole(statement, "statement")
        values = _whole(value, "value")
        if not len(rows) == len(columns) == len(values):
            raise VotesError("lengths", min(len(rows), len(columns), len(values)))
        n = _size(rows, participants, "participant")
        s = _size(columns, statements, "statement")
        _refuse((values < -1) | (values > 1), "value")
        return cls._from_checked(rows, columns, values, n, s)

    @classmethod
    def _from_checked(cls, rows: Ints, columns: Ints, values: Ints, n: int, s: int) -> Votes:
        key = rows * s + columns
        if len(key) and not bool((key[1:] > key[:-1]).all()):
            # A stable sort keeps the order of repeats, so the last of each run is the last vote.
            order = stable_order(key)
            key = key[order]
            last = np.append(key[1:] != key[:-1], True)
            order = order[last]
            rows, columns, values = rows[order], columns[order], values[order]
        indptr = np.zeros(n + 1, dtype=np.int64)
        np.cumsum(np.bincount(rows, minlength=n), out=indptr[1:])
        return cls(indptr, columns.astype(index_type(s)), values.astype(np.int8), s)

    @property
    def participants(self) -> int:
        """Number of participants, those without votes included."""
        return len(self.indptr) - 1

    @property
    def size(self) -> int:
        """Number of votes."""
        return len(self.value)

    def turned(self) -> Votes:
        """The same votes with agreeing and disagreeing exchanged."""
        return Votes(self.indptr, self.statement, -self.value, self.statements)

    def per_participant(self) -> Ints:
        """Votes given by each participant, shape (participants,)."""
        return np.diff(self.indptr)

    def tallies(self) -> Ints:
        """Counts per statement, shape (statements, 3): disagree, pass, agree."""
        total = np.zeros(self.statements * 3, dtype=np.int64)
        for part in self.blocks():
            total += np.bincount(self.cells(part), minlength=len(total))
        return total.reshape(self.statements, 3)

    def blocks(self) -> Iterator[slice]:
        """Slices of at most BLOCK votes, in order."""
        for start in range(0, self.size, BLOCK):
            yield slice(start, min(start + BLOCK, self.size))

    def row_blocks(self) -> Iterator[tuple[int, int]]:
        """Ranges of whole participants holding about BLOCK votes each (one participant at least)."""
        start = 0
        while start < self.participants:
            stop = int(np.searchsorted(self.indptr, self.indptr[start] + BLOCK, side="right")) - 1
            stop = min(max(stop, start + 1), self.participants)
            yield start, stop
            start = stop

    def cells(self, part: slice) -> Ints:
        """statement * 3 + value + 1 of the votes in `part`: one number per statement and answer."""
        return self.statement[part].astype(np.int64) * 3 + (self.value[part].astype(np.int64) + 1)

    def owners(self) -> npt.NDArray[np.int32]:
        """The participant of each vote, shape (votes,)."""
        return np.repeat(np.arange(self.participants, dtype=np.int32), self.per_participant())

    def keep(self, chosen: Flags) -> Votes:
        """The same table with only the votes flagged in `chosen` (shape (votes,))."""
        total = np.zeros(self.size + 1, dtype=np.int64)
        np.cumsum(chosen, out=total[1:])
        return Votes(total[self.indptr], self.statement[chosen], self.value[chosen], self.statements)

    def rows(self, which: Ints) -> Votes:
        """The table of participants `which`, in that order."""
        lengths = self.per_participant()[which]
        indptr = np.zeros(len(which) + 1, dtype=np.int64)
        np.cumsum(lengths, out=indptr[1:])
        shift = self.indptr[which] - indptr[:-1]
        statement, value = np.empty(indptr[-1], self.statement.dtype), np.empty(indptr[-1], np.int8)
        # In blocks, so that the positions of twenty million votes never lie in memory at once.
        for start in range(0, len(which), BLOCK // 4):
            stop = min(start + BLOCK // 4, len(which))
            first, last = int(indptr[start]), int(indptr[stop])
            position = np.arange(first, last) + np.repeat(shift[start:stop], lengths[start:stop])
            statement[first:last], value[first:last] = self.statement[position], self.value[position]
        return Votes(indptr, statement, value, self.statements)

    def without_statements(self, dropped: Flags) -> Votes:
        """The same table, same numbering, with every vote on a flagged statement (shape (statements,)) removed."""
        return self.keep(~dropped[self.statement])


def stable_order(key: Ints) -> Ints:
    """The order that sorts whole numbers of any sign, equals in the given order.

    Sixteen bits at a time from the low end: numpy sorts those in linear time, several times faster than long ones.
    """
    if len(key) == 0 or bool((key[1:] >= key[:-1]).all()):
        return np.arange(len(key))
    left = key - key.min()
    order: Ints = np.arange(len(key))
    for shift in range(0, max(int(left.max()).bit_length(), 1), 16):
        digit = ((left >> shift) & 0xFFFF).astype(np.uint16)
        order = order[np.argsort(digit[order], kind="stable")]
    return order


def index_type(statements: int) -> type[np.signedinteger[Any]]:
    """The smallest integer type that numbers so many statements."""
    return np.int16 if statements <= np.iinfo(np.int16).max else np.int32


def _whole(values: npt.ArrayLike, name: str) -> Ints:
    array = np.asarray(values)
    if array.ndim != 1:
        raise VotesError("lengths", array.ndim)
    if array.size == 0:
        return np.zeros(0, dtype=np.int64)
    if array.dtype.kind not in "iub":
        numbers = array.astype(np.float64)
        _refuse(~np.isfinite(numbers) | (numbers != np.floor(numbers)), name)
        array = numbers
    return array.astype(np.int64)


def _size(index: Ints, given: int | None, name: str) -> int:
    highest = int(index.max()) + 1 if len(index) else 0
    size = highest if given is None else given
    _refuse((index < 0) | (index >= size), name)
    return size


def _refuse(bad: Flags, reason: str) -> None:
    if bad.any():
        raise VotesError(reason, int(np.argmax(bad)))
