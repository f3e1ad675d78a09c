"""The planning of the desk: each day that a page, a file or the queue claims, and whose work it is."""

from datetime import date, timedelta
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.builders import make_account, make_process, make_room, make_round, make_world

from brink.domain.people.models import Absence
from brink.domain.people.queries import viewer_for
from brink.domain.processes.models import DecisionMoment, Event
from brink.domain.processes.queries.calendar import Asked, CalendarItem, CalendarSource, calendar, calendar_items
from brink.domain.processes.queries.planning import work
from brink.foundation.visibility import ANYONE, Role
from brink.web.tests.filled_site import NOW, Village
from brink.web.tests.test_constant_queries import more

PAGE = "/balie/planning/"
YEAR = "?per=maand&vanaf=2026-10-01"


def shown(client: Client, query: str = "") -> Any:
    response = client.get(PAGE + query)
    assert response.status_code == 200
    return response


def rows(client: Client, query: str = YEAR) -> list[Any]:
    return [row for period in shown(client, query).context["periods"] for row in period.rows]


def test_every_day_that_the_public_calendar_claims_stands_there_on_that_day(village: Village, staff: Client) -> None:
    claimed = calendar_items(ANYONE, date(2026, 10, 1), date(2027, 3, 31))
    assert {one.kind for one in claimed} >= {"event", "decision", "closes", "reply"}
    planned = {(one.day, one.title) for one in rows(staff)}
    assert [one.title for one in claimed if (one.on, one.name or one.title) not in planned] == []


def test_every_last_good_day_of_the_queue_stands_there_with_whose_work_it_is(village: Village, staff: Client) -> None:
    draft = make_process(village.world, "nog-niet")
    make_round(draft, opens_at=NOW + timedelta(days=3), closes_at=NOW + timedelta(days=10), opened=False)
    asked = Asked(viewer_for(village.world.officer), date(2026, 10, 1), date(2027, 3, 31))
    waiting = work(asked)
    assert waiting
    there = {(one.day, one.title): one.who for one in rows(staff, f"{YEAR}&soort=work")}
    assert set(there) == {(one.on, one.title) for one in waiting}
    assert "Aziz (voorbeeld)" in there.values()


def test_what_is_not_on_the_site_stands_in_the_planning_of_its_own_desk_alone(village: Village, staff: Client) -> None:
    draft = make_process(village.world, "nog-niet", room=False)
    make_room(village.world, draft, published_at=None, reply_on=date(2026, 12, 9))
    make_round(draft, opens_at=NOW + timedelta(days=3), closes_at=NOW + timedelta(days=10), opened=False)
    found = {one.kind: one for one in rows(staff) if "nog-niet" in f"{one.address} {one.where}"}
    assert found["Ronde gaat open"].note == "Nog niet vrijgegeven."
    assert found["Antwoord voor iedereen"].day == date(2026, 12, 9)
    assert "Ronde sluit" in found
    public = calendar_items(ANYONE, date(2026, 10, 1), date(2027, 3, 31))
    assert [one.title for one in public if one.process == draft] == []
    town = make_world("assen", "gemeente")
    other = Client()
    other.force_login(town.officer)
    assert rows(other, f"{YEAR}&soort=opens") == []


def test_who_is_away_stands_in_every_week_of_it(village: Village, staff: Client) -> None:
    body = village.world.body
    Absence.objects.create(
        tenant=body, created_at=NOW, account=village.world.officer, substitute=village.world.clerk,
        starts=date(2026, 10, 8), ends=date(2026, 10, 20),
    )  # fmt: skip
    periods = shown(staff, "?vanaf=2026-10-05").context["periods"]
    away = [[row.title for row in one.rows if row.kind == "Afwezig"] for one in periods]
    assert away == [["Aziz (voorbeeld) is afwezig"]] * 3 + [[]] * 5
    assert "Marja (voorbeeld) neemt het werk over." in shown(staff, "?vanaf=2026-10-05").content.decode()


def test_one_narrows_it_to_a_kind_a_person_or_a_body(village: Village, staff: Client) -> None:
    everything = rows(staff)
    for kind in ("event", "decision"):
        label = calendar_label(kind)
        assert rows(staff, f"{YEAR}&soort={kind}") == [one for one in everything if one.kind == label] != []
    assert {one.who for one in rows(staff, f"{YEAR}&persoon=mij")} == {"Aziz (voorbeeld)"}
    other, _person = make_account(village.world.body, village.world.office, Role.OFFICER, "Femke")
    assert rows(staff, f"{YEAR}&persoon={other.pk}") == []
    # Nonsense narrows nothing.
    assert rows(staff, f"{YEAR}&soort=zomaar&persoon=niemand&organisatie=nergens") == everything
    assert len(shown(staff, "?vanaf=9999-12-31&per=eeuw").context["periods"]) == 8


def calendar_label(kind: str) -> str:
    return next(str(one.kinds[kind]) for one in calendar.all() if kind in one.kinds)


def test_a_source_that_somebody_adds_is_there_with_its_own_kind(village: Village, staff: Client) -> None:
    def visits(asked: Asked) -> list[CalendarItem]:
        return [CalendarItem("visit-1", "visit", NOW.date(), "Wij komen langs", None, "",
                             tenant_id=village.world.body.pk, who="Team Wonen")]  # fmt: skip

    calendar.register("visits", CalendarSource(visits, kinds={"visit": "Bezoek"}, desk_only=True))
    try:
        assert [(one.title, one.who) for one in rows(staff, f"{YEAR}&soort=visit")] == [
            ("Wij komen langs", "Team Wonen")
        ]
        assert [one for one in calendar_items(ANYONE, NOW.date(), NOW.date()) if one.kind == "visit"] == []
    finally:
        calendar.remove("visits")


def test_three_decisions_in_one_month_are_said_above_the_list(village: Village, staff: Client) -> None:
    assert shown(staff, YEAR).context["full"] == []
    for day in (9, 10):
        DecisionMoment.objects.create(
            tenant=village.world.body, created_at=NOW, process=village.open, on=date(2026, 12, day),
            organ=village.world.council, subject="eerste besluit",
        )  # fmt: skip
    assert "December 2026: er vallen 3 besluiten." in " ".join(shown(staff, YEAR).content.decode().split())


def test_it_comes_as_a_calendar_and_as_a_list_with_what_is_chosen(village: Village, staff: Client) -> None:
    Event.objects.filter(title="Dorpstafel over wonen").update(cancelled_at=NOW, cancel_reason="De zaal is dicht.")
    told = staff.get(f"{PAGE}{YEAR}&soort=event&als=ics").content.decode()
    assert told.count("BEGIN:VEVENT") == len(rows(staff, f"{YEAR}&soort=event")) == 3
    assert "STATUS:CANCELLED" in told
    listed = staff.get(f"{PAGE}{YEAR}&soort=event&als=csv").content.decode().splitlines()
    assert len(listed) == 4
    assert "2026-10-15" in listed[1]
    assert "De zaal is dicht." in listed[1]
    assert listed[1].endswith("nee")


def test_the_page_asks_as_often_when_everything_doubles(village: Village, staff: Client) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as caught:
            shown(staff)
        return len(caught)

    more(village, 3)
    before = asked()
    more(village, 6)
    assert asked() == before
