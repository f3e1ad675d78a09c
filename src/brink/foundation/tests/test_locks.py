"""The order of locks: those of rounds come before all rows, so that two transactions never wait crosswise."""

from uuid import uuid4

import pytest
from django.db import transaction

from brink.foundation import locks

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("take", [locks.hold_shared, locks.hold_exclusive])
def test_a_lock_that_comes_after_rows_is_refused(take: object) -> None:
    assert callable(take)
    with transaction.atomic(), locks.one_transaction(), locks.rows_are_held(), pytest.raises(RuntimeError, match="row"):
        take(uuid4())


def test_a_lock_that_was_taken_before_the_rows_may_be_taken_again() -> None:
    name = uuid4()
    with transaction.atomic(), locks.one_transaction():
        locks.hold_shared(name)
        with locks.rows_are_held():
            locks.hold_shared(name)
            with pytest.raises(RuntimeError, match="row"):
                locks.hold_shared(uuid4())


def test_what_was_taken_is_forgotten_with_its_transaction() -> None:
    name = uuid4()
    with transaction.atomic(), locks.one_transaction():
        locks.hold_exclusive(name)
    with transaction.atomic(), locks.one_transaction(), locks.rows_are_held(), pytest.raises(RuntimeError, match="row"):
        locks.hold_shared(name)
    with transaction.atomic(), locks.one_transaction():
        locks.hold_shared(name)
