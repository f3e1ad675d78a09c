"""Keeping the index: what changed is read again at the end of its act; the clock mends what was missed."""

import logging
import re
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db import DatabaseError, connection, transaction

from brink.foundation.crypto import hash_purpose, keyed_hash
from brink.foundation.ids import uuid7
from brink.foundation.models import SearchEntry, SearchKey, SearchStale
from brink.foundation.quotations import left_out
from brink.foundation.search import triggers
from brink.foundation.search.lookups import FTS
from brink.foundation.search.searchable import SearchKind, search_documents
from brink.foundation.search.wording import marks
from brink.methods.language import plain_words

PERSONAL = hash_purpose("search for a giver")
BATCH = 500
_PLACES = (1 << 62) - 1
_PHONE = re.compile(r"[\d\s()+./-]+")

_log = logging.getLogger(__name__)


def refresh() -> int:
    """Read again what changed, in the transaction that is open. One query when nothing did. Returns how many.

    A fault here holds no act back: what is stale stays so, is in no hit, and is read again by the clock.
    """
    done = 0
    try:
        # Nearly always nothing is: asked without the way through models, for this stands in every act.
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT 1 FROM {SearchStale._meta.db_table} LIMIT 1")  # noqa: S608  a name of our own
            if cursor.fetchone() is None:
                return 0
        while True:
            stale = list(SearchStale.objects.select_for_update(skip_locked=True).values_list("pk", flat=True)[:BATCH])
            if stale:
                # Its own savepoint: a refusal by the database must not take the act along.
                # What a text quotes is found where it was said: there it goes when it is taken back.
                with transaction.atomic(), left_out():
                    _read_again(stale)
                done += len(stale)
            if len(stale) < BATCH:
                return done
    except DatabaseError:
        _log.exception("the index of the search is behind; the clock reads again")
        return done


def rebuild() -> int:
    """Read everything again: for a site that had no index, or names of places and subjects that changed."""
    triggers.install()
    SearchEntry.objects.all().delete()
    mark_all()
    return refresh()


def mark_all() -> None:
    """Note that everything is to be read: of a site that was made before there was an index."""
    tables = set(connection.introspection.table_names())
    for kind in search_documents.all():
        if kind.model._meta.db_table in tables:
            for ids in _batches(kind.rows().order_by().values_list("pk", flat=True)):
                SearchStale.objects.bulk_create([SearchStale(pk=pk) for pk in ids], ignore_conflicts=True)


def repair() -> int:
    """Put back triggers that are gone, and read what was never read. Cheap when all is well."""
    if not triggers.complete():
        return rebuild()
    return refresh()


def leave_nothing() -> None:
    """Let nothing remain of words that were taken out: FTS5 keeps them in its older parts until those are merged."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {FTS} ({FTS}) VALUES ('optimize')")  # noqa: S608  # a name of our own


def personal(text: str) -> str:
    """Return a name, a telephone number or an address of mail as it is compared, however it was written."""
    digits = re.sub(r"\D", "", text)
    if len(digits) >= 8 and _PHONE.fullmatch(text.strip()):
        return digits.removeprefix("00").removeprefix("31").lstrip("0")
    return text.strip().casefold() if "@" in text else " ".join(plain_words(text))


def key_forms(text: str) -> list[str]:
    """Return all forms under which something personal is found: as a whole, and a name by each of its words."""
    whole = personal(text)
    return list(dict.fromkeys([whole, *(word for word in whole.split() if len(word) > 1)])) if whole else []


def _batches(keys: Iterable[Any]) -> Iterable[list[Any]]:
    every = list(keys)
    return (every[start : start + BATCH] for start in range(0, len(every), BATCH))


def _read_again(ids: Sequence[UUID]) -> None:
    """Write the entries and the keys of these things as they are now, and forget that they were stale."""
    entries: dict[UUID, SearchEntry] = {}
    keys: list[SearchKey] = []
    unread = set(ids)
    for kind in search_documents.all():
        # A key is of one thing: what was found in one table is in no other.
        rows = list(kind.rows().filter(pk__in=unread)) if unread else []
        unread.difference_update(row.pk for row in rows)
        for row in rows:
            entry = _entry(kind, row)
            if entry.words:
                entries[row.pk] = entry
        keys += _keys(kind, rows)
    SearchEntry.objects.filter(pk__in=ids).delete()
    SearchKey.objects.filter(thing_id__in=ids).delete()
    SearchEntry.objects.bulk_create(entries.values(), ignore_conflicts=True)
    SearchKey.objects.bulk_create(keys, ignore_conflicts=True)
    SearchStale.objects.filter(pk__in=ids).delete()


def _entry(kind: SearchKind, row: Any) -> SearchEntry:
    told = kind.tell(row)
    return SearchEntry(
        pk=row.pk, tenant_id=told.tenant_id, kind=kind.key, moment=told.moment, place=row.pk.int & _PLACES,
        head=marks([told.title]), words=marks([told.title, told.text, *told.also]),
    )  # fmt: skip


def _keys(kind: SearchKind, rows: Sequence[Any]) -> list[SearchKey]:
    if kind.keys is None or not rows:
        return []
    tenants = {row.pk: row.tenant_id for row in rows}
    return [
        SearchKey(pk=uuid7(), tenant_id=tenants[pk], thing_id=pk, key_hash=str(keyed_hash(PERSONAL, form)))
        for pk, texts in kind.keys(rows).items()
        for form in dict.fromkeys(form for text in texts for form in key_forms(text))
    ]
