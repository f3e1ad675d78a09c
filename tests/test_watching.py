"""The watcher over all tests sees a write outside the kernel, and nothing else."""

import pytest
from django.db import connection
from django.db.transaction import atomic

from brink.domain.journal.acts import exempt
from brink.domain.people.models import Body
from tests.builders import make_world
from tests.watching import guard, watched

pytestmark = pytest.mark.django_db


def test_a_write_outside_an_act_is_seen() -> None:
    body = make_world().body
    with watched(), pytest.raises(AssertionError, match="people_body is written outside an act"), atomic():
        Body.objects.filter(pk=body.pk).update(name="Anders")
    body.refresh_from_db()
    assert body.name != "Anders"


def test_reading_and_what_has_a_reason_pass() -> None:
    body = make_world().body
    with watched():
        assert Body.objects.filter(pk=body.pk).exists()
        with exempt("demo"):
            Body.objects.filter(pk=body.pk).update(name="Anders")
        with connection.cursor() as cursor:
            cursor.execute("UPDATE django_session SET session_data = session_data")
    assert guard in connection.execute_wrappers
