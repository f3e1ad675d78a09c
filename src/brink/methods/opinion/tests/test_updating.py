"""An update does not jump; prediction and the Polis rules."""

import numpy as np
import pytest

from brink.methods.opinion import Options, Votes, opinion_map, update
from brink.methods.opinion.gate import adjusted_rand
from brink.methods.opinion.predict import prediction

from .made import planted


def grown(votes: Votes, share: float, seed: int) -> Votes:
    """The votes without a random share of them."""
    return votes.keep(np.random.default_rng(seed).random(votes.size) >= share)


@pytest.mark.parametrize("share", [0.01, 0.2])
def test_more_votes_do_not_make_the_map_jump(share: float) -> None:
    votes, _ = planted(7, [80, 50, 30], statements=40, density=0.6)
    before = opinion_map(grown(votes, share, 1), seed=3)
    after = update(before, votes)
    assert after.groups is not None
    assert np.mean(before.labels == after.labels) > 0.97
    turn = np.linalg.svd(after.points.T @ before.points)
    assert np.trace(turn[0] @ turn[2]) == pytest.approx(2.0, abs=1e-6)
    assert np.median(np.linalg.norm(before.points - after.points, axis=1)) < 1.0


def test_newcomers_and_new_statements_join_the_map() -> None:
    votes, truth = planted(8, [60, 50], statements=30, density=0.6)
    early = votes.keep((votes.owners() < 90) & (votes.statement < 25))
    early = Votes.from_arrays(early.owners(), early.statement, early.value, participants=90, statements=25)
    after = update(opinion_map(early, seed=1), votes)
    assert adjusted_rand(truth, after.labels) == 1.0
    assert len(after.points) == 110


def test_an_update_within_five_percent_keeps_what_was_measured() -> None:
    votes, _ = planted(7, [80, 50], statements=40, density=0.6)
    before = opinion_map(grown(votes, 0.01, 1), seed=3)
    after = update(before, votes)
    assert (after.gate, after.stability, after.prediction) == (before.gate, before.stability, before.prediction)
    assert [[r.statement for r in g.represents] for g in after.groups or ()] == [
        [r.statement for r in g.represents] for g in before.groups or ()
    ]
    much = update(opinion_map(grown(votes, 0.3, 1), seed=3), votes)
    assert much.measured_at == votes.size


def test_a_map_cannot_lose_people() -> None:
    votes, _ = planted(1, [20, 20])
    with pytest.raises(ValueError, match="fewer"):
        update(opinion_map(votes, seed=1, options=Options(outputs=False)), votes.rows(np.arange(10)))


def test_prediction_beats_the_statement_mean_where_people_differ_and_never_the_other_way_by_much() -> None:
    votes, _ = planted(4, [150, 100], statements=40, density=0.5)
    found = prediction(votes, np.random.default_rng(1))
    assert found is not None
    assert found.baseline_log_loss < 0.8 * found.statement_log_loss
    assert found.log_loss <= 1.02 * found.baseline_log_loss


def test_few_votes_give_no_prediction() -> None:
    assert prediction(Votes.from_arrays([0, 1], [0, 0], [1, -1]), np.random.default_rng(1)) is None
