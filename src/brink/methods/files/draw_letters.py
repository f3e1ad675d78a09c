"""`brink draw letters`: which addresses of a register get an invitation, and which wait in reserve."""

from __future__ import annotations

import argparse
from gettext import gettext as _
from typing import Any

from brink.methods.sortition import Letters, TooFewAddresses, draw_letters

from .assembly import address_key, read_people
from .method_cards import method
from .table import told
from .terminal import DONE, IMPOSSIBLE, BadInput, progress
from .writing import csv_text, json_text, write_all


def run(asked: argparse.Namespace) -> int:
    """Answer one question; returns the exit code. Raises BadInput; nothing is written then."""
    ids, places, addresses, remarks = _read(asked)
    if asked.places is not None and asked.places > len(set(places)):
        raise BadInput(asked.register, None, _("Er zijn minder plaatsen dan --places vraagt. Vraag er minder."))
    progress(asked.quiet, _("Ik loot de adressen."))
    try:
        found = draw_letters(
            places, addresses, letters=asked.letters, reserve=asked.reserve, only=asked.places, seed=asked.seed
        )
    except TooFewAddresses as short:
        sentence = _("Voor {letters} brieven zijn er in {place} maar {addresses} adressen. Vraag minder brieven.")
        progress(False, sentence.format(letters=short.letters, place=short.place or "-", addresses=short.addresses))
        if asked.json:
            conflict = [{"place": short.place, "addresses": short.addresses, "letters": short.letters}]
            write_all({asked.json: json_text({"conflict": conflict, "method": _method(asked)})})
        return IMPOSSIBLE
    files = {asked.csv: _sheet(ids, places, found)} if asked.csv else {}
    whole = json_text(_as_json(asked, ids, found, remarks)) if asked.json else _summary(found, remarks)
    files[asked.json or "-"] = whole
    write_all(files)
    return DONE


def _read(asked: argparse.Namespace) -> tuple[list[str], list[str], list[str | None], list[str]]:
    ids, places, addresses = [], [], []
    columns = [*filter(None, (asked.place,)), *asked.same_address]
    people = read_people(asked.register, columns, asked.id)
    people.faults.settle()
    for name, cell, _line in people.rows:
        ids.append(name)
        places.append(cell[asked.place] if asked.place else "")
        home = [cell[column] for column in asked.same_address]
        addresses.append(address_key(home) if home else None)
    if not ids:
        raise BadInput(asked.register, 1, _("Hier staat niemand. Geef per mens een regel."))
    return ids, places, addresses, list(people.remarks)


def _as_json(asked: argparse.Namespace, ids: list[str], found: Letters, remarks: list[str]) -> dict[str, Any]:
    return {
        "register": len(ids), "chance": found.chance, "per_place": found.per_place,
        "waves": [[ids[person] for person in wave] for wave in found.waves],
        "remarks": remarks, "method": _method(asked),
    }  # fmt: skip


def _sheet(ids: list[str], places: list[str], found: Letters) -> str:
    rows = [(ids[person], places[person], number) for number, wave in enumerate(found.waves) for person in wave]
    return csv_text(["id", "place", "wave"], rows)


def _summary(found: Letters, remarks: list[str]) -> str:
    lines = [_("Brieven: {count}.").format(count=len(found.waves[0]))]
    if len(found.waves) > 1:
        lines.append(_("In reserve: {counts}.").format(counts=", ".join(str(len(wave)) for wave in found.waves[1:])))
    if found.chance is not None:
        lines.append(_("Ieder heeft een kans van {chance:.3%} op een brief.").format(chance=found.chance))
    else:
        lines.append(_("De kansen verschillen: op sommige adressen wonen zo veel mensen dat er altijd een brief komt."))
    lines += [f"  {place or '-'}: {count}" for place, count in found.per_place.items() if count]
    return "\n".join(lines) + "\n" + told(remarks)


def _method(asked: argparse.Namespace) -> dict[str, Any]:
    return method("sortition", asked.seed, letters=asked.letters, reserve=asked.reserve, places=asked.places)
