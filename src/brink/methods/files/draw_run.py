"""What `brink draw` does: read the pool, find the fairest lottery, prove it, write."""

from __future__ import annotations

import argparse
from gettext import gettext as _
from typing import Any

import numpy as np

from brink.methods.sortition import (
    Draw,
    Lottery,
    NoLottery,
    NoPanel,
    Pool,
    check,
    leximin,
    lottery,
    price_of_quotas,
    smallest_change,
)
from brink.methods.unfinished import Unfinished

from .assembly import People, PoolFile, read_pool_file, read_quotas
from .draw_checking import UNNAMED_SOURCE
from .draw_page import draw_page
from .draw_record import check_record_folder, keys_path, write_record
from .method_cards import method
from .progress_bar import Bar
from .table import told as remarked
from .terminal import DONE, IMPOSSIBLE, UNFINISHED, Impossible, progress
from .writing import csv_text, json_text, write_all


def run(asked: argparse.Namespace) -> int:
    """Answer one question; returns the exit code. Raises BadInput; nothing is written then."""
    if asked.record:
        check_record_folder(asked.record)
    quotas = read_quotas(asked.categories)
    volunteers = read_pool_file(
        asked.respondents, quotas, seats=asked.seats, identity=asked.id, address=asked.same_address,
        quota_path=asked.categories,
    )  # fmt: skip
    pool = volunteers.pool
    try:
        with Bar(asked.quiet, _("Ik zoek de eerlijkste loting.")) as bar:
            draw = _drawn(asked, pool, bar)
        result = as_json(asked, draw, [*quotas.remarks, *volunteers.people.remarks])
    except Unfinished as problem:
        return _unfinished(asked, pool, problem)
    except Impossible as conflict:
        progress(False, str(conflict))
        if asked.json:
            write_all({asked.json: json_text({"conflict": conflict.conflict, "method": _method(asked)})})
        return IMPOSSIBLE
    panels = None
    if asked.record or asked.selected or asked.remaining:
        with Bar(asked.quiet, _("Ik maak de lijst van genummerde groepen.")):
            panels = lottery(draw, tickets=asked.tickets, seed=asked.seed)
    files = _chosen(asked, volunteers, panels, result) if panels and (asked.selected or asked.remaining) else {}
    if asked.html:
        files[asked.html] = draw_page(pool, result)
    if asked.record and panels:
        result["record"] = _recorded(asked, draw, panels, result)
    files[asked.json or "-"] = json_text(result) if asked.json else summary(result)
    write_all(files)
    return DONE


def _unfinished(asked: argparse.Namespace, pool: Pool, problem: Unfinished) -> int:
    """Say what could not be finished; the highest lowest chance, with its proof, where at least that can be had."""
    certain: dict[str, Any] = {}
    if asked.objective == "leximin":
        try:
            draw = leximin(pool, objective="maximin", cap=asked.cap)
            full = as_json(asked, draw, [])
            certain = {name: full[name] for name in ("minimum", "certificate", "probabilities", "uncoverable")}
            certain = {"objective": "maximin", **certain}
        except Unfinished:
            pass
    if certain:
        sentence = _("De loting kon niet worden afgemaakt ({problem}). Zeker is de laagste kans: {low:.2%}.")
        progress(False, sentence.format(problem=problem, low=certain["minimum"]))
    else:
        sentence = _("De loting kon niet worden afgemaakt ({problem}). Geef een quotum meer ruimte, of meld het.")
        progress(False, sentence.format(problem=problem))
    if asked.json:
        answer = {"unfinished": str(problem), "certain": certain, "method": _method(asked)}
        write_all({asked.json: json_text(answer)})
    return UNFINISHED


def _chosen(
    asked: argparse.Namespace, volunteers: PoolFile, panels: Lottery, result: dict[str, Any]
) -> dict[str, str]:
    """Who is in the panel that `--seed` picks, and who is left, with their own columns."""
    ticket = int(np.random.default_rng(asked.seed).integers(len(panels.panels)))
    result["selected"] = {"ticket": ticket, "ids": [volunteers.pool.members[at].id for at in panels.panels[ticket]]}
    sentence = _("De groep volgt uit --seed {seed}. Een loting die telt trekt u in het openbaar: brink draw reveal.")
    result["remarks"].append(sentence.format(seed=asked.seed))
    return chosen_files(asked, volunteers.people, set(result["selected"]["ids"]))


def chosen_files(
    asked: argparse.Namespace, people: People, ids: set[str], out: frozenset[str] = frozenset()
) -> dict[str, str]:
    """The files of `--selected` and `--remaining`: rows as people gave them. Who is `out` stands in neither."""
    files = {}
    for name, there in ((asked.selected, True), (asked.remaining, False)):
        if name:
            rows = [
                list(cell.values()) for own, cell, _line in people.rows if (own in ids) is there and own not in out
            ]
            files[name] = csv_text(people.columns, rows)
    return files


def _recorded(asked: argparse.Namespace, draw: Draw, panels: Lottery, result: dict[str, Any]) -> dict[str, Any]:
    """Write the record of the list of numbered panels; returns what to say about it."""
    rule = {"source": asked.source.strip() or UNNAMED_SOURCE, "pick": asked.pick}
    told = {"objective": asked.objective, "method": result["method"]}
    digest = write_record(asked.record, draw, panels, rule=rule, told=told)
    if not asked.source:
        progress(asked.quiet, _("Zeg voor de trekking in het openbaar waar het toeval vandaan komt (--source)."))
    where = str(keys_path(asked.record))
    return {"sha256": digest, "tickets": asked.tickets, "furthest": panels.furthest, "keys": where}


def _drawn(asked: argparse.Namespace, pool: Pool, bar: Bar) -> Draw:
    try:
        return leximin(pool, objective=asked.objective, cap=asked.cap, watch=bar)
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
        raise Impossible(" ".join([*_sums(pool), sentence.format(changes=named)]), parts) from None
    except NoLottery:
        sentence = _("Met een kans van hoogstens {cap} keer het gemiddelde zijn de quota niet te halen. Neem meer.")
        raise Impossible(sentence.format(cap=asked.cap), [{"option": "--cap", "value": asked.cap}]) from None


def _sums(pool: Pool) -> list[str]:
    """Say which quotas of one category cannot add up to the panel."""
    told = []
    for category in pool.categories:
        own = [quota for quota in pool.quotas if quota.category == category]
        least, most = sum(quota.least for quota in own), sum(quota.most for quota in own)
        if not least <= pool.seats <= most:
            sentence = _("'{category}' vraagt {least} tot {most} plaatsen, er zijn er {seats}.")
            told.append(sentence.format(category=category, least=least, most=most, seats=pool.seats))
    return told


def as_json(asked: argparse.Namespace, draw: Draw, remarks: list[str]) -> dict[str, Any]:
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
        "remarks": remarks,
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
    return "\n".join(lines) + "\n" + remarked(result["remarks"])


def _method(asked: argparse.Namespace) -> dict[str, Any]:
    return method(
        "sortition", asked.seed, objective=asked.objective, cap=asked.cap, seats=asked.seats,
        same_address=asked.same_address,
    )  # fmt: skip
