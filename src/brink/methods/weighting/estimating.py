"""Means with the uncertainty that weighting leaves: linearised standard errors and design effects.

As the R package survey does for a raked design (Lumley, Complex Surveys, 2010): the residuals of the centred variable
after regression on all categories, fitted with the starting weights, count with the final weights. Fitting with the
final weights gives another number.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from brink.methods.weighting.margins import Floats, Margins


@dataclass(frozen=True, slots=True)
class Mean:
    """A mean: as the respondents said, and weighted, with standard error and design effect of this question."""

    unweighted: float
    weighted: float
    error: float
    design_effect: float


def kish(weights: Floats) -> float:
    """Return the design effect of the weights themselves (Kish): n times the sum of squares over the squared sum."""
    return float(len(weights) * (weights @ weights) / weights.sum() ** 2)


def mean(
    values: Floats, weights: Floats, margins: Margins, *, within: Floats | None = None, start: Floats | None = None
) -> Mean:
    """Return the mean of values (n) under weights that were raked from equal ones, or from `start` (n).

    `within` (n, zeros and ones) keeps to part of the respondents.
    """
    part = np.ones(len(values)) if within is None else within
    total = float((weights * part).sum())
    centre = float((weights * part) @ values) / total
    centred = part * (values - centre) / total
    residual = centred - margins.fitted(centred, start)
    count = len(values)
    parts = weights * residual
    error = float(np.sqrt(count / (count - 1) * ((parts - parts.mean()) ** 2).sum()))
    people = int(part.sum())
    spread = float((weights * part) @ (values - centre) ** 2) / total
    # Against a simple sample, with replacement, of as many people.
    simple = spread / (people - 1) if people > 1 else 0.0
    effect = error**2 / simple if simple > 0 else float("nan")
    return Mean(float((part @ values) / part.sum()), centre, error, effect)
