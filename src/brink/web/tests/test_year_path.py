"""The planning by month: each question a line, its path drawn under words that say the same."""

from datetime import date
from typing import Any

from django.test import Client

from brink.domain.processes.models import Process
from brink.domain.processes.queries.calendar import CalendarItem
from brink.web.tests.filled_site import Village
from brink.web.year_path import year_of

MONTHS = [(date(2026, number, 1), date(2026, number, 28)) for number in (9, 10, 11, 12)]
NAMES = {"event": "Bijeenkomst"}


def item(process: Process, kind: str, on: date, **more: Any) -> CalendarItem:
    return CalendarItem(uid=f"{kind}-{on}", kind=kind, on=on, title=kind, process=process, body="", **more)


def drawn(*items: CalendarItem, full: tuple[date, ...] = ()) -> list[list[tuple[str, bool, str]]]:
    lines = year_of(items, MONTHS, date(2026, 10, 5), NAMES, full)
    return [[(one.path, one.ahead, ", ".join(said for said, _strong in one.words)) for one in line.cells]
            for line in lines]  # fmt: skip


def test_a_path_begins_runs_on_and_ends_and_what_is_to_come_is_dotted() -> None:
    question = Process()
    (line,) = drawn(
        item(question, "opens", date(2026, 9, 19)), item(question, "closes", date(2026, 11, 1)),
        item(question, "decision", date(2026, 12, 16)), item(question, "work", date(2026, 9, 1)),
        item(question, "event", date(2026, 11, 3)), item(question, "event", date(2026, 11, 4), cancelled=True),
    )  # fmt: skip
    assert line == [
        ("begin", False, "Opent 19"), ("on", False, "Loopt door"), ("on", True, "Sluit 1, Bijeenkomst 3"),
        ("end", True, "Besluit 16"),
    ]  # fmt: skip


def test_what_lies_before_and_after_makes_the_path_run_through() -> None:
    question = Process()
    (line,) = drawn(item(question, "opens", date(2026, 1, 1)), item(question, "reply", date(2027, 2, 1)))
    assert [path for path, _ahead, _words in line] == ["on"] * 4
    assert drawn(item(question, "opens", date(2026, 1, 1)), item(question, "closes", date(2026, 8, 1))) == []
    assert drawn(item(question, "event", date(2026, 10, 2)))[0][1] == ("only", False, "Bijeenkomst 2")


def test_a_month_with_many_decisions_is_marked_in_every_line() -> None:
    lines = year_of([item(Process(), "opens", date(2026, 9, 1))], MONTHS, date(2026, 9, 1), NAMES, [date(2026, 12, 1)])
    assert [one.full for one in lines[0].cells] == [False, False, False, True]


def test_the_planning_by_month_shows_it_and_by_week_not(village: Village, staff: Client) -> None:
    page = staff.get("/balie/planning/?per=maand&vanaf=2026-10-01")
    assert page.status_code == 200
    assert village.open.title in {line.process.title for line in page.context["year"]}
    assert "Een dichte streep is gelopen of loopt nu." in page.content.decode()
    assert "brink-year" not in staff.get("/balie/planning/").content.decode()
