"""What givers read of the weighing and of who decided, on the path of their words."""

import pytest
from tests.builders import make_world

from brink.domain.contributions import stories
from brink.domain.contributions.models import Contribution
from brink.domain.contributions.services import bundling
from brink.domain.decisions import services
from brink.domain.decisions.models import Decision
from brink.domain.decisions.tests.test_publishing import STAFF, complete, make_draft
from brink.foundation import clock

pytestmark = pytest.mark.django_db


def test_a_bundle_hears_its_weight_and_a_place_who_decided() -> None:
    decision = make_draft(make_world())
    process = decision.process
    round = process.rounds.get()
    words = Contribution.objects.create(
        tenant_id=process.tenant_id, created_at=clock.now(), process=process, round=round, kind="idea", channel="web",
        text="Een bus.",
    )  # fmt: skip
    bundle = bundling.make(process=process, title="De bus", contributions=[words], actor=STAFF)
    assert stories.weighings(process.pk, [bundle.pk]) == []
    complete(decision)
    services.publish(decision=Decision.objects.get(pk=decision.pk), actor=STAFF)
    (told,) = stories.weighings(process.pk, [bundle.pk])
    assert (told.organ, told.weight, told.bundle_id) == ("Provinciale Staten", "hoog", bundle.pk)
    place = stories.places([decision.destination])[decision.destination_id]
    assert place.who == "Provinciale Staten, 29 voor en 14 tegen"
    words.refresh_from_db()
    assert words.reply_due_on is not None
