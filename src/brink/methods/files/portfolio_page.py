"""The outcome of a portfolio choice as one page: what was chosen in a picture, what may be said of it in words."""

from __future__ import annotations

from gettext import gettext as _
from typing import Any

from .html_page import COLOURS, bar, drawing, heading, label, line, listed, page, paragraph, short, table
from .portfolio_summary import (
    ADVICE,
    group_lines,
    order_lines,
    package_lines,
    standing_lines,
    step_name,
    took_part,
)

_WIDTH, _LEFT, _ROW = 640, 250, 40
Row = tuple[dict[str, Any], dict[str, Any]]


def portfolio_page(result: dict[str, Any]) -> str:
    """A Dutch page of the JSON result of `brink portfolio`, in the order in which it should be read."""
    rows = [(option, level) for option in result["options"] for level in option["levels"][1:]]
    parts = [paragraph(result["question"])] if result["question"] else []
    parts += [heading(_("Wie er hebben meegedaan")), listed(took_part(result))]
    parts += [heading(_("Wat er gekozen is")), _picture(rows), _table(rows, weighed=result["weighed"])]
    if result["packages"] is not None:
        parts += [heading(_("Kern, twijfel en buiten")), listed(standing_lines(result))]
        parts += [paragraph(one) for one in package_lines(result)]
    if order := order_lines(result):
        parts += [heading(_("Van meest naar minst gewild")), listed(order)]
        parts.append(paragraph(_("Gewild is een optie met haar kosten en gevolgen erbij.")))
    if groups := group_lines(result):
        parts += [heading(_("Wie er anders kiezen")), *(paragraph(one) for one in groups)]
    if result["scenarios"]:
        parts += [heading(_("Met meer of minder budget")), paragraph(_("Dit is berekend, niet gevraagd."))]
        parts.append(_scenarios(result))
    if result["fit"] is not None:
        parts += [heading(_("Hoe goed de rekenwijze past")), *_fit(result)]
    if result["remarks"]:
        parts += [heading(_("Let op")), listed(result["remarks"])]
    return page(_("In de stoel van de bestuurder"), [*parts, paragraph(ADVICE)])


def _picture(rows: list[Row]) -> str:
    """For each step the share of people as a bar, with its interval as a stroke."""
    wide, marks = _WIDTH - _LEFT - 80, list[str]()
    told = [row for row in rows if row[1]["weighted"] is not None]
    for at, (option, level) in enumerate(told):
        y, share = 8 + at * _ROW, level["weighted"]
        marks += [
            label(_LEFT - 10, y + 21, _fitting(option, level), anchor="end"),
            bar(_LEFT, y + 6, wide * share, 20, COLOURS[0]),
            line(_LEFT + wide * level["low"], y + 31, _LEFT + wide * level["high"], y + 31, COLOURS[5]),
            label(_LEFT + wide * max(share, level["high"]) + 8, y + 22, f"{share:.0%}"),
        ]
    sentence = _("Deel van de mensen per optie; de streep eronder is de marge. De getallen staan in de tabel.")
    return drawing(_("Wat er gekozen is"), sentence, _WIDTH, 24 + len(told) * _ROW, marks)


def _fitting(option: dict[str, Any], level: dict[str, Any]) -> str:
    """A name that fits beside a bar; of an option with steps the step stays whole where it can."""
    most, step = 22, str(level["label"])
    if len(option["levels"]) == 2 or len(step) > most - 6:
        return short(step_name(option, level["level"]), most)
    return f"{short(option['name'], most - 2 - len(step))}: {step}"


def _table(rows: list[Row], *, weighed: bool) -> str:
    heads = [_("Optie"), _("Gekozen door"), _("Marge"), *([_("Ongewogen")] if weighed else []), _("Plaats")]
    names = {"in": _("kern"), "doubt": _("twijfel"), "out": _("buiten"), None: "-"}
    cells = []
    for option, level in rows:
        row = [step_name(option, level["level"]), _("geen aantal"), "-"]
        if level["weighted"] is not None:
            row[1:] = [f"{level['weighted']:.0%}", _("{low:.0%} tot {high:.0%}").format(**level)]
        if weighed:
            row.append("-" if level["share"] is None else f"{level['share']:.0%}")
        cells.append([*row, names[option["standing"]]])
    return table(heads, cells, figures=range(1, len(heads) - 1))


def _scenarios(result: dict[str, Any]) -> str:
    by = {one["id"]: one["name"] for one in result["options"]}
    rows = [
        (f"{one['budget']:+.0%}", ", ".join(by[key] for key in one["in"]) or "-",
         ", ".join(by[key] for key in one["doubt"]) or "-")
        for one in result["scenarios"]
    ]  # fmt: skip
    return table((_("Budget"), _("Kern"), _("Twijfel")), rows)


def _fit(result: dict[str, Any]) -> list[str]:
    room, by = result["fit"]["room"], {one["id"]: one["name"] for one in result["options"]}
    seen = _("geen aantal") if room["seen"] is None else f"{room['seen']:.0%}"
    sentence = _("Mensen met ruimte voor nog een optie: {seen}. Berekend: {model:.0%} en {second:.0%}.")
    parts = [paragraph(sentence.format(seen=seen, model=room["model"], second=room["second"]))]
    for more, title in ((True, _("Vaak samen: {names}.")), (False, _("Zelden samen: {names}."))):
        pairs = [" + ".join(by[key] for key in tie["pair"]) for tie in result["fit"]["ties"] if tie["more"] == more]
        if pairs:
            parts.append(paragraph(title.format(names="; ".join(pairs))))
    return parts
