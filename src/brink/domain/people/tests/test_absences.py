"""Somebody who is away names a colleague: why another cannot take the work over is said as it is."""

from datetime import timedelta

import pytest
from tests.builders import make_world

from brink.domain.journal.services import Actor
from brink.domain.people.models import Absence
from brink.domain.people.services import add_absence
from brink.foundation import clock
from brink.foundation.errors import BadInput

pytestmark = pytest.mark.django_db


def test_whoever_cannot_take_the_work_over_is_refused_with_their_own_reason() -> None:
    world, other, today = make_world(), make_world("emmen", "municipality"), clock.today()
    asked = {"tenant": world.body, "account": world.officer, "starts": today, "ends": today + timedelta(days=7),
             "actor": Actor(id=world.officer.pk, role="officer")}  # fmt: skip
    refused = {}
    for who, account in (("oneself", world.officer), ("a stranger", other.officer)):
        with pytest.raises(BadInput) as wrong:
            add_absence(substitute=account, **asked)
        refused[who] = (wrong.value.field, str(wrong.value))
    assert refused == {
        "oneself": ("substitute", "Kies een collega: u bent zelf afwezig."),
        "a stranger": ("substitute", "Deze persoon werkt niet bij deze organisatie. Kies iemand anders."),
    }
    assert not Absence.objects.exists()
    assert add_absence(substitute=world.clerk, **asked).account == world.officer
