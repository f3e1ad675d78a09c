"""The index follows what is written, by whatever road, and holds nothing that was taken back."""

import pytest
from django.db import connection

from brink.domain.contributions.models import Contribution, Giver
from brink.domain.contributions.search_documents import CONTRIBUTION
from brink.domain.contributions.services import self_service
from brink.domain.places.models import Area
from brink.domain.processes.models import Theme
from brink.foundation.crypto import keyed_hash
from brink.foundation.models import SearchEntry, SearchKey, SearchStale
from brink.foundation.search import indexing, search_documents, triggers
from brink.web import search_index
from tests.safety.filled_body import CANARY, FilledBody
from tests.sampling import drawn

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("filled")]


def full_text() -> str:
    """Return all that the full text of SQLite holds beside the entries; PostgreSQL's stands on them."""
    if connection.vendor != "sqlite":
        return ""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT head || ' ' || words FROM {triggers.FTS}")  # noqa: S608
        return "\n".join(row[0] for row in cursor.fetchall())


def index() -> str:
    return "\n".join(f"{one.head} {one.words}" for one in SearchEntry.objects.all()) + full_text()


def test_every_kind_is_in_the_index_and_nothing_waits() -> None:
    search_index.repair()
    assert not SearchStale.objects.exists()
    told = {kind.key: set(kind.rows().values_list("pk", flat=True)) for kind in search_documents.all()}
    held = {key: set(SearchEntry.objects.filter(kind=key).values_list("pk", flat=True)) for key in told}
    wordless = set(Contribution.objects.filter(text="", title="").values_list("pk", flat=True))
    assert held == {key: pks - wordless for key, pks in told.items()}
    assert min(len(pks) for pks in held.values()) >= 1


KINDS = drawn("kinds in the index", search_documents.all(), share=0.6)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
def test_words_leave_the_index_in_the_moment_they_change(kind: object) -> None:
    """Any road: here the plainest of all, an update without an act, for every column that is told."""
    search_index.repair()
    # What is published does not change any more: then its draft does.
    rows = sorted(kind.rows(), key=lambda one: getattr(one, "published_at", None) is not None)  # type: ignore[attr-defined]
    row = rows[0]
    assert SearchEntry.objects.filter(pk=row.pk).exists()
    (own,) = [one for one in kind.watched if one.table == row._meta.db_table]  # type: ignore[attr-defined]
    for column in own.columns:
        field = next(one for one in row._meta.fields if one.column == column)
        type(row).objects.filter(pk=row.pk).update(**{field.attname: getattr(row, field.attname)})
        assert not SearchEntry.objects.filter(pk=row.pk).exists(), column
        assert SearchStale.objects.filter(pk=row.pk).exists(), column
        search_index.repair()
        assert SearchEntry.objects.filter(pk=row.pk).exists(), column


def test_what_holds_no_words_makes_nothing_stale_until_its_giver_has_a_name() -> None:
    """An answer or a vote is the act that is done most: of those the index reads nothing. Every column, on its own."""
    search_index.repair()
    said, area = Contribution.objects.exclude(text="").first(), Area.objects.first()
    assert said is not None
    assert area is not None
    theme = Theme.objects.create(name="Banken", slug="banken")
    held = {
        "title": "Bank", "text": "Een bank.", "place": "Bij de brug", "area_id": area.pk, "theme_id": theme.pk,
    }  # fmt: skip
    (own,) = [one for one in CONTRIBUTION.watched if one.table == Contribution._meta.db_table]
    assert set(own.words) == set(held)

    def make(**fields: object) -> Contribution:
        return Contribution.objects.create(
            tenant_id=said.tenant_id, created_at=said.created_at, process=said.process, round=said.round,
            kind="session", channel="web", **fields,
        )  # fmt: skip

    wordless = make()
    assert not SearchStale.objects.exists()
    for name, value in held.items():
        assert SearchStale.objects.filter(pk=make(**{name: value}).pk).exists(), name
    indexing.refresh()
    Giver.objects.create(
        tenant_id=said.tenant_id, created_at=said.created_at, contribution=wordless, name="Roelfien Kanter"
    )
    indexing.refresh()
    assert SearchKey.objects.filter(thing_id=wordless.pk).exists()
    Contribution.objects.filter(pk=wordless.pk).update(text="Toch een bank.")
    assert SearchStale.objects.filter(pk=wordless.pk).exists()


@pytest.mark.parametrize("table", triggers.watched().values(), ids=lambda one: one.table)
def test_every_watched_table_has_its_columns_and_its_triggers(table: object) -> None:
    with connection.cursor() as cursor:
        columns = {one.name for one in connection.introspection.get_table_description(cursor, table.table)}  # type: ignore[attr-defined]
    assert {table.key, *table.columns} <= columns  # type: ignore[attr-defined]
    assert triggers.complete()


def test_what_tell_reads_is_watched() -> None:
    """Drawn from the fields: every text of a row that stands in its document is a column that is watched."""
    for kind in search_documents.all():
        row = kind.rows().first()
        own = next(one for one in kind.watched if one.table == row._meta.db_table)
        for field in row._meta.fields:
            if field.get_internal_type() not in ("CharField", "TextField") or field.choices:
                continue
            before = getattr(row, field.attname)
            setattr(row, field.attname, "zeldzaamheid")
            told = kind.tell(row)
            setattr(row, field.attname, before)
            if "zeldzaamheid" in f"{told.title} {told.text} {' '.join(told.also)}":
                assert field.column in own.columns, f"{kind.key}: {field.column}"


def test_withdrawn_words_are_gone_from_the_index_with_the_names_of_their_giver(filled: FilledBody) -> None:
    given = filled.hidden.receipt
    assert CANARY in index()
    assert SearchKey.objects.filter(thing_id=given.contribution.pk).exists()
    self_service.withdraw(contribution=given.contribution, code=given.code)
    assert not SearchEntry.objects.filter(pk=given.contribution.pk).exists()
    assert not SearchKey.objects.filter(thing_id=given.contribution.pk).exists()
    assert not SearchStale.objects.exists()


def test_a_giver_is_found_by_keyed_hash_alone_and_no_more_when_erased() -> None:
    voice = Contribution.objects.exclude(text="").first()
    assert voice is not None
    Giver.objects.filter(contribution=voice).delete()
    giver = Giver.objects.create(
        tenant_id=voice.tenant_id, created_at=voice.created_at, contribution=voice, name="Roelfien Kanter",
        phone="06 12 34 56 78", email="Roelfien@voorbeeld.invalid",
    )  # fmt: skip
    search_index.repair()
    for typed in ("roelfien", "Kanter", "+31 6 12345678", "0612345678", "roelfien@voorbeeld.invalid"):
        hashes = keyed_hash(indexing.PERSONAL, indexing.personal(typed)).every
        assert SearchKey.objects.filter(thing_id=voice.pk, key_hash__in=hashes).exists(), typed
    assert "roelfien" not in index()
    assert "12345678" not in index()
    giver.delete()
    assert not SearchKey.objects.filter(thing_id=voice.pk).exists()


def test_the_clock_puts_back_triggers_and_what_was_missed() -> None:
    triggers.remove()
    SearchEntry.objects.all().delete()
    assert search_index.repair() > 0
    assert triggers.complete()
    assert SearchEntry.objects.exists()
    assert search_index.repair() == 0


def test_a_fault_in_the_index_holds_no_act_back(filled: FilledBody, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db import DatabaseError

    def broken(_ids: object) -> None:
        raise DatabaseError("no room")

    monkeypatch.setattr(indexing, "_read_again", broken)
    voice = filled.shown.idea
    Contribution.objects.filter(pk=voice.pk).update(title="Anders")
    assert search_index.repair() == 0
    monkeypatch.undo()
    assert search_index.repair() >= 1
