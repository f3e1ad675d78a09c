"""Fifty presses at once, a form sent again, and two devices that hold one code: each person counts once."""

import threading
import time
from collections.abc import Callable

import pytest
from django.db import OperationalError, connection
from django.test import Client

from brink.domain.contributions.models import Contribution
from brink.domain.journal.services import SYSTEM, Actor
from brink.domain.participation.paper_entry import Sheet
from brink.domain.participation.paper_services import enter_sheet
from brink.domain.processes.models import Process
from brink.domain.processes.services.printing import print_sheets
from brink.foundation import clock
from brink.foundation.errors import NotWritten, Refusal
from brink.instruments.valuation.models import Advice
from brink.instruments.valuation.package import fits
from brink.instruments.valuation.queries import advices_of
from brink.instruments.valuation.tests.conftest import Seat, make_seat, make_task

KEY = "k" * 22


def patiently(act: Callable[[], object]) -> None:
    """Wait for the lock as a real database does: SQLite in memory, as tests use it, refuses at once instead."""
    for _ in range(2_000):
        try:
            act()
        except (OperationalError, NotWritten) as error:
            if "locked" not in str(error.__cause__ or error):
                raise
            time.sleep(0.01)
        else:
            return
    raise AssertionError("the database stayed locked")


def together(acts: list[Callable[[], object]]) -> list[Exception]:
    """Do all of these at once, each on a connection of its own; returns what went wrong."""
    failures: list[Exception] = []

    def one(act: Callable[[], object]) -> None:
        try:
            patiently(act)
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return failures


@pytest.mark.usefixtures("committed")
def test_fifty_parallel_advices_of_one_device_count_once_and_keep_the_limit() -> None:
    seat = make_seat()
    choices = [(1, 2), (2, 4), (1, 5), (3,), (3, 4)]
    acts: list[Callable[[], object]] = [
        lambda at=number: seat.advise("een-apparaat", *choices[at % len(choices)]) for number in range(50)  # type: ignore[misc]
    ]  # fmt: skip
    assert together(acts) == []
    ((_pk, row),) = advices_of(seat.round)
    levels = {int(at): level for at, level in row["levels"].items()}
    assert tuple(levels) in choices
    assert fits(make_task(), levels)
    assert Contribution.objects.count() == Advice.objects.count() == Process.objects.get().contribution_count == 1


@pytest.mark.usefixtures("committed")
def test_one_printed_code_typed_in_at_two_desks_at_once_counts_once() -> None:
    seat = make_seat()
    (code,) = print_sheets(round=seat.round, copies=1, actor=SYSTEM, key=None)
    officer = seat.world.officer

    def enter(number: int) -> object:
        sheet = Sheet(code, clock.today(), officer, Actor(id=officer.pk, role="officer"), f"sleutel-{number:020}")
        return enter_sheet(round=seat.round, answers={"1": "1"}, sheet=sheet)

    failures = together([lambda at=number: enter(at) for number in range(6)])  # type: ignore[misc]
    assert all(isinstance(one, Refusal) for one in failures), failures
    assert Advice.objects.count() == Contribution.objects.count() == 1


@pytest.mark.django_db
def test_a_form_sent_again_before_its_answer_came_counts_once(seat: Seat) -> None:
    for _again in range(3):
        Client().post(seat.url(), {"key": KEY, "door": "compose", "level-1": "on", "doe": "advies"})
    assert Advice.objects.count() == 1
