"""Drop-outs: whoever can complete the panel is found, and only who can; alternates ahead against every set there is."""

from itertools import combinations
from random import Random

import numpy as np
import pytest

from brink.methods.sortition import NoReplacement, alternates, leximin, options
from brink.methods.sortition.alternates import _Gaps
from brink.methods.sortition.pool import Member, Pool, Quota
from brink.methods.sortition.replacing import vacancy
from brink.methods.sortition.synthetic import generated_pool
from brink.methods.sortition.tests.reference import all_panels, small_pool


@pytest.mark.parametrize("seed", range(40))
def test_a_replacement_exists_exactly_when_the_list_of_all_panels_has_one(seed: int) -> None:
    rng, pool = Random(seed), small_pool(seed)
    panels = all_panels(pool)
    panel = rng.choice(panels)
    gone = set(rng.sample(panel, rng.randint(1, len(panel) - 1)))
    stay = [place for place in panel if place not in gone]
    ways = {tuple(sorted(set(p) - set(stay))) for p in panels if set(stay) <= set(p) and not gone & set(p)}
    if not ways:
        with pytest.raises(NoReplacement) as nobody:
            options(pool, stay=stay, out=gone, tickets=50, seed=seed)
        assert nobody.value.changes != ()
        return
    found = options(pool, stay=stay, out=gone, tickets=50, seed=seed)
    assert len(found) == 50
    assert set(found) <= ways


def test_the_change_that_helps_is_told_for_the_whole_panel() -> None:
    quotas = (Quota("s", "v", 2, 2, 0, 9), Quota("s", "m", 1, 1, 0, 9))
    members = tuple(Member(name, (name[0],)) for name in ("v1", "v2", "m1", "m2"))
    pool = Pool(("s",), quotas, members, 3)
    with pytest.raises(NoReplacement) as nobody:
        options(pool, stay=[0, 2], out={1})
    told = [(one.feature, one.side, one.now, one.must) for one in nobody.value.changes or ()]
    assert told == [("v", "min", 2, 1), ("m", "max", 1, 2)]
    with pytest.raises(NoReplacement) as nobody:
        options(pool, stay=[0, 2], out={1, 3})
    assert nobody.value.changes is None


def test_who_shares_an_address_with_somebody_who_stays_cannot_step_in() -> None:
    quotas = (Quota("s", "v", 0, 3, 0, 9),)
    members = tuple(Member(str(at), ("v",), home) for at, home in enumerate(["a", "b", "a", None, "b"]))
    left = vacancy(Pool(("s",), quotas, members, 2), stay=[0], out={1})
    assert left is not None
    assert left.places == (3, 4)
    assert (left.pool.seats, left.kept, left.pool.quotas[0].most) == (1, (1,), 2)


def missing(pool: Pool, stay: list[int], helpers: tuple[int, ...]) -> int:
    """Return what is missing when the best of the helpers step in: every choice is tried."""
    best = 10**9
    for many in range(min(len(helpers), pool.seats - len(stay)) + 1):
        for chosen in combinations(helpers, many):
            counts = dict.fromkeys(((q.category, q.feature) for q in pool.quotas), 0)
            for place in [*stay, *chosen]:
                for pair in zip(pool.categories, pool.members[place].features, strict=True):
                    counts[pair] += 1
            short = pool.seats - len(stay) - many
            for quota in pool.quotas:
                have = counts[quota.category, quota.feature]
                short += max(0, quota.least - have) + max(0, have - quota.most)
            best = min(best, short)
    return best


@pytest.mark.parametrize("seed", range(8))
def test_alternates_are_about_as_good_as_the_best_set_there_is(seed: int) -> None:
    pool = generated_pool(seed=seed, people=14, seats=6, categories=2)
    panel = list(all_panels(pool)[seed])
    found = alternates(pool, panel, count=2, dropout=0.3, scenarios=40, seed=seed)
    stays = np.random.default_rng(seed).random((40, 6)) >= 0.3
    kept = [[place for place, stay in zip(panel, row, strict=True) if stay] for row in stays]
    others = [place for place in range(14) if place not in panel]

    def worth(chosen: tuple[int, ...]) -> float:
        return sum(missing(pool, stay, chosen) for stay in kept) / len(kept)

    best = min(worth(chosen) for chosen in combinations(others, 2))
    assert found.missing == pytest.approx(worth(found.places))
    assert found.without == pytest.approx(worth(()))
    assert found.missing <= best + 0.15 * (found.without - best)
    assert found == alternates(pool, panel, count=2, dropout=0.3, scenarios=40, seed=seed)


def test_more_alternates_leave_less_open_and_share_no_address() -> None:
    pool = generated_pool(seed=5, people=80, seats=15, categories=4, households=0.5)
    draw = leximin(pool)
    panel = [place for t in np.flatnonzero(draw.panels[0]) for place in pool.types.members[t][: draw.panels[0][t]]]
    few, many = (alternates(pool, panel, count=count, dropout=0.2, scenarios=60) for count in (2, 8))
    assert many.missing < few.missing < few.without
    homes = [pool.members[at].household for at in [*panel, *many.places] if pool.members[at].household is not None]
    shared_in_panel = [pool.members[at].household for at in panel if pool.members[at].household is not None]
    assert len(homes) - len(set(homes)) == len(shared_in_panel) - len(set(shared_in_panel))
    assert not set(many.places) & set(panel)


def test_nobody_falls_out_or_everybody_does() -> None:
    pool = generated_pool(seed=1, people=30, seats=8, categories=3)
    panel = list(range(8))
    assert alternates(pool, panel, count=3, dropout=0.0, scenarios=5).without >= 0
    all_gone = alternates(pool, panel, count=0, dropout=1.0, scenarios=5)
    assert all_gone.places == ()
    assert all_gone.missing == all_gone.without == 8 + sum(quota.least for quota in pool.quotas)
    with pytest.raises(ValueError, match="between 0 and 1"):
        alternates(pool, panel, count=1, dropout=1.5)
    with pytest.raises(ValueError, match="between 0 and 1"):
        alternates(pool, panel, count=1, dropout=[0.1] * 7 + [-0.1])


@pytest.mark.parametrize(
    ("seed", "count", "missing", "without", "places"),
    [
        (0, 2, 2.60, 8.70, (20, 40)), (0, 5, 0.30, 8.70, (20, 39, 40, 49, 53)), (1, 2, 3.38, 8.50, (35, 68)),
        (1, 5, 0.56, 8.50, (23, 34, 35, 37, 68)), (2, 5, 0.60, 9.68, (8, 27, 36, 41, 60)),
        (3, 5, 0.40, 9.80, (8, 12, 15, 60, 61)),
    ],
)  # fmt: skip
def test_who_is_chosen_ahead_stays_the_same(
    seed: int, count: int, missing: float, without: float, places: tuple[int, ...]
) -> None:
    pool = generated_pool(seed=seed, people=70, seats=14, categories=4, households=0.2 * (seed % 2))
    draw = leximin(pool)
    panel = [at for t in np.flatnonzero(draw.panels[0]) for at in pool.types.members[t][: draw.panels[0][t]]]
    found = alternates(pool, panel, count=count, dropout=0.25, scenarios=50, seed=seed)
    assert (round(found.missing, 2), round(found.without, 2), found.places) == (missing, without, places)
    # The quick filling that the choice is made by is never too hopeful, and not far off.
    gaps = _Gaps(pool, panel, np.full(14, 0.25), 50, np.random.default_rng(seed))
    assert gaps.exact(found.places) - 1e-9 <= gaps.about(found.places) <= 1.2 * gaps.exact(found.places) + 0.2
    counts, left = gaps.filled(found.places)
    assert gaps.about(found.places) == pytest.approx(float((gaps.short(counts) + left).mean()))
    assert (left >= 0).all()
    assert ((counts[:, 0] >= gaps.counts[:, 0]) & (counts[:, 0] <= gaps.counts[:, 0] + count)).all()
