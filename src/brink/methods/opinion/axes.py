"""Principal axes of a vote table with gaps, without ever filling it.

A cell that was not seen counts as the mean of its statement, so after centring it is zero: the centred table keeps the
sparsity of the votes ("implicit centring"). The leading axes come from a block Krylov iteration (Golub and Underwood,
1977; Musco and Musco, 2015): one pass over the votes per block, Rayleigh-Ritz over all blocks so far.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse

from .votes import Floats, Votes

AXES = 2
BLOCK_WIDTH = 4
MAX_PASSES = 16
TOLERANCE = 1e-5
# Above so many votes a first guess comes from a share of the people, and passes over all votes are few.
LARGE = 3_000_000
SAMPLE_ROWS = 50_000


@dataclass(frozen=True, eq=False)
class Axes:
    """means: (statements,) mean vote; loadings: (statements, 2) unit columns; strength: (2,) eigenvalues / votes."""

    means: Floats
    loadings: Floats
    strength: Floats


def statement_means(votes: Votes) -> Floats:
    """Mean vote per statement, 0 where nobody voted; shape (statements,)."""
    tallies = votes.tallies()
    mean: Floats = (tallies[:, 2] - tallies[:, 0]) / np.maximum(tallies.sum(axis=1), 1)
    return mean


def centred(votes: Votes, means: Floats) -> Any:
    """Votes minus the mean of their statement as a scipy CSR array; single precision when there are very many."""
    kind = np.float32 if votes.size > LARGE else np.float64
    table = np.array([-1.0, 0.0, 1.0])[None, :] - means[:, None]
    flat = table.astype(kind).ravel()
    data = np.empty(votes.size, dtype=kind)
    for part in votes.blocks():
        data[part] = flat[votes.cells(part)]
    shape = (votes.participants, votes.statements)
    pointer = votes.indptr.astype(np.int32) if votes.size < 2**31 - 1 else votes.indptr
    return sparse.csr_array((data, votes.statement.astype(pointer.dtype), pointer), shape=shape)


def principal_axes(votes: Votes, rng: np.random.Generator, *, start: Floats | None = None) -> tuple[Axes, Any]:
    """Find the two leading axes of the centred votes.

    start: optional (statements, any) guess, such as the loadings of an earlier map; saves passes.
    Returns the axes and the centred table (participants × statements), which callers project with.
    """
    means = statement_means(votes)
    table = centred(votes, means)
    if start is None and votes.size > LARGE and votes.participants > 2 * SAMPLE_ROWS:
        # Canonical order is as good as random with respect to opinion, so the first rows are a fair sample.
        sample = table[:SAMPLE_ROWS]
        start = _krylov(sample, _block(votes.statements, rng, None), TOLERANCE)[1]
    tolerance = TOLERANCE if votes.size <= LARGE else 1e-3
    values, vectors = _krylov(table, _block(votes.statements, rng, start), tolerance)
    strength = _padded(values[None, :AXES], AXES)[0] / max(votes.size, 1)
    return Axes(means, _signed(_padded(vectors[:, :AXES], AXES)), strength), table


def leading(table: Any, rng: np.random.Generator, width: int) -> Floats:
    """The `width` (or fewer) leading axes of a sparse table: (columns, width), unit length, signs as they come."""
    return _krylov(table, _block(table.shape[1], rng, None, width), 1e-3)[1]


def project(table: Any, loadings: Floats, counts: npt.NDArray[np.int64]) -> Floats:
    """Positions on the axes, shape (participants, 2).

    Scaled by sqrt(statements / votes given), so that somebody who saw few statements does not shrink to the middle
    (Polis' rule, Small et al. 2021). Statements are those that anybody saw.
    """
    raw = np.asarray(table @ loadings.astype(table.dtype), dtype=np.float64)
    seen = int(np.count_nonzero(np.bincount(table.indices, minlength=table.shape[1])))
    scaled: Floats = raw * np.sqrt(seen / np.maximum(counts, 1))[:, None]
    return scaled


def _block(statements: int, rng: np.random.Generator, start: Floats | None, width: int = BLOCK_WIDTH) -> Floats:
    block = rng.standard_normal((statements, min(width, max(statements, 1))))
    if start is not None:
        width = min(start.shape[1], block.shape[1])
        block[:, :width] = start[:, :width] + block[:, :width] * 1e-6
    return block


def _krylov(table: Any, block: Floats, tolerance: float) -> tuple[Floats, Floats]:
    """Eigenvalues (descending) and Ritz vectors, as many as the block is wide, of table.T @ table."""
    statements, width = block.shape
    basis = np.zeros((statements, 0))
    image = np.zeros((statements, 0))
    values, vectors = np.zeros(width), np.zeros((statements, width))
    for _ in range(MAX_PASSES):
        block = _orthonormal(block, basis)
        if block.shape[1] == 0:
            break
        moved = np.asarray(table.T @ (table @ block.astype(table.dtype)), dtype=np.float64)
        basis, image = np.hstack([basis, block]), np.hstack([image, moved])
        small = basis.T @ image
        eigenvalues, rotation = np.linalg.eigh((small + small.T) / 2)
        order = np.argsort(eigenvalues)[::-1][:width]
        values, rotation = eigenvalues[order], rotation[:, order]
        vectors = basis @ rotation
        residual = np.linalg.norm((image @ rotation - vectors * values)[:, :AXES], axis=0)
        if (residual <= tolerance * max(float(values[0]), 1e-300)).all():
            break
        block = moved
    return np.maximum(values, 0.0), vectors


def _orthonormal(block: Floats, basis: Floats) -> Floats:
    """Columns of `block` made orthonormal to each other and to `basis`; columns that add nothing are dropped."""
    size = np.linalg.norm(block, axis=0)
    block = block / np.where(size > 0, size, 1.0)
    for _ in range(2):  # twice is enough (Kahan, Parlett)
        block = block - basis @ (basis.T @ block)
    q, r = np.linalg.qr(block)
    useful = np.abs(np.diag(r)) > 1e-10
    q = q[:, useful]
    # What qr returns for nearly dependent columns may lean on the basis again.
    q = q - basis @ (basis.T @ q)
    return np.asarray(np.linalg.qr(q)[0]) if q.shape[1] else q


def _padded(columns: Floats, width: int) -> Floats:
    missing = width - columns.shape[1]
    return np.pad(columns, ((0, 0), (0, missing))) if missing > 0 else columns


def _signed(loadings: Floats) -> Floats:
    """Turn each axis so that its heaviest statements lie on the positive side: a sign that does not depend on order."""
    skew = (loadings**3).sum(axis=0)
    return loadings * np.where(skew < 0, -1.0, 1.0)
