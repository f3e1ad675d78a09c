"""What `brink weigh` does: read, weigh, estimate, write."""

from __future__ import annotations

import argparse
from gettext import gettext as _
from typing import Any

import numpy as np

from brink.methods.weighting import (
    BoundTooLow,
    NoAgreement,
    kish,
    may_show_share,
    mean,
    rake,
    rake_bounded,
    reach,
    shown_counts,
    small_areas,
)

from .asking import DONE, IMPOSSIBLE, Impossible, progress
from .cards import card
from .panel import Panel, read_panel
from .reading import BadInput
from .writing import csv_text, json_text, write_all


def run(asked: argparse.Namespace) -> int:
    """Answer one question; returns the exit code. Raises BadInput; nothing is written then."""
    panel = read_panel(asked.panel, asked.targets, asked.id)
    if asked.by and asked.by not in panel.columns:
        sentence = _("De kolom '{name}' ontbreekt. Zet deze kolom in de kopregel.")
        raise BadInput(asked.panel, 1, sentence.format(name=asked.by))
    progress(asked.quiet, _("Ik weeg het panel."))
    try:
        weights = _weights(asked, panel)
    except Impossible as conflict:
        progress(False, str(conflict))
        if asked.json:
            write_all({asked.json: json_text({"conflict": conflict.conflict, "method": _method(asked)})})
        return IMPOSSIBLE
    result = as_json(asked, panel, weights)
    files = {asked.json: json_text(result)} if asked.json else {"-": summary(result)}
    if asked.weights:
        rows = zip(panel.ids, [float(weight) for weight in weights], strict=True)
        files[asked.weights] = csv_text(("id", "weight"), rows)
    write_all(files)
    return DONE


def _weights(asked: argparse.Namespace, panel: Panel) -> np.ndarray:
    try:
        return rake(panel.margins) if asked.trim is None else rake_bounded(panel.margins, asked.trim)
    except BoundTooLow as low:
        sentence = _("Met gewichten van hoogstens {trim} keer het gemiddelde kan het niet. Het kan vanaf {least:.2f}.")
        parts = [{"option": "--trim", "value": asked.trim, "least": low.least}]
        raise Impossible(sentence.format(trim=asked.trim, least=low.least), parts) from None
    except NoAgreement:
        sentence = _("Geen gewichten halen alle aantallen tegelijk: combinaties ontbreken. Voeg categorieën samen.")
        parts = [{"variable": margin.variable} for margin in panel.margins.margins]
        raise Impossible(sentence, parts) from None


def as_json(asked: argparse.Namespace, panel: Panel, weights: np.ndarray) -> dict[str, Any]:
    """The result as the command line promises it."""
    margins, effect = panel.margins, kish(weights)
    numbers = panel.numbers()
    found = reach(margins, weights)
    return {
        "n": margins.size,
        "n_effective": margins.size / effect,
        "design_effect": effect,
        "margins": [
            {"variable": margin.variable, "category": category, "target": float(margin.targets[at]),
             "unweighted": float(margin.sums(np.ones(margins.size))[at]), "weighted": float(margin.sums(weights)[at])}
            for margin in margins.margins for at, category in enumerate(margin.categories)
        ],
        "means": {name: _mean(mean(values, weights, margins)) for name, values in numbers.items()},
        "by": _by(panel, weights, numbers, asked.by) if asked.by else [],
        "reach": {
            "dissimilarity": found.dissimilarity,
            "propensity_variation": found.propensity_variation,
            "ratios": [
                {"variable": one.variable, "category": one.category, "ratio": one.ratio} for one in found.ratios
            ],
        },
        "method": _method(asked),
    }  # fmt: skip


def _mean(found: Any) -> dict[str, float | None]:
    effect = None if np.isnan(found.design_effect) else found.design_effect
    return {"unweighted": found.unweighted, "weighted": found.weighted, "se": found.error, "design_effect": effect}


def _by(panel: Panel, weights: np.ndarray, numbers: dict[str, np.ndarray], column: str) -> list[dict[str, Any]]:
    """Figures per category: direct ones where enough people answered, modelled ones for yes-or-no questions."""
    cells = np.array(panel.columns[column])
    categories = sorted(set(panel.columns[column]))
    counts = [int((cells == category).sum()) for category in categories]
    modelled = {}
    if column in [margin.variable for margin in panel.margins.margins]:
        for name, values in numbers.items():
            if set(values.tolist()) <= {0.0, 1.0}:
                modelled[name] = {area.category: area for area in small_areas(values, panel.margins, column)}
    rows = []
    for category, count, shown in zip(categories, counts, shown_counts(counts), strict=True):
        here = (cells == category).astype(float)
        effective = count / kish(weights[cells == category])
        row: dict[str, Any] = {"category": category, "n": count if shown else None, "means": {}}
        for name, values in numbers.items():
            direct = shown and may_show_share(count, effective)
            found = mean(values, weights, panel.margins, within=here) if direct else None
            entry: dict[str, Any] = {"weighted": found and found.weighted, "se": found and found.error}
            if name in modelled:
                area = modelled[name][category]
                entry["model"] = {"share": area.share, "low": area.low, "high": area.high}
            row["means"][name] = entry
        rows.append(row)
    return rows


def summary(result: dict[str, Any]) -> str:
    """What a person reads."""
    lines = [
        _("{n} deelnemers. Zij tellen als {effective:.0f}.").format(n=result["n"], effective=result["n_effective"])
    ]
    for name, found in result["means"].items():
        lines.append(_("{name}: {weighted:.3f} gewogen, {unweighted:.3f} ongewogen.").format(name=name, **found))
        lines.append(_("  Modelmatige onzekerheid: {margin:.3f}.").format(margin=1.96 * found["se"]))
    few = [one for one in result["reach"]["ratios"] if one["ratio"] < 0.5]
    for one in sorted(few, key=lambda one: one["ratio"])[:5]:
        sentence = _("Wie wij missen: {variable} {category}. Het zijn er {ratio:.0%} van wat het moet zijn.")
        lines.append(sentence.format(**one))
    return "\n".join(lines) + "\n"


def _method(asked: argparse.Namespace) -> dict[str, Any]:
    parameters = {"trim": asked.trim, "by": asked.by}
    return {"name": "weighting", "version": card("weighting")["version"], "seed": asked.seed, "parameters": parameters}
