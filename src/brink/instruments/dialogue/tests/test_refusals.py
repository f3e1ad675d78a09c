"""What a dialogue refuses: the wrong moment, hidden or foreign statements, and parallel doubles (N26, N27)."""

import threading
import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from tests.builders import make_process, make_round

from brink.domain.contributions.models import Contribution, Moderation
from brink.domain.journal.models import Entry
from brink.domain.processes.models import Process
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotNow
from brink.instruments.dialogue.models import Session, Statement, Vote
from brink.instruments.dialogue.services.answering import answer
from brink.instruments.dialogue.services.statements import add_own
from brink.instruments.dialogue.tests.conftest import SEEDS, Village, make_village

TOKEN = "t" * 32


def patiently(act: Callable[[], object]) -> None:
    """Wait for the lock as a real database does: SQLite in memory, as tests use it, refuses at once instead."""
    for _ in range(2_000):
        try:
            act()
        except OperationalError as error:
            if "locked" not in str(error):
                raise
            time.sleep(0.01)
        else:
            return
    raise AssertionError("the database stayed locked")


def counts() -> tuple[int, int, int]:
    return Vote.objects.count(), Session.objects.count(), Contribution.objects.filter(kind="session").count()


@pytest.mark.usefixtures("committed")
def test_fifty_parallel_identical_votes_count_once() -> None:
    village = make_village()
    statement, failures = village.statements[0], []

    def vote() -> None:
        try:
            patiently(lambda: answer(round=village.round, token=TOKEN, answers={statement.pk: 1}))
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=vote) for _ in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert counts() == (1, 1, 1)
    statement.refresh_from_db()
    assert statement.view_count == 1
    assert Entry.objects.filter(kind="contribution.received").count() == 1
    assert Process.objects.get().contribution_count == 1


def test_no_vote_before_opening(village: Village) -> None:
    with clock.frozen(village.round.opens_at - timedelta(seconds=1)), pytest.raises(NotNow):
        answer(round=village.round, token=TOKEN, answers={village.statements[0].pk: 1})
    assert counts() == (0, 0, 0)


def test_no_vote_from_the_last_moment_on(village: Village) -> None:
    with clock.frozen(village.round.closes_at - timedelta(microseconds=1)):
        answer(round=village.round, token=TOKEN, answers={village.statements[0].pk: 1})
    with clock.frozen(village.round.closes_at), pytest.raises(NotNow):
        answer(round=village.round, token=TOKEN, answers={village.statements[0].pk: -1})
    assert Vote.objects.get().value == 1


def test_no_vote_on_a_hidden_or_waiting_statement(village: Village) -> None:
    for number, state in enumerate((Moderation.WAITING, Moderation.HIDDEN)):
        given = add_own(round=village.round, text=f"Zin nummer {number} voor het dorp.", key=None).contribution
        Contribution.objects.filter(pk=given.pk).update(moderation=state)
        with pytest.raises(BadInput, match="doet niet meer mee"):
            answer(round=village.round, token=TOKEN, answers={given.statement.pk: 1})
    assert counts() == (0, 0, 0)


def test_no_vote_on_a_statement_of_another_round(village: Village) -> None:
    other = make_round(make_process(village.world, "vervoer"), "dialogue")
    with pytest.raises(BadInput, match="doet niet meer mee"):
        answer(round=other, token=TOKEN, answers={village.statements[0].pk: 1})
    assert counts() == (0, 0, 0)


def test_one_wrong_statement_in_a_list_stores_nothing(village: Village) -> None:
    other = make_round(make_process(village.world, "vervoer"), "dialogue")
    foreign = Statement.objects.create(
        tenant=other.tenant, created_at=clock.now(), round=other, number=1, text=SEEDS[0], is_seed=True
    )
    with pytest.raises(BadInput):
        answer(round=village.round, token=TOKEN, answers={village.statements[0].pk: 1, foreign.pk: 1})
    assert counts() == (0, 0, 0)


@pytest.mark.parametrize("value", [2, -2, 7])
def test_only_three_answers_exist(village: Village, value: int) -> None:
    with pytest.raises(BadInput):
        answer(round=village.round, token=TOKEN, answers={village.statements[0].pk: value})
    assert counts() == (0, 0, 0)


def test_votes_carry_no_time_and_no_order(village: Village) -> None:
    """N31: neither a moment nor a key that sorts by time, so answers cannot be matched with a list of who was there."""
    for statement in village.statements:
        answer(round=village.round, token=TOKEN, answers={statement.pk: 1})
    names = {field.name for field in Vote._meta.fields}
    assert names == {"id", "tenant", "session", "statement", "value"}
    assert {vote.id.version for vote in Vote.objects.all()} == {4}
    assert Entry.objects.filter(subject="contribution").count() == 1
