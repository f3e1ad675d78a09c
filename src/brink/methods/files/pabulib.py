"""Reading and writing elections in the .pb format of Pabulib (pabulib.org/format): META, PROJECTS, VOTES.

Stolicki, Szufa, Talmon: Pabulib, a participatory budgeting library. arXiv 2012.06539. What is wrong with a file becomes
one sentence with its line. Voters' other columns (age, district) are passed over: a rule needs none of them.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from gettext import gettext as _
from gettext import ngettext
from pathlib import Path

from brink.methods.budgeting import Election, ElectionError, from_classes

from .reading import text_lines
from .table import Faults, maybe_thousands
from .terminal import BadInput

VOTE_TYPES = ("approval", "cumulative", "ordinal", "choose-1")
SECTIONS = ("META", "PROJECTS", "VOTES")
_NUMBER = re.compile(r"\d{1,15}(?:\.(\d{1,12}))?")
_MOST_DECIMALS = 6
Row = tuple[int, list[str]]


@dataclass(frozen=True)
class PbFile:
    """A file as read. columns and rows: of PROJECTS, as text, one row per project in the order of the election.

    published: the projects with `selected` 1 (indices), None when the file has no such column.
    """

    meta: dict[str, str]
    columns: list[str]
    rows: list[list[str]]
    vote_type: str
    election: Election
    published: frozenset[int] | None
    remarks: tuple[str, ...] = ()

    def cells(self, column: str) -> list[str]:
        """One column of PROJECTS; KeyError when there is none."""
        if column not in self.columns:
            raise KeyError(column)
        at = self.columns.index(column)
        return [row[at] for row in self.rows]


def read_pb(path: Path, *, last_place: int = 1) -> PbFile:
    """Read a .pb file, gzipped or not. Raises BadInput.

    last_place: points of the last project of an ordinal ballot; each place above gets one more.
    """
    rows = _rows(path)
    meta_rows, end = _section(path, rows, "META", "PROJECTS")
    meta = _meta(path, meta_rows)
    project_rows, end = _section(path, rows, "PROJECTS", "VOTES", end)
    header, project_rows = _header(path, project_rows, end, ("project_id", "cost"))
    faults, remarks = Faults(path), list[str]()
    names, costs, scale, budget = _projects(faults, remarks, meta, header, project_rows)
    vote_type = meta["vote_type"][1]
    voters, classes = _votes(path, faults, remarks, rows, end, names, meta, last_place)
    faults.settle()
    if not budget:
        remarks.append(_("het budget is 0: alleen gratis projecten kunnen winnen."))
    dear = [name for name, cost in zip(names, costs, strict=True) if cost > budget]
    if dear:
        sentence = _("duurder dan het hele budget, dus nooit winnaar: {names}.")
        remarks.append(sentence.format(names=", ".join(dear[:10]) + (" …" if dear[10:] else "")))
    for key, count in (("num_projects", len(names)), ("num_votes", voters)):
        if key in meta and meta[key][1] != str(count):
            sentence = _("{key} is {said}, maar er staan er {count}. Is het bestand compleet? Verbeter het getal.")
            raise BadInput(path, meta[key][0], sentence.format(key=key, said=meta[key][1], count=count))
    try:
        election = from_classes(tuple(names), costs, budget, scale, voters, classes)
    except ElectionError:
        raise BadInput(path, None, _("De punten zijn te groot om exact op te tellen. Gebruik kleinere.")) from None
    published = None
    if "selected" in header:
        at = header.index("selected")
        published = frozenset(place for place, (_line, row) in enumerate(project_rows) if row[at] == "1")
    plain = {key: value for key, (_line, value) in meta.items()}
    told = tuple(f"{path.name}: {remark}" for remark in remarks)
    return PbFile(plain, header, [row for _line, row in project_rows], vote_type, election, published, told)


def _rows(path: Path) -> Iterator[Row]:
    for number, line in enumerate(text_lines(path), 1):
        line = line.rstrip("\r\n")
        if not line or line.isspace():
            continue
        # A quoted cell may hold semicolons; it ends with its line.
        try:
            yield number, line.split(";") if '"' not in line else next(csv.reader([line], delimiter=";"))
        except csv.Error:
            raise BadInput(path, number, _("De aanhalingstekens op deze regel kloppen niet. Haal ze weg.")) from None


def _section(path: Path, rows: Iterator[Row], name: str, following: str, start: int = 0) -> tuple[list[Row], int]:
    """The rows of a section, up to the line that names the next one; and the number of that line."""
    if not start:
        line, cells = next(rows, (1, [""]))
        if cells[0].strip().upper() != name:
            sentence = _("Een .pb-bestand begint met {name}. Zet dat op de eerste regel.").format(name=name)
            raise BadInput(path, line, sentence)
    found: list[Row] = []
    line = start
    for line, cells in rows:
        title = cells[0].strip().upper()
        if title == following and not any(cells[1:]):
            return found, line
        if title in SECTIONS and not any(cells[1:]):
            sentence = _("Hier staat {title}, maar na {name} komt {following}. Zet de delen in die volgorde.")
            raise BadInput(path, line, sentence.format(title=title, name=name, following=following))
        found.append((line, [cell.strip() for cell in cells]))
    sentence = _("Het deel {following} ontbreekt. Is het bestand compleet?").format(following=following)
    raise BadInput(path, line or None, sentence)


def _header(path: Path, rows: list[Row], end: int, needed: tuple[str, ...]) -> tuple[list[str], list[Row]]:
    """The column names of a section and its rows, each as long as the header."""
    if not rows:
        raise BadInput(path, end, _("Hierboven ontbreekt de kopregel. Zet de namen van de kolommen erboven."))
    line, names = rows[0]
    names = [name.lower() for name in names]
    for name in needed:
        if names.count(name) != 1:
            sentence = _("De kolom '{name}' moet er 1 keer staan. Verbeter de kopregel.").format(name=name)
            raise BadInput(path, line, sentence)
    for at, row in rows[1:]:
        if len(row) != len(names):
            sentence = _("Deze regel heeft {count} kolommen, de kopregel {expected}. Controleer de puntkomma's.")
            raise BadInput(path, at, sentence.format(count=len(row), expected=len(names)))
    return names, rows[1:]


def _meta(path: Path, rows: list[Row]) -> dict[str, tuple[int, str]]:
    header = [cell.lower() for cell in rows[0][1]] if rows else []
    if header[:2] != ["key", "value"]:
        raise BadInput(path, rows[0][0] if rows else 1, _("Onder META hoort de kopregel key;value. Zet die erboven."))
    meta: dict[str, tuple[int, str]] = {}
    for line, cells in rows[1:]:
        key = cells[0].lower()
        if key in meta:
            raise BadInput(path, line, _("'{key}' staat er 2 keer. Haal er 1 weg.").format(key=key))
        meta[key] = (line, ";".join(cells[1:]))
    for key in ("budget", "vote_type"):
        if key not in meta:
            raise BadInput(path, rows[-1][0], _("META mist '{key}'. Voeg een regel {key};… toe.").format(key=key))
    line, kind = meta["vote_type"]
    meta["vote_type"] = line, kind.lower()
    if kind.lower() not in VOTE_TYPES:
        sentence = _("vote_type '{kind}' kennen wij niet. Gebruik {known}.")
        raise BadInput(path, line, sentence.format(kind=kind, known=", ".join(VOTE_TYPES)))
    return meta


def _decimals(path: Path, line: int, column: str, text: str) -> int:
    """How many decimals a number of the file has; complains when it is no number, or too fine."""
    found = _NUMBER.fullmatch(text)
    if found is None:
        sentence = _("{column} '{text}' is geen getal vanaf 0. Schrijf het als 1234 of 1234.56.")
        raise BadInput(path, line, sentence.format(column=column, text=text[:40]))
    decimals = len((found[1] or "").rstrip("0"))
    if decimals > _MOST_DECIMALS:
        raise BadInput(path, line, _("{column} heeft meer dan 6 decimalen. Rond het af.").format(column=column))
    return decimals


def _scaled(text: str, decimals: int) -> int:
    """The number times 10 to the power `decimals`, exactly."""
    whole, _dot, part = text.partition(".")
    return int(whole + part.rstrip("0").ljust(decimals, "0"))


_BOTH = re.compile(r"(\d{1,3}(?:\.\d{3})+),(\d{1,2})|(\d{1,3}(?:,\d{3})+)\.(\d{1,2})")
_DECIMAL_COMMA = re.compile(r"(\d{1,15}),(\d{1,12})")


def _plain_amount(text: str) -> str:
    """An amount with a point as decimal sign and no marks of thousands; as it is where that is not certain."""
    both = _BOTH.fullmatch(text)
    if both:
        whole, part = (both[1], both[2]) if both[1] else (both[3], both[4])
        return f"{re.sub('[.,]', '', whole)}.{part}"
    comma = _DECIMAL_COMMA.fullmatch(text)
    return f"{comma[1]}.{comma[2]}" if comma else text


def _amounts(
    faults: Faults, remarks: list[str], given: list[tuple[int, str, str]]
) -> tuple[list[str], int]:
    """Budget and costs, each (line, column, text), as plain numbers, and the most decimals that any of them has.

    A number that may be thousands is never read in silence as something else.
    """
    # Also where other amounts have cents: no amount of money has three decimals, so the writer meant something else.
    doubtful = {text for _line, _column, text in given if maybe_thousands(text)}
    found, decimals, comma = [], 0, False
    for line, column, text in given:
        amount = _plain_amount(text)
        comma = comma or (amount != text and text not in doubtful)
        if text in doubtful:
            sentence = _("{column} '{text}': is dit duizend? Schrijf het zonder punt of komma, of met 2 decimalen.")
            faults.add(line, sentence.format(column=column, text=text))
            amount = "0"
        else:
            try:
                decimals = max(decimals, _decimals(faults.path, line, column, amount))
            except BadInput as wrong:
                faults.add(line, wrong.sentence)
                amount = "0"
        found.append(amount)
    if comma:
        remarks.append(_("bedragen staan er met een komma, zoals 399,99; zo zijn ze gelezen."))
    return found, decimals


def _projects(
    faults: Faults, remarks: list[str], meta: dict[str, tuple[int, str]], header: list[str], rows: list[Row]
) -> tuple[dict[str, int], tuple[int, ...], int, int]:
    """Names with their places, costs and budget in the smallest amount in use, and how many of those are one unit."""
    at_name, at_cost = header.index("project_id"), header.index("cost")
    names: dict[str, int] = {}
    for line, row in rows:
        name = row[at_name]
        if not name or not name.isprintable() or any(mark in name for mark in ',;"'):
            sentence = _("project_id '{name}' is leeg of heeft een leesteken. Gebruik letters en cijfers.")
            faults.add(line, sentence.format(name=name))
        if name in names:
            faults.add(line, _("Project '{name}' staat er 2 keer. Haal er 1 weg.").format(name=name))
        names.setdefault(name, len(names))
    given = [(meta["budget"][0], "budget", meta["budget"][1]), *((line, "cost", row[at_cost]) for line, row in rows)]
    (budget, *costs), decimals = _amounts(faults, remarks, given)
    scaled = tuple(_scaled(cost, decimals) for cost in costs)
    return names, scaled, 10**decimals, _scaled(budget, decimals)


def _votes(
    path: Path, faults: Faults, remarks: list[str], rows: Iterator[Row], end: int, names: dict[str, int],
    meta: dict[str, tuple[int, str]], last_place: int,
) -> tuple[int, dict[tuple[tuple[int, int], ...], int]]:  # fmt: skip
    """The number of voters, and the distinct ballots with how many cast each."""
    vote_type = meta["vote_type"][1]
    header_line, header = next(rows, (end, []))
    needed = ("voter_id", "vote", "points") if vote_type == "cumulative" else ("voter_id", "vote")
    header, _none = _header(path, [(header_line, [cell.strip() for cell in header])], end, needed)
    at_voter, at_vote = header.index("voter_id"), header.index("vote")
    at_points = header.index("points") if vote_type == "cumulative" else at_vote
    width = len(header)
    seen: set[str] = set()
    found: dict[tuple[str, str], tuple[int, int]] = {}  # distinct cells: how often, and where first
    for line, cells in rows:
        if len(cells) != width:
            sentence = _("Deze regel heeft {count} kolommen, de kopregel {expected}. Controleer de puntkomma's.")
            faults.add(line, sentence.format(count=len(cells), expected=width))
            continue
        voter = cells[at_voter].strip()
        if not voter or voter in seen:
            sentence = _("voter_id '{voter}' is leeg of staat er 2 keer. Geef iedere kiezer een eigen nummer.")
            faults.add(line, sentence.format(voter=voter))
        seen.add(voter)
        key = cells[at_vote], cells[at_points]
        count, first = found.get(key, (0, line))
        found[key] = count + 1, first
    read = _ballot_reader(faults, names, vote_type, last_place, found)
    classes: dict[tuple[tuple[int, int], ...], int] = {}
    twice, lengths = 0, dict[int, int]()
    for (vote, points), (count, line) in found.items():
        ballot, repeated = read(vote, points, line)
        twice += count * repeated
        lengths[len(ballot)] = lengths.get(len(ballot), 0) + count
        if ballot:
            classes[ballot] = classes.get(ballot, 0) + count
    if twice:
        sentence = ngettext(
            "{n} stem noemt een project 2 keer of vaker: dat telt als 1 keer.",
            "{n} stemmen noemen een project 2 keer of vaker: dat telt als 1 keer.", twice,
        )  # fmt: skip
        remarks.append(sentence.format(n=twice))
    _check_lengths(remarks, meta, lengths)
    return len(seen), classes


def _check_lengths(remarks: list[str], meta: dict[str, tuple[int, str]], lengths: dict[int, int]) -> None:
    """Tell of ballots that are longer or shorter than the file says they may be; they count as they are."""
    for key, words, wrong in (
        ("max_length", _("stemmen met meer projecten dan max_length ({limit}) toestaat: {n}. Zij tellen mee."), 1),
        ("min_length", _("stemmen met minder projecten dan min_length ({limit}) vraagt: {n}. Zij tellen mee."), -1),
    ):
        limit = meta.get(key, (0, ""))[1]
        if limit.isdecimal():
            count = sum(n for length, n in lengths.items() if (length - int(limit[:9])) * wrong > 0)
            if count:
                remarks.append(words.format(n=count, limit=limit))


def _ballot_reader(
    faults: Faults, names: dict[str, int], vote_type: str, last_place: int,
    found: dict[tuple[str, str], tuple[int, int]],
) -> Callable[[str, str, int], tuple[tuple[tuple[int, int], ...], bool]]:  # fmt: skip
    """What turns the cells of a vote into ((project, weight), …), and tells whether it named a project twice."""
    decimals = 0
    if vote_type == "cumulative":
        for (_vote, points), (_count, line) in found.items():
            for cell in points.split(",") if points.strip() else ():
                try:
                    decimals = max(decimals, _decimals(faults.path, line, "points", cell.strip()))
                except BadInput as wrong:
                    faults.add(line, wrong.sentence)

    def read(vote: str, points: str, line: int) -> tuple[tuple[tuple[int, int], ...], bool]:
        chosen = vote.split(",") if vote.strip() else []
        places = [names[name] if name in names else names.get(name.strip(), -1) for name in chosen]
        if -1 in places:
            sentence = _("Project '{name}' staat niet bij PROJECTS. Verbeter de stem of voeg het project toe.")
            faults.add(line, sentence.format(name=chosen[places.index(-1)]))
            return (), False
        once = list(dict.fromkeys(places))
        if vote_type == "choose-1" and len(once) > 1:
            faults.add(line, _("Bij choose-1 kiest een kiezer hooguit 1 project. Verbeter de stem."))
        if vote_type == "cumulative":
            return _cumulative(faults, line, places, points, decimals), len(once) < len(places)
        if vote_type == "ordinal":
            weights = [last_place + len(once) - 1 - place for place in range(len(once))]
            pairs = zip(once, weights, strict=True)
            return tuple(sorted(pair for pair in pairs if pair[1])), len(once) < len(places)
        return tuple([(place, 1) for place in sorted(once)]), len(once) < len(places)

    return read


def _cumulative(
    faults: Faults, line: int, places: list[int], points: str, decimals: int
) -> tuple[tuple[int, int], ...]:
    """The projects of a ballot with their points. A project twice counts once when its points are the same."""
    cells = [cell.strip() for cell in points.split(",")] if points.strip() else []
    if len(cells) != len(places):
        sentence = _("Deze stem noemt {projects} projecten en {points} keer punten. Maak dat gelijk.")
        faults.add(line, sentence.format(projects=len(places), points=len(cells)))
        return ()
    given: dict[int, int] = {}
    for place, cell in zip(places, cells, strict=True):
        weight = _scaled(cell, decimals) if _NUMBER.fullmatch(cell) else 0
        if given.setdefault(place, weight) != weight:
            faults.add(line, _("Deze stem geeft een project 2 keer punten, en niet evenveel. Haal er 1 weg."))
    return tuple(sorted(pair for pair in given.items() if pair[1]))


def write_pb(
    meta: Sequence[tuple[str, str]],
    columns: Sequence[str],
    projects: Sequence[Sequence[str]],
    vote_columns: Sequence[str],
    votes: Sequence[Sequence[str]],
) -> str:
    """A .pb file as text. Cells lose their semicolons, quotes and line ends: not every reader knows quoted cells."""
    lines = ["META", "key;value", *(_line(row) for row in meta)]
    lines += ["PROJECTS", _line(columns), *(_line(row) for row in projects)]
    lines += ["VOTES", _line(vote_columns), *(_line(row) for row in votes)]
    return "\n".join(lines) + "\n"


_BREAKS = re.compile(r"[;\"\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")


def _line(cells: Sequence[str]) -> str:
    return ";".join(_BREAKS.sub(",", cell) for cell in cells)


def pb_of(
    election: Election, vote_type: str, meta: Sequence[tuple[str, str]] = (), titles: Sequence[str] | None = None
) -> str:
    """An election as a .pb file: voters sorted by ballot and numbered, nothing else about them.

    vote_type: approval, choose-1 or cumulative; the weights of an ordinal election are written as cumulative points.
    titles: what the projects are called, their ids by default.
    """
    kind = "cumulative" if vote_type == "ordinal" else vote_type
    scored = kind == "cumulative"
    facts = [("num_projects", str(len(election.names))), ("num_votes", str(election.voters))]
    facts += [("budget", money(election.budget, election.unit)), ("vote_type", kind)]
    votes, points = election.votes.tolist(), election.points.tolist()
    projects = [
        [name, money(cost, election.unit), str(vote), *([str(point)] if scored else []), title or name]
        for name, cost, vote, point, title in zip(
            election.names, election.costs, votes, points, titles or election.names, strict=True
        )
    ]
    ballots: list[tuple[list[str], int]] = []
    for count, weights in zip(election.counts.tolist(), election.weights, strict=True):
        places = weights.nonzero()[0]
        cells = [",".join(election.names[place] for place in places.tolist())]
        if scored:
            cells.append(",".join(str(weight) for weight in weights[places].tolist()))
        ballots.append((cells, count))
    ballots.append(([""] * (2 if scored else 1), election.voters - int(election.counts.sum())))
    rows = [cells for cells, count in sorted(ballots) for _time in range(count)]
    columns = ["project_id", "cost", "votes", *(["score"] if scored else []), "name"]
    vote_columns = ["voter_id", "vote", *(["points"] if scored else [])]
    numbered = [[str(number), *cells] for number, cells in enumerate(rows, 1)]
    return write_pb([*meta, *facts], columns, projects, vote_columns, numbered)


def amount(path: Path, line: int, column: str, text: str, unit: int) -> int:
    """An amount of another file, in the smallest money of an election. Raises BadInput."""
    decimals = _decimals(path, line, column, text)
    if 10**decimals > unit:
        raise BadInput(path, line, _("{column} is fijner dan de bedragen van de verkiezing.").format(column=column))
    return _scaled(text, len(str(unit)) - 1)


def money(amount: int, unit: int) -> str:
    """An amount of the smallest money as the decimal number of the currency."""
    whole, part = divmod(amount, unit)
    return f"{whole}.{str(part).rjust(len(str(unit)) - 1, '0')}".rstrip("0") if part else str(whole)
