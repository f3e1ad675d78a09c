"""Tables that may be published: against an attacker who tries every whole table, and one with linear programs."""

import dataclasses
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from brink.methods.weighting import (
    Crossing,
    NotProtected,
    Protected,
    Publication,
    Table,
    TooLarge,
    check,
    crossing_of,
    protect,
    protect_all,
    protect_later,
    protect_people,
)
from brink.methods.weighting.attack import Attack
from brink.methods.weighting.suppression import loss

from .test_reach import shared_cells

slowly = settings(max_examples=14, deadline=None, suppress_health_check=list(HealthCheck))


def crossing_from(counts: np.ndarray) -> Crossing:
    names = tuple("abcd"[: counts.ndim])
    return Crossing(names, tuple(tuple(f"{n}" for n in range(size)) for size in counts.shape), counts)


def facts(crossing: Crossing, found: Protected) -> tuple[list[tuple[np.ndarray, int]], list[np.ndarray]]:
    """What anybody reads: sums over cells with their value, and which sums are hidden."""
    shown, hidden = [], []
    for one in found.tables:
        axes = {name: at for at, name in enumerate(crossing.variables)}
        for place in np.ndindex(one.counts.shape):
            mask = np.ones(crossing.counts.shape, bool)
            own_part = one.table.where.items()
            chosen = {name: {crossing.categories[axes[name]].index(c) for c in own} for name, own in own_part}
            for name, at in zip(one.table.variables, place, strict=True):
                if at < len(crossing.categories[axes[name]]):
                    chosen[name] = {at}
            for name, own in chosen.items():
                keep = np.isin(np.arange(crossing.counts.shape[axes[name]]), list(own))
                mask &= np.expand_dims(keep, [n for n in range(mask.ndim) if n != axes[name]])
            if one.counts[place] >= 0:
                shown.append((mask.ravel(), int(one.counts[place])))
            else:
                hidden.append(mask.ravel())
    return shown, hidden


def every_table(
    size: int, shown: list[tuple[np.ndarray, int]], least: list[np.ndarray], cap: int
) -> Iterator[list[int]]:
    """The slow twin: all whole tables up to `cap` per cell with these sums, and these others at least 1."""
    table = [0] * size

    def fill(at: int) -> Iterator[list[int]]:
        if at == size:
            if all(sum(table[n] for n in np.flatnonzero(mask)) >= 1 for mask in least):
                yield list(table)
            return
        most = cap
        for mask, value in shown:
            if mask[at]:
                left = value - sum(table[n] for n in range(at) if mask[n])
                most = min(most, left)
                if not mask[at + 1 :].any():
                    if left < 0 or left > most:
                        return
                    table[at] = left
                    if any(m[at] and v < sum(table[n] for n in range(at + 1) if m[n]) for m, v in shown):
                        return
                    if any(
                        m[at] and not m[at + 1 :].any() and v != sum(table[n] for n in range(at + 1) if m[n])
                        for m, v in shown
                    ):
                        return
                    yield from fill(at + 1)
                    return
        for value in range(most + 1):
            table[at] = value
            yield from fill(at + 1)

    yield from fill(0)


def groups(crossing: Crossing, variables: tuple[str, ...]) -> Iterator[np.ndarray]:
    """Each group that can be named with some variables."""
    both = zip(crossing.variables, crossing.counts.shape, strict=True)
    sizes = [size if name in variables else 0 for name, size in both]
    for place in product(*([slice(None), *(slice(n, n + 1) for n in range(size))] for size in sizes)):
        mask = np.zeros(crossing.counts.shape, bool)
        mask[place] = True
        yield mask.ravel()


def exposed(crossing: Crossing, found: Protected, threshold: int, *, zeros: bool = False) -> list[np.ndarray]:
    """The groups that an attacker who tries every whole table narrows down too far."""
    shown, hidden = facts(crossing, found)
    total = int(crossing.counts.sum())
    if total >= threshold:
        shown.append((np.ones(crossing.counts.size, bool), total))
    # Of withheld tables nobody knows that what is hidden is no zero.
    least = [] if zeros or found.withheld else hidden
    cap = int(crossing.counts.max()) + 2 * threshold
    tables = np.array(list(every_table(crossing.counts.size, shown, least, cap)))
    truth = crossing.counts.ravel()
    assert (tables == truth).all(axis=1).any()
    used = tuple({name for one in found.tables for name in one.table.used()})
    bad = []
    for mask in groups(crossing, used):
        if (0 if zeros else 1) <= truth[mask].sum() < threshold:
            sums = tables[:, mask].sum(axis=1)
            if sums.max() < threshold or np.ptp(sums) < threshold - 1:
                bad.append(mask)
    return bad


def true_or_hidden(crossing: Crossing, found: Protected) -> bool:
    shown, _hidden = facts(crossing, found)
    return all(crossing.counts.ravel()[mask].sum() == value for mask, value in shown)


def test_a_worked_example() -> None:
    """A row of five is hidden with the cheapest rectangle; the totals stay."""
    found = protect(np.array([[5, 20, 30], [40, 25, 12], [30, 22, 60]]))
    assert found.withheld == ()
    assert found.tables[0].counts.tolist() == [
        [-1, -1, 30, 55], [40, 25, 12, 77], [-1, -1, 60, 112], [75, 67, 102, 244],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ([10, 20, 0], [10, 20, 0, 30]),
        ([9, 25, 86], [-1, -1, 86, 120]),
        ([5, 6, 40], [-1, -1, 40, 51]),  # 11 together: each 1 to 10
        ([5, 5, 40], [-1, -1, -1, 50]),  # 10 together: each at most 9
        ([4, 4, 4, 40], [-1, -1, -1, 40, 52]),
        ([4, 5], [-1, -1, -1]),
        ([3, 0, 2], [-1, 0, -1, -1]),
    ],
)
def test_one_way_tables(counts: list[int], shown: list[int]) -> None:
    assert protect(np.array(counts)).tables[0].counts.tolist() == shown


@slowly
@given(data=st.data(), shape=st.sampled_from([(3,), (4,), (2, 2), (2, 3), (3, 2), (2, 2, 2)]))
def test_no_small_group_is_exposed_to_who_tries_every_table(data: st.DataObject, shape: tuple[int, ...]) -> None:
    size = int(np.prod(shape))
    counts = np.array(data.draw(st.lists(st.integers(0, 6), min_size=size, max_size=size)))
    crossing = crossing_from(counts.reshape(shape))
    found = protect_all(crossing, [Table("t", crossing.variables)], threshold=3)
    assert true_or_hidden(crossing, found)
    assert exposed(crossing, found, 3) == []
    again = protect_all(crossing, [Table("t", crossing.variables)], threshold=3)
    assert again.tables[0].counts.tolist() == found.tables[0].counts.tolist()
    ends = found.tables[0].counts[found.tables[0].shown]
    assert not ((ends > 0) & (ends < 3)).any()


def test_the_slow_twin_sees_what_is_exposed() -> None:
    """Hiding the small figure alone, or three of a rectangle, does not help; a proof of it is refused."""
    crossing = crossing_from(np.array([[1, 9, 9], [9, 9, 9]]))
    found = protect_all(crossing, [Table("t", ("a", "b"))], threshold=3)
    assert exposed(crossing, found, 3) == []
    hidden = np.argwhere(~found.tables[0].shown)
    assert len(hidden) == 4
    truth = protect_all(crossing, [Table("t", ("a", "b"))], threshold=0).tables[0].counts
    for back in hidden[1:]:
        counts = found.tables[0].counts.copy()
        counts[tuple(back)] = truth[tuple(back)]
        worse = dataclasses.replace(found, tables=(dataclasses.replace(found.tables[0], counts=counts),))
        assert len(exposed(crossing, worse, 3)) == 1
        proof = found.proofs[0]
        shown = proof.shown.copy()
        shown[[at for at, one in enumerate(proof.plan.figures) if one == tuple((int(n),) for n in back)]] = True
        with pytest.raises(NotProtected):
            check(dataclasses.replace(proof, shown=shown))
    for ends in ({}, {at: (low, low) for at, (low, _high) in found.proofs[0].ends.items()}):
        with pytest.raises(NotProtected):
            check(dataclasses.replace(found.proofs[0], ends=ends))


@slowly
@given(data=st.data(), shape=st.sampled_from([(4,), (3, 3), (3, 4), (2, 3, 2)]))
def test_a_table_without_small_counts_is_shown_whole(data: st.DataObject, shape: tuple[int, ...]) -> None:
    size = int(np.prod(shape))
    counts = np.array(data.draw(st.lists(st.just(0) | st.integers(10, 60), min_size=size, max_size=size)))
    assert protect(counts.reshape(shape)).tables[0].shown.all()


@slowly
@given(counts=st.lists(st.integers(0, 5), min_size=6, max_size=6))
def test_zeros_of_an_answer_are_hidden_too(counts: list[int]) -> None:
    """A row in which everybody gave one answer tells what each of them said."""
    crossing = crossing_from(np.array(counts).reshape(2, 3))
    found = protect_all(crossing, [Table("t", ("a", "b"))], threshold=3, hide_zeros=True)
    shown = found.tables[0].counts[found.tables[0].shown]
    assert not (shown < 3).any()
    assert exposed(crossing, found, 3, zeros=True) == []


def test_what_cannot_be_a_table_is_refused() -> None:
    crossing = crossing_from(np.array([[10, 20], [30, 40]]))
    for tables in (
        [Table("t", ("a", "z"))], [Table("t", ("a", "a"))], [Table("t", ("a",), {"a": ("0",)})],
        [Table("t", ("a",), {"b": ("9",)})], [Table("t", ("a",), {"b": ()})], [Table("t", ("a",)), Table("t", ("b",))],
    ):  # fmt: skip
        with pytest.raises(ValueError, match="table"):
            protect_all(crossing, tables)
    for counts in (np.array([-1, 4]), np.array(5), np.zeros((2, 0), int)):
        with pytest.raises(ValueError, match="counts"):
            protect(counts)
    with pytest.raises(ValueError, match="equally long"):
        protect_people({"a": ["x"], "b": []}, [Table("t", ("a", "b"))])
    with pytest.raises(ValueError, match="variables"):
        protect_people({"a": ["x"]}, [Table("t", ("b",))])


def test_the_number_of_all_people_is_known_though_no_table_has_it() -> None:
    crossing = crossing_from(np.array([5, 30, 40]))
    table = Table("a", ("a",), totals=False)
    assert protect_all(crossing, [table])["a"].counts.tolist() == [-1, -1, 40]
    unknown = dataclasses.replace(crossing, known_total=False)
    assert protect_all(unknown, [table])["a"].counts.tolist() == [-1, 30, 40]


def test_tables_apart_tell_each_other_the_total_where_it_was_not_known() -> None:
    """Five follow from the total of the other table and the forty: so the forty or that total is hidden too."""
    counts = np.zeros((2, 2), int)
    counts[0, 0], counts[1, 0], counts[1, 1] = 5, 20, 20
    crossing = dataclasses.replace(crossing_from(counts), known_total=False)
    first, second = Table("a", ("a",), totals=False), Table("b", ("b",))
    found = protect_all(crossing, [first, second])
    assert found["a"].counts[0] == -1
    assert not (found["a"].shown[1] and found["b"].shown[-1])
    assert not (found["a"].shown[1] and found["b"].shown[:-1].all())
    # The total of all is the last that goes.
    assert found["b"].shown[-1]
    for proof in found.proofs:
        check(proof)


def test_zeros_are_shown_unless_they_are_to_be_hidden() -> None:
    columns = {"a": ["x"] * 30 + ["y"] * 40, "b": ["p"] * 30 + ["q"] * 40}
    table, crossing = Table("ab", ("a", "b")), crossing_of(columns)
    people = dict(zip(map(str, range(70)), zip(*columns.values(), strict=True), strict=True))
    now = Publication(("a", "b"), people, (table,))
    ways = (
        lambda **more: protect_all(crossing, [table], **more), lambda **more: protect_people(columns, [table], **more),
        lambda **more: protect_later([], now, **more), lambda **more: protect(crossing.counts, **more),
    )  # fmt: skip
    for way in ways:
        assert way().tables[0].shown.all()
        assert not way(hide_zeros=True).tables[0].shown[0, 1]


def test_a_table_that_does_not_fit_is_refused_in_a_later_publication_too() -> None:
    people = {str(number): ("x", "p") for number in range(30)}
    for table in (Table("t", ("c",)), Table("t", ("a",), {"b": ("q",)}), Table("t", ("a", "a"))):
        with pytest.raises(ValueError, match="table t"):
            protect_later([], Publication(("a", "b"), people, (table,)))


def test_what_cannot_be_proved_in_memory_is_withheld_but_for_the_total() -> None:
    small, large = np.full((6, 5), 20), np.full((70, 70), 20)
    assert protect(small).withheld == ()
    found = protect(large)
    assert found.withheld == ("table",)
    assert (found.tables[0].shown.sum(), found.tables[0].counts[-1, -1]) == (1, large.sum())
    few = np.zeros((70, 70), int)
    few[3, 4] = 5
    assert not protect(few).tables[0].shown.any()
    unknown = dataclasses.replace(crossing_from(large), known_total=False)
    assert not protect_all(unknown, [Table("ab", ("a", "b"))]).tables[0].shown.any()
    rows = [str(number) for number in range(6_000)]
    with pytest.raises(TooLarge):
        crossing_of({"a": rows, "b": rows})


def test_a_share_is_shown_where_its_count_is() -> None:
    found = protect(np.array([9, 35, 86])).tables[0]
    assert [found.may_show_share((at,), 25.0) for at in range(4)] == [False, False, True, True]
    assert not found.may_show_share((2,), 19.0)
    assert np.isnan(found.published()[:2]).all()
    assert found.published()[2:].tolist() == [86, 130]


def test_of_people_and_of_their_counts_is_the_same() -> None:
    columns = {"a": ["x"] * 20 + ["y"] * 25, "b": (["p"] * 4 + ["q"] * 16) + ["p"] * 12 + ["q"] * 13, "c": ["u"] * 45}
    tables = [Table("ab", ("a", "b")), Table("n", ()), Table("c", ("c",))]
    both = [protect_people(columns, tables), protect_all(crossing_of(columns), tables)]
    assert [one.counts.tolist() for one in both[0].tables] == [one.counts.tolist() for one in both[1].tables]
    assert both[0]["n"].counts == 45


def test_what_everybody_knows_to_be_empty_is_no_secret() -> None:
    counts = np.array([[0, 30, 40], [20, 30, 40]])
    impossible = np.array([[True, False, False], [False] * 3])
    found = protect(counts, hide_zeros=True, impossible=impossible)
    assert found.tables[0].shown.all()
    assert not protect(counts, hide_zeros=True).tables[0].shown[0, 0]
    with pytest.raises(ValueError, match="impossible"):
        protect(counts, impossible=~impossible)


TABLES = {
    "two of three": [Table("ab", ("a", "b")), Table("ac", ("a", "c"))],
    "all pairs": [Table("ab", ("a", "b")), Table("ac", ("a", "c")), Table("bc", ("b", "c"))],
    "all and some": [Table("all", ("a", "b")), Table("some", ("a", "b"), {"c": ("1",)})],
    "inner cells": [Table("abc", ("a", "b", "c"), totals=False), Table("a", ("a",))],
    "apart": [Table("a", ("a",)), Table("b", ("b",)), Table("n", ())],
}


@slowly
@pytest.mark.parametrize("tables", TABLES.values(), ids=list(TABLES))
@given(counts=st.lists(st.integers(0, 5), min_size=8, max_size=8))
def test_tables_together_expose_nobody(tables: list[Table], counts: list[int]) -> None:
    crossing = crossing_from(np.array(counts).reshape(2, 2, 2))
    found = protect_all(crossing, tables, threshold=3)
    assert true_or_hidden(crossing, found)
    if tables != TABLES["apart"]:
        assert exposed(crossing, found, 3) == []
    for proof in found.proofs:
        check(proof)
    if found.withheld == () and sum(counts) >= 3 and len(tables) < 3 and not tables[-1].where and tables[0].totals:
        assert (found["ab"].counts[:, -1] == found["ac"].counts[:, -1]).all()


def test_a_difference_between_all_and_some_is_hidden() -> None:
    """Everybody in a place, and those who said yes there: three who said no would follow."""
    crossing = crossing_of({
        "place": ["x"] * 40 + ["y"] * 60, "said": ["yes"] * 37 + ["no"] * 3 + ["yes"] * 30 + ["no"] * 30,
    })  # fmt: skip
    all_of_them, some = Table("all", ("place",)), Table("yes", ("place",), {"said": ("yes",)})
    found = protect_all(crossing, [all_of_them, some])
    both = found["all"].shown & found["yes"].shown
    assert not both[0]
    assert protect_all(crossing, [all_of_them])["all"].shown.all()
    assert protect_all(crossing, [some])["yes"].shown.any()


def people_of(cells: dict[tuple[str, ...], int], start: int = 0) -> dict[str, tuple[str, ...]]:
    kinds = [cell for cell, count in cells.items() for _ in range(count)]
    return {str(start + at): cell for at, cell in enumerate(kinds)}


def columns_of(people: dict[str, tuple[str, ...]]) -> dict[str, list[str]]:
    return {"place": [cells[0] for cells in people.values()], "sex": [cells[1] for cells in people.values()]}


def test_a_later_publication_hides_who_came() -> None:
    """Sixty people, three more later: the totals differ by three, so the new ones are hidden where they moved."""
    first = people_of({("x", "m"): 30, ("x", "v"): 40, ("y", "m"): 50, ("y", "v"): 20})
    table = (Table("t", ("place", "sex")),)
    before = Publication(("place", "sex"), first, table)
    out = protect_all(crossing_of(columns_of(first)), table)
    assert out["t"].shown.all()
    before = dataclasses.replace(before, out=out.tables)
    same = protect_later([before], Publication(("place", "sex"), first, table))
    assert same["t"].shown.all()
    more = {**first, **people_of({("x", "m"): 3}, 1000)}
    later = protect_later([before], Publication(("place", "sex"), more, table))
    assert later["t"].counts.tolist() == [[-1, 40, -1], [50, 20, 70], [-1, 60, -1]]
    many = {**first, **people_of({("x", "m"): 12, ("y", "v"): 15}, 1000)}
    assert protect_later([before], Publication(("place", "sex"), many, table))["t"].shown.all()
    gone = {who: cell for who, cell in first.items() if int(who) >= 4}
    assert not protect_later([before], Publication(("place", "sex"), gone, table))["t"].shown[0, 0]
    other = people_of({("z", "m"): 12, ("z", "v"): 5}, 2000)
    new = protect_later([before], Publication(("place", "sex"), {**first, **other}, table))
    assert new["t"].categories[0] == ("x", "y", "z")
    assert not new["t"].shown[2, 1]
    # That nobody was in z at first, everybody read: z × sex × (came, stayed).
    able = new.proofs[0].plan.most.reshape(3, 2, 2) > 0
    assert able[2].tolist() == [[True, False], [True, False]]
    assert able[:2].all()
    after = dataclasses.replace(before, people=more, out=later.tables)
    third = protect_later([before, after], Publication(("place", "sex"), {**more, **many}, table))
    assert third.withheld == ()
    for proof in third.proofs:
        check(proof)
    # Who published both in full has told of the three already: nothing more is added to it.
    careless = dataclasses.replace(after, out=protect_all(crossing_of(columns_of(more)), table).tables)
    assert careless.out[0].shown.all()
    refused = protect_later([before, careless], Publication(("place", "sex"), {**more, **many}, table))
    assert refused.withheld == ("t",)
    assert not refused["t"].shown[0, 0]
    with pytest.raises(ValueError, match="same variables"):
        protect_later([before], Publication(("place",), {"1": ("x",)}, table))


@slowly
@given(counts=st.lists(st.integers(0, 5), min_size=12, max_size=12))
def test_differences_in_time_expose_nobody(counts: list[int]) -> None:
    """The slow twin reads both publications; moments are people who left, stayed and came."""
    cells = np.array(counts).reshape(2, 2, 3)
    names = [("x", "m"), ("x", "v"), ("y", "m"), ("y", "v")]
    parts = [dict(zip(names, cells[:, :, when].ravel().tolist(), strict=True)) for when in range(3)]
    kinds = [people_of(part, 100 * when) for when, part in enumerate(parts)]
    table = (Table("t", ("place",)),) if sum(counts) % 2 else (Table("t", ("place",)), Table("s", ("sex",)))
    first, second = {**kinds[0], **kinds[1]}, {**kinds[1], **kinds[2]}
    if not first or not second:
        return
    before = protect_all(crossing_of(columns_of(first)), table, threshold=3)
    published = Publication(("place", "sex"), first, table, before.tables)
    later = protect_later([published], Publication(("place", "sex"), second, table), threshold=3)
    for proof in later.proofs:
        check(proof)
        plan = proof.plan
        # Both publications in the eyes of the attacker, by programs over fractions.
        attack = Attack(plan, proof.shown)
        for figure in np.flatnonzero(plan.watched):
            low, high = attack.bounds(figure)
            assert high >= 3 - 1e-6
            assert high - low >= 2 - 1e-6


def attacked(found: Protected, threshold: int = 10) -> tuple[int, int, float]:
    """Attack every small group by linear programs over fractions: groups, exposed ones, narrowest interval."""
    narrow, seen, open_to = np.inf, 0, 0
    for proof in found.proofs:
        check(proof)
        attack = Attack(proof.plan, proof.shown)
        for figure in np.flatnonzero(proof.plan.watched):
            low, high = attack.bounds(figure)
            seen, narrow = seen + 1, min(narrow, high - low)
            open_to += high < threshold - 1e-6 or high - low < threshold - 1 - 1e-6
    return seen, open_to, narrow


@pytest.mark.parametrize("mean", [40, 15, 6])
def test_an_attack_on_120_cells_with_programs(mean: int) -> None:
    """Twelve places by ten groups, uneven; with the small ones alone hidden the same attack finds some."""
    rng = np.random.default_rng(mean)
    counts = rng.poisson(mean * rng.gamma(2, 0.5, (12, 10)))
    found = protect(counts)
    assert found.withheld == ()
    seen, open_to, narrow = attacked(found)
    assert (seen >= int(((counts > 0) & (counts < 10)).sum()), open_to, narrow >= 9 - 1e-6) == (True, 0, True)
    assert (found.tables[0].shown == protect(counts).tables[0].shown).all()
    if mean == 40:
        proof = found.proofs[0]
        bare = Attack(proof.plan, (proof.plan.wanted & ~proof.plan.small) | proof.plan.fixed)
        assert any(np.ptp(bare.bounds(figure)) < 1 for figure in np.flatnonzero(proof.plan.watched))


def test_places_by_age_and_by_sex_with_totals() -> None:
    """Two tables of the same 120 cells: groups that no table shows are protected too."""
    rng = np.random.default_rng(3)
    crossing = crossing_from(rng.poisson(12 * rng.gamma(2, 0.5, (12, 5, 2))))
    found = protect_all(crossing, [Table("ab", ("a", "b")), Table("ac", ("a", "c"))])
    assert found.withheld == ()
    assert attacked(found)[1] == 0


@pytest.mark.reference_data
def test_the_120_cells_of_the_shared_panel(reference_data: Path) -> None:
    """Municipality × age × sex: 49 of 120 cells are small."""
    _people, own, cells = shared_cells(reference_data)
    found = protect_all(
        crossing_of({name: [cell[at] for cell, count in zip(cells, own, strict=True) for _ in range(int(count))]
                     for at, name in enumerate(("gemeente", "leeftijd", "geslacht"))}),
        [Table("t", ("gemeente", "leeftijd", "geslacht"))],
    )  # fmt: skip
    assert found.withheld == ()
    inner = found["t"].shown[:-1, :-1, :-1]
    assert (~inner).sum() >= 49
    assert attacked(found)[1] == 0
    assert found["t"].counts[-1, -1, -1] == 2_000


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(counts=st.lists(st.integers(1, 9), min_size=6, max_size=6))
def test_no_cheaper_choice_protects(counts: list[int]) -> None:
    """The slow twin tries every choice that loses less."""
    found = protect(np.array(counts).reshape(2, 3), threshold=3)
    for proof in found.proofs:
        plan = proof.plan
        assert proof.least_lost <= proof.lost + 1e-6
        basis = (plan.wanted & ~plan.small) | plan.fixed
        free = np.flatnonzero(basis & ~plan.fixed)
        for choice in product((False, True), repeat=len(free)):
            shown = basis.copy()
            shown[free[list(choice)]] = False
            if loss(plan, shown) < proof.lost - 1e-6:
                attack = Attack(plan, shown)
                ends = [attack.bounds(figure) for figure in np.flatnonzero(plan.watched)]
                assert any(high < 3 - 1e-6 or high - low < 2 - 1e-6 for low, high in ends)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(counts=st.lists(st.integers(0, 5), min_size=6, max_size=6))
def test_two_publications_against_who_tries_every_table(counts: list[int]) -> None:
    """Left, stayed and came, per place: every whole table that agrees with what both publications show."""
    parts = np.array(counts).reshape(2, 3)
    kinds = [people_of({("x",): int(a), ("y",): int(b)}, 100 * when) for when, (a, b) in enumerate(parts.T)]
    rounds = [{**kinds[0], **kinds[1]}, {**kinds[1], **kinds[2]}]
    table = (Table("t", ("place",)),)
    if set(rounds[0].values()) != {("x",), ("y",)} or len({*rounds[1].values()}) < 2:
        return
    out = protect_all(crossing_of({"place": [cell[0] for cell in rounds[0].values()]}), table, threshold=3)
    later = protect_later([Publication(("place",), rounds[0], table, out.tables)],
                          Publication(("place",), rounds[1], table), threshold=3)  # fmt: skip
    if out.withheld or later.withheld or not parts[:, 0].sum() or not parts[:, 1].sum() or not parts[:, 2].sum():
        return
    whole, shown, hidden = np.ones((2, 3), bool), [], []
    for result, moments in ((out, [0, 1]), (later, [1, 2])):
        for place, count in enumerate(result["t"].counts.tolist()):
            mask = whole.copy()
            mask[:, [n for n in range(3) if n not in moments]] = False
            mask &= True if place == 2 else np.arange(2)[:, None] == place
            if count >= 0:
                assert count == parts[mask].sum()
                shown.append((mask.ravel(), count))
            else:
                hidden.append(mask.ravel())
    total = int(parts[:, :2].sum())
    if total >= 3:
        shown.append((whole.ravel() & np.array([True, True, False] * 2), total))
    tables = np.array(list(every_table(6, shown, hidden, int(parts.max()) + 6)))
    for mask in groups(crossing_from(parts), ("a", "b")):
        if 0 < parts.ravel()[mask].sum() < 3:
            sums = tables[:, mask].sum(axis=1)
            assert sums.max() >= 3
            assert np.ptp(sums) >= 2
