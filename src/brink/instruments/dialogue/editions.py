"""May the figures of one statement move now? Pure arithmetic behind ADR 16.

An *edition* is one state of everything public about a round; they are numbered from 1, and edition 0 is what everybody
knew before anything was told: nothing. A reader can keep all editions and subtract any two. So a statement only moves
when, counted against *each* earlier edition, nobody differs or so many that nobody can be told from the others. What
holds at each step holds for any two editions.
"""

from collections.abc import Iterable
from typing import Any

import numpy as np

from brink.foundation.disclosure import K
from brink.instruments.dialogue.cells import LEAST_UNANIMOUS

ABSENT = 3
"""The place of "no answer"; agree, unsure and disagree have 2, 1 and 0."""

Stretch = tuple[int, int, int, int]
"""Answer, first edition, first edition without it, and what the same person says now. Answers by their place."""

Ints = np.ndarray[Any, np.dtype[np.int64]]


def moves(now: Iterable[int], stretches: Iterable[Stretch], last: int) -> Ints:
    """Count, for each edition from 0 to `last`, who would differ from it: by answer then (rows) and now (columns).

    `now` are the answers of everybody that counts now; `stretches` what stood in the editions, each part of the history
    of one person once.
    """
    table = np.zeros((last + 2, ABSENT + 1, ABSENT + 1), dtype=np.int64)
    table[0, ABSENT, :ABSENT] = np.bincount(np.fromiter(now, dtype=np.int64), minlength=ABSENT)
    rows = np.array(list(stretches), dtype=np.int64).reshape(-1, 4)
    answer, start, end, then = rows.T
    here, other = then != ABSENT, then != answer
    for place, sign in ((start, 1), (end, -1)):
        np.add.at(table, (place[here], ABSENT, then[here]), -sign)
        np.add.at(table, (place[other], answer[other], then[other]), sign)
    counted: Ints = table.cumsum(axis=0)[: last + 1]
    return counted


def safe(table: Ints, *, opinions: bool = True) -> bool:
    """Tell whether nobody, or enough people, differ from each edition: ten, and thirty when all moved alike.

    Ten people who all did the same are ten people whose answer is known; where what moves is no opinion, as with taking
    part, ten is enough.
    """
    people, alike = table.sum(axis=(1, 2)), table.max(axis=(1, 2))
    few = (people > 0) & (people < K)
    unanimous = (people > 0) & (people == alike) & (people < LEAST_UNANIMOUS)
    return not bool((few | unanimous if opinions else few).any())


def may_move(now: Iterable[int], stretches: Iterable[Stretch], last: int, *, opinions: bool = True) -> bool:
    """Tell whether anything differs from the last edition, and a new one shows nobody against any earlier one."""
    table = moves(now, stretches, last)
    return bool(table[last].any()) and safe(table, opinions=opinions)
