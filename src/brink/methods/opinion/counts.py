"""Answers counted per group and statement, the one table from which every statement of the map about groups follows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .votes import Floats, Ints, Votes


@dataclass(frozen=True, eq=False)
class Counts:
    """answers: (groups, statements, 3) people who disagreed, passed, agreed."""

    answers: Ints

    @property
    def disagree(self) -> Ints:
        """(groups, statements) people who disagreed."""
        return self.answers[:, :, 0]

    @property
    def agree(self) -> Ints:
        """(groups, statements) people who agreed."""
        return self.answers[:, :, 2]

    @property
    def seen(self) -> Ints:
        """(groups, statements) people who saw the statement and answered or passed."""
        total: Ints = self.answers.sum(axis=2)
        return total

    @property
    def groups(self) -> int:
        """Number of groups."""
        return len(self.answers)

    def together(self) -> Counts:
        """All groups as one."""
        return Counts(self.answers.sum(axis=0, keepdims=True))

    def side(self, side: int) -> Ints:
        """(groups, statements) people on a side: +1 agree, -1 disagree."""
        return self.answers[:, :, side + 1]

    def share(self, side: int) -> Floats:
        """(groups, statements) share of those who saw it that is on `side`; 0 where nobody saw it."""
        part: Floats = self.side(side) / np.maximum(self.seen, 1)
        return part

    def smoothed(self, side: int) -> Floats:
        """The share with one imagined vote for and one against (Laplace), so few votes say little."""
        part: Floats = (self.side(side) + 1.0) / (self.seen + 2.0)
        return part


def count_answers(votes: Votes, labels: Ints, groups: int) -> Counts:
    """Count answers per group; participants with a negative label are left out. labels: (participants,)."""
    width = votes.statements * 3
    total = np.zeros((groups + 1) * width, dtype=np.int64)
    base = np.where(labels >= 0, labels, groups) * width
    for start, stop in votes.row_blocks():
        pointer = votes.indptr[start : stop + 1]
        cells = votes.cells(slice(int(pointer[0]), int(pointer[-1])))
        total += np.bincount(cells + np.repeat(base[start:stop], np.diff(pointer)), minlength=len(total))
    return Counts(total.reshape(groups + 1, votes.statements, 3)[:groups])
