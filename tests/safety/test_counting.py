"""Counting once: fifty at the same moment with one key (N26), and a key that comes back with another wish (N52)."""

import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

import pytest
from django.db import OperationalError, connection

from brink.domain.contributions.models import Bundle, Contribution, ModerationAct, TrackingCode
from brink.domain.contributions.services import bundling, landing, moderating
from brink.domain.contributions.services.answers import AnswerDraft
from brink.domain.contributions.services.giving import Words, give
from brink.domain.journal.models import Entry
from brink.domain.journal.services import RESIDENT
from brink.domain.processes.models import Process, Round
from brink.domain.processes.services import stakeholders
from brink.foundation.errors import KeyReused, NotWritten
from brink.instruments.dialogue.models import Session, Statement, Vote
from brink.instruments.dialogue.services.answering import answer
from brink.instruments.dialogue.services.statements import add_own, plant_seeds
from brink.instruments.ideas.models import Support
from brink.instruments.ideas.services import give_idea, set_support
from tests.builders import make_process, make_round, make_world
from tests.safety.conftest import TwoBodies
from tests.safety.filled_body import SEEDS, STAFF

T = TypeVar("T")
KEY = "een sleutel van zestien"
TIMES, HANDS = 50, 25


@pytest.fixture
def shared(committed: None, tmp_path: Path) -> Callable[..., list[Any]]:
    """Return a runner: fifty times the same act, by twenty-five hands at once, each with its own connection.

    On SQLite the test's database lives in memory, one connection wide; the hands work on a copy in a file.
    """
    name = str(tmp_path / "shared.sqlite3")

    def connected(act: Callable[[], T]) -> T:
        if connection.vendor == "sqlite":
            connection.settings_dict = {**connection.settings_dict, "NAME": name}
        try:
            for _wait in range(20):
                try:
                    return act()
                except (OperationalError, NotWritten) as error:
                    if "locked" not in str(error.__cause__ or error):
                        raise
            raise AssertionError("the database stayed locked")
        finally:
            connection.close()

    def run(act: Callable[[], T], times: int = TIMES) -> list[T]:
        if connection.vendor == "sqlite" and not Path(name).exists():
            copy = sqlite3.connect(name)
            connection.connection.backup(copy)
            copy.close()
        with ThreadPoolExecutor(max_workers=HANDS) as pool:
            return list(pool.map(lambda _number: connected(act), range(times)))

    return run


def test_n26_fifty_equal_contributions_with_one_key_count_once(shared: Any) -> None:
    round = make_round(make_process(make_world()))
    words = Words(kind="idea", text="Een bus.", email="x@voorbeeld.invalid")
    receipts = shared(lambda: give(round=round, words=words, actor=RESIDENT, key=KEY))
    assert len({(one.code, one.contribution.pk) for one in receipts}) == 1
    assert [one.repeated for one in receipts].count(False) == 1
    counted = shared(
        lambda: (
            Contribution.objects.count(), TrackingCode.objects.count(), Entry.objects.filter(key=KEY).count(),
            Round.objects.get().contribution_count, Process.objects.get().contribution_count,
        ), times=1,
    )  # fmt: skip
    assert counted == [(1, 1, 1, 1, 1)]


def test_n26_fifty_equal_supports_with_one_key_count_once(shared: Any) -> None:
    round = make_round(make_process(make_world()))
    idea = give_idea(round=round, words=Words(kind="idea", text="Een bus."), actor=RESIDENT, key=None).contribution
    done = shared(lambda: set_support(idea=idea, supporter="d" * 64, wanted=True, actor=RESIDENT, key=KEY))
    assert done.count(True) == 1
    assert shared(lambda: (Support.objects.count(), Contribution.objects.get().support_count), times=1) == [(1, 1)]


def test_n26_fifty_equal_answers_of_one_device_count_once(shared: Any) -> None:
    round = make_round(make_process(make_world()), "dialogue", settings={"seeds": list(SEEDS)})
    plant_seeds(round, SEEDS)
    statement = Statement.objects.order_by("number").first()
    assert statement is not None
    shared(lambda: answer(round=round, token="a" * 32, answers={statement.pk: 1}))
    counted = shared(
        lambda: (Vote.objects.count(), Session.objects.count(), Contribution.objects.count(),
                 Statement.objects.get(pk=statement.pk).view_count), times=1,
    )  # fmt: skip
    assert counted == [(1, 1, 1, 1)]


@pytest.mark.django_db
def test_n52_a_key_that_comes_back_with_another_wish_is_refused(two_bodies: TwoBodies) -> None:
    """Each act that has a key: first one wish, then another under the same key. The second changes nothing."""
    filled = two_bodies.filled
    things = filled.shown
    process, idea = things.process, things.idea
    draft = AnswerDraft("outside", "Daar gaat de provincie niet over.")
    other = AnswerDraft("outside", "Wij hebben daar geen geld voor.")
    own = Words(kind="statement")
    acts: dict[str, tuple[Callable[[str], object], Callable[[str], object]]] = {
        "give": (
            lambda key: give(round=things.ideas, words=Words(kind="idea", text="A."), actor=RESIDENT, key=key),
            lambda key: give(round=things.ideas, words=Words(kind="idea", text="B."), actor=RESIDENT, key=key),
        ),
        "own": (
            lambda key: add_own(round=things.dialogue, text="Een zin over wonen.", key=key, words=own),
            lambda key: add_own(round=things.dialogue, text="Een andere zin.", key=key, words=own),
        ),
        "support": (
            lambda key: set_support(idea=idea, supporter="a" * 64, wanted=True, actor=RESIDENT, key=key),
            lambda key: set_support(idea=idea, supporter="b" * 64, wanted=True, actor=RESIDENT, key=key),
        ),
        "bundle": (
            lambda key: bundling.make(process=process, title="Bussen", actor=STAFF, key=key),
            lambda key: bundling.make(process=process, title="Bruggen", actor=STAFF, key=key),
        ),
        "stakeholder": (
            lambda key: stakeholders.add_stakeholder(process=process, name="Buurt", aim="Rust", actor=STAFF, key=key),
            lambda key: stakeholders.add_stakeholder(process=process, name="School", aim="Rust", actor=STAFF, key=key),
        ),
        "land": (
            lambda key: landing.land(process=process, draft=draft, contributions=[idea], actor=STAFF, key=key),
            lambda key: landing.land(process=process, draft=other, contributions=[idea], actor=STAFF, key=key),
        ),
        "hide": (
            lambda key: moderating.hide(contribution=idea, reason="Zo.", actor=STAFF, key=key),
            lambda key: moderating.hide(contribution=idea, reason="Anders.", actor=STAFF, key=key),
        ),
    }
    for name, (first, second) in acts.items():
        key = f"sleutel voor {name}, lang genoeg"
        first(key)
        first(key)
        before = counts()
        with pytest.raises(KeyReused) as refused:
            second(key)
        assert refused.value.status == 409, name
        assert counts() == before, name


def counts() -> tuple[int, ...]:
    models = (Contribution, Support, Bundle, ModerationAct, Entry, Vote)
    return tuple(model._default_manager.count() for model in models)
