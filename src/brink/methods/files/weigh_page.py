"""A weighed panel as one page: who is missing in a picture, the figures in tables."""

from __future__ import annotations

from gettext import gettext as _
from typing import Any

from .html_page import COLOURS, bar, drawing, heading, label, line, listed, page, paragraph, short, table

_WIDTH, _LEFT, _ROW = 640, 250, 44


def weigh_page(result: dict[str, Any]) -> str:
    """A Dutch page of the JSON result of `brink weigh`."""
    first = _("{n} deelnemers. Zij tellen als {effective:.0f}.").format(n=result["n"], effective=result["n_effective"])
    rows = [row for row in result["margins"] if row["unweighted"] is not None]
    parts = [paragraph(first), heading(_("Wie er meedoen, naast wie er wonen")), _picture(result, rows)]
    parts.append(_margins(result))
    parts += [heading(_("Antwoorden")), _means(result)]
    for row in result["by"]:
        parts.append(heading(str(row["category"])))
        parts.append(_area(row))
    if result["remarks"]:
        parts += [heading(_("Let op")), listed(result["remarks"])]
    return page(_("Gewogen panel"), parts)


def _picture(result: dict[str, Any], rows: list[dict[str, Any]]) -> str:
    """For each category its share of the panel as a bar, and its share of the population as a stroke."""
    people = result["n"]
    total = sum(row["target"] for row in result["margins"] if row["variable"] == result["margins"][0]["variable"])
    most = max([row["unweighted"] / people for row in rows] + [row["target"] / total for row in rows], default=1.0)
    wide = _WIDTH - _LEFT - 70
    marks = [
        bar(10, 8, 26, 16, COLOURS[0]), label(44, 23, _("deel van het panel")),
        line(300, 4, 300, 28, COLOURS[5]), label(312, 23, _("deel van de bevolking")),
    ]  # fmt: skip
    for at, row in enumerate(rows):
        y = 40 + at * _ROW
        ours, theirs = row["unweighted"] / people, row["target"] / total
        marks += [
            label(_LEFT - 10, y + 18, short(f"{row['variable']} {row['category']}", 22), anchor="end"),
            bar(_LEFT, y + 4, wide * ours / most, 20, COLOURS[0]),
            line(_LEFT + wide * theirs / most, y, _LEFT + wide * theirs / most, y + 28, COLOURS[5]),
            label(_LEFT + wide * max(ours, theirs) / most + 8, y + 19, f"{ours:.0%}"),
        ]
    told = _("Deel van het panel en van de bevolking, per categorie; dezelfde getallen staan in de tabel.")
    return drawing(_("Panel naast bevolking"), told, _WIDTH, 48 + len(rows) * _ROW, marks)


def _margins(result: dict[str, Any]) -> str:
    heads = (_("Wie"), _("In het panel"), _("Moet zijn"), _("Gewogen"))
    rows = [
        (f"{row['variable']} {row['category']}", "-" if row["unweighted"] is None else f"{row['unweighted']:.0f}",
         f"{row['target']:.6g}", f"{row['weighted']:.6g}")
        for row in result["margins"]
    ]  # fmt: skip
    return table(heads, rows, figures=(1, 2, 3))


def _means(result: dict[str, Any]) -> str:
    heads = (_("Vraag"), _("Gewogen"), _("Marge"), _("Ongewogen"), _("Antwoorden"), _("Ontbreken"))
    rows = [
        (name, f"{row['weighted']:.3f}", f"± {1.96 * row['se']:.3f}", f"{row['unweighted']:.3f}", row["n"],
         row["missing"])
        for name, row in result["means"].items()
    ]  # fmt: skip
    return table(heads, rows, figures=(1, 2, 3, 4, 5))


def _area(row: dict[str, Any]) -> str:
    heads = (_("Vraag"), _("Gewogen"), _("Marge"))
    none = _("te weinig mensen")
    rows = [
        (name, none if one["weighted"] is None else f"{one['weighted']:.3f}",
         "" if one["weighted"] is None else f"± {1.96 * one['se']:.3f}")
        for name, one in row["means"].items()
    ]  # fmt: skip
    return table(heads, rows, figures=(1, 2))
