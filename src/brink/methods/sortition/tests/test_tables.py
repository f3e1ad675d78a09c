"""The table plan: everybody sits, wishes are kept, many meet, and every price of an exchange is what it costs."""

from collections import Counter
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brink.methods.sortition.tables import NoSeating, Wishes, _Search, seat, sizes


def met(table: np.ndarray) -> Counter[tuple[int, int]]:
    """Return how often each pair meets, counted one by one."""
    found: Counter[tuple[int, int]] = Counter()
    for row in table:
        for one, other in combinations(range(len(row)), 2):
            found[one, other] += int(row[one] == row[other] and row[one] >= 0)
    return found


@settings(deadline=None, max_examples=15)
@given(people=st.integers(4, 20), tables=st.integers(1, 5), rounds=st.integers(1, 2), seed=st.integers(0, 99))
def test_everybody_has_one_seat_and_tables_are_even(people: int, tables: int, rounds: int, seed: int) -> None:
    tables = min(tables, people)
    found = seat(people, tables=tables, rounds=rounds, seed=seed)
    for row in found.table:
        assert sorted(Counter(row.tolist()).values(), reverse=True) == sizes(people, tables).tolist()
    meetings = met(found.table)
    assert found.pairs == sum(times > 0 for times in meetings.values()) <= found.ceiling
    assert found.most_meetings == max(meetings.values())


def test_one_person_at_one_table() -> None:
    found = seat(1, tables=1, rounds=1)
    assert (found.table.tolist(), found.pairs, found.most_meetings, found.ceiling) == ([[0]], 0, 0, 0)


def test_where_nobody_need_meet_twice_nobody_does() -> None:
    for people, tables, rounds in ((9, 3, 4), (16, 4, 5), (60, 12, 3)):
        found = seat(people, tables=tables, rounds=rounds)
        assert (found.pairs, found.most_meetings) == (found.ceiling, 1)


def test_a_day_of_a_hundred_people_is_better_than_the_figure() -> None:
    rng = np.random.default_rng(3)
    mix = tuple(tuple(rng.choice(list(values), 40)) for values in ("abc", "mv", "wxyz"))
    found = seat(40, tables=5, rounds=4, wishes=Wishes(mix=mix))
    assert found.deviation <= 2
    for values in mix:
        for row in found.table:
            for table in range(5):
                here = Counter(np.array(values)[row == table].tolist())
                for value in set(values):
                    assert abs(here[value] - values.count(value) / 5) <= found.deviation + 1e-9
    assert found.pairs >= 0.75 * found.ceiling


@pytest.mark.parametrize(
    ("people", "tables", "rounds", "seed", "pairs", "deviation"),
    [(20, 4, 3, 1, 108, 0.75), (30, 5, 4, 2, 270, 1.0), (36, 6, 5, 3, 429, 1.34)],
)
def test_how_good_a_plan_is_stays_the_same(
    people: int, tables: int, rounds: int, seed: int, pairs: int, deviation: float
) -> None:
    rng = np.random.default_rng(seed)
    mix = (tuple(rng.choice(list("abc"), people)), tuple(rng.choice(list("mv"), people)))
    found = seat(people, tables=tables, rounds=rounds, wishes=Wishes(mix=mix), seed=seed)
    assert (found.pairs >= pairs, found.most_meetings, found.deviation <= deviation) == (True, 2, True), found


WISHES = Wishes(
    mix=(tuple("ab" * 15),), together=((3, 4, 5), (10, 11)), apart=tuple((20, other) for other in range(21, 27)),
    fixed={0: 0, 10: 4}, absent=frozenset((28, 29)),
)  # fmt: skip


def test_wishes_are_kept_in_every_round() -> None:
    found = seat(30, tables=5, rounds=4, wishes=WISHES)
    table = found.table
    assert (table[:, [3, 4]] == table[:, [5, 5]]).all()
    assert (table[:, 10] == 4).all()
    assert (table[:, 11] == 4).all()
    assert (table[:, 0] == 0).all()
    assert (table[:, [28, 29]] == -1).all()
    assert not (table[:, [20]] == table[:, 21:27]).any()
    # Who stays together still goes round.
    assert len(set(table[:, 3].tolist())) > 1


def test_rounds_that_were_held_count_when_the_rest_is_planned_anew() -> None:
    first = seat(24, tables=4, rounds=4)
    again = seat(24, tables=4, rounds=2, earlier=first.table[:2], wishes=Wishes(absent=frozenset({0})))
    assert again.table.shape == (2, 24)
    meetings = met(np.vstack([first.table[:2], again.table]))
    here = {pair: times for pair, times in meetings.items() if 0 not in pair}
    assert again.pairs == sum(times > 0 for times in here.values())
    assert again.most_meetings == max(here.values())
    # Rounds that know nothing of those before bring fewer new people together.
    blind = met(np.vstack([first.table[:2], seat(24, tables=4, rounds=2, seed=9).table]))
    assert again.pairs > sum(times > 0 for pair, times in blind.items() if 0 not in pair)


@pytest.mark.parametrize(
    "wishes",
    [
        Wishes(together=((0, 1, 2, 3, 4),)),
        Wishes(together=((0, 1), (1, 2))),
        Wishes(together=((0, 1),), apart=((0, 1),)),
        Wishes(fixed={0: 3}),
        Wishes(together=((0, 1),), fixed={0: 0, 1: 1}),
        Wishes(apart=tuple(combinations(range(5), 2))),
        Wishes(absent=frozenset(range(7))),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused(wishes: Wishes) -> None:
    with pytest.raises(NoSeating):
        seat(8, tables=2, rounds=2, wishes=wishes)


def test_nonsense_is_refused() -> None:
    short = Wishes(mix=(("a",),))
    for people, tables, rounds, wishes in ((0, 1, 1, None), (3, 0, 1, None), (3, 1, 0, None), (3, 1, 1, short)):
        with pytest.raises(ValueError, match=r"needs people|a value for each"):
            seat(people, tables=tables, rounds=rounds, wishes=wishes)


def test_the_price_of_an_exchange_is_the_difference_it_makes() -> None:
    rng = np.random.default_rng(0)
    wishes = Wishes(mix=(tuple(rng.choice(list("abc"), 14)), tuple(rng.choice(list("mv"), 14))), deviation=1)
    search = _Search(np.arange(14), 14, 3, wishes, rng)
    again = rng.random((14, 14))
    again = again + again.T
    np.fill_diagonal(again, 0)
    table = search.start(0)

    def cost(seats: np.ndarray) -> float:
        pairs = float((again * search.meetings(seats)).sum()) / 2
        return pairs + float(search._uneven(search.excess(seats)).sum())

    price = search._prices(table, again, again @ search.seats(table), search.excess(table))
    for one, other in combinations(range(14), 2):
        if table[one] == table[other]:
            assert price[one, other] == np.inf
            continue
        changed = table.copy()
        changed[one], changed[other] = table[other], table[one]
        assert price[one, other] == pytest.approx(cost(changed) - cost(table), abs=1e-9)


def test_wishes_about_who_is_not_here_say_nothing_of_others() -> None:
    """Person 9 is absent: who is to sit with him, apart from him, or at his table is free."""
    wishes = Wishes(together=((8, 9),), apart=((7, 9),), fixed={9: 1, 6: 0}, absent=frozenset({9}))
    found = seat(10, tables=3, rounds=4, wishes=wishes, seed=2)
    assert (found.table[:, 9] == -1).all()
    assert (found.table[:, 6] == 0).all()
    for person in (0, 1, 7, 8):
        assert len(set(found.table[:, person].tolist())) > 1


def test_large_groups_find_a_table_before_small_ones_fill_them() -> None:
    groups = ((0, 1), (2, 3), (4, 5), (6, 7, 8, 9))
    found = seat(12, tables=3, rounds=2, wishes=Wishes(together=groups), seed=1)
    for row in found.table:
        assert all(len({int(row[person]) for person in group}) == 1 for group in groups)
