"""A draft begun by mistake is thrown away, and with it what hung on it; what was weighed holds its interest."""

import pytest
from django.test import Client
from tests.builders import make_process, make_world
from tests.form_client import go_on

from brink.domain.decisions import services as deciding
from brink.domain.decisions.models import Decision
from brink.domain.journal.services import Actor
from brink.domain.processes.models import Interest
from brink.domain.processes.services import stakeholders
from brink.foundation import clock

pytestmark = pytest.mark.django_db
STAFF = Actor(role="officer")


def test_a_weighed_interest_stays_and_says_why() -> None:
    world = make_world()
    process, desk = make_process(world), Client()
    desk.force_login(world.officer)
    interest = stakeholders.add_interest(process=process, title="Rust", actor=STAFF, key=None)
    decision = deciding.draft(
        process=process, title="Besluit", organ=world.council, on=clock.today(), actor=STAFF, key=None
    )
    line = {"norm_side": "n", "value_side": "v", "weight": "high", "done": "d", "reason": "r"}
    deciding.weigh(decision=decision, who="dorp", interest=interest, actor=STAFF, **line)
    address = f"/balie/processen/{process.slug}/wijzigen/belang/{interest.pk}/weg/"
    answer = desk.post(address, {"key": "k" * 22}, follow=True)
    assert "Dit belang is al gewogen." in answer.content.decode()
    assert Interest.objects.count() == 1
    # With the draft of the decision thrown away, it can go.
    assert go_on(desk, f"/balie/besluiten/{decision.slug}/weg/").status_code == 302
    assert Decision.objects.count() == 0
    desk.post(address, {"key": "m" * 22})
    assert Interest.objects.count() == 0
