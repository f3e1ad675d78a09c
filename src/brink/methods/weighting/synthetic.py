"""A panel that nobody sits on: a seeded population in twelve areas, and a skewed sample of it, with the truth known."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from brink.methods.weighting.margins import Floats, Margin, Margins

_AREAS = (205, 536, 207, 281, 193, 855, 432, 266, 266, 249, 262, 160)  # shares like those of Drenthe
_AGES, _SCHOOLING = (18.8, 22.0, 29.1, 17.0, 13.1), (23, 46, 31)


@dataclass(frozen=True)
class Made:
    """Margins with the codes of the respondents, their answers (n, zeros and ones), and the true share per area."""

    margins: Margins
    answers: Floats
    truth: Floats


def generated_panel(*, seed: int, people: int = 2_000, skew: float = 1.0, areas: float = 0.3) -> Made:
    """Return a panel of `people`. Age, schooling and area steer both the answer and who takes part.

    `skew` is how strongly they steer taking part, `areas` how much areas differ (standard deviation on the logit).
    """
    rng = np.random.default_rng(seed)
    shares = [np.array(one) / sum(one) for one in (_AREAS, _AGES, _SCHOOLING)]
    kinds = np.stack([one.ravel() for one in np.indices([len(one) for one in shares])], axis=1)
    cells = 390_000 * np.prod([shares[at][kinds[:, at]] for at in range(3)], axis=0)
    effects = [rng.normal(0, sd, len(one)) for sd, one in zip((areas, 0.5, 0.5), shares, strict=True)]
    lean = -0.1 + sum(effects[at][kinds[:, at]] for at in range(3)) + rng.normal(0, 0.15, len(kinds))
    chance = 1 / (1 + np.exp(-lean))
    older = np.linspace(-0.9, 0.7, 5)[kinds[:, 1]] + np.linspace(-0.5, 0.6, 3)[kinds[:, 2]]
    joins = cells * np.exp(skew * (older + rng.normal(0, 0.25, 12)[kinds[:, 0]]))
    sampled = rng.choice(len(kinds), people, p=joins / joins.sum())
    names = (
        ("gebied", tuple(f"gebied {n + 1}" for n in range(12))),
        ("leeftijd", ("20-34", "35-49", "50-64", "65-74", "75+")),
        ("opleiding", ("laag", "midden", "hoog")),
    )
    margins = tuple(
        Margin(name, categories, 390_000 * shares[at], kinds[sampled, at])
        for at, (name, categories) in enumerate(names)
    )
    answers = (rng.random(people) < chance[sampled]).astype(float)
    truth = np.array([float(cells[kinds[:, 0] == n] @ chance[kinds[:, 0] == n]) for n in range(12)])
    return Made(Margins(margins), answers, truth / (390_000 * shares[0]))
