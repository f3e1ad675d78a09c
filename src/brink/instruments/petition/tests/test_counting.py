"""The count: what the rows say, whatever people do and however many at once; and what it asks of the database."""

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from tests.builders import make_world

from brink.domain.contributions.models import Contribution
from brink.domain.contributions.services.giving import receipt_again
from brink.domain.contributions.services.self_service import withdraw
from brink.domain.journal.models import Entry
from brink.domain.processes.models import Round
from brink.foundation import clock
from brink.foundation.errors import Refusal
from brink.instruments.petition.models import Collection, Support
from brink.instruments.petition.services import control
from brink.instruments.petition.services.supporting import confirm, declare, recount
from brink.instruments.petition.tests.making import CLERK, closed, crowd, opened, person, petition, with_kader

CROWD, BEFORE, THRESHOLD = 50, 399, 400
PEOPLE = st.integers(0, 13)


class Petition(RuleBasedStateMachine):
    """People support, confirm and withdraw in any order; the desk sets lines aside, and closes; the list is frozen."""

    def __init__(self) -> None:
        super().__init__()
        self.point = transaction.savepoint()
        self.round = opened(with_kader(make_world()), mail=True, threshold=10)

    def teardown(self) -> None:
        transaction.savepoint_rollback(self.point)

    @property
    def open(self) -> bool:
        return self.round.closed_at is None

    @rule(number=PEOPLE)
    def declares(self, number: int) -> None:
        with suppress(Refusal):
            declare(round=self.round, said=person(number, email=f"mens{number}@voorbeeld.invalid"), key=None)

    @rule(number=PEOPLE)
    def confirms(self, number: int) -> None:
        rows = list(Support.objects.filter(round=self.round, state="pending").order_by("id"))
        if rows:
            before = recount(self.round)
            with suppress(Refusal):
                confirm(support=rows[number % len(rows)], key=None)
                assert self.open
                assert recount(self.round) == before + 1

    @rule(number=PEOPLE)
    def withdraws(self, number: int) -> None:
        rows = list(Contribution.objects.filter(round=self.round, withdrawn_at=None).order_by("id"))
        if rows:
            voice = rows[number % len(rows)]
            withdraw(contribution=voice, code=receipt_again(voice).code)

    @rule(number=PEOPLE, back=st.booleans())
    def sets_aside(self, number: int, back: bool) -> None:
        rows = list(Support.objects.filter(round=self.round, state="invalid" if back else "counted").order_by("id"))
        if not rows:
            return
        one = rows[number % len(rows)]
        with suppress(Refusal):
            if back:
                control.restore(round=self.round, supports=(one,), actor=CLERK, key=None)
            else:
                control.invalidate(round=self.round, supports=(one,), reason="Een ander.", actor=CLERK, key=None)
            assert self.open

    @rule()
    def closes(self) -> None:
        # A petition that nobody supported has nothing more to tell; most runs go on a while first.
        if self.open and recount(self.round) >= 3:
            self.frozen = recount(self.round)
            self.round = closed(self.round)

    @invariant()
    def the_count_is_what_the_rows_say(self) -> None:
        found = Collection.objects.get(round=self.round)
        if self.open:
            assert found.confirmed_count == recount(self.round)
            assert abs(found.told_count - found.confirmed_count) < 10
        else:
            assert found.frozen_count == self.frozen
            numbers = Support.objects.filter(round=self.round).exclude(number=None).values_list("number", flat=True)
            assert sorted(numbers) == list(range(1, self.frozen + 1))
        assert found.told_count % 10 == 0

    @invariant()
    def reached_is_said_once_and_when_it_was_so(self) -> None:
        said = Entry.objects.filter(kind="petition.reached").count()
        found = Collection.objects.get(round=self.round)
        assert said == (found.reached_at is not None)
        if self.open and found.confirmed_count >= 10:
            assert said == 1

    @invariant()
    def nobody_counts_twice_and_valid_is_never_more_than_confirmed(self) -> None:
        keys = Support.objects.filter(round=self.round, state__in=("counted", "invalid"))
        found = list(keys.values_list("person_key", flat=True))
        assert len(set(found)) == len(found)
        counted = Support.objects.filter(round=self.round, state="counted").count()
        assert counted <= Contribution.objects.filter(round=self.round, withdrawn_at=None).count()


@pytest.mark.django_db
def test_whatever_people_do_the_count_holds() -> None:
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        Petition, settings=settings(max_examples=4, stateful_step_count=18, deadline=None)
    )


@contextmanager
def _shared(path: Path) -> Iterator[str]:
    """Put what is committed in a file that threads share, where the database is one of memory."""
    name = str(path / "shared.sqlite3")
    if connection.vendor == "sqlite":
        copy = sqlite3.connect(name)
        connection.connection.backup(copy)
        copy.close()
    yield name


def test_fifty_at_once_at_399_reach_400_once_and_all_count(committed: None, tmp_path: Path) -> None:
    round = petition(mail=True, threshold=THRESHOLD)
    crowd(round, BEFORE)
    rows = [
        declare(round=round, said=person(number, email=f"mens{number}@voorbeeld.invalid"), key=None)
        for number in range(CROWD)
    ]
    with _shared(tmp_path) as name:

        def there() -> None:
            if connection.vendor == "sqlite":
                connection.settings_dict = {**connection.settings_dict, "NAME": name}

        def press(row: Support) -> str:
            there()
            try:
                return confirm(support=row, key=f"druk-op-de-knop-{row.pk}").code
            finally:
                connection.close()

        def result() -> tuple[int, int, int]:
            there()
            try:
                count = Collection.objects.get(round=round).confirmed_count
                return count, recount(round), Entry.objects.filter(kind="petition.reached").count()
            finally:
                connection.close()

        with ThreadPoolExecutor(max_workers=CROWD) as pool:
            codes = list(pool.map(press, rows))
            found = pool.submit(result).result()
    assert found == (BEFORE + CROWD, BEFORE + CROWD, 1)
    assert len(set(codes)) == CROWD


@pytest.mark.django_db
def test_confirming_asks_a_fixed_number_of_questions() -> None:
    round = petition(mail=True)
    rows = [declare(round=round, said=person(one, email=f"m{one}@voorbeeld.invalid"), key=None) for one in range(3)]
    counts = []
    for row in rows:
        with CaptureQueriesContext(connection) as asked:
            confirm(support=row, key=f"een-sleutel-{row.pk}")
        counts.append(len(asked))
    assert counts[1] == counts[2] <= 30


@pytest.mark.django_db
def test_the_page_of_ten_thousand_supporters() -> None:
    round = petition(threshold=THRESHOLD)
    crowd(round, 10_000)
    where = f"/processen/{round.process.slug}/{round.slug}/steun/"
    client = Client()
    client.get(where)
    with CaptureQueriesContext(connection) as asked:
        page = client.get(where).content.decode()
    assert "10000 mensen" in page.replace(".", "")
    assert len(asked) <= 15


@pytest.mark.django_db
def test_ten_thousand_lines_are_frozen_and_drawn_at_once() -> None:
    round = petition(threshold=THRESHOLD)
    crowd(round, 2_000)
    round = closed(round)
    with clock.frozen(round.closed_at + timedelta(days=1)):
        check = control.draw(
            round=round, full=False, seed_source="Loterij van 10 december", seed="12 34 5", actor=CLERK, key=None
        )
    assert Support.objects.filter(round=round, drawn=True).count() == check.size
    assert Round.objects.get(pk=round.pk).closed_at is not None
