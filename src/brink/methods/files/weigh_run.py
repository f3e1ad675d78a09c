"""What `brink weigh` does: read, weigh, estimate, write."""

from __future__ import annotations

import argparse
from dataclasses import replace
from gettext import gettext as _
from typing import Any

import numpy as np

from brink.methods.weighting import (
    BoundTooLow,
    Margin,
    Margins,
    Mean,
    NoAgreement,
    Protected,
    Table,
    kish,
    mean,
    protect_people,
    rake,
    rake_bounded,
    reach,
    small_areas,
)

from .method_cards import method
from .panel import Panel, read_panel
from .progress_bar import Bar
from .table import told
from .terminal import DONE, IMPOSSIBLE, BadInput, Impossible, progress
from .weigh_page import weigh_page
from .writing import csv_text, json_text, write_all


def run(asked: argparse.Namespace) -> int:
    """Answer one question; returns the exit code. Raises BadInput; nothing is written then."""
    panel = read_panel(asked.panel, asked.targets, asked.id, start=asked.start_weights, missing=asked.missing)
    if asked.by and asked.by not in panel.columns:
        sentence = _("De kolom '{name}' ontbreekt. Zet deze kolom in de kopregel.")
        raise BadInput(asked.panel, 1, sentence.format(name=asked.by))
    try:
        with Bar(asked.quiet, _("Ik weeg het panel.")):
            weights = _weights(asked, panel)
    except Impossible as conflict:
        progress(False, str(conflict))
        if asked.json:
            write_all({asked.json: json_text({"conflict": conflict.conflict, "method": _method(asked)})})
        return IMPOSSIBLE
    result = as_json(asked, panel, weights)
    files = {asked.json: json_text(result)} if asked.json else {"-": summary(result)}
    if asked.html:
        files[asked.html] = weigh_page(result)
    if asked.weights:
        rows = zip(panel.ids, [float(weight) for weight in weights], strict=True)
        files[asked.weights] = csv_text(("id", "weight"), rows)
    write_all(files)
    return DONE


def _weights(asked: argparse.Namespace, panel: Panel) -> np.ndarray:
    try:
        start = panel.start if panel.start_column else None
        if asked.trim is None:
            return rake(panel.margins, start)
        return rake_bounded(panel.margins, asked.trim, start)
    except BoundTooLow as low:
        sentence = _("Met gewichten van hoogstens {trim} keer het gemiddelde kan het niet. Het kan vanaf {least:.2f}.")
        parts = [{"option": "--trim", "value": asked.trim, "least": low.least}]
        raise Impossible(sentence.format(trim=asked.trim, least=low.least), parts) from None
    except NoAgreement:
        sentence = _("Geen gewichten halen alle aantallen tegelijk: combinaties ontbreken. Voeg categorieën samen.")
        parts = [{"variable": margin.variable} for margin in panel.margins.margins]
        raise Impossible(sentence, parts) from None


def as_json(asked: argparse.Namespace, panel: Panel, weights: np.ndarray) -> dict[str, Any]:
    """The result as the command line promises it.

    The margins are the weigher's own check. Once figures per group (`--by`) go out beside them, no count of a small
    group is told, nor what would tell it.
    """
    margins, effect = panel.margins, kish(weights)
    numbers = panel.numbers()
    counts = _counts(panel, asked.by) if asked.by else None
    shown = {
        margin.variable: _shown(counts, panel, margin) if counts else [True] * len(margin.categories)
        for margin in margins.margins
    }
    return {
        "n": margins.size,
        "n_effective": margins.size / effect,
        "design_effect": effect,
        "margins": [
            {"variable": margin.variable, "category": category, "target": float(margin.targets[at]),
             "unweighted": float(margin.sums(np.ones(margins.size))[at]) if shown[margin.variable][at] else None,
             "weighted": float(margin.sums(weights)[at])}
            for margin in margins.margins for at, category in enumerate(margin.categories)
        ],
        "means": {name: _mean(panel, values, weights) for name, values in numbers.items()},
        "by": _by(panel, weights, numbers, asked.by, counts) if counts else [],
        "reach": _reach(panel, weights, shown),
        "remarks": [*panel.remarks, *(f"{asked.panel.name}: {one}" for one in panel.passed_over() if asked.by is None
                                      or f"'{asked.by}'" not in one)],
        "method": _method(asked),
    }  # fmt: skip


def _counts(panel: Panel, by: str) -> Protected:
    """The counts that go out together, with what must be hidden: one table per margin, and the one of `--by`."""
    variables = [margin.variable for margin in panel.margins.margins]
    tables = [Table(variable, _parts(panel, variable), totals=False) for variable in variables]
    tables.append(Table("--by", (by,), totals=False))
    columns = {name: panel.columns[name] for table in tables for name in table.variables}
    return protect_people(columns, tables)


def _parts(panel: Panel, variable: str) -> tuple[str, ...]:
    return panel.parts[variable]


def _shown(counts: Protected, panel: Panel, margin: Margin) -> list[bool]:
    """Tell for each category of a margin whether its count may be shown."""
    table = counts[margin.variable]
    cells: dict[str, list[tuple[int, ...]]] = {}
    for place in np.ndindex(table.counts.shape):
        name = ".".join(own[at] for own, at in zip(table.categories, place, strict=True))
        cells.setdefault(name, []).append(place)
    # A name with dots of its own can be that of more cells: then their sum was no part of the proof.
    own = [cells[category] for category in margin.categories]
    return [len(places) == 1 and bool(table.shown[places[0]]) for places in own]


def _reach(panel: Panel, weights: np.ndarray, shown: dict[str, list[bool]]) -> dict[str, Any]:
    """Who is missing. Groups that are hidden count as one, as far as anybody can tell; alone they have no ratio."""
    found = reach(panel.margins, weights)
    apart: dict[str, float | None] = {}
    for margin in panel.margins.margins:
        off = margin.sums(np.ones(panel.margins.size)) / panel.margins.size - margin.targets / panel.margins.population
        show = np.array(shown[margin.variable])
        apart[margin.variable] = float(np.abs(off[show]).sum() + abs(off[~show].sum())) / 2 if show.any() else None
    visible = {
        (margin.variable, category): show for margin in panel.margins.margins
        for category, show in zip(margin.categories, shown[margin.variable], strict=True)
    }  # fmt: skip
    return {
        "dissimilarity": apart,
        "propensity_variation": found.propensity_variation,
        "ratios": [
            {"variable": one.variable, "category": one.category,
             "ratio": one.ratio if visible[one.variable, one.category] else None}
            for one in found.ratios
        ],
    }  # fmt: skip


def _estimate(panel: Panel, values: np.ndarray, weights: np.ndarray, here: np.ndarray | None = None) -> Mean:
    """The mean over those who answered, or over part of them."""
    there = ~np.isnan(values)
    within = there.astype(float) if here is None else there * here
    start = panel.start if panel.start_column else None
    part = None if bool(within.all()) else within
    return mean(np.where(there, values, 0.0), weights, panel.margins, within=part, start=start)


def _mean(panel: Panel, values: np.ndarray, weights: np.ndarray) -> dict[str, Any]:
    found, there = _estimate(panel, values, weights), int((~np.isnan(values)).sum())
    effect = None if np.isnan(found.design_effect) else found.design_effect
    return {
        "unweighted": found.unweighted, "weighted": found.weighted, "se": found.error, "design_effect": effect,
        "n": there, "missing": len(values) - there,
    }  # fmt: skip


def _by(
    panel: Panel, weights: np.ndarray, numbers: dict[str, np.ndarray], column: str, hidden: Protected
) -> list[dict[str, Any]]:
    """Figures per category: direct ones where enough people answered, modelled ones for yes-or-no questions."""
    cells = np.array(panel.columns[column])
    table = hidden["--by"]
    (categories,) = table.categories
    modelled = {}
    if column in [margin.variable for margin in panel.margins.margins]:
        for name, values in numbers.items():
            there = ~np.isnan(values)
            if set(values[there].tolist()) <= {0.0, 1.0}:
                answered = _of(panel.margins, there)
                areas = small_areas(values[there], answered, column) if answered else ()
                modelled[name] = {area.category: area for area in areas}
    rows = []
    for at, category in enumerate(categories):
        here = (cells == category).astype(float)
        effective = float(here.sum()) / kish(weights[cells == category])
        count = int(table.counts[at]) if table.shown[at] else None
        row: dict[str, Any] = {"category": category, "n": count, "means": {}}
        for name, values in numbers.items():
            given = here * ~np.isnan(values)
            few = int(given.sum()) < int(here.sum())
            people = float(given.sum()) / kish(weights[given > 0]) if few and given.any() else effective
            direct = table.may_show_share((at,), people if given.any() else 0.0)
            found = _estimate(panel, values, weights, here) if direct else None
            entry: dict[str, Any] = {"weighted": found and found.weighted, "se": found and found.error}
            if name in modelled and category in modelled[name]:
                area = modelled[name][category]
                entry["model"] = {"share": area.share, "low": area.low, "high": area.high}
            row["means"][name] = entry
        rows.append(row)
    return rows


def _of(margins: Margins, there: np.ndarray) -> Margins | None:
    """The margins of part of the respondents; None when nobody of a category is among them."""
    part = [replace(margin, codes=margin.codes[there]) for margin in margins.margins]
    try:
        return Margins(tuple(part))
    except ValueError:
        return None


def summary(result: dict[str, Any]) -> str:
    """What a person reads."""
    lines = [
        _("{n} deelnemers. Zij tellen als {effective:.0f}.").format(n=result["n"], effective=result["n_effective"])
    ]
    for name, found in result["means"].items():
        lines.append(_("{name}: {weighted:.3f} gewogen, {unweighted:.3f} ongewogen.").format(name=name, **found))
        lines.append(_("  Modelmatige onzekerheid: {margin:.3f}.").format(margin=1.96 * found["se"]))
        if found["missing"]:
            lines.append(_("  Antwoorden: {n}. Ontbreken: {missing}.").format(**found))
    ratios = result["reach"]["ratios"]
    few = [one for one in ratios if one["ratio"] is not None and one["ratio"] < 0.5]
    for one in sorted(few, key=lambda one: one["ratio"])[:5]:
        sentence = _("Wie wij missen: {variable} {category}. Het zijn er {ratio:.0%} van wat het moet zijn.")
        lines.append(sentence.format(**one))
    hidden = ", ".join(f"{one['variable']} {one['category']}" for one in ratios if one["ratio"] is None)
    if hidden:
        sentence = _("Van deze groepen geven wij geen aantal, want dan zijn mensen te herkennen: {groups}.")
        lines.append(sentence.format(groups=hidden))
    return "\n".join(lines) + "\n" + told(result["remarks"])


def _method(asked: argparse.Namespace) -> dict[str, Any]:
    return method(
        "weighting", asked.seed, trim=asked.trim, by=asked.by, start_weights=asked.start_weights, missing=asked.missing
    )
