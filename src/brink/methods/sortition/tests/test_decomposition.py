"""Peeling: what comes out is a lottery, and it says how far its chances are from those that were wanted."""

import numpy as np
import pytest

from brink.methods.sortition.column_generation import mix
from brink.methods.sortition.decomposition import _Face, _Rest, peel
from brink.methods.sortition.panels import Panels, covered
from brink.methods.sortition.pool import Pool
from brink.methods.sortition.synthetic import generated_pool
from brink.methods.sortition.tests.reference import small_pool
from brink.methods.sortition.upper_bound import Polytope


def wanted(pool: Pool) -> tuple[np.ndarray, np.ndarray]:
    """Return the leximin point of the quotas on average, and some panel."""
    panels = Panels(pool.types)
    first, gone = covered(panels)
    return Polytope(pool.types, gone).fill().chances, first[0]


@pytest.mark.parametrize("seed", range(25))
def test_a_mixture_has_the_chances_that_were_asked(seed: int) -> None:
    pool = small_pool(seed)
    chances, start = wanted(pool)
    found = peel(pool.types, chances, start=start, close=2e-7)
    assert all(pool.types.fits(panel) for panel in found.panels)
    assert found.weights.min() >= 0
    assert found.weights.sum() == pytest.approx(1, abs=1e-12)
    off = np.abs(found.weights @ found.panels / pool.types.size - chances).max()
    assert found.short == pytest.approx(off, abs=1e-12)
    assert found.cut is None
    # Whatever is left, mixing goes on from there to the chances, or proves that no lottery has them.
    whole = mix(Panels(pool.types), chances, start=found, close=2e-7)
    assert whole.short <= 2e-7 or whole.cut is not None
    assert whole.short <= found.short + 1e-9


def test_a_large_pool_needs_no_more_panels_than_it_has_types_and_quotas() -> None:
    pool = generated_pool(seed=3, people=150, seats=25, categories=5)
    chances, start = wanted(pool)
    found = peel(pool.types, chances, start=start, close=2e-7)
    assert found.short <= 2e-7
    assert len(found.panels) <= len(pool.types.size) + len(pool.types.rows) + 1


def test_chances_that_no_lottery_has_are_not_peeled() -> None:
    pool = small_pool(4)
    chances, start = wanted(pool)
    # Everything on one type that no panel takes alone: the first panel leaves a face without panels, or it is too far.
    other = np.zeros_like(chances)
    other[0] = pool.seats / pool.types.size[0]
    assert peel(pool.types, other, start=start, close=2e-7).short > 0.01


def test_what_is_taken_off_leaves_every_quota_kept_and_one_of_them_just() -> None:
    pool = small_pool(7)
    chances, start = wanted(pool)
    rest = _Rest(pool.types, chances * pool.types.size)
    before = rest.face()
    # The start is a panel, but not one of the face: nothing of it can be taken off.
    assert not before.holds(start)
    assert rest.take_off(start) == 0
    panel = before.solved(np.zeros(len(start)))
    assert panel is not None
    weight = rest.take_off(panel)
    assert 0 < weight <= 1
    assert rest.mass == pytest.approx(1 - weight)
    if rest.mass > 1e-9:
        here = rest.counts / rest.mass
        sums = pool.types.rows @ here
        assert (here >= -1e-9).all()
        assert (here <= pool.types.size + 1e-7).all()
        assert (sums >= pool.types.least - 1e-6).all()
        assert (sums <= pool.types.most + 1e-6).all()
        after = rest.face()
        tight = [int(face.empty.sum() + face.full.sum() + face.low.sum() + face.high.sum()) for face in (before, after)]
        assert tight[1] > tight[0]


def test_a_face_holds_the_panels_that_keep_what_it_just_keeps() -> None:
    pool = generated_pool(seed=2, people=40, seats=10, categories=3)
    _chances, panel = wanted(pool)
    face = _Face(pool.types, panel.astype(float))
    assert face.holds(panel)
    # The panel itself lies alone on the face of itself: it has none of what it lacks, all of what it has.
    other = face.solved(np.zeros(len(panel)))
    assert other is not None
    assert (other[face.empty] == 0).all()
    assert face.holds(other)
    assert face.demand()[face.empty].max() < 0
