"""Fifty presses at once, a form sent again, and two devices that hold one invitation: each person counts once."""

import threading
import time
from collections.abc import Callable

import pytest
from django.db import OperationalError, connection
from django.test import Client

from brink.domain.contributions.models import Contribution
from brink.domain.processes.models import Process
from brink.foundation.errors import NotWritten
from brink.instruments.budget.ballot_marks import spent
from brink.instruments.budget.models import Ballot
from brink.instruments.budget.queries import ballots_of, costs_on_list
from brink.instruments.budget.services.voting import cast
from brink.instruments.budget.tests.conftest import Village, make_village

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


@pytest.mark.usefixtures("committed")
def test_fifty_parallel_ballots_of_one_device_count_once_and_stay_within_the_amount() -> None:
    village = make_village(within=True)
    failures: list[Exception] = []
    choices = [(1, 2), (2, 4), (1, 4), (3,), (1, 3)]

    def vote(number: int) -> None:
        try:
            marks = dict.fromkeys(choices[number % len(choices)], 1)
            patiently(lambda: cast(round=village.round, token="een-apparaat", marks=marks))
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=vote, args=(number,)) for number in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    ((_pk, marks),) = ballots_of(village.round)
    assert tuple(marks) in choices
    assert spent(marks, costs_on_list(village.round)) <= 100_000_00
    assert Contribution.objects.count() == Ballot.objects.count() == Process.objects.get().contribution_count == 1


@pytest.mark.django_db
def test_a_form_sent_again_before_its_answer_came_counts_once(village: Village) -> None:
    for _again in range(3):
        Client().post(village.url(), {"key": KEY, "plan-1": "on", "doe": "stem"})
    assert Ballot.objects.count() == 1
