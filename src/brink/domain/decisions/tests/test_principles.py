"""Each decision answers the principles of good government one by one; none is published with a hole (H10)."""

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from tests.builders import make_world

from brink.domain.decisions import queries, services
from brink.domain.decisions.models import Decision, GoodGovernment
from brink.domain.decisions.principles import PRINCIPLES, all_hold
from brink.domain.decisions.tests.test_publishing import STAFF, complete, make_draft
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotNow

pytestmark = pytest.mark.django_db
BUT = "Kleine dorpen gaan voor, omdat daar de nood groter is."


def page(decision: Decision) -> str:
    return " ".join(Client().get(f"/besluiten/{decision.slug}/").content.decode().split())


def test_a_hole_is_named_and_nothing_is_published() -> None:
    decision = make_draft(make_world())
    complete(decision)
    answers = {key: but for key, but in all_hold().items() if key not in ("trust", "purpose")}
    services.set_principles(decision=decision, answers=answers, actor=STAFF)
    decision = Decision.objects.get(pk=decision.pk)
    (finding,) = queries.findings(decision)
    assert (finding.key, finding.where) == ("principles", "beginselen")
    assert "vertrouwen, geen misbruik van bevoegdheid" in finding.message
    with pytest.raises(NotNow, match="nog niet openbaar"):
        services.publish(decision=decision, actor=STAFF)


def test_where_one_does_not_hold_is_said_and_why_and_everybody_reads_it() -> None:
    decision = make_draft(make_world())
    complete(decision)
    with pytest.raises(BadInput, match="waar het niet klopt"):
        services.set_principles(decision=decision, answers={"equality": "  "}, actor=STAFF)
    services.set_principles(decision=decision, answers={**all_hold(), "equality": BUT}, actor=STAFF)
    services.publish(decision=Decision.objects.get(pk=decision.pk), actor=STAFF)
    shown = page(decision)
    assert "Is dit goed bestuur?" in shown
    for one in PRINCIPLES:
        assert one.source in shown
    assert "Niet overal." in shown
    assert BUT in shown


def test_what_was_published_before_says_that_it_was_not_asked() -> None:
    decision = make_draft(make_world())
    complete(decision)
    GoodGovernment.objects.all().delete()
    Decision.objects.filter(pk=decision.pk).update(published_at=clock.now())
    assert "Toen dit besluit werd genomen, is dit niet per beginsel gevraagd." in page(decision)
    for change in (lambda: GoodGovernment.objects.create(
        tenant_id=decision.tenant_id, created_at=clock.now(), decision=decision, answers=all_hold()
    ),):  # fmt: skip
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_every_principle_has_a_name_a_question_and_a_source() -> None:
    assert len({one.key for one in PRINCIPLES}) == len(PRINCIPLES) == 8
    assert all(str(one.name) and str(one.asks).endswith(".") and one.source for one in PRINCIPLES)
