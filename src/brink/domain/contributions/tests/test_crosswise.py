"""Closing and withdrawing at the same moment: one waits for the other, and neither for ever."""

from collections.abc import Callable, Sequence
from threading import Event, Thread
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, connections
from tests.builders import make_process, make_round, make_world

from brink.domain.contributions.models import Contribution
from brink.domain.contributions.services import self_service
from brink.domain.contributions.services.giving import Words, give
from brink.domain.journal.services import RESIDENT, Actor
from brink.domain.processes.instrument import Erasure, registry
from brink.domain.processes.models import Process, Round
from brink.domain.processes.services.processes import withdraw_process
from brink.foundation.locks import hold_shared


def test_a_withdrawal_takes_the_lock_of_its_round_before_the_words(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """On every database: an instrument that erases beside its round is served by the act, not by luck."""
    round = make_round(make_process(make_world()), instrument="ideas")
    receipt = give(round=round, words=Words(kind="idea", text="Een bus."), actor=RESIDENT, key=None)
    erased: list[UUID] = []

    def erase(ids: Sequence[UUID]) -> Erasure:
        hold_shared(round.pk)
        erased.extend(ids)
        return Erasure(rows=0, fields=())

    monkeypatch.setattr(registry["ideas"], "erase", erase)
    self_service.withdraw(contribution=receipt.contribution, code=receipt.code)
    assert erased == [receipt.contribution.pk]


def test_a_question_is_stopped_while_somebody_withdraws(committed: None, monkeypatch: pytest.MonkeyPatch) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one writer in at a time")
    process = make_process(make_world())
    round = make_round(process, instrument="ideas")
    receipt = give(round=round, words=Words(kind="idea", text="Een bus."), actor=RESIDENT, key=None)
    instrument, closing, held = registry["ideas"], Event(), Event()
    close, require = instrument.close, self_service.require_giver

    def slow_close(round: Round, **more: Any) -> Any:
        """Hold the round exclusively, wait till the other has the words if it can get them, and then want the words."""
        closing.set()
        held.wait(2)
        Contribution.objects.select_for_update().get(pk=receipt.contribution.pk)
        return close(round, **more)

    def seen_giver(contribution: Contribution, code: str) -> None:
        held.set()
        require(contribution, code)

    def erase(_ids: Sequence[UUID]) -> Erasure:
        hold_shared(round.pk)
        return Erasure(rows=0, fields=())

    monkeypatch.setattr(instrument, "close", slow_close)
    monkeypatch.setattr(instrument, "erase", erase)
    monkeypatch.setattr(self_service, "require_giver", seen_giver)
    failed: list[BaseException] = []

    def stop() -> None:
        withdraw_process(process=process, reason="Geen geld.", actor=Actor(role="officer"), key=None)

    def withdraw() -> None:
        assert closing.wait(10)
        self_service.withdraw(contribution=receipt.contribution, code=receipt.code)

    threads = [Thread(target=_kept, args=(one, failed)) for one in (stop, withdraw)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(30)
    assert not any(one.is_alive() for one in threads)
    assert failed == []
    assert Process.objects.get().withdrawn_at is not None
    assert Contribution.objects.get().withdrawn_at is not None


def _kept(act: Callable[[], None], failed: list[BaseException]) -> None:
    try:
        act()
    except BaseException as error:
        failed.append(error)
    finally:
        connections.close_all()
