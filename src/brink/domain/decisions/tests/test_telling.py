"""What givers read of the weighing and of who decided, on the path of their words."""

import pytest
from tests.builders import make_world

from brink.domain.contributions import path_sources
from brink.domain.contributions.models import Contribution, Destination
from brink.domain.contributions.services import bundling
from brink.domain.contributions.services.answers import named_place
from brink.domain.decisions import services
from brink.domain.decisions.models import Decision
from brink.domain.decisions.tests.test_publishing import STAFF, complete, make_draft
from brink.domain.processes.models import Process
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
    assert path_sources.weighings(process.pk, [bundle.pk]) == []
    complete(decision)
    services.publish(decision=Decision.objects.get(pk=decision.pk), actor=STAFF)
    (told,) = path_sources.weighings(process.pk, [bundle.pk])
    assert (told.organ, told.weight, told.bundle_id) == ("Provinciale Staten", "hoog", bundle.pk)
    told_of = path_sources.places([decision.destination])[decision.destination_id]
    assert told_of.who == "Provinciale Staten, 29 voor en 14 tegen"
    words.refresh_from_db()
    assert words.reply_due_on is not None


def test_a_destination_tells_its_page_as_it_is_named_now() -> None:
    """Nothing stores an address: rename the question, and what landed with its round leads to its page still."""
    decision = make_draft(make_world())
    process = decision.process
    complete(decision)
    services.publish(decision=Decision.objects.get(pk=decision.pk), actor=STAFF)
    line = decision.lines.order_by("number").first()
    assert line is not None
    landed = named_place(process=process, kind="round", title="Ronde 1")
    Process.objects.filter(pk=process.pk).update(slug="anders-genoemd")
    told = path_sources.places([decision.destination, line.destination, landed])
    assert told[decision.destination_id].address == f"/besluiten/{decision.slug}/"
    assert told[line.destination_id].address == f"/besluiten/{decision.slug}/#weging-{line.number}"
    assert told[landed.pk].address == "/processen/anders-genoemd/"


def test_a_draft_and_a_kind_that_nobody_knows_have_no_page() -> None:
    decision = make_draft(make_world())
    unknown = Destination.objects.create(
        tenant_id=decision.tenant_id, created_at=clock.now(), process=decision.process, kind="nowhere", title="Ergens"
    )
    assert path_sources.places([decision.destination, unknown]) == {}
