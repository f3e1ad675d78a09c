"""Kern, twijfel, buiten: which options belong to the best package whatever of two ways of choosing holds.

A best package with a chance is not told: its chance holds only if the model holds. An option is told to be in or out
when both calculations say so in nine of ten of their draws.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from brink.methods.portfolio.choices import Bools, Floats, Ints, Tally
from brink.methods.portfolio.design import Design
from brink.methods.portfolio.fitting import Fit
from brink.methods.portfolio.packages import Space
from brink.methods.portfolio.purse import ROUNDS_AGAIN, Drawn, Purse, shares_of

IN, DOUBT, OUT = "in", "doubt", "out"
SURE = 0.9
_DRAWS, _AGAIN = 1000, 30
_SHOWN = 0.8  # of the draws: then one package may be named
_EQUAL = 1e-9
_MOST_TOLD = 3


@dataclass(frozen=True)
class Draws:
    """Values that the choices allow: of the model (K × D) and of the second calculation (J × L × B), with its fit."""

    theta: Floats
    mu: Floats
    purse: Purse


def draws_of(made: Design, fitted: Fit, rows: Tally, rng: np.random.Generator) -> Draws:
    """Draw theta from its distribution, and mu by counting people anew thirty times."""
    root = _root(fitted.covariance)
    theta = fitted.theta[:, None] + root @ rng.normal(size=(len(fitted.theta), _DRAWS))
    drawn, levels = Drawn(made, rows, rng), made.allowed.shape[1]
    first = drawn.match(shares_of(rows.levels, rows.mass, levels))
    again = []
    for _time in range(_AGAIN):
        count = rng.multinomial(rows.people, rows.count / rows.people)
        other = rows.again(np.asarray(count, np.int64))
        again.append(drawn.match(shares_of(other.levels, other.mass, levels), first.mu, ROUNDS_AGAIN).mu)
    return Draws(theta, np.stack(again, axis=2), first)


def _root(covariance: Floats) -> Floats:
    sizes, vectors = np.linalg.eigh(covariance) if len(covariance) else (np.zeros(0), covariance)
    return np.asarray(vectors * np.sqrt(np.maximum(sizes, 0.0)), float)


@dataclass(frozen=True)
class Standing:
    """Per option how often it is in the best package of the model and of the second calculation (J), and what that is.

    `packages`: the one best package when both calculations name it and the model does in eight of ten draws
    (`single`), else up to three that fit the choices. `order`: columns of levels, most wanted first, in lines; on one
    line nothing is surely above the first.
    """

    model: Floats
    second: Floats
    standing: tuple[str, ...]
    packages: tuple[tuple[int, ...], ...]
    single: bool
    order: tuple[tuple[int, ...], ...] = ()


def standing_of(made: Design, fitted: Fit, drawn: Draws, place: Space | None = None) -> Standing:
    """Tell it for the first arm, or for another set of packages of its options (`place`)."""
    place = made.spaces[0] if place is None else place
    worth = made.worth(0, drawn.theta)
    ours = _best(made, place, worth, drawn.theta)
    theirs = place.graph.best(_masked(drawn.mu, made.allowed))
    model, second = (ours > 0).mean(axis=0), (theirs > 0).mean(axis=0)
    inside, outside = (model >= SURE) & (second >= SURE), (model <= 1 - SURE) & (second <= 1 - SURE)
    names = np.where(inside, IN, np.where(outside, OUT, DOUBT))
    if not drawn.purse.reached:
        names[:] = DOUBT  # one calculation alone says nothing
    packages, single = _named(made, place, fitted, drawn, ours)
    told = tuple(str(name) for name in names)
    return Standing(model, second, told, packages, single and drawn.purse.reached, _order(made, fitted, drawn))


def _masked(mu: Floats, allowed: Bools) -> Floats:
    found = mu.copy()
    found[~allowed] = -np.inf
    return found


def _best(made: Design, place: Space, worth: Floats, theta: Floats) -> Ints:
    """Return the best package per draw; with pairs all listed packages are gone over."""
    if not made.pairs:
        return place.graph.best(worth)
    if place.listed is None:
        raise ValueError("pairs need listed packages")
    columns = made.features(0, place.listed)
    picks = [int((columns @ theta[:, at]).argmax()) for at in range(theta.shape[1])]
    return place.listed[picks]


def _named(
    made: Design, place: Space, fitted: Fit, drawn: Draws, ours: Ints
) -> tuple[tuple[tuple[int, ...], ...], bool]:
    first = _ties(made, place, fitted.theta)
    other = tuple(int(level) for level in place.graph.best(_masked(drawn.purse.mu[:, :, None], made.allowed))[0])
    often = float((ours == np.array(first[0])).all(axis=1).mean())
    if len(first) == 1 and first[0] == other and often >= _SHOWN:
        return first, True
    rows, counts = np.unique(ours, axis=0, return_counts=True)
    likely = [tuple(int(level) for level in rows[at]) for at in np.argsort(-counts, kind="stable")]
    return tuple(dict.fromkeys([*first, other, *likely]))[:_MOST_TOLD], False


def _ties(made: Design, place: Space, theta: Floats) -> tuple[tuple[int, ...], ...]:
    """Return all best packages; where packages are not listed, one of them."""
    if place.listed is None:
        found = place.graph.best(made.worth(0, theta[:, None]))
    else:
        worth = made.features(0, place.listed) @ theta
        found = place.listed[worth >= worth.max() - _EQUAL]
    return tuple(tuple(int(level) for level in row) for row in found)


def _order(made: Design, fitted: Fit, drawn: Draws) -> tuple[tuple[int, ...], ...]:
    lines: list[list[int]] = []
    for at in sorted(made.levels(), key=lambda at: (-float(fitted.theta[at]), at)):
        above = float((drawn.theta[lines[-1][0]] > drawn.theta[at]).mean()) if lines else 1.0
        if above >= SURE:
            lines.append([at])
        else:
            lines[-1].append(at)
    return tuple(tuple(line) for line in lines)
