"""Polis exports: `votes.csv` (a row per vote event), `participants-votes.csv` (a row per person) and `comments.csv`.

Clean files of plain numbers are read in vectors; at the first oddity the whole file is read again row by row, which
accepts text as names and can say which line is wrong. Sign: +1 agrees, -1 disagrees, 0 passes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from gettext import gettext as _
from pathlib import Path

import numpy as np

from brink.methods.opinion import Votes
from brink.methods.opinion.votes import Flags, Ints, stable_order

from .fast_csv import NotPlainTable, event_columns, wide_cells
from .reading import csv_rows, header, whole_lines
from .terminal import BadInput

EVENT_COLUMNS = ("comment-id", "voter-id", "vote")
WIDE_COLUMNS = ("participant", "group-id", "n-comments", "n-votes", "n-agree", "n-disagree")
Name = int | str


@dataclass(frozen=True, eq=False)
class VoteFile:
    """Votes with the names of participants and statements (integers where the file has integers) and, from the wide
    format, Polis' own group per participant (-1 for none; all -1 from the event format)."""

    votes: Votes
    participants: list[Name]
    statements: list[Name]
    published: Ints


@dataclass(frozen=True)
class StatementFile:
    """Texts by statement name, and the names of statements that the moderators rejected."""

    texts: dict[Name, str]
    rejected: frozenset[Name]


def read_votes(path: Path) -> VoteFile:
    """Read either Polis format, told apart by the header. Raises BadInput."""
    names = header(path, csv_rows(path), ())
    if set(EVENT_COLUMNS) <= set(names):
        try:
            found = _events_fast(path, names)
        except NotPlainTable:
            found = _events_slow(path, names)
    elif names[0] == "participant":
        header(path, csv_rows(path), WIDE_COLUMNS)
        try:
            found = _wide_fast(path, names)
        except NotPlainTable:
            found = _wide_slow(path, names)
    else:
        sentence = _("Dit zijn geen stemmen van Polis. Geef votes.csv of participants-votes.csv.")
        raise BadInput(path, 1, sentence)
    if found.votes.size == 0:
        raise BadInput(path, None, _("Er staan geen stemmen in dit bestand. Geef een bestand met stemmen."))
    return found


def read_statements(path: Path) -> StatementFile:
    """Read `comments.csv`: comment-id, moderated (optional), comment-body (optional). Raises BadInput."""
    rows = csv_rows(path)
    names = header(path, rows, ("comment-id",))
    place = {name: at for at, name in enumerate(names)}
    texts: dict[Name, str] = {}
    rejected = set()
    for line, row in rows:
        _same_width(path, line, row, names)
        name = _name(row[place["comment-id"]])
        if name in texts:
            sentence = _("Stelling '{name}' staat er 2 keer. Haal er 1 weg.").format(name=name)
            raise BadInput(path, line, sentence)
        texts[name] = row[place["comment-body"]] if "comment-body" in place else ""
        state = row[place["moderated"]] if "moderated" in place else ""
        if state not in ("", "-1", "0", "1"):
            sentence = _("'{value}' is geen -1, 0 of 1. Verbeter de kolom 'moderated'.").format(value=state[:40])
            raise BadInput(path, line, sentence)
        if state == "-1":
            rejected.add(name)
    return StatementFile(texts, frozenset(rejected))


def without_rejected(found: VoteFile, statements: StatementFile) -> VoteFile:
    """The same votes without the statements that moderators rejected; the participants stay."""
    dropped: Flags = np.array([name in statements.rejected for name in found.statements], dtype=np.bool_)
    if not dropped.any():
        return found
    number = np.cumsum(~dropped) - 1
    kept = found.votes.without_statements(dropped)
    votes = Votes.from_arrays(
        kept.owners(),
        number[kept.statement],
        kept.value,
        participants=kept.participants,
        statements=int((~dropped).sum()),
    )
    names = [name for name, gone in zip(found.statements, dropped, strict=True) if not gone]
    return VoteFile(votes, found.participants, names, found.published)


def _events_fast(path: Path, names: list[str]) -> VoteFile:
    wanted = [names.index(name) for name in EVENT_COLUMNS]
    if "timestamp" in names:
        wanted.append(names.index("timestamp"))
    parts = [event_columns(chunk, len(names), wanted) for chunk in _after_header(path)]
    columns = [np.concatenate([part[at] for part in parts] or [np.zeros(0, np.int64)]) for at in range(len(wanted))]
    if len(columns[2]) and (columns[2].min() < -1 or columns[2].max() > 1):
        raise NotPlainTable
    statements, statement = _numbered(columns[0])
    people, person = _numbered(columns[1])
    order = stable_order(columns[3]) if len(wanted) == 4 else slice(None)
    votes = Votes.from_arrays(
        person[order], statement[order], columns[2][order], participants=len(people), statements=len(statements)
    )
    return VoteFile(votes, list(people.tolist()), list(statements.tolist()), np.full(len(people), -1))


def _numbered(ids: Ints) -> tuple[Ints, Ints]:
    """Sorted distinct ids and the number of each; by counting when the ids are small, else by sorting."""
    if len(ids) and ids.min() >= 0 and ids.max() < 4 * len(ids) + 1_000:
        present = np.bincount(ids) > 0
        number = np.cumsum(present) - 1
        return np.flatnonzero(present), number[ids]
    distinct, number = np.unique(ids, return_inverse=True)
    return distinct, number


def _events_slow(path: Path, names: list[str]) -> VoteFile:
    place = {name: at for at, name in enumerate(names)}
    people: dict[Name, int] = {}
    statements: dict[Name, int] = {}
    latest: dict[tuple[int, int], tuple[float, int]] = {}
    rows = csv_rows(path)
    next(rows)
    for line, row in rows:
        _same_width(path, line, row, names)
        for column in ("comment-id", "voter-id"):
            if not row[place[column]]:
                sentence = _("De kolom '{name}' is leeg. Vul een nummer in.").format(name=column)
                raise BadInput(path, line, sentence)
        moment = _moment(path, line, row[place["timestamp"]]) if "timestamp" in place else 0.0
        person = people.setdefault(_name(row[place["voter-id"]]), len(people))
        statement = statements.setdefault(_name(row[place["comment-id"]]), len(statements))
        value = _vote(path, line, row[place["vote"]])
        before = latest.get((person, statement))
        if before is None or moment >= before[0]:
            latest[person, statement] = (moment, value)
    cells = np.array([(p, s, v) for (p, s), (_moment_, v) in latest.items()], dtype=np.int64).reshape(-1, 3)
    return _sorted_file(cells, list(people), list(statements), np.full(len(people), -1))


def _wide_fast(path: Path, names: list[str]) -> VoteFile:
    first = len(WIDE_COLUMNS)
    people, groups, owners, statements, values = [], [], [], [], []
    total = 0
    for chunk in _after_header(path):
        part = wide_cells(chunk, len(names), first)
        people.append(part.people)
        groups.append(part.groups)
        owners.append(part.owner + total)
        statements.append(part.column)
        values.append(part.value)
        total += len(part.people)
    ids = np.concatenate(people or [np.zeros(0, np.int64)])
    if len(np.unique(ids)) < len(ids):
        raise NotPlainTable
    empty = [np.zeros(0, np.int64)]
    cells = np.stack([np.concatenate(a or empty) for a in (owners, statements, values)], axis=1)
    published = np.concatenate(groups or empty)
    return _sorted_file(cells, ids.tolist(), [_name(name) for name in names[first:]], published)


def _wide_slow(path: Path, names: list[str]) -> VoteFile:
    first = len(WIDE_COLUMNS)
    people: dict[Name, int] = {}
    published: list[int] = []
    cells: list[tuple[int, int, int]] = []
    rows = csv_rows(path)
    next(rows)
    for line, row in rows:
        _same_width(path, line, row, names)
        name = _name(row[0])
        if name in people:
            sentence = _("Deelnemer '{name}' staat er 2 keer. Haal er 1 weg.").format(name=name)
            raise BadInput(path, line, sentence)
        person = people.setdefault(name, len(people))
        published.append(int(row[1]) if row[1].isdigit() and len(row[1]) < 10 else -1)
        cells.extend((person, at, _vote(path, line, cell)) for at, cell in enumerate(row[first:]) if cell)
    table = np.array(cells, dtype=np.int64).reshape(-1, 3)
    statements = [_name(name) for name in names[first:]]
    return _sorted_file(table, list(people), statements, np.array(published, dtype=np.int64))


def _sorted_file(cells: Ints, people: list[Name], statements: list[Name], published: Ints) -> VoteFile:
    """Number participants and statements in the order of their names, so the order of the file leaves no trace."""
    by_name = sorted(range(len(people)), key=lambda at: _sort_key(people[at]))
    by_statement = sorted(range(len(statements)), key=lambda at: _sort_key(statements[at]))
    person, statement = np.empty(len(people), np.int64), np.empty(len(statements), np.int64)
    person[by_name], statement[by_statement] = np.arange(len(people)), np.arange(len(statements))
    votes = Votes.from_arrays(
        person[cells[:, 0]], statement[cells[:, 1]], cells[:, 2], participants=len(people), statements=len(statements)
    )
    return VoteFile(votes, [people[at] for at in by_name], [statements[at] for at in by_statement], published[by_name])


def _after_header(path: Path) -> Iterator[bytes]:
    chunks = whole_lines(path)
    yield next(chunks, b"").partition(b"\n")[2]
    yield from chunks


def _sort_key(name: Name) -> tuple[int, int, str]:
    return (0, name, "") if isinstance(name, int) else (1, 0, name)


def _name(cell: str) -> Name:
    plain = cell.isascii() and cell.isdigit() and len(cell) < 16 and (cell == "0" or cell[0] != "0")
    return int(cell) if plain else cell


def _vote(path: Path, line: int, cell: str) -> int:
    if cell not in ("-1", "0", "1", "+1"):
        sentence = _("'{value}' is geen stem. Gebruik 1 (eens), -1 (oneens) of 0 (overgeslagen).").format(
            value=cell[:40]
        )
        raise BadInput(path, line, sentence)
    return int(cell)


def _moment(path: Path, line: int, cell: str) -> float:
    try:
        moment = float(cell)
    except ValueError:
        moment = float("nan")
    if not abs(moment) < 1e18:
        sentence = _("'{value}' is geen tijdstip. Zet in 'timestamp' een getal.").format(value=cell[:40])
        raise BadInput(path, line, sentence)
    return moment


def _same_width(path: Path, line: int, row: list[str], names: list[str]) -> None:
    if len(row) != len(names):
        sentence = _("Deze regel heeft {found} kolommen, de kopregel {wanted}. Maak ze gelijk.")
        raise BadInput(path, line, sentence.format(found=len(row), wanted=len(names)))
