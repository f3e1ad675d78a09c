"""Seats: never more than there are, in the order in which people asked, whatever happens at once."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.builders import make_process, make_world

from brink.domain.gatherings.models import Gathering, SignUp
from brink.domain.gatherings.seats import Waiting, fits, promoted
from brink.domain.gatherings.services import Comer, cancel_signup, sign_up
from brink.domain.gatherings.tests.gathering_facts import make_gathering
from brink.domain.journal.services import SYSTEM
from brink.domain.processes.services.timeline import cancel_event
from brink.foundation.errors import NotNow

CROWD, SEATS, LEFT = 50, 20, 5


@given(st.integers(1, 30), st.lists(st.integers(1, 6), max_size=30), st.integers(0, 30))
def test_nobody_on_the_list_is_passed_and_no_seat_is_given_twice(capacity: int, parties: list[int], held: int) -> None:
    held = min(held, capacity)
    waiting = [Waiting(UUID(int=number), party) for number, party in enumerate(parties)]
    chosen = promoted(capacity=capacity, held=held, waiting=waiting)
    assert list(chosen) == [one.key for one in waiting[: len(chosen)]]
    taken = held + sum(one.party for one in waiting[: len(chosen)])
    assert taken <= capacity
    # The first who still waits has no room: a free seat is never kept from who is next.
    assert len(chosen) == len(waiting) or taken + waiting[len(chosen)].party > capacity


@given(st.integers(1, 6))
def test_who_comes_while_others_wait_waits_too(party: int) -> None:
    assert not fits(capacity=100, held=0, party=party, waiting=True)
    assert fits(capacity=None, held=10_000, party=party, waiting=True)


@pytest.mark.django_db
def test_the_database_itself_gives_no_seat_twice() -> None:
    gathering = make_gathering(make_process(make_world()), capacity=3)
    with pytest.raises(IntegrityError), transaction.atomic():
        Gathering.objects.filter(pk=gathering.pk).update(seats_held=4)


@pytest.mark.django_db
def test_a_list_moves_up_in_order_when_somebody_signs_off() -> None:
    gathering = make_gathering(make_process(make_world()), capacity=4)
    first, second, third, fourth = (
        sign_up(gathering=gathering, comer=Comer(party=party), key=f"sleutel-nummer-{party}-{place}").signup
        for place, party in enumerate((3, 2, 1, 1))
    )
    assert first.confirmed_at
    assert not second.confirmed_at
    # One seat is free, but the second waits for two: the third does not pass.
    assert not third.confirmed_at
    assert not fourth.confirmed_at
    cancel_signup(signup=first, key="afzeggen-sleutel-een")
    rows = {one.pk: one for one in SignUp.objects.all()}
    assert all(rows[one.pk].promoted_at for one in (second, third, fourth))
    assert Gathering.objects.get().seats_held == 4


@pytest.mark.django_db
def test_the_same_key_is_one_sign_up_with_the_same_code() -> None:
    gathering = make_gathering(make_process(make_world()))
    asked = {"gathering": gathering, "comer": Comer(name="Anna"), "key": "sleutel-van-zestien-en-meer"}
    assert sign_up(**asked).code == sign_up(**asked).code
    assert SignUp.objects.count() == 1
    assert Gathering.objects.get().seats_held == 1


@pytest.mark.django_db
def test_nobody_signs_up_for_what_is_off() -> None:
    gathering = make_gathering(make_process(make_world()))
    cancel_event(event=gathering.event, reason="Storm.", actor=SYSTEM, key=None)
    with pytest.raises(NotNow, match="gaat niet door"):
        sign_up(gathering=gathering, comer=Comer(), key="sleutel-van-zestien-en-meer")


def test_fifty_at_once_for_the_last_five_seats_take_five_and_the_others_wait_in_order(
    committed: None, tmp_path: Path
) -> None:
    gathering = make_gathering(make_process(make_world()), capacity=SEATS)
    for place in range(SEATS - LEFT):
        sign_up(gathering=gathering, comer=Comer(), key=f"eerder-aangemeld-{place}")
    name = str(tmp_path / "shared.sqlite3")
    if connection.vendor == "sqlite":
        copy = sqlite3.connect(name)
        connection.connection.backup(copy)
        copy.close()

    def there() -> None:
        if connection.vendor == "sqlite":
            connection.settings_dict = {**connection.settings_dict, "NAME": name}

    def ask(place: int) -> None:
        there()
        try:
            sign_up(gathering=gathering, comer=Comer(name=f"Persoon {place}"), key=f"tegelijk-aangemeld-{place}")
        finally:
            connection.close()

    def result() -> tuple[list[int], list[int], int]:
        there()
        try:
            rows = list(SignUp.objects.order_by("number"))
            seated = [one.number for one in rows if one.confirmed_at]
            return [one.number for one in rows], seated, Gathering.objects.get().seats_held
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=CROWD) as pool:
        list(pool.map(ask, range(CROWD)))
        numbers, seated, taken = pool.submit(result).result()
    assert numbers == list(range(1, SEATS - LEFT + CROWD + 1))
    assert seated == list(range(1, SEATS + 1))
    assert taken == SEATS


@settings(max_examples=15, deadline=None)
@given(st.integers(1, 8), st.lists(st.tuples(st.booleans(), st.integers(1, 6)), max_size=14))
@pytest.mark.django_db
def test_whatever_people_do_the_counter_is_the_sum_of_the_seats(
    capacity: int, steps: list[tuple[bool, int]]
) -> None:
    with transaction.atomic():
        world = make_world(slug=f"w{Gathering.objects.count()}")
        gathering = make_gathering(make_process(world), capacity=capacity)
        for comes, number in steps:
            living = list(SignUp.objects.filter(gathering=gathering, cancelled_at=None).order_by("number"))
            if comes:
                sign_up(gathering=gathering, comer=Comer(party=min(number, capacity)), key=None)
            elif living:
                cancel_signup(signup=living[number % len(living)], key=None)
            rows = SignUp.objects.filter(gathering=gathering, cancelled_at=None)
            seated = sum(one.party for one in rows if one.confirmed_at)
            now = Gathering.objects.get(pk=gathering.pk)
            assert seated == now.seats_held <= capacity
            waits = [one for one in rows.order_by("number") if not one.confirmed_at]
            assert not waits or now.seats_held + waits[0].party > capacity
        transaction.set_rollback(True)
