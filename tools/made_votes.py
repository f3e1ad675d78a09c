"""Votes of any size for the bench of the opinion map: four groups in three dimensions, most people are brief."""

from __future__ import annotations

from pathlib import Path

import numpy as np

SHARES = (0.45, 0.30, 0.17, 0.08)
PASSES = 0.15
BLOCK = 50_000  # people made at a time


def write_votes(path: Path, *, people: int, statements: int, each: float, seed: int) -> int:
    """Write an .npz with indptr, statement, value and statements, as `Votes` wants them; return the number of votes.

    each: votes per person on average, log-normal with spread 0.8. People stand close to the centre of their group;
    log-odds of agreement are the statement's level plus place times direction; 15 % pass.
    """
    rng = np.random.default_rng(seed)
    centres = rng.normal(0.0, 1.2, (len(SHARES), 3))
    direction, level = rng.normal(0.0, 0.8, (statements, 3)), rng.normal(0.4, 0.9, statements)
    lengths, columns, values = [], [], []
    for start in range(0, people, BLOCK):
        count = min(BLOCK, people - start)
        place = centres[rng.choice(len(SHARES), count, p=SHARES)] + rng.normal(0.0, 0.5, (count, 3))
        wanted = np.exp(rng.normal(np.log(each) - 0.32, 0.8, count)).clip(1, 0.9 * statements)
        # Draws with replacement, as many as give `wanted` different statements on average.
        draws = np.ceil(np.log1p(-wanted / statements) / np.log1p(-1 / statements)).astype(np.int64)
        owner = np.repeat(np.arange(count), draws)
        cell = np.unique(owner * statements + rng.integers(0, statements, len(owner)))
        owner, column = np.divmod(cell, statements)
        odds = level[column] + np.einsum("nd,nd->n", place[owner], direction[column])
        value = np.where(rng.random(len(cell)) < 1 / (1 + np.exp(-odds)), 1, -1).astype(np.int8)
        value[rng.random(len(cell)) < PASSES] = 0
        lengths.append(np.bincount(owner, minlength=count))
        columns.append(column.astype(np.int16))
        values.append(value)
    indptr = np.concatenate([[0], np.cumsum(np.concatenate(lengths))]).astype(np.int64)
    np.savez(
        path, indptr=indptr, statement=np.concatenate(columns), value=np.concatenate(values), statements=statements
    )
    return int(indptr[-1])
