"""Routing: nobody's words stay unseen, what tells more is asked more, and priorities are not constant."""

import numpy as np

from brink.methods.opinion import next_statement, opinion_map
from brink.methods.opinion.routing import information, priorities

from .made import planted


def test_every_statement_reaches_the_floor_before_any_is_seen_three_times_the_median() -> None:
    views = np.zeros(40, dtype=np.int64)
    rng = np.random.default_rng(0)
    for person in range(160):
        answered: list[int] = []
        for turn in range(int(rng.integers(3, 20))):
            index = next_statement(None, np.array(answered, dtype=int), views, seed=person, turn=turn)
            assert index is not None
            answered.append(index)
            views[index] += 1
            if views.min() < 30:
                assert views.max() <= max(3 * np.median(views), 30)
    assert views.min() >= 30


def test_a_statement_added_late_is_shown_first() -> None:
    views = np.array([200] * 9 + [0])
    assert next_statement(None, np.zeros(0, dtype=int), views, seed=1) == 9


def test_above_the_floor_priorities_follow_information() -> None:
    votes, _ = planted(1, [60, 40], statements=20, apart=0.3)
    drawn = opinion_map(votes, seed=1)
    chances = priorities(drawn, np.zeros(0, dtype=int), np.full(20, 100))
    weight = np.linalg.norm(drawn.axes.loadings, axis=1)
    assert abs(chances.sum() - 1) < 1e-12
    assert np.ptp(chances) > 0.02
    assert chances[np.argmax(weight)] == chances.max()


def test_draws_follow_the_priorities() -> None:
    votes, _ = planted(1, [60, 40], statements=20, apart=0.3)
    drawn = opinion_map(votes, seed=1)
    views, none = np.full(20, 100), np.zeros(0, dtype=int)
    chances = priorities(drawn, none, views)
    draws = [next_statement(drawn, none, views, seed=7, turn=turn) for turn in range(4000)]
    share = np.bincount(draws, minlength=20) / 4000
    assert np.abs(share - chances).max() < 0.03


def test_an_answer_makes_its_like_less_telling() -> None:
    votes, _ = planted(1, [60, 40], statements=20, apart=0.3)
    drawn = opinion_map(votes, seed=1)
    strongest = np.argsort(-np.linalg.norm(drawn.axes.loadings, axis=1))[:4]
    before = information(drawn, np.zeros(0, dtype=int), 20)
    after = information(drawn, strongest[:3], 20)
    assert after[strongest[3]] < 0.6 * before[strongest[3]]


def test_answered_and_closed_statements_are_not_asked_and_in_the_end_nothing_is() -> None:
    views, closed = np.full(4, 50), np.array([False, False, False, True])
    asked = {next_statement(None, np.array([0, 1]), views, seed=s, closed=closed) for s in range(20)}
    assert asked == {2}
    assert next_statement(None, np.array([0, 1, 2]), views, seed=1, closed=closed) is None


def test_the_same_seed_and_turn_ask_the_same() -> None:
    views = np.arange(30, 60)
    first = [next_statement(None, np.array([3]), views, seed=2, turn=t) for t in range(10)]
    assert first == [next_statement(None, np.array([3]), views, seed=2, turn=t) for t in range(10)]
