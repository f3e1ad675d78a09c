"""Importing how many people live where, by age and sex, from a CSV file of the statistical office."""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from io import StringIO
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

_COLUMNS = ("gemeentecode", "leeftijd", "mannen", "vrouwen")
_AGE = re.compile(r"(\d{1,3})\s*(?:(?:-|tot en met)\s*(\d{1,3})|\+|\s+of ouder)")
_YEAR = re.compile(r"(?<!\d)(19|20)\d{2}(?!\d)")
MOST_PEOPLE = 10_000_000


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
    """Read and check line by line; raises BadInput at the first line that is wrong."""
    text = read_text(path)
    first = text.partition("\n")[0]
    reader = csv.DictReader(StringIO(text), delimiter=";" if first.count(";") > first.count(",") else ",", strict=True)
    try:
        columns = [(name or "").strip() for name in reader.fieldnames or ()]
        missing = [name for name in _COLUMNS if name not in columns]
        if missing:
            raise wrong(path, 1, _("de kolom %(name)s ontbreekt. Voeg die toe.") % {"name": missing[0]})
        reader.fieldnames = columns
        for row in reader:
            line = reader.line_num
            if any(row[name] is None for name in _COLUMNS) or None in row:
                message = _("deze regel heeft niet evenveel vakken als de eerste regel. Herstel de regel.")
                raise wrong(path, line, message)
            age_from, age_to = _age(row["leeftijd"], path, line)
            men, women = (_count(row[name], name, path, line) for name in ("mannen", "vrouwen"))
            yield _Row(line, row["gemeentecode"].strip(), age_from, age_to, men, women)
    except csv.Error as error:
        message = _("deze regel is niet te lezen als CSV. Kijk naar de aanhalingstekens.")
        # The reader counts a line once it is whole, so the broken one is the next.
        raise wrong(path, reader.line_num + 1, message) from error


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
