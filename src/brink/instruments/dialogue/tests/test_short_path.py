"""The short path stores what the long way stores, or nothing; and a page that is kept is another's but for what is own.

Class: a column, a guard or a refusal that one of two ways of writing forgets. Both write, and all columns are compared.
"""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, connections
from django.db.models import Model, Sum
from django.test import Client, RequestFactory
from tests.form_client import Page

from brink.domain.contributions.models import Contribution, Source, TrackingCode
from brink.domain.contributions.services.self_service import withdraw
from brink.domain.journal.models import Entry
from brink.domain.participation import short_path
from brink.domain.participation.models import LineSign, OneLine
from brink.domain.people.models import Attempts
from brink.domain.people.visits import visit_of
from brink.domain.processes.models import Process, Round
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotNow, TooMany
from brink.foundation.kept_facts import facts
from brink.foundation.kept_pages import pages
from brink.instruments.dialogue.models import Session, Statement, Vote
from brink.instruments.dialogue.services import answering
from brink.instruments.dialogue.services.small_answers import SMALL
from brink.instruments.dialogue.tests.conftest import Village, make_village

pytestmark = pytest.mark.django_db
WRITTEN: tuple[type[Model], ...] = (
    Contribution, Source, TrackingCode, Entry, Session, Vote, LineSign, OneLine, Attempts,
)  # fmt: skip
# Drawn by chance or made of the moment or of a device: of these only how they look is compared.
OWN = {
    "id", "created_at", "at", "subject_id", "key", "fingerprint", "salt", "code_hash", "contribution", "session",
    "participant", "act", "source", "statement",
}  # fmt: skip


@contextmanager
def from_device(number: int) -> Iterator[None]:
    """Let what is done come from a form of this device, all on one line."""
    request = RequestFactory().post("/", REMOTE_ADDR="127.0.0.1")
    request.COOKIES["csrftoken"] = f"{number:064}"
    with visit_of(request):
        yield


def kept_rows(row: Model) -> dict[str, Any]:
    found = {}
    for field in row._meta.concrete_fields:
        value = getattr(row, field.attname)
        size = len(value if isinstance(value, bytes | memoryview) else str(value))
        found[field.name] = (type(value).__name__, size) if field.name in OWN else value
    return found


def answered(village: Village, token: str, number: int, value: int = 1) -> None:
    with from_device(number):
        answering.answer(round=village.round, token=token, answers={one.pk: value for one in village.statements[:2]})


def test_both_ways_store_the_same_in_every_column(monkeypatch: pytest.MonkeyPatch) -> None:
    """Eleven people, so that the count of one line is told too."""
    stored, village = [], make_village()
    for way in ("short", "long"):
        before = {model: set(model._default_manager.values_list("pk", flat=True)) for model in WRITTEN}
        if way == "long":
            monkeypatch.setattr(answering, "put", lambda *_given: None)
        else:
            monkeypatch.setattr("brink.domain.participation.sessions.give", None)
        with clock.frozen(clock.start_of_day(clock.today()) + timedelta(hours=11)):
            for number in range(11):
                answered(village, f"{way}{number:028}", number + 100 * len(stored))
            answered(village, f"{way}{0:028}", 100 * len(stored), value=-1)
        monkeypatch.undo()
        new = {
            model: [kept_rows(row) for row in model._default_manager.exclude(pk__in=before[model]).order_by("pk")]
            for model in WRITTEN
        }
        for model in (Vote, Attempts):
            new[model].sort(key=str)
        stored.append(new)
    # Counters of the line and the round stand in rows that were there already.
    assert len(stored[0].pop(OneLine)) == 1
    assert stored[1].pop(OneLine) == []
    attempts = [sorted(one["count"] for one in rows.pop(Attempts)) for rows in stored]
    assert attempts[0] == [*[1] * 11, 11, 11]
    assert attempts[1] == [1] * 11
    assert sorted(Attempts.objects.values_list("count", flat=True))[-2:] == [22, 22]
    for model, rows in stored[0].items():
        assert len(rows) == len(stored[1][model]), model.__name__
        for short, long in zip(rows, stored[1][model], strict=True):
            assert {name: (short[name], long[name]) for name in short if short[name] != long[name]} == {}, model
    assert len(stored[0][Contribution]) == 11
    assert Round.objects.get().contribution_count == Process.objects.get().contribution_count == 22
    assert Statement.objects.aggregate(seen=Sum("view_count"))["seen"] == 44


def test_what_is_unusual_is_declined_and_stores_nothing(village: Village) -> None:
    round, first = village.round, village.statements[0].pk
    signalled = short_path.put(round, SMALL, "a" * 32, {first: 1})
    assert signalled is not None
    withdraw(contribution=signalled.receipt.contribution, code=signalled.receipt.code)
    rows = Contribution.objects.count(), Vote.objects.count(), Entry.objects.count()
    gone = village.statements[5]
    Statement.objects.filter(pk=gone.pk).update(retired_at=clock.now(), retired_reason="dubbel")
    declined: list[tuple[str, dict[Any, int]]] = [
        ("a" * 32, {first: 1}), ("b" * 32, {}), ("b" * 32, {first: 7}), ("b" * 32, {gone.pk: 1}),
    ]  # fmt: skip
    assert [short_path.put(round, SMALL, *one) for one in declined] == [None] * 4
    late = {"closes_at": clock.now() - timedelta(minutes=1)}
    # The round at hand still says that it is open: what is written is judged anew, closing last since that is for ever.
    for change in ({"paused_at": clock.now()}, {"paused_at": None, **late}, {"closed_at": clock.now()}):
        Round.objects.filter(pk=round.pk).update(**change)
        assert short_path.put(round, SMALL, "c" * 32, {first: 1}) is None
    assert (Contribution.objects.count(), Vote.objects.count(), Entry.objects.count()) == rows


def test_a_question_that_was_stopped_takes_nothing(village: Village) -> None:
    Process.objects.filter(pk=village.round.process_id).update(
        withdrawn_at=clock.now(), withdrawn_reason="Er is geen geld."
    )
    assert short_path.put(village.round, SMALL, "c" * 32, {village.statements[0].pk: 1}) is None
    assert Contribution.objects.count() == 0


def test_the_long_way_says_why(village: Village) -> None:
    first = village.statements[0].pk
    with pytest.raises(BadInput, match="kies een andere zin"):
        answering.answer(round=village.round, token="a" * 32, answers={village.round.pk: 1})
    for number in range(3):
        with from_device(1):
            answering.answer(round=village.round, token=f"{number:032}", answers={first: 1})
    with from_device(1), pytest.raises(TooMany, match="Van dit apparaat"):
        answering.answer(round=village.round, token=f"{9:032}", answers={first: 1})
    Round.objects.filter(pk=village.round.pk).update(closed_at=clock.now())
    with pytest.raises(NotNow, match="niet geteld"):
        answering.answer(round=village.round, token="z" * 32, answers={first: 1})
    assert Session.objects.count() == 3


@pytest.mark.usefixtures("committed")
def test_a_hall_that_answers_at_once_is_counted_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sixteen devices that each send the same form three times, all at one moment."""
    village, told, wrong = make_village(), list[str](), list[BaseException]()
    sizes, write = list[int](), short_path._write
    monkeypatch.setattr(
        short_path, "_write", lambda signals, batch: (sizes.append(len(batch)), write(signals, batch))[1]
    )
    short_path._pen.cache_clear()

    def press(number: int) -> None:
        try:
            said = answering.answer(
                round=village.round, token=f"{number % 16:032}", answers={village.statements[0].pk: 1}
            )
            told.append(said.receipt.code)
        except BaseException as error:
            wrong.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=press, args=(number,)) for number in range(48)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(60)
    assert wrong == []
    assert (len(told), len(set(told))) == (48, 16)
    counts = [Session.objects.count(), Vote.objects.count(), TrackingCode.objects.count(), Source.objects.count()]
    assert counts == [16] * 4
    assert Entry.objects.filter(kind="contribution.received").count() == 16
    assert Round.objects.get(pk=village.round.pk).contribution_count == 16
    assert Statement.objects.get(pk=village.statements[0].pk).view_count == 16
    assert max(sizes) > 1


def own_parts(page: bytes) -> tuple[str, list[str]]:
    text = page.decode()
    private = re.compile(r'name="(?:csrfmiddlewaretoken|key)" value="([\w-]{16,80})"')
    return private.sub("", text), private.findall(text)


def test_a_kept_page_of_a_device_is_its_own_page(village: Village, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two devices that gave as much and get the same sentence read the same, with tokens and keys of their own."""
    seen: dict[str, tuple[str, list[str]]] = {}
    same = 0
    for _device in range(12):
        client, turns = Client(), 0
        html = client.get(village.url())
        while turns < 4:
            form = next(one for one in Page(html.content.decode()).forms if one.action.endswith("/dialoog/"))
            fields = {one.name: one.stands[0] for one in form.fields if one.stands}
            assert client.post(village.url(), {**fields, "stem": "agree"}).status_code == 302
            turns += 1
            html = client.get(f"{village.url()}?verder=1")
            assert f"U heeft {turns} keer" in html.content.decode()
            assert html["Cache-Control"] == "private, no-store"
            with monkeypatch.context() as patched:
                patched.setattr(pages, "seconds", 0)
                fresh = client.get(f"{village.url()}?verder=1")
            plain, private = own_parts(html.content)
            assert plain == own_parts(fresh.content)[0]
            earlier = seen.setdefault(plain, (plain, private))
            if earlier[1] is not private:
                same += 1
                assert set(earlier[1]).isdisjoint(private)
    assert same > 5


def test_what_is_taken_away_is_gone_from_kept_facts_and_pages_at_once(
    village: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    from brink.domain.journal.services import Actor
    from brink.domain.processes.services.pausing import close_early

    monkeypatch.setattr(facts, "seconds", 3_600.0)
    facts.clear()
    for _time in range(8):
        assert 'id="stelling"' in Client().get(village.url()).content.decode()
    by = Actor(village.world.officer.pk, "officer")
    close_early(round=village.round, reason="Het is een proef.", actor=by, key=None)
    assert 'name="stelling"' not in Client().get(village.url()).content.decode()
    facts.clear()


def test_a_vote_asks_little_of_the_database(village: Village, django_assert_max_num_queries: Any) -> None:
    first = village.statements[0].pk
    answering.answer(round=village.round, token="0" * 32, answers={first: 1})
    with from_device(5):
        answering.answer(round=village.round, token="1" * 32, answers={first: 1})
    # The session and the key of its act are looked up under each key of the site: an older one costs two more.
    most = 30 + (connection.vendor == "postgresql") + 2 * (len(settings.LOOKUP_KEYS) - 1)
    with from_device(6), django_assert_max_num_queries(most):
        answering.answer(round=village.round, token="2" * 32, answers={first: 1})
