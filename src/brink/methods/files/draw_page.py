"""The chances of a draw as one page: everybody's chance in a picture, quotas and what they cost in tables."""

from __future__ import annotations

from collections import Counter
from gettext import gettext as _
from typing import Any

from brink.methods.sortition import Pool

from .html_page import COLOURS, SOFT, bar, drawing, heading, label, line, listed, page, paragraph, table

_WIDTH, _HEIGHT, _LEFT, _FOOT, _TOP = 640, 340, 70, 44, 44
_MOST_BARS = 200


def draw_page(pool: Pool, result: dict[str, Any]) -> str:
    """A Dutch page of the JSON result of `brink draw`; nobody is named on it."""
    chances = sorted(result["probabilities"].values())
    first = _("{pool} mensen hebben zich opgegeven, er zijn {seats} plaatsen.").format(**result)
    second = _("Kleinste kans: {low:.2%}. Middelste kans: {middle:.2%}. Grootste kans: {high:.2%}.").format(
        low=result["minimum"], middle=chances[len(chances) // 2], high=chances[-1]
    )
    proof = _("Bewezen: geen loting geeft de laagste kansen meer dan {gap:.1e} erbij.").format(
        gap=max(result["certificate"]["gap"], 1e-12)
    )
    parts = [paragraph(first), paragraph(second), paragraph(proof)]
    if result["uncoverable"]:
        sentence = _("{n} mensen passen in geen enkele groep die aan de quota voldoet.")
        parts.append(paragraph(sentence.format(n=len(result["uncoverable"]))))
    parts += [heading(_("Ieders kans, van klein naar groot")), _picture(chances, result), _chances(chances)]
    parts += [heading(_("Quota")), _quotas(pool, result)]
    if result["price_of_quotas"]:
        parts += [heading(_("Wat een quotum kost")), _prices(result)]
    if result["remarks"]:
        parts += [heading(_("Let op")), listed(result["remarks"])]
    return page(_("Loting"), parts)


def _picture(chances: list[float], result: dict[str, Any]) -> str:
    """A bar per person (or per few, when there are many), and a stroke where all chances would be equal."""
    shown = min(len(chances), _MOST_BARS)
    heights = [chances[at * len(chances) // shown] for at in range(shown)]
    high, even = max(chances[-1], 1e-9), result["seats"] / result["pool"]
    high = max(high, even)
    wide, tall = _WIDTH - _LEFT - 10, _HEIGHT - _FOOT - _TOP
    each = wide / shown
    marks = [
        bar(_LEFT + at * each, _TOP + tall * (1 - share), max(each * 0.85, 0.6), tall * share, COLOURS[0])
        for at, share in enumerate(height / high for height in heights)
    ]
    y = _TOP + tall * (1 - even / high)
    marks += [
        line(_LEFT, y, _WIDTH - 10, y, COLOURS[5], dashed=True),
        label(_LEFT, 24, _("streep: als iedereen evenveel kans had ({share:.1%})").format(share=even)),
        line(_LEFT, _TOP + tall, _WIDTH - 10, _TOP + tall, SOFT),
        label(_LEFT - 8, _TOP + 14, f"{high:.0%}", anchor="end"), label(_LEFT - 8, _TOP + tall, "0%", anchor="end"),
        label(_LEFT, _HEIGHT - 12, _("kleinste kans")),
        label(_WIDTH - 10, _HEIGHT - 12, _("grootste kans"), anchor="end"),
    ]
    told = _("Een staaf per mens, van de kleinste kans naar de grootste; de tabel eronder geeft dezelfde kansen.")
    return drawing(_("Kansen"), told, _WIDTH, _HEIGHT, marks)


def _chances(chances: list[float]) -> str:
    """How many people have which chance, in tenths of the people."""
    count = len(chances)
    rows = []
    for tenth in range(10):
        own = chances[tenth * count // 10 : (tenth + 1) * count // 10]
        if own:
            rows.append((f"{tenth * 10}-{tenth * 10 + 10}%", len(own), f"{own[0]:.2%}", f"{own[-1]:.2%}"))
    return table((_("Deel"), _("Mensen"), _("Vanaf"), _("Tot")), rows, figures=(1, 2, 3))


def _quotas(pool: Pool, result: dict[str, Any]) -> str:
    there: Counter[tuple[str, str]] = Counter()
    hoped: dict[tuple[str, str], float] = {}
    for member in pool.members:
        for pair in zip(pool.categories, member.features, strict=True):
            there[pair] += 1
            hoped[pair] = hoped.get(pair, 0.0) + result["probabilities"][member.id]
    heads = (_("Wie"), _("Opgegeven"), _("Minstens"), _("Hoogstens"), _("Gemiddeld geloot"))
    rows = []
    for quota in pool.quotas:
        key = quota.category, quota.feature
        rows.append((" ".join(key), there[key], quota.least, quota.most, f"{hoped.get(key, 0):.1f}"))
    return table(heads, rows, figures=(1, 2, 3, 4))


def _prices(result: dict[str, Any]) -> str:
    sides = {"min": _("minimum"), "max": _("maximum")}
    heads = (_("Quotum"), _("Kant"), _("1 plaats ruimte geeft de laagste kans"))
    rows = [
        (f"{one['category']} {one['feature']}", sides[one["side"]], f"+ {one['price']:.2%}")
        for one in result["price_of_quotas"]
    ]
    return table(heads, rows, figures=(2,))
