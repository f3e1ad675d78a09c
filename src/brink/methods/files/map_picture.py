"""The opinion map as a drawing (SVG) and as one page (HTML) that needs nothing from elsewhere.

Shapes tell groups apart, colour helps; beside the drawing stands a table with the same figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from gettext import gettext as _
from html import escape
from typing import Any

import numpy as np

from brink.methods.opinion import OpinionMap
from brink.methods.opinion.votes import Floats

from .html_page import COLOURS, PAPER, SOFT, heading, listed, paragraph, table
from .html_page import page as html_page
from .map_summary import letter, percent
from .polis import Name

SIZE = 640
MARGIN = 40
# Drawn at most; the table counts everybody.
MOST_DOTS = 3_000
MOST_ROWS = 10
NOBODY = SOFT


def picture(drawn: OpinionMap) -> str:
    """An SVG drawing of everyone on the map."""
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{_svg(drawn)}\n'


def page(drawn: OpinionMap, names: list[Name], texts: dict[Name, str], remarks: Sequence[str] = ()) -> str:
    """A Dutch HTML page with the drawing, its legend, its table and the statements."""
    parts = [paragraph(_headline(drawn))]
    if drawn.unstable:
        parts.append(paragraph(_("Let op: de groepen veranderen als een deel van de stemmen wegvalt.")))
    parts += [_svg(drawn), _legend(drawn)]
    parts += _group_tables(drawn, names, texts)
    parts += _list(_("Hier zijn alle groepen het over eens"), [row.statement for row in drawn.consensus], names, texts)
    parts += _dissent(drawn, names, texts)
    parts += _list(_("Hierover verschillen de groepen"), [row.statement for row in drawn.divisive], names, texts)
    if remarks:
        parts += [heading(_("Let op")), listed(remarks)]
    return html_page(_("Meningenkaart"), parts)


def _headline(drawn: OpinionMap) -> str:
    counts = _("{participants} deelnemers gaven {votes} stemmen over {statements} stellingen.").format(
        participants=drawn.participants, votes=drawn.votes, statements=drawn.statements
    )
    if drawn.groups is None:
        return counts + " " + _("Wij zien geen aparte groepen.")
    return counts + " " + _("Wij zien {count} groepen mensen die anders denken.").format(count=len(drawn.groups))


def _svg(drawn: OpinionMap) -> str:
    title, told = escape(_("Meningenkaart")), escape(_headline(drawn))
    marks = [_dot(x, y, group) for x, y, group in _dots(drawn)]
    for group in drawn.groups or ():
        x, y = _place(np.array([[group.x, group.y]]), drawn.points)[0]
        marks.append(
            f'<text x="{x:.1f}" y="{y:.1f}" font-size="22" font-weight="bold" text-anchor="middle" fill="#241c18" '
            f'stroke="{PAPER}" stroke-width="5" paint-order="stroke">{letter(group.id)}</text>'
        )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIZE} {SIZE}" role="img" font-family="sans-serif">'
        f"<title>{title}</title><desc>{told}</desc>"
        f'<rect width="{SIZE}" height="{SIZE}" fill="{PAPER}"/>{"".join(marks)}</svg>'
    )


def _legend(drawn: OpinionMap) -> str:
    """What each mark on the drawing means, in the same shapes and colours."""
    rows = [(group.id, _("groep {letter}: {size} mensen").format(letter=letter(group.id), size=group.size))
            for group in drawn.groups or ()]  # fmt: skip
    alone = int((drawn.labels < 0).sum())
    if alone:
        rows.append((-1, _("niet in een groep: {size} mensen").format(size=alone)))
    items = "".join(
        f'<li><svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true">{_dot(10, 10, group)}</svg> '
        f"{escape(told)}</li>"
        for group, told in rows
    )
    near = paragraph(_("Wie dicht bij elkaar staan, gaven vaker dezelfde antwoorden. Links, rechts, boven en onder "
                       "betekenen op zichzelf niets."))  # fmt: skip
    return f'<ul class="teken">{items}</ul>{near}'


def _dots(drawn: OpinionMap) -> list[tuple[float, float, int]]:
    """Places on the drawing of everyone with an opinion, an even share of them when there are very many."""
    placed = np.flatnonzero(np.abs(drawn.points).sum(axis=1) > 0)
    if len(placed) > MOST_DOTS:
        placed = placed[np.linspace(0, len(placed) - 1, MOST_DOTS).astype(np.int64)]
    places = _place(drawn.points[placed], drawn.points)
    return [(float(x), float(y), int(group)) for (x, y), group in zip(places, drawn.labels[placed], strict=True)]


def _place(points: Floats, everyone: Floats) -> Floats:
    reach = float(np.abs(everyone).max(initial=0.0)) or 1.0
    half = SIZE / 2 - MARGIN
    return np.stack([SIZE / 2 + points[:, 0] / reach * half, SIZE / 2 - points[:, 1] / reach * half], axis=1)


def _dot(x: float, y: float, group: int) -> str:
    colour = COLOURS[group % len(COLOURS)] if group >= 0 else NOBODY
    shape = group % 4 if group >= 0 else 4
    if shape == 0:
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{colour}" fill-opacity=".6"/>'
    if shape == 1:
        return f'<rect x="{x - 3.5:.1f}" y="{y - 3.5:.1f}" width="7" height="7" fill="{colour}" fill-opacity=".6"/>'
    if shape == 2:
        corners = f"{x:.1f},{y - 5:.1f} {x + 4.5:.1f},{y + 4:.1f} {x - 4.5:.1f},{y + 4:.1f}"
        return f'<polygon points="{corners}" fill="{colour}" fill-opacity=".6"/>'
    if shape == 3:
        corners = f"{x:.1f},{y - 5:.1f} {x + 5:.1f},{y:.1f} {x:.1f},{y + 5:.1f} {x - 5:.1f},{y:.1f}"
        return f'<polygon points="{corners}" fill="{colour}" fill-opacity=".6"/>'
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="none" stroke="{colour}"/>'


def _text(statement: int, names: list[Name], texts: dict[Name, str]) -> str:
    name = names[statement]
    return texts.get(name) or _("stelling {name}").format(name=name)


def _group_tables(drawn: OpinionMap, names: list[Name], texts: dict[Name, str]) -> list[str]:
    parts = []
    for group in drawn.groups or ():
        title = _("Groep {letter}: {size} mensen").format(letter=letter(group.id), size=group.size)
        heads = (_("Stelling"), _("Kant"), _("Deze groep"), _("Elders"))
        rows: list[tuple[Any, ...]] = [
            (
                _text(row.statement, names, texts),
                _("eens") if row.side > 0 else _("oneens"),
                percent(row.share),
                percent(row.elsewhere),
            )
            for row in group.represents[:MOST_ROWS]
        ]
        parts += [heading(title), table(heads, rows, figures=(2, 3))]
    return parts


def _dissent(drawn: OpinionMap, names: list[Name], texts: dict[Name, str]) -> list[str]:
    if not drawn.dissent:
        return []
    heads = (_("Stelling"), _("Meerderheid"), _("Anders denkt"))
    rows: list[tuple[Any, ...]] = []
    for row in drawn.dissent[:MOST_ROWS]:
        side = _("eens") if row.side > 0 else _("oneens")
        who = ", ".join(_("groep {letter}").format(letter=letter(group)) for group in row.groups)
        rows.append((_text(row.statement, names, texts), f"{percent(row.majority)} {side}", who))
    return [heading(_("Hier denkt een groep anders dan de meerderheid")), table(heads, rows)]


def _list(title: str, statements: list[int], names: list[Name], texts: dict[Name, str]) -> list[str]:
    if not statements:
        return []
    return [heading(title), listed(_text(statement, names, texts) for statement in statements[:MOST_ROWS])]
