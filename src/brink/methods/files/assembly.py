"""Reading the field's own files for a draw: `categories.csv` and `respondents.csv`, as one pool."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from gettext import gettext as _
from pathlib import Path

from brink.methods.sortition.pool import Member, Pool, Quota

from .reading import csv_rows, header
from .terminal import BadInput

# The same three things have different names in the tools of the field.
_CATEGORY, _FEATURE = ("category", "feature"), ("feature", "name", "value")


@dataclass(frozen=True)
class QuotaFile:
    """Quotas in the order of the file, with the line of each."""

    quotas: tuple[Quota, ...]
    lines: tuple[int, ...]


def read_quotas(path: Path) -> QuotaFile:
    """Read category, feature (or name, or value), min, max and, when there, min_flex and max_flex. Raises BadInput."""
    rows = csv_rows(path)
    names = header(path, rows, ("min", "max"))
    category = next((name for name in _CATEGORY if name in names), None)
    feature = next((name for name in _FEATURE if name in names and name != category), None)
    if category is None or feature is None:
        sentence = _("De kolommen 'category' en 'feature' ontbreken. Zet ze in de kopregel.")
        raise BadInput(path, 1, sentence)
    quotas: list[Quota] = []
    lines: list[int] = []
    for line, cells in rows:
        cell = _cells(path, line, names, cells)
        least, most = _whole(path, line, "min", cell["min"]), _whole(path, line, "max", cell["max"])
        flex_least = _whole(path, line, "min_flex", cell.get("min_flex") or "0")
        flex_most = _whole(path, line, "max_flex", cell.get("max_flex") or str(10**9))
        if least > most:
            sentence = _("Het minimum is groter dan het maximum bij '{feature}'. Verander een van de twee.")
            raise BadInput(path, line, sentence.format(feature=cell[feature]))
        if not cell[category] or not cell[feature]:
            raise BadInput(path, line, _("Hier ontbreekt een naam. Vul categorie en kenmerk in."))
        if (cell[category], cell[feature]) in {(quota.category, quota.feature) for quota in quotas}:
            sentence = _("'{feature}' staat er 2 keer bij '{category}'. Haal er 1 weg.")
            raise BadInput(path, line, sentence.format(feature=cell[feature], category=cell[category]))
        quotas.append(Quota(cell[category], cell[feature], least, most, flex_least, flex_most))
        lines.append(line)
    if not quotas:
        raise BadInput(path, 1, _("Hier staat geen enkel quotum. Geef per kenmerk een regel."))
    return QuotaFile(tuple(quotas), tuple(lines))


def people_rows(path: Path, columns: Sequence[str], identity: str | None) -> Iterator[tuple[str, dict[str, str], int]]:
    """Yield id, cells by column and line of each person. Raises BadInput naming line and remedy.

    `identity` is the column that names people (else `id` when there, else their line).
    """
    rows = csv_rows(path)
    names = header(path, rows, (*columns, *([identity] if identity else [])))
    identity = identity or ("id" if "id" in names else None)
    seen: set[str] = set()
    for line, cells in rows:
        cell = _cells(path, line, names, cells)
        name = cell[identity] if identity else str(line)
        if not name or name in seen:
            sentence = _("'{name}' is leeg of staat er 2 keer als id. Geef ieder een eigen id.")
            raise BadInput(path, line, sentence.format(name=name))
        seen.add(name)
        yield name, cell, line


def read_pool(
    path: Path, quotas: QuotaFile, *, seats: int, identity: str | None, address: Sequence[str], quota_path: Path
) -> Pool:
    """Read the respondents, a column per category. Raises BadInput naming line and remedy.

    `identity` as in `people_rows`; `address` are the columns that together say who lives at one address.
    """
    categories = tuple(dict.fromkeys(quota.category for quota in quotas.quotas))
    known = {(quota.category, quota.feature) for quota in quotas.quotas}
    members: list[Member] = []
    for name, cell, line in people_rows(path, (*categories, *address), identity):
        for category in categories:
            if (category, cell[category]) not in known:
                sentence = _("'{feature}' staat niet in {file} bij '{category}'. Verbeter het of voeg een quotum toe.")
                file = quota_path.name
                raise BadInput(path, line, sentence.format(feature=cell[category], file=file, category=category))
        home = address_key([cell[column] for column in address]) if address else None
        members.append(Member(name, tuple(cell[category] for category in categories), home))
    if seats > len(members):
        sentence = _("Er zijn meer plaatsen ({seats}) dan mensen ({people}). Vraag minder plaatsen.")
        raise BadInput(path, None, sentence.format(people=len(members), seats=seats))
    return Pool(categories, quotas.quotas, tuple(members), seats)


def address_key(parts: Sequence[str]) -> str | None:
    """Return an address without what people write differently: spaces, capitals, accents, signs. None when empty."""
    text = unicodedata.normalize("NFKD", "|".join(parts)).casefold()
    plain = re.sub(r"[^0-9a-z|]", "", text)
    return plain if plain.replace("|", "") else None


def _cells(path: Path, line: int, names: list[str], cells: list[str]) -> dict[str, str]:
    if len(cells) != len(names):
        sentence = _("Deze regel heeft {found} cellen, de kopregel {wanted}. Maak ze gelijk.")
        raise BadInput(path, line, sentence.format(found=len(cells), wanted=len(names)))
    return dict(zip(names, cells, strict=True))


def _whole(path: Path, line: int, column: str, text: str) -> int:
    if not text.isdecimal() or len(text) > 10:
        sentence = _("'{text}' in de kolom '{column}' is geen geheel getal vanaf 0. Verbeter het.")
        raise BadInput(path, line, sentence.format(text=text, column=column))
    return int(text)
