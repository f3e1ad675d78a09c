"""How many questions are open is one number on every page, and a calendar file says what changed and when."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from icalendar import Calendar

from brink.domain.journal.services import SYSTEM
from brink.domain.places.models import AreaKind
from brink.domain.processes.forms.small import EventForm
from brink.domain.processes.models import Process
from brink.domain.processes.services.processes import withdraw_process
from brink.domain.processes.services.rounds import extend_round
from brink.domain.processes.services.timeline import EventFacts, cancel_event, change_event, plan_event
from brink.foundation import clock
from brink.foundation.visibility import ANYONE
from brink.web.open_counts import count_open
from tests.builders import World, make_area, make_process, make_round, make_world
from tests.form_client import Page

pytestmark = pytest.mark.django_db


def test_open_questions_are_counted_alike_on_map_area_list_and_first_page() -> None:
    """A question about the whole province is open in each municipality too; one about a village in its own."""
    world = make_world()
    assen, emmen = (make_area(name, AreaKind.MUNICIPALITY, world.province) for name in ("Assen", "Emmen"))
    village = make_area("Loon", AreaKind.VILLAGE, assen)
    for number, area in enumerate((world.province, assen, village, emmen)):
        process = make_process(world, f"vraag-{number}")
        process.areas.set([area])
        make_round(process)
    stopped = make_process(world, "gestopt")
    stopped.areas.set([assen])
    make_round(stopped)
    withdraw_process(process=stopped, reason="Geen geld.", actor=SYSTEM, key=None)
    counts = count_open(ANYONE)
    read = {}
    for area, expected in ((assen, 3), (emmen, 2)):
        page = Page(Client().get(f"/gebieden/{area.slug}/").content.decode())
        read[area.name] = (counts.at(area), len(page.select("ol.brink-questions li")) - _others(page), expected)
    assert {name: {on_map, on_page} for name, (on_map, on_page, _e) in read.items()} == {"Assen": {3}, "Emmen": {2}}
    home = Client().get("/").content.decode()
    listed = Page(Client().get("/processen/?stand=open").content.decode())
    assert counts.total == len(listed.select("ol.brink-questions li")) == 4
    assert "Alle open vragen (4)" in " ".join(home.split())


def _others(page: Page) -> int:
    """Count the questions that the page shows as no longer or not yet open."""
    return sum("Gestopt" in one.words for one in page.select("ol.brink-questions li"))


def feed(process: Process) -> dict[str, Any]:
    written = Client().get(f"/processen/{process.slug}/agenda.ics").content
    return {str(one["uid"]).split("@")[0].split("-")[0]: one for one in Calendar.from_ical(written).walk("VEVENT")}


def method(process: Process) -> str:
    return str(Calendar.from_ical(Client().get(f"/processen/{process.slug}/agenda.ics").content)["method"])


@pytest.fixture
def world() -> World:
    return make_world()


def _facts(start: datetime, world: World) -> EventFacts:
    return EventFacts("Inloopavond", start, start + timedelta(hours=2), "Dorpshuis", world.village)


def test_each_change_raises_the_number_and_the_stamp_of_a_meeting(world: World) -> None:
    process, now = make_process(world), clock.now()
    make_round(process)
    event = plan_event(
        tenant=world.body, process=process, facts=_facts(now + timedelta(days=3), world), actor=SYSTEM, key=None
    )
    seen = [feed(process)["event"]]
    with clock.frozen(now + timedelta(hours=1)):
        change_event(event=event, facts=_facts(now + timedelta(days=4), world), actor=SYSTEM, key=None)
        seen.append(feed(process)["event"])
    with clock.frozen(now + timedelta(hours=2)):
        change_event(event=event, facts=_facts(now + timedelta(days=5), world), actor=SYSTEM, key=None)
        seen.append(feed(process)["event"])
    with clock.frozen(now + timedelta(hours=3)):
        cancel_event(event=event, reason="De zaal is dicht.", actor=SYSTEM, key=None)
        seen.append(feed(process)["event"])
        page = Client().get(f"/processen/{process.slug}/").content.decode()
    assert [int(one["sequence"]) for one in seen] == [0, 1, 2, 3]
    stamps = [one["dtstamp"].dt for one in seen]
    assert stamps == sorted(set(stamps))
    assert (stamps[-1] - now).total_seconds() == pytest.approx(3 * 3600, abs=5)
    assert [str(one["status"]) for one in seen] == ["CONFIRMED"] * 3 + ["CANCELLED"]
    assert "Gaat niet door. De zaal is dicht." in str(seen[-1]["description"])
    assert "<s>Inloopavond.</s>" in page
    for address in ("/", "/agenda/", f"/gebieden/{world.village.slug}/"):
        shown = " ".join(Client().get(address).content.decode().split())
        assert "Gaat niet door. De zaal is dicht." in shown, address
        assert "<s>" in shown, address


def test_a_longer_round_and_a_stopped_question_are_told_in_the_file(world: World) -> None:
    process, now = make_process(world), clock.now()
    round = make_round(process)
    before = feed(process)
    assert method(process) == "PUBLISH"
    with clock.frozen(now + timedelta(hours=1)):
        extend_round(round=round, closes_on=round.last_day + timedelta(days=5), reason="Druk.", actor=SYSTEM, key=None)
        longer = feed(process)["closes"]
    assert longer["dtstamp"].dt > before["closes"]["dtstamp"].dt
    with clock.frozen(now + timedelta(hours=2)):
        withdraw_process(process=process, reason="Geen geld.", actor=SYSTEM, key=None)
        after = feed(process)
    for kind in ("closes", "reply"):
        assert str(after[kind]["status"]) == "CANCELLED", kind
        assert int(after[kind]["sequence"]) > int(before[kind]["sequence"]), kind
        assert after[kind]["dtstamp"].dt > before[kind]["dtstamp"].dt, kind


@pytest.mark.parametrize(("starts", "ends", "hours"), [
    ("20:00", "01:00", 5), ("19:30", "21:30", 2), ("23:00", "00:30", 1.5), ("20:00", "20:00", 0),
    ("14:00", "13:00", -1),
])  # fmt: skip
def test_an_evening_may_end_after_midnight(world: World, starts: str, ends: str, hours: float) -> None:
    day = clock.today() + timedelta(days=9)
    form = EventForm(
        {"title": "Feest", "on": day.isoformat(), "starts": starts, "ends": ends, "venue": "Zaal", "key": "k" * 22},
        process=make_process(world),
    )
    assert form.is_valid(), form.errors
    assert form.ends_at - form.starts_at == timedelta(hours=hours)
