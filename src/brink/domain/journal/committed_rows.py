"""Which rows an act wrote, so that what they say is bound to its entry (`contents`). No service has to remember it.

Base of every table of a body. Saving, making, changing and deleting notes the row, when the table is registered and
the write touches a field that it commits to; counters note nothing. Writes that go round this (raw SQL, another
program) are exactly those that `brink verify` must find.
"""

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, TypeVar
from uuid import UUID

from django.db import models
from django.db.models.deletion import Collector

M = TypeVar("M", bound=models.Model)


@dataclass
class Noted:
    """Rows that were written, and which of them are new: nothing can have been committed to of those before."""

    rows: dict[type[models.Model], set[UUID]] = field(default_factory=dict)
    made: set[UUID] = field(default_factory=set)


_noted: ContextVar[Noted | None] = ContextVar("noted", default=None)
_fields: dict[type[models.Model], frozenset[str]] = {}


def commit_to(model: type[models.Model], fields: Collection[str]) -> None:
    """Note writes of these fields of a table. Called by the register of contents."""
    _fields[model] = frozenset(fields)


@contextmanager
def noting() -> Iterator[bool]:
    """Note what is written from here on; tells whether this is the outermost, in which nobody else takes the list."""
    if _noted.get() is not None:
        yield False
        return
    token = _noted.set(Noted())
    try:
        yield True
    finally:
        _noted.reset(token)


def take_noted() -> Noted:
    """Return what was written since the last time, and forget it."""
    noted = _noted.get()
    if noted is None:
        return Noted()
    found = Noted(noted.rows, noted.made)
    noted.rows, noted.made = {}, set()
    return found


def note(
    model: type[models.Model], pks: Collection[Any], fields: Collection[str] | None = None, *, made: bool = False
) -> None:
    """Note rows of a table; nothing when none of the changed fields is committed to. `made`: they are new."""
    noted = _noted.get()
    if noted is not None and _is_committed(model, fields):
        noted.rows.setdefault(model, set()).update(pks)
        if made:
            noted.made.update(pks)


def _is_committed(model: type[models.Model], fields: Collection[str] | None) -> bool:
    own = _fields.get(model)
    return own is not None and (fields is None or not own.isdisjoint(_names(model, fields)))


def _names(model: type[models.Model], fields: Collection[str]) -> set[str]:
    """Return the names of fields, also of those that were named by their column (`round_id`)."""
    return {model._meta.get_field(name).name for name in fields if name != "pk"}


def _note_deleted(rows: Any) -> None:
    """Note rows that are about to be deleted with all that goes with them."""
    if _noted.get() is None:
        return
    going = Collector(using="default")
    going.collect(rows)
    for model, found in going.data.items():
        note(model, [row.pk for row in found])
    for queryset in going.fast_deletes:
        if queryset.model in _fields:
            note(queryset.model, list(queryset.values_list("pk", flat=True)))


class CommittedRows(models.QuerySet[M]):
    """Rows whose writes in bulk are noted."""

    def update(self, **values: Any) -> int:
        """Change rows, noting which."""
        if _noted.get() is not None and _is_committed(self.model, values):
            note(self.model, list(self.order_by().values_list("pk", flat=True)))
        return super().update(**values)

    def bulk_create(self, objs: Iterable[M], *args: Any, **options: Any) -> list[M]:
        """Make rows, noting which; their keys are there already."""
        made = super().bulk_create(objs, *args, **options)
        note(self.model, [row.pk for row in made], made=not options.get("update_conflicts"))
        return made

    def delete(self) -> tuple[int, dict[str, int]]:
        """Delete rows, noting them and what goes with them."""
        if self.model in _fields:
            _note_deleted(self.all())
        return super().delete()


class CommittedManager(models.Manager[M]):
    """The manager of every table of a body: Django's own, over rows whose writes are noted."""

    # What `from_queryset` sets; that is a class made on the way, in which the type checker knows no rows.
    _queryset_class = CommittedRows


class CommittedRow(models.Model):
    """Base of a table whose public contents the journal commits to, once it is registered (`contents.register`)."""

    objects = CommittedManager()

    class Meta:
        abstract = True

    def save_base(self, *args: Any, **options: Any) -> None:
        """Save, noting the row."""
        made = bool(options.get("force_insert"))
        super().save_base(*args, **options)
        note(type(self), [self.pk], options.get("update_fields"), made=made)

    def delete(self, *args: Any, **options: Any) -> tuple[int, dict[str, int]]:
        """Delete, noting the row and what goes with it."""
        if type(self) in _fields:
            _note_deleted([self])
        return super().delete(*args, **options)
