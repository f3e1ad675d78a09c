"""What choosing the next statement needs of the last map, to and from plain data."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import numpy as np

from brink.methods.opinion import OpinionMap
from brink.methods.opinion.axes import Axes


@dataclass(frozen=True, eq=False)
class Remembered:
    """The axes of a map: loadings of the statements it knew, in a given order."""

    statements: int
    axes: Axes
    noise: float


def remember(result: OpinionMap, statements: Sequence[UUID]) -> dict[str, Any]:
    """Return the axes of a map by statement, as JSON data."""
    loadings = result.axes.loadings
    return {
        "noise": result.noise,
        "loadings": {str(pk): [float(value) for value in loadings[place]] for place, pk in enumerate(statements)},
    }


def known_first(data: Mapping[str, Any], statements: Sequence[UUID]) -> tuple[list[int], Remembered | None]:
    """Return an order of `statements` (as places) with those that the map knew in front, and the map in that order.

    The map is None before there is one.
    """
    loadings = data.get("loadings") or {}
    known = [place for place, pk in enumerate(statements) if str(pk) in loadings]
    order = known + [place for place, pk in enumerate(statements) if str(pk) not in loadings]
    if not known:
        return order, None
    rows = np.array([loadings[str(statements[place])] for place in known], dtype=np.float64)
    axes = Axes(np.zeros(len(rows)), rows, np.zeros(rows.shape[1]))
    return order, Remembered(len(loadings), axes, float(data["noise"]))
