"""A fixed set of texts, ready to be scored: for each feature the texts that hold it, with their weights."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Counts: TypeAlias = sparse.csr_matrix  # texts x features: how often (title 1, body less), topics at most once
Ints = NDArray[np.int32]
Floats = NDArray[np.float64]

TOPIC_WEIGHT = 4.0  # one shared topic weighs as much as four pieces of a word
BODY_WEIGHT = 0.3
_CHUNK = 5_000


def count_features(rows: Sequence[Sequence[Ints]], bodies: Sequence[Sequence[Ints]], topics: int) -> list[Counts]:
    """Return counts in chunks of texts.

    `rows` and `bodies` hold for each text the feature numbers of each word; the first `topics` numbers are topics.
    Chunks, because the features of all words at once would take several times the memory of the result.
    """
    chunks = []
    for start in range(0, len(rows), _CHUNK):
        part, part_bodies = rows[start : start + _CHUNK], bodies[start : start + _CHUNK]
        flat = [array for text, body in zip(part, part_bodies, strict=True) for array in (*text, *body)]
        sizes = np.array(
            [(sum(map(len, text)), sum(map(len, body))) for text, body in zip(part, part_bodies, strict=True)],
            dtype=np.int64,
        ).reshape(-1, 2)
        indices = np.concatenate(flat).astype(np.int32) if flat else np.zeros(0, np.int32)
        values = np.repeat(np.tile([1.0, BODY_WEIGHT], len(part)), sizes.ravel()).astype(np.float32)
        indptr = np.concatenate([[0], np.cumsum(sizes.sum(axis=1))]).astype(np.int64)
        width = int(indices.max()) + 1 if len(indices) else 1
        counts = sparse.csr_matrix((values, indices, indptr), shape=(len(part), width))
        counts.sum_duplicates()
        is_topic = counts.indices < topics
        counts.data[is_topic] = np.minimum(counts.data[is_topic], 1.0) * TOPIC_WEIGHT
        chunks.append(counts)
    return chunks


def document_frequency(chunks: Sequence[Counts], width: int) -> NDArray[np.int64]:
    """Return for each feature the number of texts that hold it."""
    total = np.zeros(width, np.int64)
    for counts in chunks:
        total[: counts.shape[1]] += np.bincount(counts.indices, minlength=counts.shape[1])
    return total


class Segment:
    """Texts as rows of unit length, stored by feature: scoring touches only texts that share a feature."""

    def __init__(self, chunks: list[Counts], weights: Floats) -> None:
        """Take the counts (the list is emptied as it is read, to spare memory) and the weight of each feature.

        A feature beyond `weights` or of weight 0 is left out.
        """
        weighted = []
        while chunks:
            weighted.append(_unit_rows(chunks.pop(0), weights))
        empty = sparse.csr_matrix((0, len(weights)), dtype=np.float32)
        stacked = sparse.vstack([empty, *weighted], format="csr")
        weighted.clear()  # so that there are never three copies
        by_feature = stacked.tocsc()
        self.size: int = by_feature.shape[0]
        self.width: int = by_feature.shape[1]
        self._starts: list[int] = by_feature.indptr.tolist()
        self._texts: Ints = by_feature.indices
        self._values: NDArray[np.float32] = by_feature.data

    def cosine(self, features: Ints, values: Floats) -> Floats:
        """Return the cosine of each text with a query of unit length."""
        scores = np.zeros(self.size)
        for feature, value in zip(features.tolist(), values.tolist(), strict=True):
            start, end = self._starts[feature], self._starts[feature + 1]
            # A text stands once in each list, so plain indexed addition is right.
            scores[self._texts[start:end]] += value * self._values[start:end]
        return scores


def _unit_rows(counts: Counts, weights: Floats) -> Counts:
    known = counts.indices < len(weights)
    counts.data[~known] = 0
    counts.indices[~known] = 0
    counts.data *= weights[counts.indices].astype(np.float32)
    counts.eliminate_zeros()
    length = np.sqrt(np.asarray(counts.multiply(counts).sum(axis=1), dtype=np.float64).ravel())
    scale = np.divide(1.0, length, out=np.zeros_like(length), where=length > 0)
    counts.data *= np.repeat(scale, np.diff(counts.indptr)).astype(np.float32)
    return sparse.csr_matrix((counts.data, counts.indices, counts.indptr), shape=(counts.shape[0], len(weights)))
