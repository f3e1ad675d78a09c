"""Pools that nobody volunteered for: seeded, skewed as real ones are, for benchmarks, tests and demonstrations."""

from __future__ import annotations

import numpy as np

from brink.methods.sortition.pool import Member, Pool, Quota


def generated_pool(
    *, seed: int, people: int, seats: int, categories: int, slack: float = 0.08, selection: float = 1.0,
    households: float = 0.0,
) -> Pool:  # fmt: skip
    """Return a pool of `people` volunteers for a panel of `seats`, with quotas around what the population is like.

    Features hang together through one hidden trait, on which volunteering depends too: the larger `selection`, the more
    the pool differs from the population. `slack` is the width of a quota as a share of the seats; `households` the
    share of people who share an address with another volunteer. The quotas can be met: they are drawn around a panel
    that exists.
    """
    rng = np.random.default_rng(seed)
    sizes = rng.integers(3, 7, categories)
    cuts = [np.sort(rng.normal(0, 1, size - 1)) for size in sizes]
    loads = rng.uniform(-0.8, 0.8, categories)

    def features(trait: np.ndarray) -> np.ndarray:
        """Return a feature number per person and category, from a trait per person."""
        noise = rng.normal(0, 1, (len(trait), categories))
        latent = trait[:, None] * loads + noise * np.sqrt(1 - loads**2)
        return np.stack([np.searchsorted(cuts[c], latent[:, c]) for c in range(categories)], axis=1)

    population = features(rng.normal(0, 1, 20_000))
    traits = rng.normal(0, 1, 60 * people)
    odds = np.exp(selection * traits)
    chosen = rng.choice(len(traits), people, replace=False, p=odds / odds.sum())
    pool = features(traits[chosen])
    names = tuple(f"kenmerk {number + 1}" for number in range(categories))
    quotas = []
    panel = _like(pool, population, sizes, seats, rng)
    for c, size in enumerate(sizes):
        for f in range(size):
            wanted = seats * float((population[:, c] == f).mean())
            have = int((pool[panel, c] == f).sum())
            wide = max(1.0, slack * seats) / 2
            least, most = min(have, int(np.floor(wanted - wide))), max(have, int(np.ceil(wanted + wide)))
            quotas.append(Quota(names[c], f"waarde {f + 1}", max(0, least), min(seats, most), 0, seats))
    homes: list[str | None] = [None] * people
    if households:
        shared = rng.permutation(people)[: int(households * people) // 2 * 2].reshape(-1, 2)
        for number, pair in enumerate(shared):
            # Two who would sit in the panel that shows the quotas can be met keep an address of their own.
            if not set(pair.tolist()) <= set(panel.tolist()):
                homes[pair[0]] = homes[pair[1]] = f"adres {number}"
    members = tuple(
        Member(f"p{number:04d}", tuple(f"waarde {f + 1}" for f in row), homes[number])
        for number, row in enumerate(pool.tolist())
    )
    return Pool(names, tuple(quotas), members, seats)


def _like(
    pool: np.ndarray, population: np.ndarray, sizes: np.ndarray, seats: int, rng: np.random.Generator
) -> np.ndarray:
    """Return the places of a panel that resembles the population, by exchange of one for one."""
    wanted = [np.bincount(population[:, c], minlength=size) / len(population) * seats for c, size in enumerate(sizes)]
    panel = rng.permutation(len(pool))[:seats]

    def off(places: np.ndarray) -> float:
        return float(
            sum(
                np.abs(np.bincount(pool[places, c], minlength=size) - wanted[c]).sum()
                for c, size in enumerate(sizes)
            )
        )

    now = off(panel)
    for _step in range(60 * seats):
        trial = panel.copy()
        trial[rng.integers(seats)] = rng.integers(len(pool))
        if len(set(trial.tolist())) == seats and (score := off(trial)) <= now:
            panel, now = trial, score
    return panel
