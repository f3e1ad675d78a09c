"""The opinion map in words, for a person at a terminal."""

from __future__ import annotations

from gettext import gettext as _
from gettext import ngettext
from typing import Any

from .table import told

MOST_ROWS = 5


def summary(result: dict[str, Any]) -> str:
    """A readable account of the JSON result of `brink map`."""
    if "runs" in result:
        sentence = _("Gehusseld: in {claimed} van de {runs} keer kwamen er groepen uit.\n")
        return sentence.format(claimed=result["claimed"], runs=result["runs"]) + told(result["remarks"])
    lines = [
        _("{participants} deelnemers, {statements} stellingen, {votes} stemmen.").format(**result),
        _groups(result),
    ]
    if result["unstable"]:
        lines.append(_("Let op: de groepen veranderen als een deel van de stemmen wegvalt."))
    for group in result["groups"]:
        lines += ["", _group_title(group)]
        lines += [_represents(row) for row in group["represents"][:MOST_ROWS]]
    lines += _part(_("Hier zijn alle groepen het over eens:"), [_agreed(row) for row in result["consensus"]])
    lines += _part(_("Hier denkt een groep anders dan de meerderheid:"), [_dissent(row) for row in result["dissent"]])
    lines += _part(_("Hierover verschillen de groepen het meest:"), [_divisive(row) for row in result["divisive"]])
    lines += _part(_("Over de gevers zelf (niet op de kaart):"), [_about(row) for row in result["about_givers"]])
    return "\n".join(lines) + "\n" + told(result["remarks"])


def _about(row: dict[str, Any]) -> str:
    sentence = _("  {agree} eens, {disagree} oneens: {label}")
    return sentence.format(agree=row["agree"], disagree=row["disagree"], label=label(row))


def label(row: dict[str, Any]) -> str:
    """A statement's text, or its number when there is no text."""
    return str(row.get("text") or _("stelling {name}").format(name=row["statement"]))


def percent(share: float) -> str:
    """A share in whole percents."""
    return f"{round(100 * share)}%"


def letter(group: int) -> str:
    """The name of a group for people: A, B, C, …"""
    return chr(ord("A") + group) if group < 26 else str(group + 1)


def _groups(result: dict[str, Any]) -> str:
    if not result["grouped"]:
        return _("Wij zien geen aparte groepen.")
    count = len(result["groups"])
    sentence = ngettext("Wij zien {count} groep.", "Wij zien {count} groepen mensen die anders denken.", count)
    return sentence.format(count=count)


def _group_title(group: dict[str, Any]) -> str:
    sentence = _("Groep {letter} (nummer {id}): {size} mensen")
    return sentence.format(letter=group["name"], id=group["id"], size=group["size"])


def _represents(row: dict[str, Any]) -> str:
    verb = _("eens") if row["side"] == "agree" else _("oneens")
    sentence = _("  {share} {verb}, elders {elsewhere}: {label}")
    return sentence.format(
        share=percent(row["share"]), verb=verb, elsewhere=percent(row["elsewhere"]), label=label(row)
    )


def _agreed(row: dict[str, Any]) -> str:
    return (_("  eens: {label}") if row["side"] == "agree" else _("  oneens: {label}")).format(label=label(row))


def _dissent(row: dict[str, Any]) -> str:
    verb = _("eens") if row["side"] == "agree" else _("oneens")
    groups = ", ".join(letter(group) for group in row["groups"])
    sentence = _("  {majority} {verb}, groep {groups} niet: {label}")
    return sentence.format(majority=percent(row["majority"]), verb=verb, groups=groups, label=label(row))


def _divisive(row: dict[str, Any]) -> str:
    return _("  {spread} verschil: {label}").format(spread=percent(row["spread"]), label=label(row))


def _part(title: str, rows: list[str]) -> list[str]:
    if not rows:
        return []
    more = len(rows) - MOST_ROWS
    tail = [_("  en nog {more}").format(more=more)] if more > 0 else []
    return ["", title, *rows[:MOST_ROWS], *tail]
