"""Polis exports: `votes.csv` (a row per vote event), `participants-votes.csv` (a row per person) and `comments.csv`.

Clean files of plain numbers are read in vectors; at the first oddity the whole file is read again row by row, which
accepts text as names and can say which line is wrong. Sign: +1 agrees, -1 disagrees, 0 passes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from gettext import gettext as _
from pathlib import Path

import numpy as np

from brink.methods.opinion import Votes
from brink.methods.opinion.votes import Flags, Ints, stable_order

from .fast_csv import NotPlainTable, event_columns, wide_cells
from .reading import whole_lines
from .table import Table
from .terminal import BadInput

EVENT_COLUMNS = ("comment-id", "voter-id", "vote")
WIDE_COLUMNS = ("participant", "group-id", "n-comments", "n-votes", "n-agree", "n-disagree")
Name = int | str
# What people write for a vote where the meaning is certain.
WORDS = {
    "agree": 1, "eens": 1, "disagree": -1, "oneens": -1, "pass": 0, "weet niet": 0, "overgeslagen": 0, "sla over": 0,
}  # fmt: skip


@dataclass(frozen=True, eq=False)
class VoteFile:
    """Votes with the names of participants and statements (integers where the file has integers) and, from the wide
    format, Polis' own group per participant (-1 for none; all -1 from the event format)."""

    votes: Votes
    participants: list[Name]
    statements: list[Name]
    published: Ints
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class StatementFile:
    """Texts by statement name, and the names of statements that the moderators rejected or that are about the givers.

    `agrees` and `disagrees` are the counts that Polis itself publishes, where the file has them.
    """

    texts: dict[Name, str]
    rejected: frozenset[Name]
    meta: frozenset[Name] = frozenset()
    agrees: dict[Name, int] = field(default_factory=dict)
    disagrees: dict[Name, int] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()


def read_votes(path: Path, *, agree: int = 1) -> VoteFile:
    """Read either Polis format, told apart by its columns. Raises BadInput.

    `agree` is the sign of agreeing in the file: -1 in Polis' database, 1 in its exports.
    """
    table = Table(path, (), (*EVENT_COLUMNS, *WIDE_COLUMNS, "timestamp"))
    if set(EVENT_COLUMNS) <= set(table.names):
        fast, slow = _events_fast, _events_slow
    elif "participant" in table.names:
        table = Table(path, WIDE_COLUMNS)
        fast, slow = _wide_fast, _wide_slow
    else:
        sentence = _("Dit zijn geen stemmen van Polis. Geef votes.csv of participants-votes.csv.")
        raise BadInput(path, table.header_line, sentence)
    try:
        found = fast(path, table)
    except NotPlainTable:
        found = slow(table)
        table.settle()
    if found.votes.size == 0:
        raise BadInput(path, None, _("Er staan geen stemmen in dit bestand. Geef een bestand met stemmen."))
    if agree == -1:
        table.remark(_("het teken is omgedraaid gelezen: -1 is eens."))
        found = replace(found, votes=found.votes.turned())
    return replace(found, remarks=tuple(table.remarks))


def read_statements(path: Path) -> StatementFile:
    """Read `comments.csv`: comment-id; moderated, comment-body, is-meta, agrees, disagrees (optional). Raises BadInput.
    """
    table = Table(path, ("comment-id",), ("moderated", "comment-body", "is-meta", "agrees", "disagrees"))
    texts: dict[Name, str] = {}
    rejected, meta = set(), set()
    counts: dict[str, dict[Name, int]] = {"agrees": {}, "disagrees": {}}
    for line, cell in table.rows():
        name = _name(cell["comment-id"])
        if name in texts:
            sentence = _("Stelling '{name}' staat er 2 keer. Haal er 1 weg.").format(name=name)
            table.faults.add(line, sentence)
        texts[name] = cell.get("comment-body", "")
        state, about = cell.get("moderated", ""), cell.get("is-meta", "").casefold()
        if state not in ("", "-1", "0", "1"):
            sentence = _("'{value}' is geen -1, 0 of 1. Verbeter de kolom 'moderated'.").format(value=state[:40])
            table.faults.add(line, sentence)
        if about not in _TRUE + _FALSE:
            sentence = _("'{value}' is geen true of false. Verbeter de kolom 'is-meta'.").format(value=about[:40])
            table.faults.add(line, sentence)
        if state == "-1":
            rejected.add(name)
        if about in _TRUE:
            meta.add(name)
        for column, known in counts.items():
            if cell.get(column, "").isdecimal():
                known[name] = int(cell[column][:15])
    table.settle()
    return StatementFile(
        texts, frozenset(rejected), frozenset(meta - rejected), counts["agrees"], counts["disagrees"],
        tuple(table.remarks),
    )  # fmt: skip


_TRUE, _FALSE = ("true", "t", "1", "ja"), ("", "false", "f", "0", "nee")


def sign_seems_turned(found: VoteFile, statements: StatementFile) -> bool:
    """Tell whether agreeing and disagreeing in the votes fit the counts of comments.csv better the other way round."""
    straight = turned = 0
    for at, name in enumerate(found.statements):
        if name not in statements.agrees or name not in statements.disagrees:
            continue
        values = found.votes.value[found.votes.statement == at]
        ours = int((values == 1).sum()), int((values == -1).sum())
        theirs = statements.agrees[name], statements.disagrees[name]
        straight += abs(ours[0] - theirs[0]) + abs(ours[1] - theirs[1])
        turned += abs(ours[1] - theirs[0]) + abs(ours[0] - theirs[1])
    known = sum(statements.agrees.values()) + sum(statements.disagrees.values())
    return known > 0 and turned < straight


def without(found: VoteFile, names: frozenset[Name]) -> VoteFile:
    """The same votes without some statements; the participants stay."""
    dropped: Flags = np.array([name in names for name in found.statements], dtype=np.bool_)
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
    kept_names = [name for name, gone in zip(found.statements, dropped, strict=True) if not gone]
    return replace(found, votes=votes, statements=kept_names)


def _events_fast(path: Path, table: Table) -> VoteFile:
    names = _plain_names(table)
    wanted = [names.index(name) for name in EVENT_COLUMNS]
    if "timestamp" in names:
        wanted.append(names.index("timestamp"))
    parts = [event_columns(chunk, len(names), wanted, table.separator) for chunk in _after_header(path)]
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


def _events_slow(table: Table) -> VoteFile:
    people: dict[Name, int] = {}
    statements: dict[Name, int] = {}
    latest: dict[tuple[int, int], tuple[float, int]] = {}
    for line, cell in table.rows():
        empty = [column for column in ("comment-id", "voter-id") if not cell[column]]
        for column in empty:
            sentence = _("De kolom '{name}' is leeg. Vul een nummer in.").format(name=column)
            table.faults.add(line, sentence)
        moment = _moment(table, line, cell["timestamp"]) if "timestamp" in cell else 0.0
        value = _vote(table, line, cell["vote"])
        if empty or moment is None or value is None:
            continue
        person = people.setdefault(_name(cell["voter-id"]), len(people))
        statement = statements.setdefault(_name(cell["comment-id"]), len(statements))
        before = latest.get((person, statement))
        if before is None or moment >= before[0]:
            latest[person, statement] = (moment, value)
    table.settle()
    cells = np.array([(p, s, v) for (p, s), (_moment_, v) in latest.items()], dtype=np.int64).reshape(-1, 3)
    return _sorted_file(cells, list(people), list(statements), np.full(len(people), -1))


def _plain_names(table: Table) -> list[str]:
    """The names of all columns. One without a name may hold something after all: then the rows are looked at."""
    names = table.plain_names()
    if "" in names:
        raise NotPlainTable
    return names


def _statement_columns(table: Table) -> list[str]:
    """The columns of statements in a wide file: those whose name is a number. Others (xid, …) are passed over."""
    own = [name for name in table.names if isinstance(_name(name), int)]
    others = [name for name in table.names if name not in own and name not in WIDE_COLUMNS]
    if others:
        sentence = _("geen stelling, dus overgeslagen: {names}.")
        table.remark(sentence.format(names=", ".join(f"kolom '{name}'" for name in others)))
    return own


def _wide_fast(path: Path, table: Table) -> VoteFile:
    names, own = _plain_names(table), _statement_columns(table)
    person, group = names.index("participant"), names.index("group-id")
    columns = [names.index(name) for name in own]
    people, groups, owners, statements, values = [], [], [], [], []
    total = 0
    for chunk in _after_header(path):
        part = wide_cells(chunk, len(names), person, group, columns, table.separator)
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
    return _sorted_file(cells, ids.tolist(), [_name(name) for name in own], published)


def _wide_slow(table: Table) -> VoteFile:
    own = [name for name in table.names if isinstance(_name(name), int)]
    people: dict[Name, int] = {}
    published: list[int] = []
    cells: list[tuple[int, int, int]] = []
    for line, cell in table.rows():
        name = _name(cell["participant"])
        if name in people:
            sentence = _("Deelnemer '{name}' staat er 2 keer. Haal er 1 weg.").format(name=name)
            table.faults.add(line, sentence)
            continue
        person = people.setdefault(name, len(people))
        group = cell["group-id"]
        published.append(int(group) if group.isdigit() and len(group) < 10 else -1)
        votes = [(at, _vote(table, line, cell[column])) for at, column in enumerate(own) if cell[column]]
        cells.extend((person, at, value) for at, value in votes if value is not None)
    table.settle()
    matrix = np.array(cells, dtype=np.int64).reshape(-1, 3)
    return _sorted_file(matrix, list(people), [_name(name) for name in own], np.array(published, dtype=np.int64))


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


def _vote(table: Table, line: int, cell: str) -> int | None:
    """The vote in a cell; a complaint and None where the meaning is not certain."""
    if cell in ("-1", "0", "1", "+1"):
        return int(cell)
    if cell.casefold() in WORDS:
        return WORDS[cell.casefold()]
    sentence = _("'{value}' is geen stem. Gebruik 1 (eens), -1 (oneens) of 0 (overgeslagen).")
    table.faults.add(line, sentence.format(value=cell[:40]))
    return None


def _moment(table: Table, line: int, cell: str) -> float | None:
    """The moment of a vote in a number that grows with time: as in the file, or from an ISO time."""
    try:
        moment = float(cell) if cell[:1].isdigit() and "-" not in cell else datetime.fromisoformat(cell).timestamp()
    except (ValueError, OverflowError):
        moment = float("nan")
    if abs(moment) < 1e18:
        return moment
    sentence = _("'{value}' is geen tijdstip. Zet in 'timestamp' een getal of een tijd als 2026-03-14T10:00:00Z.")
    table.faults.add(line, sentence.format(value=cell[:40]))
    return None
