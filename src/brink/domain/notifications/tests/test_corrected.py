"""A correction of a decision is told to whoever spoke: by mail, and on the path of their words."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from tests.builders import make_round, make_world

from brink.domain.contributions.services.giving import Words, give
from brink.domain.decisions import services
from brink.domain.decisions.models import Decision
from brink.domain.decisions.tests.test_correcting import account, propose
from brink.domain.decisions.tests.test_publishing import STAFF, complete, make_draft
from brink.domain.journal.services import RESIDENT
from brink.domain.notifications.mailing import notify
from brink.foundation import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def decision() -> Decision:
    made = make_draft(make_world())
    complete(made)
    services.publish(decision=made, actor=STAFF)
    return Decision.objects.get(pk=made.pk)


def test_whoever_spoke_hears_of_it(decision: Decision) -> None:
    """By mail, and on the path of their words, with the reason."""
    round = make_round(decision.process, number=2)
    words = Words(kind="idea", text="Een bus op zaterdag.", email="g@voorbeeld.invalid")
    receipt = give(round=round, words=words, actor=RESIDENT, key=None)
    services.publish_correction(erratum=propose(decision, account("een")), actor=account("twee"))
    with clock.frozen(clock.now() + timedelta(minutes=20)):
        notify()
    assert "In het besluit is een fout verbeterd." in mail.outbox[-1].body
    client = Client()
    client.post("/volg/", {"code": receipt.code})
    path = client.get("/volg/pad/").content.decode()
    assert "Een fout in het besluit is verbeterd" in path
    assert "Wij typten een getal verkeerd." in path
