"""Pages ask the database a fixed number of questions, however much was said."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.builders import make_process

from brink.domain.contributions.models import Contribution, Landing
from brink.domain.processes.models import (
    DecisionMoment,
    Event,
    Interest,
    Lesson,
    Process,
    StatutoryTerm,
)
from brink.foundation.kept_pages import pages
from brink.web.tests.filled_site import NOW, Village

MOST = 15
# With a round of ideas and one of a dialogue, each of which tells its own figures.
MOST_AT_THE_DESK = 20
ADDRESSES = (
    "/", "/?plek=Barger-Compascuum", "/processen/", "/processen/wonen/", "/processen/wonen-ronde-1/", "/gebieden/",
    "/gebieden/emmen/", "/agenda/", "/cijfers/", "/besluiten/", "/logboek/", "/balie/",
)  # fmt: skip


def count(client: Client, address: str) -> int:
    """Count the queries of a page with figures made anew; the reading of the clock is stopped here, so add it."""
    cache.clear()
    with CaptureQueriesContext(connection) as caught:
        assert client.get(address).status_code == 200
    return len(caught) + 1


def say(process: Process, number: int, *, landed: bool = False) -> None:
    """Give a process many more contributions, answered as its first one was or not at all."""
    round = process.rounds.get(number=1)
    rows = Contribution.objects.bulk_create(
        Contribution(
            tenant=process.tenant, created_at=NOW - timedelta(days=9), process=process, round=round, kind="session",
            channel="web", landed_at=NOW if landed else None, replied_at=NOW if landed else None,
            first_replied_at=NOW if landed else None,
        )
        for _one in range(number)
    )  # fmt: skip
    added = len(rows)
    if landed:
        answer = Landing.objects.filter(contribution__process=process).first().answer
        Landing.objects.bulk_create(
            Landing(tenant=process.tenant, created_at=NOW, contribution=row, answer=answer, sent_at=NOW, holds=True)
            for row in rows
        )
    Process.objects.filter(pk=process.pk).update(
        contribution_count=process.contribution_count + added, landed_count=process.landed_count + added * landed
    )
    process.refresh_from_db()


def more(village: Village, number: int) -> None:
    """Add questions, days to come by and voices."""
    for one in range(number):
        made = make_process(village.world, f"meer-{number}-{one}", opens_at=NOW, closes_at=NOW + timedelta(days=9))
        made.areas.set([village.emmen])
        Event.objects.create(
            tenant=village.world.body, created_at=NOW, process=made, title=f"Tafel {one}", venue="Dorpshuis",
            starts_at=NOW + timedelta(days=one + 1), ends_at=NOW + timedelta(days=one + 1, hours=2), area=village.emmen,
        )  # fmt: skip
    say(village.open, 100 * number)
    say(village.answered, 100 * number, landed=True)


@pytest.fixture(autouse=True)
def _as_if_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever comes first asks most of the database."""
    monkeypatch.setattr(pages, "seconds", 0)


def test_counts_stay_the_same_when_everything_doubles(village: Village, staff: Client) -> None:
    more(village, 3)
    before = {address: count(staff, address) for address in ADDRESSES}
    more(village, 6)
    assert {address: count(staff, address) for address in ADDRESSES} == before


def test_pages_ask_at_most_fifteen_times_with_ten_thousand_voices(village: Village, staff: Client) -> None:
    say(village.open, 10_000)
    say(village.answered, 10_000, landed=True)
    public = ("/", "/?plek=Barger-Compascuum", "/processen/wonen/", "/processen/wonen-ronde-1/")
    asked = {address: count(Client(), address) for address in public} | {"/balie/": count(staff, "/balie/")}
    assert {address: number for address, number in asked.items() if number > MOST} == {}


def load(process: Process, number: int) -> None:
    """Put more on a question than voices: days to come by, interests, moments, terms and lessons."""
    start, room = process.events.count(), process.rooms.get(published_at__isnull=False)
    common = {"tenant": process.tenant, "created_at": NOW}
    for one in range(start, start + number):
        day = NOW + timedelta(days=one + 1)
        Event.objects.create(**common, process=process, title=f"Tafel {one}", venue="Dorpshuis", starts_at=day,
                             ends_at=day + timedelta(hours=2))  # fmt: skip
        Interest.objects.create(**common, process=process, title=f"Belang {one}")
        DecisionMoment.objects.create(
            **common, process=process, on=day.date(), organ=room.decider, subject=f"Moment {one}"
        )
        StatutoryTerm.objects.create(**common, process=process, name=f"Termijn {one}", closes_on=day.date())
        Lesson.objects.create(**common, process=process, happened=f"Laat {one}.", change="Eerder.")


def test_the_desk_of_a_question_asks_the_same_however_much_stands_on_it(village: Village, staff: Client) -> None:
    desks = [f"/balie/processen/{one.slug}/" for one in (village.open, village.answered)]
    for process in (village.open, village.answered):
        load(process, 3)
    say(village.open, 50)
    before = {address: count(staff, address) for address in desks}
    for process in (village.open, village.answered):
        load(process, 9)
    say(village.open, 500)
    assert {address: count(staff, address) for address in desks} == before
    assert {address: number for address, number in before.items() if number > MOST_AT_THE_DESK} == {}
