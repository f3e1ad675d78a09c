"""Reach over crossed cells: by hand, and the published figures of the shared panel over its 120 cells."""

import csv
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from brink.methods.weighting import reach_over_cells

BANDS = {"20-34": (20, 34), "35-49": (35, 49), "50-64": (50, 64), "65-74": (65, 74), "75+": (75, 999)}


def test_by_hand() -> None:
    """Propensities .12 and .08 of equally many people: mean .1, standard deviation .02."""
    found = reach_over_cells(np.array([500.0, 500.0]), np.array([60.0, 40.0]))
    assert found.dissimilarity == pytest.approx(0.1)
    assert found.propensity_variation == pytest.approx(0.2)
    even = reach_over_cells(np.array([[300.0, 200.0], [500.0, 0.0]]), np.array([[3.0, 2.0], [5.0, 0.0]]))
    assert (even.dissimilarity, even.propensity_variation) == (pytest.approx(0), pytest.approx(0))
    empty = reach_over_cells(np.array([500.0, 500.0]), np.array([10.0, 0.0]))
    assert (empty.dissimilarity, empty.propensity_variation) == (pytest.approx(0.5), pytest.approx(1))


@pytest.mark.parametrize(
    ("people", "answered"), [([1, 2], [1]), ([0, 5], [1, 0]), ([5, 5], [0, 0]), ([5, -1], [1, 0]), ([5, 5], [-1, 2])]
)
def test_what_cannot_be_is_refused(people: list[float], answered: list[float]) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        reach_over_cells(np.array(people, float), np.array(answered, float))


def shared_cells(folder: Path) -> tuple[np.ndarray, np.ndarray, list[tuple[str, str, str]]]:
    """People and panel members per municipality × age × sex (120), with the names of the cells."""
    people: Counter[tuple[str, str, str]] = Counter()
    source = folder / "drenthe" / "bevolking_gemeente_leeftijd_geslacht_2021.csv"
    with source.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            first = int(row["leeftijd"].split("-")[0].rstrip("+"))
            for band, (low, high) in BANDS.items():
                if low <= first <= high:
                    people[row["gemeente"], band, "m"] += int(row["mannen"])
                    people[row["gemeente"], band, "v"] += int(row["vrouwen"])
    with (folder / "panel" / "panel.csv").open(encoding="utf-8") as file:
        own = Counter((row["gemeente"], row["leeftijd"], row["geslacht"]) for row in csv.DictReader(file))
    cells = sorted(people)
    assert not set(own) - set(cells)
    return np.array([people[one] for one in cells], float), np.array([own[one] for one in cells], float), cells


@pytest.mark.reference_data
def test_the_published_figures_over_120_cells(reference_data: Path) -> None:
    people, own, cells = shared_cells(reference_data)
    assert (len(cells), people.sum(), own.sum()) == (120, 391_185, 2_000)
    found = reach_over_cells(people, own)
    assert found.dissimilarity == pytest.approx(0.229, abs=5e-4)
    assert found.propensity_variation == pytest.approx(0.57, abs=5e-3)
    for axis, wanted in ((1, 0.211), (0, 0.063), (2, 0.014)):
        keys = sorted({cell[axis] for cell in cells})
        sums = [[side[[cell[axis] == key for cell in cells]].sum() for key in keys] for side in (people, own)]
        assert reach_over_cells(np.array(sums[0]), np.array(sums[1])).dissimilarity == pytest.approx(wanted, abs=5e-4)


def test_a_cell_without_people_or_without_panel_says_nothing() -> None:
    plain, wide = reach_over_cells(np.array([10, 30]), np.array([2, 3])), reach_over_cells(
        np.array([10, 0, 30]), np.array([2, 0, 3])
    )
    assert plain == wide
    assert reach_over_cells(np.array([0.5, 0.5]), np.array([0.2, 0.1])).dissimilarity == pytest.approx(1 / 6)
