"""Calendars that a calendar program understands, and sheets that fit the paper."""

from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar
from tests.builders import make_process, make_world

from brink.domain.processes.services.rooms import adopt_room, publish_room
from brink.domain.processes.services.rounds import plan_round, release_round
from brink.domain.processes.services.timeline import EventFacts, cancel_event, plan_event
from brink.domain.processes.tests.conftest import filled_room, new_process, round_facts
from brink.foundation import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def process(world, officer):
    made = new_process(world, officer)
    room = filled_room(world, made, officer)
    adopt_room(room=room, organ=world.council, actor=officer, key=None)
    publish_room(room=room, actor=officer, key=None)
    round = plan_round(process=made, facts=round_facts(world), actor=officer, key=None)
    release_round(round=round, actor=officer, key=None)
    made.refresh_from_db()
    return made


def table(world, process, officer, day: date):
    start = datetime(day.year, day.month, day.day, 19, 30, tzinfo=clock.AMSTERDAM)
    facts = EventFacts("Dorpstafel; met soep, en meer", start, start + timedelta(hours=2), "Dorpshuis", world.village)
    return plan_event(tenant=world.body, process=process, facts=facts, actor=officer, key=None)


def read(path: str) -> Calendar:
    answer = Client().get(path)
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    return Calendar.from_ical(answer.content)


def test_times_stay_right_when_the_clock_changes(world, officer, process) -> None:
    for day in (date(2026, 10, 24), date(2026, 10, 26)):
        table(world, process, officer, day)
    calendar = read(reverse("processes:process_calendar", args=[process.slug]))
    starts = [entry.decoded("dtstart") for entry in calendar.walk("VEVENT") if entry.get("location")]
    assert [(one.hour, one.utcoffset()) for one in starts] == [
        (19, timedelta(hours=2)), (19, timedelta(hours=1)),
    ]  # fmt: skip
    assert [zone.tz_name for zone in calendar.walk("VTIMEZONE")] == ["Europe/Amsterdam"]


def test_every_entry_is_whole(world, officer, process) -> None:
    event = table(world, process, officer, date(2026, 9, 9))
    cancel_event(event=event, reason="Storm.", actor=officer, key=None)
    calendar = read(reverse("processes:calendar"))
    entries = calendar.walk("VEVENT")
    assert len({str(entry["uid"]) for entry in entries}) == len(entries) == 5
    for entry in entries:
        assert entry.decoded("dtend") > entry.decoded("dtstart")
        where = "/agenda/" if str(entry["uid"]).startswith("event-") else f"/processen/{process.slug}/"
        assert where in str(entry["url"])
    (cancelled,) = [entry for entry in entries if str(entry["status"]) == "CANCELLED"]
    assert str(cancelled["summary"]) == "Voorbeeld: Dorpstafel; met soep, en meer"
    assert "Storm." in str(cancelled["description"])
    closing = next(entry for entry in entries if str(entry["uid"]).startswith("closes-"))
    assert closing.decoded("dtstart") == date(2026, 9, 21)


def test_drafts_are_in_no_calendar_and_on_no_sheet(world, officer, process) -> None:
    hidden = make_process(world, "geheim", room=False)
    table(world, hidden, officer, date(2026, 9, 9))
    assert "geheim" not in Client().get(reverse("processes:calendar")).content.decode()
    desk = Client()
    desk.force_login(world.officer)
    assert "geheim" not in desk.get(reverse("processes:calendar")).content.decode()
    for name in ("process_calendar", "signpost"):
        assert Client().get(reverse(f"processes:{name}", args=["geheim"])).status_code == 404
    stranger = Client()
    stranger.force_login(make_world("emmen").officer)
    assert stranger.get(reverse("processes:signpost", args=["geheim"])).status_code == 404
    assert desk.get(reverse("processes:signpost", args=["geheim"])).status_code == 200


def test_the_signpost_says_when_who_and_what(world, officer, process) -> None:
    table(world, process, officer, date(2026, 9, 9))
    text = Client().get(reverse("processes:signpost", args=[process.slug])).content.decode()
    for words in (
        "Wat is nodig om in een klein dorp te kunnen blijven wonen?",
        "tot en met maandag 21 september 2026",
        "woensdag 9 september, 19.30 uur, Dorpshuis, Proefdorp",
        "Provinciale Staten besluiten",
        "zaterdag 31 oktober 2026",
        "uiterlijk zaterdag 28 november 2026",
        "voor wie wij bouwen",
        "Aantal huizen (de gemeenteraad kan dit veranderen)",
        "Natuur",
        "versie 1",
        "<svg",
    ):
        assert words in text, words


def test_paper_is_for_released_rounds_only(world, officer, process) -> None:
    plan_round(process=process, facts=round_facts(world, title="Later"), actor=officer, key=None)
    desk = Client()
    desk.force_login(world.officer)
    assert "Hang uw briefje op" in desk.get(reverse("processes:paper", args=[process.slug, 1])).content.decode()
    assert desk.get(reverse("processes:paper", args=[process.slug, 2])).status_code == 404
    assert "Later" not in desk.get(reverse("processes:print", args=[process.slug])).content.decode()
