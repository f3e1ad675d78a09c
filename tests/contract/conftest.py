"""One filled round for each instrument, made once; each check changes it as it likes and the database is put back."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

pytest.register_assert_rewrite("tests.contract.checks")

from brink.domain.processes.instrument import registry  # noqa: E402
from tests.contract.filled_round import FilledRound, fill_round  # noqa: E402

EXAMPLE = "hands"
# The bad instruments are small changes to the example, which is there only when its folder has been added.
collect_ignore = [] if EXAMPLE in registry else ["test_bad_instruments.py"]


@pytest.fixture(scope="module")
def database(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """A transaction around all checks of a module, rolled back at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def made(request: pytest.FixtureRequest, database: None) -> Iterator[FilledRound]:
    """The filled round of one instrument; gone when the next one comes."""
    with transaction.atomic():
        yield fill_round(request.param)
        transaction.set_rollback(True)


@pytest.fixture
def filled(made: FilledRound, db: None) -> FilledRound:
    """The filled round for one check, which may change all of it."""
    return made.again()
