"""An act that is held back does nothing, whatever it is, and says why; a disk that is full is a refusal too."""

from unittest import mock

import pytest
from django.db import OperationalError
from tests.builders import make_process, make_world

from brink.domain.journal import acts
from brink.domain.journal.models import Entry
from brink.domain.journal.services import Actor
from brink.domain.processes.models import Stakeholder
from brink.domain.processes.services.stakeholders import add_stakeholder
from brink.foundation.errors import NotNow, NotWritten

pytestmark = pytest.mark.django_db
STAFF = Actor(role="officer")


def test_nothing_is_done_while_acts_are_held_back() -> None:
    process = make_process(make_world())
    with acts.held_back(NotNow("Kijk het na.")):
        with pytest.raises(NotNow, match="Kijk het na"):
            add_stakeholder(process=process, name="Dorp", actor=STAFF, key="k" * 22)
        with pytest.raises(NotNow, match="Kijk het na"), acts.exempt("signals"):
            pass
    assert (Stakeholder.objects.count(), Entry.objects.count()) == (0, 0)
    add_stakeholder(process=process, name="Dorp", actor=STAFF, key="k" * 22)
    assert Stakeholder.objects.count() == 1


def test_a_database_that_cannot_write_is_a_refusal_and_nothing_half_is_left() -> None:
    process = make_process(make_world())
    full = OperationalError("database or disk is full")
    with mock.patch.object(acts, "record", side_effect=full), pytest.raises(NotWritten, match="Dat ligt aan ons"):
        add_stakeholder(process=process, name="Dorp", actor=STAFF, key="k" * 22)
    assert (Stakeholder.objects.count(), Entry.objects.count()) == (0, 0)
