"""Committing to what became public without an act: by the clock, through something above it, or before this existed.

It never gives a new hash to what has one: what was altered behind the acts stays altered, and `brink verify` finds it.
"""

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from django.db.models import Model, QuerySet

from brink.domain.journal.acts import exempt
from brink.domain.journal.contents import CHUNK, Contents, Settling, contents, holds, key_of
from brink.domain.journal.models import Content
from brink.domain.journal.services import SYSTEM, record

MOST = 2_000
"""Rows of one table at a time for the clock: after an upgrade it takes a few minutes, not one long transaction."""


def cover() -> int:
    """Commit to public rows that have no hash yet, and say of others that they are public now. For the clock."""
    return sum(_tell(spec, spec.untold()) for spec in contents.all())


def cover_process(process_id: UUID) -> int:
    """Do so for everything of one question, and say what of it is no longer public. Before an export."""
    told = 0
    for spec in contents.all():
        while found := _tell(spec, spec.untold(process_id)):
            told += found
        told += _hidden(spec, process_id)
    return told


def _tell(spec: Contents, rows: "QuerySet[Model]") -> int:
    pks = list(rows.order_by("pk").values_list("pk", flat=True)[:MOST])
    for start in range(0, len(pks), CHUNK):
        with exempt("contents"):
            settling = Settling()
            settling.tell(spec, pks[start : start + CHUNK])
            for tenant_id, said in settling.said.items():
                _record("content.covered", tenant_id, said.as_data(late=True))
    return len(pks)


def _record(kind: str, tenant_id: UUID, told: Mapping[str, Any] | None) -> None:
    record(tenant_id=tenant_id, kind=kind, subject="content", subject_id=tenant_id, actor=SYSTEM, contents=told)


def _hidden(spec: Contents, process_id: UUID) -> int:
    """Say what of a question is no longer public, where nothing of the row itself changed: a parent was hidden.

    A row that is gone, or that says something else, was changed by no act: that is not told, so that it is found.
    """
    shown = Content.objects.filter(table=spec.table, process_id=process_id, shown=True)
    away = list(shown.exclude(row_id__in=spec.open_rows().values("pk")))
    if not away:
        return 0
    there = {row.pk: row for row in spec.read(spec.rows().filter(pk__in=[one.row_id for one in away]))}
    whole = {
        pk for pk, row in there.items() if all(holds(one, row.parts[one.part]) for one in away if one.row_id == pk)
    }
    gone = [one for one in away if one.row_id in whole]
    with exempt("contents"):
        Content.objects.filter(pk__in=[one.pk for one in gone]).update(shown=False)
        for tenant_id, some in _by_tenant(gone):
            parts: dict[str, str | None] = {key_of(one.table, one.row_id, one.part): None for one in some}
            _record("content.hidden", tenant_id, {"shown": {str(process_id): parts}, "late": True})
    return len(gone)


def _by_tenant(rows: list[Content]) -> Iterator[tuple[UUID, list[Content]]]:
    for tenant_id in sorted({one.tenant_id for one in rows}):
        yield tenant_id, [one for one in rows if one.tenant_id == tenant_id]
