"""The list of numbered panels: each chance within two tickets in a thousand, every panel keeps all quotas."""

import numpy as np
import pytest

from brink.methods.sortition import leximin, lottery
from brink.methods.sortition.synthetic import generated_pool
from brink.methods.sortition.tests.reference import small_pool


@pytest.mark.parametrize("households", [0.0, 0.3])
def test_a_thousand_tickets(households: float) -> None:
    pool = generated_pool(seed=12, people=120, seats=24, categories=5, households=households)
    draw = leximin(pool)
    found = lottery(draw, tickets=1_000, seed=3)
    assert len(found.panels) == 1_000
    for panel in found.panels:
        counts = np.array([sum(place in panel for place in places) for places in pool.types.members])
        assert pool.types.fits(counts)
        assert list(panel) == sorted(set(panel))
    stood = np.bincount(np.concatenate([np.array(panel) for panel in found.panels]), minlength=len(pool.members))
    assert np.abs(stood / 1_000 - draw.chances).max() <= 0.002
    assert found.furthest == pytest.approx(np.abs(stood / 1_000 - draw.chances).max())
    assert found == lottery(draw, tickets=1_000, seed=3)
    assert found.panels != lottery(draw, tickets=1_000, seed=4).panels


def test_few_panels_make_a_list_too() -> None:
    for seed in range(5):
        draw = leximin(small_pool(seed))
        assert lottery(draw, tickets=1_000).furthest <= 0.002
