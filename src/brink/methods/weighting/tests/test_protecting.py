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
    check,
    crossing_of,
    protect,
    protect_all,
    protect_later,
)
from brink.methods.weighting.attack import Attack

from .test_reach import shared_cells

slowly = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


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
            chosen = {name: {crossing.categories[axes[name]].index(c) for c in own} for name, own in one.table.where.items()}
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


def every_table(size: int, shown: list[tuple[np.ndarray, int]], least: list[np.ndarray], cap: int) -> Iterator[list[int]]:
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
    sizes = [size if name in variables else 0 for name, size in zip(crossing.variables, crossing.counts.shape, strict=True)]
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
    tables = np.array(list(every_table(crossing.counts.size, shown, [] if zeros else hidden, 2 * threshold + 2)))
    truth = crossing.counts.ravel()
    assert (tables == truth).all(axis=1).any()
    used = tuple({name for one in found.tables for name in one.table.used()})
    bad = []
    for mask in groups(crossing, used):
        if 0 < truth[mask].sum() < threshold:
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
    counts = np.array(data.draw(st.lists(st.integers(0, 6), min_size=int(np.prod(shape)), max_size=int(np.prod(shape)))))
    crossing = crossing_from(counts.reshape(shape))
    found = protect_all(crossing, [Table("t", crossing.variables)], threshold=3)
    assert true_or_hidden(crossing, found)
    assert exposed(crossing, found, 3) == []
    again = protect_all(crossing, [Table("t", crossing.variables)], threshold=3)
    assert again.tables[0].counts.tolist() == found.tables[0].counts.tolist()
    ends = found.tables[0].counts[found.tables[0].shown]
    assert not ((ends > 0) & (ends < 3)).any()
