"""What `brink draw` does: read the pool, find the fairest lottery, prove it, write."""

from __future__ import annotations

import argparse
from gettext import gettext as _
from typing import Any

import numpy as np

from brink.methods.sortition import (
    Draw,
    NoLottery,
    NoPanel,
    Pool,
    check,
    leximin,
    lottery,
    price_of_quotas,
    smallest_change,
)

from .assembly import QuotaFile, read_pool, read_quotas
from .cards import method
from .draw_checking import UNNAMED_SOURCE
from .draw_record import check_record_folder, keys_path, write_record
from .terminal import DONE, IMPOSSIBLE, BadInput, Impossible, progress
from .writing import json_text, write_all


def run(asked: argparse.Namespace) -> int:
    """Answer one question; returns the exit code. Raises BadInput; nothing is written then."""
    if asked.record:
        check_record_folder(asked.record)
    quotas = read_quotas(asked.categories)
    pool = read_pool(
        asked.respondents, quotas, seats=asked.seats, identity=asked.id, address=asked.same_address,
        quota_path=asked.categories,
    )  # fmt: skip
    _sums(asked, quotas)
    progress(asked.quiet, _("Ik zoek de eerlijkste loting."))
    try:
        draw = _drawn(asked, pool)
        result = as_json(asked, draw)
    except Impossible as conflict:
        progress(False, str(conflict))
        if asked.json:
            write_all({asked.json: json_text({"conflict": conflict.conflict, "method": _method(asked)})})
        return IMPOSSIBLE
    if asked.record:
        result["record"] = _recorded(asked, draw, result)
    write_all({asked.json: json_text(result)} if asked.json else {"-": summary(result)})
    return DONE


def _recorded(asked: argparse.Namespace, draw: Draw, result: dict[str, Any]) -> dict[str, Any]:
    """Make the list of numbered panels and write the record; returns what to say about it."""
    progress(asked.quiet, _("Ik maak de lijst van genummerde groepen."))
    panels = lottery(draw, tickets=asked.tickets, seed=asked.seed)
    rule = {"source": asked.source.strip() or UNNAMED_SOURCE, "pick": asked.pick}
    told = {"objective": asked.objective, "method": result["method"]}
    digest = write_record(asked.record, draw, panels, rule=rule, told=told)
    if not asked.source:
        progress(asked.quiet, _("Zeg voor de trekking in het openbaar waar het toeval vandaan komt (--source)."))
    where = str(keys_path(asked.record))
    return {"sha256": digest, "tickets": asked.tickets, "furthest": panels.furthest, "keys": where}


def _sums(asked: argparse.Namespace, quotas: QuotaFile) -> None:
    """Refuse quotas of one category that cannot add up to the panel, at the line where that shows."""
    for category in dict.fromkeys(quota.category for quota in quotas.quotas):
        own = [(quota, line) for quota, line in zip(quotas.quotas, quotas.lines, strict=True)
               if quota.category == category]  # fmt: skip
        least, most = sum(quota.least for quota, _line in own), sum(quota.most for quota, _line in own)
        if not least <= asked.seats <= most:
            sentence = _("'{category}' vraagt {least} tot {most} plaatsen, er zijn er {seats}. Pas de quota aan.")
            words = sentence.format(category=category, least=least, most=most, seats=asked.seats)
            raise BadInput(asked.categories, own[-1][1], words)


def _drawn(asked: argparse.Namespace, pool: Pool) -> Draw:
    try:
        return leximin(pool, objective=asked.objective, cap=asked.cap)
    except NoPanel:
        changes = smallest_change(pool)
        if changes is None:
            sentence = _("Er zijn te weinig adressen voor {seats} plaatsen. Vraag minder plaatsen.")
            raise Impossible(sentence.format(seats=pool.seats), [{"option": "--same-address"}]) from None
        parts = [
            {"category": one.category, "feature": one.feature, "side": one.side, "now": one.now, "must": one.must}
            for one in changes
        ]
        named = ", ".join(f"{one.category} {one.feature}: {one.side} {one.now} -> {one.must}" for one in changes)
        sentence = _("Geen groep past bij deze quota. De kleinste verandering die helpt: {changes}.")
        raise Impossible(sentence.format(changes=named), parts) from None
    except NoLottery:
        sentence = _("Met een kans van hoogstens {cap} keer het gemiddelde zijn de quota niet te halen. Neem meer.")
        raise Impossible(sentence.format(cap=asked.cap), [{"option": "--cap", "value": asked.cap}]) from None


def as_json(asked: argparse.Namespace, draw: Draw) -> dict[str, Any]:
    """The draw as the command line promises it."""
    proof, gone = check(draw), set(draw.uncoverable)
    chances = [float(chance) for chance in draw.chances]
    names = [member.id for member in draw.pool.members]
    return {
        "pool": len(names),
        "seats": draw.pool.seats,
        "objective": asked.objective,
        "minimum": min(chance for place, chance in enumerate(chances) if place not in gone),
        "gini": gini(chances),
        "probabilities": dict(zip(names, chances, strict=True)),
        "uncoverable": [names[place] for place in draw.uncoverable],
        "certificate": {"lower": list(proof.lower), "upper": list(proof.upper), "gap": proof.gap},
        "panels": len(draw.panels),
        "price_of_quotas": [
            {"category": one.category, "feature": one.feature, "side": one.side, "price": one.price}
            for one in price_of_quotas(draw)
        ],
        "method": _method(asked),
    }


def gini(chances: list[float]) -> float:
    """The Gini coefficient of chances: 0 when all are equal."""
    ordered = np.sort(np.array(chances))
    count = len(ordered)
    return float((2 * np.arange(1, count + 1) - count - 1) @ ordered / (count * ordered.sum()))


def summary(result: dict[str, Any]) -> str:
    """What a person reads."""
    chances = sorted(result["probabilities"].values())
    lines = [
        _("{pool} mensen, {seats} plaatsen.").format(pool=result["pool"], seats=result["seats"]),
        _("Kleinste kans: {low:.2%}. Middelste kans: {middle:.2%}. Grootste kans: {high:.2%}.").format(
            low=result["minimum"], middle=chances[len(chances) // 2], high=chances[-1]
        ),
        _("Bewezen: geen loting geeft de laagste kansen meer dan {gap:.1e} erbij.").format(
            gap=max(result["certificate"]["gap"], 1e-12)
        ),
    ]
    if result["uncoverable"]:
        lines.append(_("Passen in geen enkele groep: {names}.").format(names=", ".join(result["uncoverable"][:20])))
    for price in result["price_of_quotas"][:5]:
        sentence = _("1 plaats ruimte bij {category} {feature} ({side}) geeft de laagste kans {price:.2%} erbij.")
        lines.append(sentence.format(**price))
    if "record" in result:
        lines.append(_("Controlegetal van het dossier: {sha256}").format(**result["record"]))
        sentence = _("Zet dit getal op papier voor het lot valt. Geef ieder zijn regel uit {keys}.")
        lines.append(sentence.format(**result["record"]))
    return "\n".join(lines) + "\n"


def _method(asked: argparse.Namespace) -> dict[str, Any]:
    return method(
        "sortition", asked.seed, objective=asked.objective, cap=asked.cap, seats=asked.seats,
        same_address=asked.same_address,
    )  # fmt: skip
