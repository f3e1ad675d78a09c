"""Class: a public thing that tells the moment at which a resident did something. The hour is as fine as it gets.

Members: whatever residents do in a round of each registered instrument; every file of an export and every public page.
A moment hides in a key too (UUIDv7), and ties words without a name to who was seen typing them (N31).
"""

import argparse
import re
import time
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from brink.domain.contributions.services.self_service import set_publicity
from brink.domain.journal.models import Entry
from brink.domain.journal.services import RESIDENT
from brink.domain.processes.instrument import BaseInstrument, registry
from brink.foundation import clock
from brink.foundation.ids import by_the_hour, uuid7
from brink.site import exporting
from tests.contract.filled_round import FilledRound, fill_round

KEY = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
MOMENT = re.compile(r"20\d\d-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?")
PEOPLE = ("een", "twee", "drie")


def moment_of(key: UUID) -> datetime:
    """Return the moment that a key tells."""
    return datetime.fromtimestamp((key.int >> 80) / 1000, UTC)


def moments(text: str) -> Iterator[tuple[str, datetime]]:
    """Return each moment that a text tells, in keys and in words of machines."""
    for found in KEY.findall(text):
        yield found, moment_of(UUID(found))
    for found in MOMENT.findall(text):
        moment = datetime.fromisoformat(found)
        yield found, moment if moment.tzinfo else moment.replace(tzinfo=timezone.get_current_timezone())


def is_whole_hour(moment: datetime) -> bool:
    return moment == moment.replace(minute=0, second=0, microsecond=0)


def told_between(files: Mapping[str, str], first: datetime, last: datetime) -> list[str]:
    """Return what tells a moment within a stretch of time, finer than the hour."""
    return [
        f"{name}: {words}"
        for name, text in files.items()
        for words, moment in moments(text)
        if first <= moment <= last and not is_whole_hour(moment)
    ]


def act_as_residents(filled: FilledRound) -> tuple[datetime, datetime]:
    """Let people give one of each kind, one take all of it back and one make it less public; return when that was."""
    time.sleep(0.005)
    first = datetime.now(UTC)
    receipts = filled.give_all(PEOPLE)
    for own in receipts[: len(filled.kinds)]:
        filled.withdraw(own)
    for own in receipts[len(filled.kinds) : 2 * len(filled.kinds)]:
        if own.contribution.text:
            set_publicity(contribution=own.contribution, code=own.code, publicity="closed")
    last = datetime.now(UTC)
    time.sleep(0.005)
    return first, last


@pytest.mark.django_db
@pytest.mark.parametrize("instrument", list(registry), ids=lambda one: one.card.key)
def test_no_export_or_page_tells_the_moment_of_a_resident(instrument: BaseInstrument, tmp_path: Path) -> None:
    filled = fill_round(instrument)
    first, last = act_as_residents(filled)
    filled.close(filled.round)
    with filled.after_closing(filled.round):
        exporting.run(argparse.Namespace(slug=filled.round.process.slug, folder=tmp_path / "uit"))
        files = {str(one): one.read_text("utf-8") for one in (tmp_path / "uit").rglob("*") if one.is_file()}
        pages = filled.pages(filled.round)
        pages["/logboek/"] = Client().get("/logboek/").content.decode()
    keys = {key for text in files.values() for key in KEY.findall(text)}
    assert len(keys) > 10 + len(filled.worded)
    assert told_between({**files, **pages}, first, last) == []
    # What residents do is in the log all the same.
    assert Entry.objects.filter(actor_role=RESIDENT.role, at__gte=first - timedelta(seconds=1)).count() > len(PEOPLE)


@pytest.mark.django_db
def test_every_entry_of_a_resident_tells_the_hour() -> None:
    for instrument in registry:
        with clock.frozen(clock.now()):
            filled = fill_round(instrument)
            act_as_residents(filled)
        break
    rows = Entry.objects.filter(actor_role=RESIDENT.role)
    assert rows.count() > len(PEOPLE)
    assert [one.kind for one in rows if one.told_at is None or not is_whole_hour(one.told_at)] == []
    assert [one.kind for one in rows if not is_whole_hour(moment_of(one.pk))] == []


def test_keys_by_the_hour_keep_their_order_and_are_never_the_same() -> None:
    with by_the_hour():
        keys = [uuid7() for _ in range(3_000)]
    assert len({key.int & (1 << 54) - 1 for key in keys}) > 2_990  # what is left to chance
    assert (len(set(keys)), sorted(keys)) == (3_000, keys)
    assert {key.version for key in keys} == {7}
    assert all(is_whole_hour(moment_of(key)) for key in keys)
    assert abs(moment_of(uuid7()) - datetime.now(UTC)) < timedelta(seconds=5)
