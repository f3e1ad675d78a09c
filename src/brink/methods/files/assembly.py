"""Reading the field's own files for a draw: `categories.csv` and `respondents.csv`, as one pool."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from gettext import gettext as _
from pathlib import Path

from brink.methods.sortition.pool import Member, Pool, Quota

from .table import Faults, Table
from .terminal import BadInput

# The same three things have different names in the tools of the field.
_CATEGORY, _FEATURE = ("category", "feature"), ("feature", "name", "value")


@dataclass(frozen=True)
class QuotaFile:
    """Quotas in the order of the file, with the line of each, and what was passed over."""

    quotas: tuple[Quota, ...]
    lines: tuple[int, ...]
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class People:
    """Rows of people: id, cells by column, and line of each; the columns of the file, and what was passed over."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, dict[str, str], int], ...]
    remarks: tuple[str, ...]
    faults: Faults


def read_quotas(path: Path) -> QuotaFile:
    """Read category, feature (or name, or value), min, max and, when there, min_flex and max_flex. Raises BadInput."""
    table = Table(path, ("min", "max"), ("category", "feature", "name", "value", "min_flex", "max_flex"))
    category = next((name for name in _CATEGORY if name in table.names), None)
    feature = next((name for name in _FEATURE if name in table.names and name != category), None)
    if category is None or feature is None:
        sentence = _("De kolommen 'category' en 'feature' ontbreken. Zet ze in de kopregel.")
        raise BadInput(path, table.header_line, sentence)
    quotas: dict[tuple[str, str], tuple[Quota, int]] = {}
    some = False
    for line, cell in table.rows():
        some = True
        quota = _quota(table.faults, line, cell[category], cell[feature], cell)
        if quota is None:
            continue
        if (quota.category, quota.feature) in quotas:
            sentence = _("'{feature}' staat er 2 keer bij '{category}'. Haal er 1 weg.")
            table.faults.add(line, sentence.format(feature=quota.feature, category=quota.category))
        quotas[quota.category, quota.feature] = quota, line
    table.settle()
    if not some:
        raise BadInput(path, 1, _("Hier staat geen enkel quotum. Geef per kenmerk een regel."))
    return QuotaFile(
        tuple(quota for quota, _line in quotas.values()), tuple(line for _quota_, line in quotas.values()),
        tuple(table.remarks),
    )  # fmt: skip


def _quota(faults: Faults, line: int, category: str, feature: str, cell: dict[str, str]) -> Quota | None:
    """The quota of a row; None when something is wrong with it, which is then among the faults."""
    texts = {"min": cell["min"], "max": cell["max"], "min_flex": cell.get("min_flex") or "0",
             "max_flex": cell.get("max_flex") or str(10**9)}  # fmt: skip
    wrong = [(column, text) for column, text in texts.items() if not text.isdecimal() or len(text) > 10]
    for column, text in wrong:
        sentence = _("'{text}' in de kolom '{column}' is geen geheel getal vanaf 0. Verbeter het.")
        faults.add(line, sentence.format(text=text, column=column))
    if wrong:
        return None
    least, most, flex_least, flex_most = (int(text) for text in texts.values())
    if least > most:
        sentence = _("Het minimum is groter dan het maximum bij '{feature}'. Verander een van de twee.")
        faults.add(line, sentence.format(feature=feature))
    elif flex_least > least or flex_most < most:
        sentence = _("min_flex en max_flex bij '{feature}' liggen binnen min en max. Zet ze erbuiten of laat ze weg.")
        faults.add(line, sentence.format(feature=feature))
    elif not category or not feature:
        faults.add(line, _("Hier ontbreekt een naam. Vul categorie en kenmerk in."))
    else:
        return Quota(category, feature, least, most, flex_least, flex_most)
    return None


def read_people(path: Path, columns: Sequence[str], identity: str | None) -> People:
    """Read people by row, with the columns that are asked for. Raises BadInput naming line and remedy.

    `identity` is the column that names people (else `id` when there, else their line). Faults about ids are left
    for the caller to settle, with his own.
    """
    table = Table(path, (*columns, *([identity] if identity else [])), ("id",))
    identity = identity or ("id" if "id" in table.names else None)
    seen: set[str] = set()
    rows = []
    for line, cell in table.rows():
        name = cell[identity] if identity else str(line)
        if not name or name in seen:
            sentence = _("'{name}' is leeg of staat er 2 keer als id. Geef ieder een eigen id.")
            table.faults.add(line, sentence.format(name=name))
        seen.add(name)
        rows.append((name, cell, line))
    return People(tuple(table.names), tuple(rows), tuple(table.remarks), table.faults)


@dataclass(frozen=True)
class PoolFile:
    """The volunteers as a pool, and as they stood in the file."""

    pool: Pool
    people: People


def read_pool(
    path: Path, quotas: QuotaFile, *, seats: int, identity: str | None, address: Sequence[str], quota_path: Path
) -> Pool:
    """Read the respondents, a column per category. Raises BadInput naming line and remedy."""
    return read_pool_file(
        path, quotas, seats=seats, identity=identity, address=address, quota_path=quota_path
    ).pool


def read_pool_file(
    path: Path, quotas: QuotaFile, *, seats: int, identity: str | None, address: Sequence[str], quota_path: Path
) -> PoolFile:
    """Read the respondents, a column per category. Raises BadInput naming line and remedy.

    `identity` as in `read_people`; `address` are the columns that together say who lives at one address.
    """
    categories = tuple(dict.fromkeys(quota.category for quota in quotas.quotas))
    known = {(quota.category, quota.feature) for quota in quotas.quotas}
    people = read_people(path, (*categories, *address), identity)
    members: list[Member] = []
    for name, cell, line in people.rows:
        for category in categories:
            if (category, cell[category]) not in known:
                sentence = _("'{feature}' staat niet in {file} bij '{category}'. Verbeter het of voeg een quotum toe.")
                file = quota_path.name
                told = sentence.format(feature=cell[category], file=file, category=category)
                people.faults.add(line, told)
        home = address_key([cell[column] for column in address]) if address else None
        members.append(Member(name, tuple(cell[category] for category in categories), home))
    people.faults.settle()
    if seats > len(members):
        sentence = _("Er zijn meer plaatsen ({seats}) dan mensen ({people}). Vraag minder plaatsen.")
        raise BadInput(path, None, sentence.format(people=len(members), seats=seats))
    return PoolFile(Pool(categories, quotas.quotas, tuple(members), seats), people)


def address_key(parts: Sequence[str]) -> str | None:
    """Return an address without what people write differently: spaces, capitals, accents, signs. None when empty."""
    text = unicodedata.normalize("NFKD", "|".join(parts)).casefold()
    plain = re.sub(r"[^0-9a-z|]", "", text)
    return plain if plain.replace("|", "") else None
