"""The fairest lottery: equal to the slow twin on pools whose panels can all be listed, and to known minima."""

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from brink.methods.files.assembly import read_pool, read_quotas
from brink.methods.files.draw_run import gini
from brink.methods.sortition import (
    Member,
    NoLottery,
    NoPanel,
    NotProved,
    Pool,
    Quota,
    check,
    leximin,
    price_of_quotas,
    smallest_change,
)
from brink.methods.sortition.panels import Panels, covered
from brink.methods.sortition.synthetic import generated_pool
from brink.methods.sortition.tests.reference import all_panels, slow_leximin, small_pool
from brink.methods.sortition.upper_bound import Polytope

# Seeds 0 to 29 as they come (half of them have people who fit nowhere, a third households), and pools in which the
# leximin point of the quotas on average is no lottery over whole panels: there the cuts do the work.
WITH_CUTS = (233, 297, 347, 398)


@pytest.mark.parametrize("seed", [*range(30), *WITH_CUTS])
def test_chances_are_those_of_the_slow_twin(seed: int) -> None:
    pool = small_pool(seed)
    panels = all_panels(pool)
    draw = leximin(pool)
    wanted = slow_leximin(pool, panels)
    assert np.abs(draw.chances - wanted).max() <= 1e-6
    assert [place for place in range(len(pool.members)) if not any(place in panel for panel in panels)] == list(
        draw.uncoverable
    )
    assert check(draw).gap <= 1e-6
    assert bool(draw.polytope.cuts) == (seed in WITH_CUTS)


def test_every_level_is_fixed_by_prices_that_hold_somebody() -> None:
    """The class: a level at which rounding lets everybody rise a hair. By a threshold nobody counted as stuck there."""
    for seed, people, seats, categories in ((10, 320, 40, 8), *((seed, 90, 18, 6) for seed in range(8))):
        pool = generated_pool(
            seed=seed, people=people, seats=seats, categories=categories, slack=0.03, selection=1.3
        )  # fmt: skip
        _found, gone = covered(Panels(pool.types))
        polytope = Polytope(pool.types, gone)
        filling = polytope.fill()
        rows, least, most = polytope.system()
        sums = rows @ (filling.chances * pool.types.size)
        assert (sums >= least - 1e-7).all()
        assert (sums <= most + 1e-7).all()
        assert all(before.value <= after.value + 1e-9 for before, after in pairwise(filling.levels))
        placed = [t for level in filling.levels for t in level.types]
        assert sorted([*placed, *gone.tolist()]) == list(range(len(pool.types.size)))
        active = polytope.there.copy()
        for level in filling.levels:
            weights = (np.array(level.prices) @ rows) * pool.types.size
            # The proof itself: over those who may still rise, the weights that hold somebody add up to one.
            if level.value < polytope.cap - 1e-9:
                assert weights[active][weights[active] > 0].sum() == pytest.approx(1, abs=1e-6)
                assert (weights[list(level.types)] > 0).all()
            active[list(level.types)] = False


def pair(first: int, second: int, seats: int, *quotas: Quota) -> Pool:
    """Return a pool of one category with two features."""
    members = [Member(f"a{n}", ("a",)) for n in range(first)] + [Member(f"b{n}", ("b",)) for n in range(second)]
    return Pool(("c",), quotas, tuple(members), seats)


def test_a_worked_example() -> None:
    """Ten people, two from the north, and half of a panel of four must be: those two always, the others 1 in 4."""
    pool = pair(2, 8, 4, Quota("c", "a", 2, 2, 0, 4), Quota("c", "b", 2, 2, 0, 4))
    draw = leximin(pool)
    assert draw.chances == pytest.approx([1.0] * 2 + [0.25] * 8)
    assert [(level.value, level.types) for level in draw.filling.levels] == [
        (pytest.approx(0.25), (1,)), (pytest.approx(1.0), (0,)),
    ]  # fmt: skip
    # One place more is worth an eighth of a chance to each of the eight; either quota of two stands in the way.
    (price,) = price_of_quotas(draw)
    assert (price.feature, price.side) in (("a", "min"), ("b", "max"))
    assert price.price == pytest.approx(0.125)


def test_the_price_of_a_quota_is_the_most_that_a_place_is_worth() -> None:
    worth = []
    for seed in (3, 5, 8):
        pool = generated_pool(seed=seed, people=80, seats=20, categories=3)
        draw = leximin(pool)
        for price in price_of_quotas(draw)[:2]:
            step = -1 if price.side == "min" else 1
            eased = [
                replace(quota, **{"least" if price.side == "min" else "most":
                                  (quota.least if price.side == "min" else quota.most) + step})
                if (quota.category, quota.feature) == (price.category, price.feature) else quota
                for quota in pool.quotas
            ]  # fmt: skip
            risen = leximin(pool.replaced(eased)).filling.levels[0].value - draw.filling.levels[0].value
            # Less where another quota stands in the way as well.
            assert -1e-7 <= risen <= price.price + 1e-7
            worth.append(risen)
    assert max(worth) > 1e-4


def test_maximin_has_the_same_minimum_and_may_leave_the_rest() -> None:
    pool = generated_pool(seed=2, people=90, seats=20, categories=4)
    fair, lowest = leximin(pool), leximin(pool, objective="maximin")
    assert lowest.chances.min() == pytest.approx(fair.chances.min(), abs=1e-6)
    assert check(lowest).gap <= 1e-6
    assert gini(list(fair.chances)) <= gini(list(lowest.chances)) + 1e-6


def test_a_cap_trades_the_lowest_chance_for_the_highest() -> None:
    pool = generated_pool(seed=4, people=90, seats=20, categories=4)
    mean = pool.seats / len(pool.members)
    free = leximin(pool)
    loosest = float(free.chances.max()) / mean
    curve = [leximin(pool, cap=cap) for cap in np.linspace(0.75 * loosest, loosest, 4)]
    lowest = [float(draw.chances.min()) for draw in curve]
    assert all(later >= earlier - 1e-6 for earlier, later in pairwise(lowest))
    assert lowest[0] < lowest[-1] - 1e-4
    assert lowest[-1] == pytest.approx(float(free.chances.min()), abs=1e-6)
    for draw, cap in zip(curve, np.linspace(0.75 * loosest, loosest, 4), strict=True):
        assert draw.chances.max() <= cap * mean + 1e-6
        assert check(draw).gap <= 1e-6
    with pytest.raises(NoLottery):
        leximin(pair(2, 8, 4, Quota("c", "a", 2, 2, 0, 4), Quota("c", "b", 2, 2, 0, 4)), cap=2.0)


def test_one_of_a_household_at_most() -> None:
    pool = generated_pool(seed=6, people=70, seats=18, categories=3, households=0.5)
    draw = leximin(pool)
    homes = [member.household for member in pool.members]
    for panel in draw.panels:
        sums = pool.types.rows @ panel
        assert (sums[len(pool.quotas) :] <= 1).all()
    for home in {home for home in homes if home}:
        assert sum(chance for chance, own in zip(draw.chances, homes, strict=True) if own == home) <= 1 + 1e-9


def test_impossible_quotas_name_the_smallest_change() -> None:
    pool = pair(1, 9, 4, Quota("c", "a", 3, 4, 0, 4), Quota("c", "b", 0, 1, 0, 2))
    with pytest.raises(NoPanel):
        leximin(pool)
    changes = smallest_change(pool)
    assert changes is not None
    # Flex lets "b" grow to 2 only, and then 1 + 2 are not 4 people: the flex bounds must be left.
    assert sorted((one.feature, one.side, one.now, one.must) for one in changes) == [
        ("a", "min", 3, 1), ("b", "max", 1, 3),
    ]  # fmt: skip
    wider = pool.replaced([Quota("c", "a", 3, 4, 0, 4), Quota("c", "b", 0, 1, 0, 4)])
    assert smallest_change(wider) == changes
    same = tuple(Member(f"m{n}", ("a",), "een adres") for n in range(5))
    assert smallest_change(Pool(("c",), (Quota("c", "a", 0, 5, 0, 5),), same, 3)) is None


@pytest.mark.parametrize("seed", range(12))
def test_the_smallest_change_is_the_smallest(seed: int) -> None:
    """Against all panels of whatever shape: the fewest places by which any of them breaks the quotas."""
    pool = small_pool(seed)
    broken = pool.replaced(
        [replace(one, least=one.least + 1, most=one.most + 1) if n % 2 == 0 else one
         for n, one in enumerate(pool.quotas)]
    )  # fmt: skip
    free = pool.replaced([Quota(one.category, one.feature, 0, pool.seats, 0, pool.seats) for one in pool.quotas])
    fewest = min(
        sum(
            max(0, quota.least - have) + max(0, have - quota.most)
            for quota in broken.quotas
            for have in [sum(quota.feature == pool.members[place].features[pool.categories.index(quota.category)]
                             for place in panel)]
        )
        for panel in all_panels(free)
    )  # fmt: skip
    changes = smallest_change(broken.replaced([replace(one, flex_least=0, flex_most=99) for one in broken.quotas]))
    assert changes is not None
    assert sum(abs(one.must - one.now) for one in changes) == fewest


def test_the_certificate_does_not_believe_what_it_is_told() -> None:
    draw = leximin(small_pool(1))
    assert check(draw).gap <= 1e-6
    panels = draw.panels.copy()
    panels[0] = 0
    weights = draw.weights.copy()
    weights[0] += 0.01
    chances = draw.chances.copy()
    chances[0] += 1e-6
    for wrong in (replace(draw, panels=panels), replace(draw, weights=weights), replace(draw, chances=chances)):
        with pytest.raises(NotProved):
            check(wrong)
    # Prices that prove less give a bound that is higher, never one that is too low.
    level = draw.filling.levels[0]
    weaker = replace(level, prices=tuple(0.5 * price + 0.01 for price in level.prices))
    levels = (weaker, *draw.filling.levels[1:])
    assert check(replace(draw, filling=replace(draw.filling, levels=levels))).upper[0] >= level.value - 1e-9


def test_order_of_people_changes_nothing() -> None:
    pool = generated_pool(seed=9, people=60, seats=15, categories=3)
    turned = Pool(pool.categories, pool.quotas, pool.members[::-1], pool.seats)
    first = {m.id: c for m, c in zip(pool.members, leximin(pool).chances, strict=True)}
    second = {m.id: c for m, c in zip(turned.members, leximin(turned).chances, strict=True)}
    assert all(first[name] == pytest.approx(second[name], abs=1e-6) for name in first)


def test_a_pool_refuses_what_cannot_be() -> None:
    quota = Quota("c", "a", 0, 2, 0, 2)
    one, other = Member("m", ("a",)), Member("n", ("b",))
    for members, quotas, seats in (
        ((one, one), (quota,), 1), ((one, other), (quota,), 1), ((one,), (quota, quota), 1), ((one,), (quota,), 2),
        ((one,), (quota,), 0),
    ):  # fmt: skip
        with pytest.raises(ValueError, match=r"\w"):
            Pool(("c",), quotas, members, seats)


@pytest.mark.reference_data
@pytest.mark.parametrize(
    ("folder", "files", "seats", "identity", "address", "minimum", "spread"),
    [
        ("brink-s", ("categories.csv", "respondents.csv"), 30, "id", [], 0.07914, 0.2776),
        ("sa_fixture_150", ("features.csv", "candidates.csv"), 22, "nationbuilder_id", [], 0.09091, 0.1404),
        ("example_small_20", ("categories.csv", "respondents.csv"), 20, None, [], 0.1, 0.0),
        ("example_large_200", ("categories.csv", "respondents.csv"), 200, None, [], 0.1, 0.0),
    ],
)
def test_known_minima(
    reference_data: Path, folder: str, files: tuple[str, str], seats: int, identity: str | None, address: list[str],
    minimum: float, spread: float,
) -> None:  # fmt: skip
    here = reference_data / "sortition" / folder
    quotas = read_quotas(here / files[0])
    pool = read_pool(
        here / files[1], quotas, seats=seats, identity=identity, address=address, quota_path=here / files[0]
    )
    draw = leximin(pool)
    assert draw.chances.min() == pytest.approx(minimum, abs=5e-6)
    assert gini(list(draw.chances)) == pytest.approx(spread, abs=5e-5)
    assert check(draw).gap <= 1e-6
