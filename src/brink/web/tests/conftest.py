"""One small Drenthe on a stopped clock, for the pages that join rooms. It is made once for each file of tests."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from brink.domain.processes.models import Process
from brink.foundation import clock
from brink.web.tests.filled_site import NOW, Village, make_village


@pytest.fixture(autouse=True)
def _no_figures_kept() -> Iterator[None]:
    """Published figures are kept for minutes; a test starts without those of another."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Village]:
    """Make the rows in a transaction around the tests of a file; each test is rolled back to here."""
    with django_db_blocker.unblock(), transaction.atomic():
        with clock.frozen(NOW):
            village = make_village()
        yield village
        transaction.set_rollback(True)


@pytest.fixture
def village(made: Village, db: None) -> Iterator[Village]:
    """The small Drenthe, with its clock stopped."""
    with clock.frozen(NOW):
        opened, answered = (Process.objects.get(pk=one.pk) for one in (made.open, made.answered))
        yield replace(made, open=opened, answered=answered)


@pytest.fixture
def staff(village: Village) -> Client:
    client = Client()
    client.force_login(village.world.officer)
    return client
