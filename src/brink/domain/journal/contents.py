"""Contents that the journal commits to: a register of tables with their fields, and what an act adds to its entry.

An app says in its `committed_contents.py` which fields of its public tables are words (erased together) or facts:

    register(Boundary, words=("subject", "explanation"), facts=("number", "kind"), process="room__process_id")

From then on each act that writes such a row binds the words and the facts to its entry by a salted hash
(`brink.methods.ledger.contents`). Salts lie in one table, `Content`; with words and salt gone the hash tells nothing.
In a text that quotes a giver "[citaat KEY]" stands for the quotation, which is committed to as a row of its own.
"""

import secrets
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from brink.domain.journal.committed_rows import Noted, commit_to
from brink.domain.journal.models import Content
from brink.foundation.points import Point
from brink.foundation.quotations import MARK, left_out, quotation_of, stored
from brink.foundation.visibility import ANYONE, visible
from brink.methods.ledger.contents import CONTENT_SALT, content_hash, figures_of

CHUNK = 500
READ = 5_000  # keys in one question to the database; both take ten thousands
WORDS, FACTS = "words", "facts"
_OF_EVERY_TABLE = {"id", "tenant", "created_at"}


@dataclass(frozen=True, slots=True)
class Contents:
    """What of one table is committed to. `process` is the path to the question; `left_out` says why of other fields.

    `figures` are JSON of which only the numbers are public for ever. `public` narrows rows that have no rule of their
    own, since they are read through another. `whole` is for rows whose publication makes others public: those are told
    in the same entry.
    """

    model: type[Model]
    words: tuple[str, ...]
    facts: tuple[str, ...]
    figures: tuple[str, ...]
    process: str
    public: Callable[[], Q] | None
    left_out: Mapping[str, str]
    whole: bool

    @property
    def table(self) -> str:
        """Return the name of the table in keys."""
        return self.model._meta.label_lower

    @property
    def parts(self) -> dict[str, tuple[str, ...]]:
        """Return the fields of each part that has any."""
        parts = {WORDS: self.words, FACTS: (*self.facts, *self.figures)}
        return {part: names for part, names in parts.items() if names}

    def rows(self) -> "QuerySet[Model]":
        """Return all rows of the table."""
        return self.model._default_manager.all()

    def open_rows(self) -> "QuerySet[Model]":
        """Return the rows that everybody may read."""
        return self.rows().filter(self.public()) if self.public is not None else visible(ANYONE, self.rows())

    def untold(self, process_id: UUID | None = None) -> "QuerySet[Model]":
        """Return the rows that everybody may read and that the journal has not shown yet, of a question or all."""
        last = list(self.parts)[-1]
        told = Content.objects.filter(table=self.table, part=last, shown=True).values("row_id")
        rows = self.open_rows().exclude(pk__in=told)
        return rows if process_id is None else rows.filter(**{self.process: process_id})

    def read(self, rows: "QuerySet[Model]") -> "Iterator[RowContents]":
        """Return what rows say, part by part, as stored."""
        names = [*self.words, *self.facts, *self.figures]
        shown = Exists(self.open_rows().order_by().filter(pk=OuterRef("pk")))
        columns = ("pk", "tenant_id", self.process, "is_open", *names)
        with left_out():
            found = list(rows.order_by().annotate(is_open=shown).values_list(*columns))
        for row in found:
            # As stored, with a mark for what is quoted: words of a giver are committed to once, where they are kept.
            values = dict(zip(names, stored(row[4:]), strict=True))
            values.update({name: figures_of(values[name]) for name in self.figures})
            parts = {part: {name: plain(values[name]) for name in own} for part, own in self.parts.items()}
            # A text, a list of points or a told answer: whatever is not empty.
            yield RowContents(row[0], row[1], row[2], row[3], parts, any(values[name] for name in self.words))


@dataclass(frozen=True, slots=True)
class RowContents:
    """What one row says, of which body and question it is, and whether everybody may read it."""

    pk: UUID
    tenant_id: UUID
    process_id: UUID | None
    shown: bool
    parts: Mapping[str, Mapping[str, Any]]
    has_words: bool


contents: Point[Contents] = Point("contents")


def register(
    model: type[Model],
    *,
    words: Sequence[str] = (),
    facts: Sequence[str] = (),
    figures: Sequence[str] = (),
    process: str,
    public: Callable[[], Q] | None = None,
    left_out: Mapping[str, str] | None = None,
    whole: bool = False,
) -> None:
    """Commit to these fields of a table from now on. Raises ValueError when a field of it is in no place, or in two."""
    placed = [*words, *facts, *figures, *(left_out or {})]
    fields = {one.name for one in model._meta.concrete_fields} - _OF_EVERY_TABLE
    if sorted(placed) != sorted(fields):
        raise ValueError(f"{model._meta.label}: say of {sorted(set(placed) ^ fields)} what they are, once each")
    one = Contents(model, tuple(words), tuple(facts), tuple(figures), process, public, dict(left_out or {}), whole)
    contents.register(one.table, one)
    commit_to(model, {*words, *facts, *figures})


def plain(value: Any) -> Any:
    """Bring a stored value to what canonical JSON v1 holds, the same on every database."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, UUID | date | Decimal | float):
        return repr(value) if isinstance(value, float) else str(value)
    if isinstance(value, Mapping):
        return {str(name): plain(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [plain(part) for part in value]
    if value is None or isinstance(value, bool | int):
        return value
    return MARK.sub(lambda found: f"[citaat {quotation_of(found)}]", str(value))


def key_of(table: str, row_id: UUID, part: str) -> str:
    """Return how the log names one part of one row."""
    return f"{table}/{row_id}/{part}"


@dataclass
class Said:
    """What is to be said in the journal of one body."""

    shown: dict[str, dict[str, str | None]] = field(default_factory=lambda: defaultdict(dict))
    kept: dict[str, str] = field(default_factory=dict)

    def as_data(self, *, shown: bool = True, kept: bool = True, late: bool = False) -> dict[str, Any] | None:
        """Return it as an entry holds it; None when there is nothing."""
        data: dict[str, Any] = {}
        if shown and self.shown:
            data["shown"] = {process: dict(parts) for process, parts in self.shown.items()}
        if kept and self.kept:
            data["kept"] = dict(self.kept)
        return {**data, "late": True} if data and late else data or None


@dataclass
class Settling:
    """Compares what rows say with what was committed to, and keeps what is new."""

    said: dict[UUID, Said] = field(default_factory=lambda: defaultdict(Said))
    _changed: list[Content] = field(default_factory=list)
    _gone: list[UUID] = field(default_factory=list)
    _opened: set[UUID] = field(default_factory=set)

    def take(self, noted: Noted) -> None:
        """Look at rows that were written."""
        known = _known({pk for pks in noted.rows.values() for pk in pks} - noted.made)
        for model, pks in noted.rows.items():
            spec = contents.get(model._meta.label_lower)
            assert spec is not None, f"{model} is noted and not registered"
            self._rows(spec, sorted(pks), known)
        self._write()
        for process_id in sorted(self._opened):
            self._with_the_whole(process_id)

    def _with_the_whole(self, process_id: UUID) -> None:
        """Tell what became public because something above it did: the hash it has, or a first one."""
        self._opened.clear()
        for spec in contents.all():
            pks = list(spec.untold(process_id).values_list("pk", flat=True))
            for some in _chunks(pks):
                self.tell(spec, some)

    def tell(self, spec: Contents, pks: Collection[UUID]) -> None:
        """Say the stored hash of rows that have one, whatever they say now; commit to the others as they are."""
        stored = list(Content.objects.filter(table=spec.table, row_id__in=pks))
        for one in stored:
            self.said[one.tenant_id].shown[place_of(one.process_id)][key_of(one.table, one.row_id, one.part)] = one.hash
        Content.objects.filter(pk__in=[one.pk for one in stored]).update(shown=True)
        self._rows(spec, sorted(set(pks) - {one.row_id for one in stored}), {})
        self._write()

    def _rows(self, spec: Contents, pks: Sequence[UUID], known: Mapping[tuple[str, UUID, str], Content]) -> None:
        rows = {row.pk: row for some in _chunks(pks) for row in spec.read(spec.rows().filter(pk__in=some))}
        for pk in pks:
            for part in spec.parts:
                old, row = known.get((spec.table, pk, part)), rows.get(pk)
                if row is not None:
                    self._part(spec, row, part, old)
                elif old is not None:
                    self._drop(old)

    def _part(self, spec: Contents, row: RowContents, part: str, old: Content | None) -> None:
        value, key, shown = row.parts[part], key_of(spec.table, row.pk, part), row.shown
        same = old is not None and old.process_id == row.process_id and holds(old, value)
        if (same and old is not None and old.shown == shown) or (old is None and not shown and not row.has_words):
            return
        salt = bytes(old.salt) if same and old is not None else secrets.token_bytes(CONTENT_SALT)
        new = Content(
            tenant_id=row.tenant_id, process_id=row.process_id, table=spec.table, row_id=row.pk, part=part, salt=salt,
            hash=content_hash(salt, value), shown=shown,
        )  # fmt: skip
        said = self.said[row.tenant_id]
        if shown and spec.whole and row.process_id and (old is None or not old.shown):
            self._opened.add(row.process_id)
        if shown:
            said.shown[place_of(row.process_id)][key] = new.hash
        elif old is not None and old.shown:
            said.shown[place_of(old.process_id)][key] = None
        if not shown and not same:
            said.kept[key] = new.hash
        self._changed.append(new)

    def _drop(self, old: Content) -> None:
        """Forget the salt of what was deleted, and say that it is gone."""
        if old.shown:
            self.said[old.tenant_id].shown[place_of(old.process_id)][key_of(old.table, old.row_id, old.part)] = None
        self._gone.append(old.pk)

    def _write(self) -> None:
        Content.objects.bulk_create(
            self._changed, batch_size=CHUNK, update_conflicts=True,
            unique_fields=("tenant_id", "table", "row_id", "part"),
            update_fields=("process_id", "salt", "hash", "shown"),
        )  # fmt: skip
        if self._gone:
            Content.objects.filter(pk__in=self._gone).delete()
        self._changed, self._gone = [], []


def _chunks(pks: Sequence[UUID]) -> Iterator[Sequence[UUID]]:
    return (pks[start : start + READ] for start in range(0, len(pks), READ))


def _known(pks: Collection[UUID]) -> dict[tuple[str, UUID, str], Content]:
    """Return what was committed to of these rows. Keys are never used twice, so the tables need no naming."""
    found = (one for some in _chunks(sorted(pks)) for one in Content.objects.filter(row_id__in=some))
    return {(one.table, one.row_id, one.part): one for one in found}


def holds(content: Content, value: Mapping[str, Any]) -> bool:
    """Tell whether a value is what was committed to."""
    return content_hash(bytes(content.salt), value) == content.hash


def place_of(process_id: UUID | None) -> str:
    """Return how an entry names the question that contents belong to: empty for what belongs to none."""
    return str(process_id) if process_id else ""


def settle(noted: Noted) -> Mapping[UUID, Said]:
    """Commit to what was written, and return what to say of it in the journal of each body."""
    if not noted.rows:
        return {}
    settling = Settling()
    settling.take(noted)
    return settling.said


def published(tenant_id: UUID, process_id: UUID) -> Iterator[tuple[str, bytes, Mapping[str, Any]]]:
    """Return key, salt and value of each public part of a question, as they are stored now."""
    for spec in contents.all():
        kept = Content.objects.filter(tenant_id=tenant_id, process_id=process_id, table=spec.table, shown=True)
        salts = {(one.row_id, one.part): bytes(one.salt) for one in kept}
        yield from _values(spec, salts)


def _values(spec: Contents, salts: Mapping[tuple[UUID, str], bytes]) -> Iterable[tuple[str, bytes, Mapping[str, Any]]]:
    ids = sorted({row_id for row_id, _part in salts})
    for some in _chunks(ids):
        for row in spec.read(spec.open_rows().filter(pk__in=some)):
            for part, value in row.parts.items():
                if (row.pk, part) in salts:
                    yield key_of(spec.table, row.pk, part), salts[row.pk, part], value
