"""Importing how many people live where, by age and sex, from a CSV file of the statistical office."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise
from operator import attrgetter
from pathlib import Path

from django.utils.translation import gettext as _

from brink.domain.journal.acts import Done, act
from brink.domain.journal.services import SYSTEM, Actor
from brink.domain.places.models import Area, Population
from brink.domain.places.services.files import read_text, wrong
from brink.domain.places.services.node import NODE_ID
from brink.foundation.errors import BadInput
from brink.foundation.pasted_tables import read_table

_COLUMNS = ("gemeentecode", "leeftijd", "mannen", "vrouwen")
_AGE = re.compile(r"(\d{1,3})\s*(?:(?:-|tot en met)\s*(\d{1,3})|\+|\s+of ouder)")
_YEAR = re.compile(r"(?<!\d)(19|20)\d{2}(?!\d)")
MOST_PEOPLE, MOST_LINES = 10_000_000, 500_000


@dataclass(frozen=True, slots=True)
class _Row:
    """One checked line of the file."""

    line: int
    code: str
    age_from: int
    age_to: int | None
    men: int
    women: int


def _age(text: str, path: Path, line: int) -> tuple[int, int | None]:
    match = _AGE.fullmatch(text.strip())
    if match and match.group(2) is None:
        return int(match.group(1)), None
    if match and int(match.group(1)) <= int(match.group(2)):
        return int(match.group(1)), int(match.group(2))
    message = _("leeftijd “%(text)s” kennen wij niet. Schrijf bijvoorbeeld 15-19 of 95+.") % {"text": text[:40]}
    raise wrong(path, line, message)


def _count(text: str, column: str, path: Path, line: int) -> int:
    if re.fullmatch(r"\d{1,8}", text.strip()) and int(text) <= MOST_PEOPLE:
        return int(text)
    message = _("bij %(column)s staat “%(text)s”. Vul een heel getal in, zonder punten.")
    raise wrong(path, line, message % {"column": column, "text": text[:40]})


def _rows(path: Path) -> Iterator[_Row]:
    """Read and check line by line; raises BadInput with what is wrong with the table, or the first wrong cell."""
    read_text(path)
    too_many = _("Dit zijn meer dan 500.000 regels. Deel het bestand op.")
    found = read_table(path, needed=_COLUMNS, most=MOST_LINES, too_many=too_many)
    if found.faults:
        raise BadInput(f"{path.name}: {' '.join(found.faults)}")
    for line, row in found.rows:
        age_from, age_to = _age(row["leeftijd"], path, line)
        men, women = (_count(row[name], name, path, line) for name in ("mannen", "vrouwen"))
        yield _Row(line, row["gemeentecode"], age_from, age_to, men, women)


def _check_ages(rows: list[_Row], path: Path) -> None:
    """Refuse age bands of one municipality that overlap or leave a gap."""
    for one, two in pairwise(sorted(rows, key=attrgetter("age_from"))):
        if one.age_to is None or one.age_to + 1 != two.age_from:
            message = _("deze leeftijd sluit niet aan op de vorige van %(code)s. Elke leeftijd hoort er één keer in.")
            raise wrong(path, max(one.line, two.line), message % {"code": two.code})


def _cells(rows: list[_Row], area: Area, on: date, source: str) -> Iterator[Population]:
    for row in rows:
        for sex, people in ((Population.Sex.MEN, row.men), (Population.Sex.WOMEN, row.women)):
            yield Population(
                area=area, on=on, age_from=row.age_from, age_to=row.age_to, sex=sex, people=people, source=source
            )


def _date(path: Path, on: date | None) -> date:
    """Return the reference date: given, or 1 January of the one year in the file's name."""
    years = {match.group() for match in _YEAR.finditer(path.stem)}
    if on is not None:
        return on
    if len(years) == 1:
        return date(int(years.pop()), 1, 1)
    message = _("Van welke dag zijn de cijfers in %(file)s? Geef de peildatum erbij, zoals 2025-01-01.")
    raise BadInput(message % {"file": path.name}, field="on")


def import_population(*, path: Path, on: date | None = None, actor: Actor = SYSTEM, source: str = "") -> int:
    """Read people by municipality, age and sex and return how many lines were read.

    Columns: gemeentecode, leeftijd (15-19, 95+), mannen, vrouwen; others are let be. Figures of the same date and
    municipality are replaced. Either the whole file is stored or nothing; raises BadInput with the line.
    """
    day = _date(path, on)
    rows = sorted(_rows(path), key=attrgetter("code"))
    if not rows:
        raise wrong(path, 1, _("onder de kop staan geen regels. Lever de cijfers mee."))
    areas = {area.code: area for area in Area.objects.exclude(code="").defer("geometry")}
    cells: list[Population] = []
    for code, group in groupby(rows, key=attrgetter("code")):
        lines = list(group)
        if code not in areas:
            message = _("gemeente “%(code)s” kennen wij niet. Lees eerst de gebieden in.") % {"code": code[:20]}
            raise wrong(path, lines[0].line, message)
        _check_ages(lines, path)
        cells += _cells(lines, areas[code], day, (source or path.name)[:200])
    return keep_people(cells=cells, on=day, lines=len(rows), actor=actor, key=None)


@act(
    "places.population_imported",
    Area,
    tenant=lambda _arguments: NODE_ID,
    subject="population",
    again=lambda entry, _arguments: entry.data["lines"],
)
def keep_people(*, cells: Sequence[Population], on: date, lines: int, actor: Actor, key: str | None) -> Done[int]:
    """Store figures that were read and checked, in the place of those of the same day and municipalities."""
    Population.objects.filter(area__in={cell.area_id for cell in cells}, on=on).delete()
    Population.objects.bulk_create(cells)
    return Done(lines, {"lines": lines, "on": on.isoformat()}, public=True, row=cells[0].area)
