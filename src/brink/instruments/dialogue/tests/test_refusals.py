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
from brink.domain.journal.services import SYSTEM
from brink.domain.participation.device_token import hash_for
from brink.domain.processes.models import Process
from brink.domain.processes.services.processes import withdraw_process
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotNow, NotWritten
from brink.instruments.dialogue.map_inputs import tally
from brink.instruments.dialogue.models import OpinionResult, Session, Statement, Vote
from brink.instruments.dialogue.services.answering import answer
from brink.instruments.dialogue.services.statements import add_own
from brink.instruments.dialogue.tests.conftest import SEEDS, Village, make_village

TOKEN = "t" * 32


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
    # `since` numbers a batch of ten people or more, told to everybody; it is empty again once the round is closed.
    assert names == {"id", "tenant", "session", "statement", "value", "told", "since"}
    assert {vote.id.version for vote in Vote.objects.all()} == {4}
    assert Entry.objects.filter(subject="contribution").count() == 1


@pytest.mark.usefixtures("committed")
def test_a_vote_at_the_moment_of_closing_is_in_the_tally_or_refused() -> None:
    """Reliability N27: fifty devices change their answer while the question is withdrawn; no answer falls between."""
    village = make_village()
    statement, gate = village.statements[0], threading.Barrier(51)
    tokens = [f"{TOKEN}{number}" for number in range(50)]
    for token in tokens:
        answer(round=village.round, token=token, answers={statement.pk: 1})
    said: dict[str, int] = dict.fromkeys(tokens, 1)
    failures: list[Exception] = []

    def vote(token: str) -> None:
        try:
            gate.wait()
            for value in (-1, 0, 1, -1):
                patiently(lambda value=value: answer(round=village.round, token=token, answers={statement.pk: value}))
                said[token] = value
        except NotNow:
            pass
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=vote, args=(token,)) for token in tokens]
    for thread in threads:
        thread.start()
    gate.wait()
    patiently(lambda: withdraw_process(process=village.round.process, reason="Van de baan.", actor=SYSTEM, key=None))
    for thread in threads:
        thread.join()
    assert failures == []
    kept = dict(Vote.objects.filter(statement=statement).values_list("session__participant", "value"))
    assert kept == {hash_for(village.round.pk, token, purpose=Session.PURPOSE): value for token, value in said.items()}
    frozen = OpinionResult.objects.get(round=village.round, frozen=True)
    after = tally(village.round, told=False, final=True)
    assert (frozen.answers, frozen.data["statements"]) == (len(tokens), after.data["statements"])
    totals = {one["id"]: one["total"] for one in frozen.data["statements"]}
    assert totals[str(statement.pk)] == [list(said.values()).count(value) for value in (1, -1, 0)]
