"""The outcome of a budget as one page: what each project got of what it asked, and why it won or lost."""

from __future__ import annotations

from gettext import gettext as _
from typing import Any

from .budget_summary import REASONS, budget_facts, budget_rule
from .html_page import COLOURS, SOFT, bar, drawing, heading, label, listed, page, paragraph, short, table
from .pabulib import PbFile

_WIDTH, _LEFT, _ROW = 640, 270, 40
_MOST_ROWS = 40
CHOSEN = {"chosen": _("gekozen"), "completed": _("gekozen met geld dat over was")}


def budget_page(result: dict[str, Any], poll: PbFile) -> str:
    """A Dutch page of the JSON result of `brink budget`."""
    names = poll.cells("name") if "name" in poll.columns else list(poll.election.names)
    title = dict(zip(poll.election.names, names, strict=True))
    order = {name: place for place, name in enumerate(result["order"])}
    rows = sorted(result["projects"], key=lambda row: (order.get(row["id"], len(order)), -row["votes"]))
    first = _("{won} van {all} projecten winnen. Kosten {cost} van {budget}.").format(
        won=len(result["selected"]), all=len(rows), **{key: result[key] for key in ("cost", "budget")}
    )
    parts = [paragraph(first), heading(_("Stemmen per project")), _picture(rows, title)]
    if len(rows) > _MOST_ROWS:
        parts.append(paragraph(_("De tekening toont de eerste {n}; de tabel heeft alle.").format(n=_MOST_ROWS)))
    parts += [heading(_("Alle projecten")), _table(rows, title), heading(_("Wat het betekent"))]
    parts.append(listed(budget_facts(result)))
    parts += [heading(_("Hoe er geteld is")), listed(budget_rule(result))]
    for group in result["ties"]["lots"]:
        sentence = _("Het lot besliste tussen projecten die gelijk stonden. De volgorde van het lot: {names}.")
        parts.append(paragraph(sentence.format(names=", ".join(title[name] for name in group))))
    if result["remarks"]:
        parts += [heading(_("Let op")), listed(result["remarks"])]
    return page(_("Uitslag van het buurtbudget"), parts)


def _picture(rows: list[dict[str, Any]], title: dict[str, str]) -> str:
    """A bar per project as long as its votes: full for winners, hollow for the others."""
    shown = rows[:_MOST_ROWS]
    most = max([row["votes"] for row in shown], default=0) or 1
    wide = _WIDTH - _LEFT - 70
    marks = [
        bar(_LEFT, 8, 26, 14, COLOURS[1]), label(_LEFT + 34, 21, _("wint")),
        bar(_LEFT + 110, 8, 26, 14, SOFT, hollow=True), label(_LEFT + 144, 21, _("wint niet")),
    ]  # fmt: skip
    for at, row in enumerate(shown):
        y = 40 + at * _ROW
        long = wide * row["votes"] / most
        marks += [
            label(_LEFT - 10, y + 17, short(title[row["id"]], 24), anchor="end", bold=row["selected"]),
            bar(_LEFT, y + 3, long, 18, COLOURS[1] if row["selected"] else SOFT, hollow=not row["selected"]),
            label(_LEFT + long + 8, y + 18, str(row["votes"])),
        ]
    told = _("Een staaf per project, zo lang als het aantal stemmen; dezelfde getallen staan in de tabel.")
    return drawing(_("Stemmen per project"), told, _WIDTH, 48 + len(shown) * _ROW, marks)


def _table(rows: list[dict[str, Any]], title: dict[str, str]) -> str:
    heads = (_("Project"), _("Kosten"), _("Stemmen"), _("Uitslag"))
    told = []
    for row in rows:
        reason = CHOSEN.get(row["reason"]) or REASONS[row["reason"]]
        if row["would_win_at"] is not None:
            reason += _("; won wel bij {cost}").format(cost=row["would_win_at"])
        told.append((f"{title[row['id']]} ({row['id']})", row["cost"], row["votes"], reason))
    return table(heads, told, figures=(1, 2))
