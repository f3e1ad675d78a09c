"""Results as one HTML page that needs nothing from elsewhere: a picture, and tables that fit on the smallest screen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

PAPER, INK, SOFT = "#fbfaf7", "#241c18", "#81746a"
# Colours of the house: heather, moss, sky, bog iron, peat.
COLOURS = ("#6a2f6e", "#405526", "#22566f", "#8a3812", "#54483f", "#241c18")
STYLE = (
    "body{font:18px/1.6 Seravek,'Segoe UI','Source Sans 3','Noto Sans',sans-serif;max-width:44rem;margin:2rem auto;"
    f"padding:0 1rem;color:{INK};background:{PAPER};overflow-wrap:anywhere}}h1,h2{{line-height:1.25}}"
    ".tabel{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:.9em}"
    "th,td{text-align:left;vertical-align:top;padding:.25rem .5rem .25rem 0;border-bottom:1px solid #dad1c5;"
    "overflow-wrap:break-word;hyphens:auto}td.getal,th.getal{text-align:right}td:first-child{min-width:6em}"
    "td:last-child:not(.getal){min-width:8em}"
    "svg{display:block;max-width:100%;height:auto}.teken{display:flex;flex-wrap:wrap;gap:.25rem 1rem;padding:0;"
    "list-style:none}.teken svg{display:inline-block;vertical-align:middle}"
    "@media print{body{margin:0;max-width:none}}"
)


def page(title: str, parts: Iterable[str]) -> str:
    """A whole page; `parts` are HTML already."""
    body = "\n".join(parts)
    return (
        f'<!doctype html>\n<html lang="nl">\n<head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><style>{STYLE}</style></head>\n'
        f"<body>\n<main>\n<h1>{escape(title)}</h1>\n{body}\n</main>\n</body>\n</html>\n"
    )


def heading(text: str) -> str:
    """The heading of a part."""
    return f"<h2>{escape(text)}</h2>"


def paragraph(text: str) -> str:
    """One paragraph of plain text."""
    return f"<p>{escape(text)}</p>"


def listed(items: Iterable[str]) -> str:
    """A list of plain texts."""
    return "<ul>" + "".join(f"<li>{escape(item)}</li>" for item in items) + "</ul>"


def table(heads: Sequence[str], rows: Iterable[Sequence[object]], *, figures: Iterable[int] = ()) -> str:
    """A table of plain texts; the columns in `figures` hold numbers, and stand to the right."""
    right = set(figures)

    def cell(tag: str, at: int, text: object, extra: str = "") -> str:
        kind = ' class="getal"' if at in right else ""
        return f"<{tag}{kind}{extra}>{escape(str(text))}</{tag}>"

    head = "".join(cell("th", at, name, ' scope="col"') for at, name in enumerate(heads))
    body = "".join("<tr>" + "".join(cell("td", at, text) for at, text in enumerate(row)) + "</tr>" for row in rows)
    return f'<div class="tabel" tabindex="0"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'


def drawing(title: str, told: str, width: float, height: float, marks: Iterable[str]) -> str:
    """An SVG drawing with its text twin."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" role="img" '
        f'font-family="sans-serif"><title>{escape(title)}</title><desc>{escape(told)}</desc>'
        f'<rect width="{width:g}" height="{height:g}" fill="{PAPER}"/>{"".join(marks)}</svg>'
    )


def bar(x: float, y: float, width: float, height: float, colour: str, *, hollow: bool = False) -> str:
    """A bar of a chart; a hollow one is told apart without its colour."""
    fill = f'fill="none" stroke="{colour}" stroke-width="2"' if hollow else f'fill="{colour}"'
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{max(width, 0):.1f}" height="{height:.1f}" {fill}/>'


def line(x: float, y: float, x2: float, y2: float, colour: str = SOFT, *, dashed: bool = False) -> str:
    """A line of a chart."""
    dashes = ' stroke-dasharray="5 4"' if dashed else ""
    return f'<line x1="{x:.1f}" y1="{y:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colour}" stroke-width="2"{dashes}/>'


def label(x: float, y: float, text: str, *, size: int = 20, anchor: str = "start", bold: bool = False) -> str:
    """A text in a drawing."""
    weight = ' font-weight="bold"' if bold else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" text-anchor="{anchor}" fill="{INK}"{weight}>'
        f"{escape(text)}</text>"
    )


def short(text: str, most: int) -> str:
    """A text cut to what fits in a drawing; the table beside it has the whole."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
