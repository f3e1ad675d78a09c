"""What choosing the next statement needs of the last map, to and from plain data."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import numpy as np

from brink.methods.opinion import Gate, OpinionMap, Options
from brink.methods.opinion.axes import Axes


def remember(result: OpinionMap, statements: Sequence[UUID]) -> dict[str, Any]:
    """Return the axes of a map by statement, as JSON data."""
    loadings = result.axes.loadings
    return {
        "noise": result.noise,
        "loadings": {str(pk): [float(value) for value in loadings[place]] for place, pk in enumerate(statements)},
    }


def remembered(data: Mapping[str, Any], statements: Sequence[UUID]) -> OpinionMap | None:
    """Return a map that knows its axes and nothing else, for `next_statement`; None before there is a map.

    Statements that the map did not know yet get a loading of zero: they are then chosen for being new.
    """
    known = data.get("loadings") or {}
    if not known:
        return None
    loadings = np.array([known.get(str(pk), (0.0, 0.0)) for pk in statements], dtype=np.float64).reshape(-1, 2)
    nobody = np.zeros(0, dtype=np.int64)
    return OpinionMap(
        participants=0,
        statements=len(statements),
        votes=0,
        points=np.zeros((0, 2)),
        labels=nobody,
        groups=None,
        gate=Gate(gain=0.0, se=0.0, score=0.0, votes=0),
        stability=0.0,
        consensus=(),
        dissent=(),
        divisive=(),
        slate=None,
        prediction=None,
        axes=Axes(np.zeros(len(statements)), loadings, np.zeros(2)),
        noise=float(data["noise"]),
        seed=0,
        options=Options(),
    )
