"""The journal: cannot be changed, is sealed once, and can be checked by a stranger with the methods alone."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction

from brink.domain.journal import queries
from brink.domain.journal.labels import label, labels, register_labels
from brink.domain.journal.models import Checkpoint, Entry, Leaf
from brink.domain.journal.sealing import seal
from brink.domain.journal.services import SYSTEM, Actor, fingerprint, record, record_many
from brink.foundation import clock
from brink.foundation.visibility import ANYONE, Role, Viewer
from brink.methods.files import verify_command
from brink.methods.ledger import Invalid, verify_journal, verify_receipt

pytestmark = pytest.mark.django_db
BODY = uuid4()


def write(number: int, *, tenant: object = BODY, public: bool = True, **data: object) -> Entry:
    with transaction.atomic():
        return record(
            tenant_id=tenant,  # type: ignore[arg-type]
            kind="proof.made",
            subject="proof",
            subject_id=uuid4(),
            actor=Actor(uuid4(), "officer"),
            data={"number": number, **data},
            public=public,
        )


def exported() -> tuple[bytes, list[bytes]]:
    return queries.export_manifest(BODY).encode(), [line.encode() for line in queries.export_lines(BODY)]


@pytest.mark.parametrize("model", [Entry, Leaf, Checkpoint])
def test_the_database_refuses_to_change_or_delete(model: type) -> None:
    write(1)
    seal()
    for act in (
        lambda: model.objects.update(tenant_id=uuid4()),
        lambda: model.objects.all()._raw_delete("default"),
    ):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            act()
    assert model.objects.filter(tenant_id=BODY).count() == 1


def test_an_entry_needs_the_transaction_of_its_act(transactional_db: None) -> None:
    with pytest.raises(RuntimeError, match="transaction"):
        record(tenant_id=BODY, kind="x", subject="x", subject_id=uuid4(), actor=SYSTEM)
    with pytest.raises(RuntimeError, match="transaction"):
        record_many(tenant_id=BODY, kind="x", subject="x", subject_ids=[uuid4()], actor=SYSTEM)
    assert Entry.objects.count() == 0


def test_sealing_gives_each_entry_one_place_and_is_idempotent() -> None:
    start = clock.now()
    first = []
    for number in range(3):
        with clock.frozen(start + timedelta(seconds=number)):
            first.append(write(number))
    write(9, tenant=uuid4())
    assert (seal(), seal()) == (4, 0)
    with clock.frozen(start + timedelta(seconds=4)):
        late = write(4)
    assert seal() == 1
    rows = Leaf.objects.filter(tenant_id=BODY).order_by("index").values_list("index", "entry_id")
    assert list(rows) == list(enumerate(entry.pk for entry in (*first, late)))
    assert list(Checkpoint.objects.filter(tenant_id=BODY).values_list("size", flat=True)) == [4, 3]


def test_a_stranger_can_check_the_export(tmp_path: Path) -> None:
    for number in range(5):
        write(number, public=number != 2, share=0.5)
    seal()
    write(6)
    seal()
    manifest, lines = exported()
    report = verify_journal(manifest, lines)
    assert (report.size, report.hidden, report.root) == (6, 1, bytes(Checkpoint.objects.get(size=6).root))
    (tmp_path / "manifest.json").write_bytes(manifest)
    (tmp_path / "journal.jsonl").write_bytes(b"".join(lines))
    assert verify_command.main([str(tmp_path)]) == 0
    (tmp_path / "journal.jsonl").write_bytes(b"".join(lines).replace(b'"officer"', b'"resident"', 1))
    assert verify_command.main([str(tmp_path)]) == 1


def test_every_change_of_a_line_is_found() -> None:
    for number in range(8):
        write(number)
    seal()
    manifest, lines = exported()
    for place, line in enumerate(lines):
        data = json.loads(line)
        data["entry"]["data"]["number"] += 1
        changed = json.dumps(data, sort_keys=True, separators=(",", ":")).encode() + b"\n"
        with pytest.raises(Invalid):
            verify_journal(manifest, [*lines[:place], changed, *lines[place + 1 :]])
    with pytest.raises(Invalid):
        verify_journal(manifest, lines[:-1])


def test_one_entry_proves_itself() -> None:
    entries = [write(number) for number in range(7)]
    with pytest.raises(LookupError):
        queries.receipt_of(entries[3])
    with pytest.raises(LookupError):
        queries.export_manifest(BODY)
    seal()
    report = verify_receipt(queries.receipt_of(entries[3]).encode())
    assert report.root == bytes(Checkpoint.objects.get().root)


def test_the_export_holds_no_key_and_no_fingerprint() -> None:
    with transaction.atomic():
        record(tenant_id=BODY, kind="x.done", subject="x", subject_id=uuid4(), actor=SYSTEM, key="geheim-sleutel",
               body=fingerprint({"email": "fatima@voorbeeld.invalid"}))  # fmt: skip
    seal()
    text = b"".join(exported()[1]).decode()
    assert "geheim-sleutel" not in text
    assert Entry.objects.get().fingerprint not in text
    # A plain hash of the same request would be found again by trying likely addresses; the kept one needs our key.
    assert set(json.loads(text)["entry"]) == {
        "id", "tenant", "kind", "subject", "subject_id", "actor", "role", "at", "data",
    }  # fmt: skip


def test_the_public_reads_public_entries_and_the_clerk_all_of_one_body() -> None:
    shown, inside = write(1), write(2, public=False)
    assert list(queries.entries(ANYONE)) == [shown]
    clerk = Viewer(roles=frozenset({(BODY, Role.CLERK)}))
    assert set(queries.entries(clerk, tenant_id=BODY)) == {inside, shown}
    assert list(queries.entries(clerk, kind="other.kind")) == []
    assert list(queries.of_subject(BODY, shown.subject_id)) == [shown]


def test_rooms_name_their_acts() -> None:
    register_labels({"proof.made": "Bewijs gemaakt"})
    register_labels({"proof.made": "Bewijs gemaakt"})
    with pytest.raises(ValueError, match=r"proof\.made"):
        register_labels({"proof.made": "Iets anders"})
    assert (label("proof.made"), label("proof.unknown")) == ("Bewijs gemaakt", "proof.unknown")
    assert labels()["proof.made"] == "Bewijs gemaakt"


# --- a clock that was wrong ---

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)


def told_at(*moments: timedelta) -> None:
    """Write and seal one entry at each of these moments after noon, as the clock of the machine said then."""
    for number, after in enumerate(moments):
        with clock.frozen(NOON + after):
            write(number)
            seal()


@pytest.mark.parametrize("off", [timedelta(hours=2), timedelta(days=900)])
def test_a_log_whose_clock_was_ahead_says_so_and_is_no_forgery(off: timedelta) -> None:
    told_at(timedelta(0), off, timedelta(minutes=1), timedelta(minutes=2))
    report = verify_journal(*exported())
    assert report.size == 5
    [told] = report.set_back
    assert told.startswith(f"journal.jsonl, regel 3: hierna staan momenten van voor {(NOON + off).isoformat('T')[:16]}")
    assert told.endswith("want de klok stond verkeerd.")


def test_a_clock_that_is_behind_for_a_while_is_said_once() -> None:
    told_at(timedelta(0), timedelta(hours=-2), timedelta(hours=-1), timedelta(hours=1))
    assert len(verify_journal(*exported()).set_back) == 1


def test_a_clock_that_was_wrong_twice_is_said_twice() -> None:
    told_at(*(timedelta(hours=one) for one in (0, 5, 1, 6, 2)))
    assert len(verify_journal(*exported()).set_back) == 2


def test_while_the_clock_is_right_nobody_writes_afterwards() -> None:
    """What the log says itself is for the clock alone: an entry that somebody dates back is found."""
    told_at(timedelta(0))
    with clock.frozen(NOON - timedelta(days=1)):
        write(7)
    with clock.frozen(NOON + timedelta(minutes=1)):
        seal()
    with pytest.raises(Invalid, match="is te laat ingeschreven"):
        verify_journal(*exported())
