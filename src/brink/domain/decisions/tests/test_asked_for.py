"""What a decision must tell before anybody reads it, by the button of the desk: each that is missing is named there."""

from collections.abc import Callable

import pytest
from django.test import Client

from brink.domain.decisions.models import Decision, MinorityNote
from brink.domain.decisions.tests.desk import LINE
from brink.domain.decisions.tests.test_desk import Place, fresh, interest_of, place
from brink.domain.decisions.tests.test_publishing import complete
from brink.domain.journal.services import Actor
from brink.domain.people.services import add_organ
from brink.foundation.organs import OrganKind

__all__ = ["place"]
pytestmark = pytest.mark.django_db

TAKEN: dict[str, tuple[Callable[[Decision], object], str]] = {
    "c07-explanation": (lambda one: Decision.objects.filter(pk=one.pk).update(explanation=""), "uitleg"),
    "w26-options": (lambda one: one.options.all().delete(), "keuze"),
    "d05-interest": (lambda one: one.lines.all().delete(), "jongeren"),
    "c29-minority": (lambda one: MinorityNote.objects.filter(decision=one).delete(), "minderheid"),
    "h10-competence": (lambda one: Decision.objects.filter(pk=one.pk).update(competence=""), "bevoegd"),
}


@pytest.mark.parametrize("name", TAKEN)
def test_what_a_decision_lacks_is_named_and_nobody_reads_it(place: Place, name: str) -> None:
    complete(fresh(place))
    address = f"{place.clerk.address}publiceer/"
    told = place.clerk.client.get(address)
    assert told.status_code == 200, "whole, it may be published"
    take, said = TAKEN[name]
    take(fresh(place))
    answer = place.clerk.client.get(address)
    assert (answer.status_code, said in answer.content.decode().lower()) == (409, True)
    place.clerk.client.post(address, {"key": "k" * 20})
    assert Client().get(f"/besluiten/{place.decision.slug}/").status_code == 404


def test_a_working_group_is_there_and_is_no_choice_for_who_decides(place: Place) -> None:
    body, process = place.world.body, place.decision.process
    group = add_organ(body=body, name="Werkgroep Dorpen", role=OrganKind.WORKING_GROUP, actor=Actor(role="admin"))
    address = f"/balie/besluiten/nieuw/{process.slug}/"
    form = place.officer.open(address)[""]
    typed = {"title": "Een fietspad", "organ": str(group.pk), "on": "2026-12-17"}
    refused = place.officer.send(form, address, **typed)
    assert refused.status_code == 422
    assert "Een fietspad" in refused.content.decode()
    assert Decision.objects.count() == 1


@pytest.mark.parametrize("side", ["norm_side", "value_side"])
def test_h11_an_interest_is_weighed_on_both_sides(place: Place, side: str) -> None:
    form = place.officer.open()[interest_of(place.decision)]
    refused = place.officer.send(form, **{**LINE, side: ""})
    assert refused.status_code == 422
    assert not fresh(place).lines.exists()
    form = place.officer.open()[interest_of(place.decision)]
    assert place.officer.send(form, **LINE).status_code == 302
