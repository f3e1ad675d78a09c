"""The outcome of a budget in words, for a person at a terminal."""

from __future__ import annotations

from gettext import gettext as _
from gettext import ngettext
from typing import Any

from .pabulib import PbFile
from .table import told

REASONS = {
    "no_votes": _("niemand koos dit"),
    "above_budget": _("duurder dan het hele budget"),
    "line": _("past niet meer in zijn budgetregel"),
    "support": _("de kiezers konden dit samen niet meer betalen"),
    "left_over": _("er was te weinig geld over"),
    "lot": _("het stond gelijk en het lot besliste"),
}


def summary(result: dict[str, Any], poll: PbFile) -> str:
    """A readable account of the JSON result of `brink budget`."""
    names = poll.cells("name") if "name" in poll.columns else list(poll.election.names)
    title = dict(zip(poll.election.names, names, strict=True))
    count = len(result["selected"])
    first = ngettext("{count} project wint.", "{count} projecten winnen.", count).format(count=count)
    lines = [f"{first} " + _("Kosten {cost} van {budget}.").format(**result)]
    lines += [f"  {number}. {title[name]} ({name})" for number, name in enumerate(result["order"], 1)]
    lines += ["", *budget_facts(result), ""]
    lines += [_lost(row, title) for row in result["projects"] if not row["selected"]]
    for line in result["lines"]:
        lines.append(_("Budgetregel {line}: {spent} besteed.").format(**line))
        if line["missing"]:
            lines.append(_("  Onder de bodem: {missing} te weinig projecten die passen.").format(**line))
    for group in result["ties"]["lots"]:
        drawn = ", ".join(f"{title[name]} ({name})" for name in group)
        sentence = _("Het lot besliste tussen projecten die gelijk stonden. De volgorde van het lot: {names}.")
        lines.append(sentence.format(names=drawn))
    lines += ["", *budget_rule(result)]
    if "record" in result:
        lines.append(_("Controlegetal van het dossier: {sha256}").format(**result["record"]))
    return "\n".join(lines) + "\n" + told(result["remarks"])


RULES = {"equal-shares": _("gelijke delen (equal-shares)"), "greedy": _("meeste stemmen eerst (greedy)")}
UTILITIES = {"cost": _("kosten (cost)"), "cardinality": _("aantal projecten (cardinality)")}
COMPLETIONS = {
    "none": _("geen (none)"), "add1": _("ieders deel omhoog (add1)"),
    "add1-exhaustive": _("ieders deel omhoog tot niets meer past (add1-exhaustive)"),
    "utilitarian": _("de rest naar de meeste stemmen (utilitarian)"),
}  # fmt: skip


def budget_rule(result: dict[str, Any]) -> list[str]:
    """Rule, utility, completion and what happens at a tie."""
    completion = _("Aanvulling: {name}.").format(name=COMPLETIONS[result["completion"]])
    rule = _("Regel: {rule}. Nutsmaat: {utility}.").format(
        rule=RULES[result["rule"]], utility=UTILITIES[result["utility"]]
    )
    return [
        rule if result["rule"] == "greedy" else f"{rule} {completion}",
        _("Bij gelijke stand: laagste kosten, meeste stemmen, meeste punten, dan het lot (seed {seed}).").format(
            seed=result["ties"]["seed"]
        ),
    ]


def budget_facts(result: dict[str, Any]) -> list[str]:
    """What the outcome means for voters, beside the usual rule."""
    voters, greedy, start = result["voters"], result["greedy"], result["start"]
    lines = [
        _("Zonder winnend project: {ours} van de kiezers. Met de gewone regel: {theirs}.").format(
            ours=_percent(voters["none"]), theirs=_percent(greedy["voters"]["none"])
        ),
        _("Winnaars per kiezer: {ours:.2f}. Met de gewone regel: {theirs:.2f}.").format(
            ours=voters["mean_winners"], theirs=greedy["voters"]["mean_winners"]
        ),
    ]
    if start["raises"]:
        sentence = _("Het deel van elke kiezer ging van {share:.2f} naar {final:.2f}.")
        lines.append(sentence.format(**start))
    if result["left"]:
        rest = _("Er past niets meer bij.") if result["nothing_else_fits"] else _("Er past nog een project bij.")
        lines.append(_("Over: {left}.").format(**result) + " " + rest)
    if "published" in result:
        same = result["published"]["equal"]
        lines.append(_("Gelijk aan de uitslag in het bestand.") if same else _("Anders dan de uitslag in het bestand."))
    return lines


def _lost(row: dict[str, Any], title: dict[str, str]) -> str:
    text = f"- {title[row['id']]} ({row['id']}): {REASONS[row['reason']]}"
    if row["effective_support"] is not None and row["reason"] == "support":
        text += _("; hooguit {share}").format(share=_percent(row["effective_support"]))
    if row["would_win_at"] is not None:
        text += _("; won wel bij {cost}").format(cost=row["would_win_at"])
    return text


def _percent(share: float) -> str:
    # Rounded down: 99.99 % of a cost is not all of it.
    return f"{int(1000 * share) / 10:.1f}%"
