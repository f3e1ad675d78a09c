"""The desk of decisions beside its sections: beginning, publishing, a promise; and forms that are no forms."""

from datetime import date

import pytest
from django.test import Client
from tests.builders import make_world
from tests.form_client import read

from brink.domain.commitments.models import Commitment
from brink.domain.decisions import commitments, services
from brink.domain.decisions.models import Decision
from brink.domain.decisions.tests.desk import Desk
from brink.domain.decisions.tests.test_desk import Place, fresh, place
from brink.domain.decisions.tests.test_publishing import STAFF, complete
from brink.domain.journal.models import Entry
from brink.domain.people.models import Membership
from brink.foundation.visibility import Role

__all__ = ["place"]
pytestmark = pytest.mark.django_db


def test_a_decision_is_begun_once_and_its_form_says_what_is_wrong(place: Place) -> None:
    address = f"/balie/besluiten/nieuw/{place.decision.process.slug}/"
    form = place.officer.open(address)[""]
    typed = {"title": "Tweede besluit", "organ": str(place.world.council.pk), "on": "2026-12-17"}
    assert place.officer.send(form, address, **{**typed, "title": ""}).status_code == 422
    first, again = (place.officer.send(form, address, **typed) for _number in range(2))
    assert (first.status_code, first.url) == (302, again.url)
    assert Decision.objects.filter(title="Tweede besluit").count() == 1
    refused = place.officer.send(form, address, **{**typed, "title": "Derde besluit"})
    assert refused.status_code == 409
    assert place.officer.read(refused)[""]["title"] == "Derde besluit"
    other = make_world("assen")
    wrong = {**typed, "organ": str(other.council.pk)}
    assert place.officer.send(place.officer.open(address)[""], address, **wrong).status_code == 422
    assert Desk(place.decision, other.officer).send(form, address, **typed).status_code == 404
    Membership.objects.filter(person__account=place.world.officer).update(role=Role.MODERATOR)
    refused = place.officer.send(form, address, **typed)
    assert (refused.status_code, place.officer.read(refused)[""]["title"]) == (403, "Tweede besluit")


def test_publishing_is_done_once_and_says_what_is_missing(place: Place) -> None:
    address = f"{place.clerk.address}publiceer/"
    answer = place.clerk.client.get(address)
    assert answer.status_code == 409
    assert "Het besluit kan nog niet openbaar." in answer.content.decode()
    assert fresh(place).published_at is None
    complete(fresh(place))
    told = read(place.clerk.client.get(address))
    form = next(one for one in told.forms if one.action == address).filled("")
    assert place.officer.client.post(address, form).status_code == 403
    assert Desk(place.decision, make_world("assen").clerk).client.post(address, form).status_code == 404
    first, again = (place.clerk.client.post(address, form) for _number in range(2))
    assert (first.status_code, again.status_code, first.url) == (302, 302, again.url)
    assert Entry.objects.get(kind="decision.published").public
    late = place.clerk.client.post(address, {"key": "another"})
    assert (late.status_code, "Dit besluit is al openbaar." in late.content.decode()) == (409, True)


def test_what_is_promised_with_a_draft_becomes_public_with_the_decision(place: Place) -> None:
    made = {
        "title": "Een bus", "receiver": "Dorpsbelang", "due_on": "2027-01-01",
        "owner": f"person-{place.world.contact.pk}",
    }  # fmt: skip
    form = place.officer.open()["toezegging"]
    assert [place.officer.send(form, **made).status_code for _twice in range(2)] == [302, 302]
    commitment = Commitment.objects.get()
    page, old = f"/toezeggingen/{commitment.record.slug}/", f"/balie/besluiten/toezegging/{commitment.pk}/"
    assert Client().get(page).status_code == 404
    assert "Een bus" not in Client().get("/toezeggingen/").content.decode()
    assert [place.officer.client.get(old).url, Client().get(old).status_code] == [page, 404]
    decided = f'href="/besluiten/{place.decision.slug}/"'
    assert decided not in place.officer.client.get(page).content.decode()
    complete(fresh(place))
    services.publish(decision=fresh(place), actor=STAFF)
    assert decided in Client().get(page).content.decode()
    assert f'href="{page}"' in Client().get(f"/besluiten/{place.decision.slug}/").content.decode()
    assert Entry.objects.filter(kind__in=("commitment.made", "decision.promised"), public=False).count() == 2
    assert Entry.objects.get(kind="commitment.published").public


def test_what_is_promised_with_a_public_decision_is_public_at_once(place: Place) -> None:
    complete(fresh(place))
    services.publish(decision=fresh(place), actor=STAFF)
    said = {"title": "Een paal", "receiver": "Dorpsbelang", "owner": place.world.contact, "due_on": date(2027, 1, 1)}
    row = commitments.promise(decision=fresh(place), actor=STAFF, key="k", **said)
    assert commitments.promise(decision=fresh(place), actor=STAFF, key="k", **said) == row
    assert row.record.published_at is not None
    assert row.decided.decision == place.decision
    assert row.organ == place.decision.organ


ODD = (
    "", "new-0", "new--1", "line-1", "line-²", "line-", "interest-", "interest-0", "bundle-x", "group-", "group-x-c",
    "line-00000000-0000-0000-0000-000000000000", "interest-00000000-0000-0000-0000-000000000000",
    "interest-{00000000-0000-0000-0000-000000000000}", "group-00000000-0000-0000-0000-000000000000-c",
    "group-00000000-0000-0000-0000-000000000000-", "x" * 5_000, "besluit ", "__class__",
)  # fmt: skip


@pytest.mark.parametrize("name", ODD)
def test_an_odd_name_of_a_section_is_no_section(place: Place, name: str) -> None:
    assert place.officer.client.post(place.officer.address, {"section": name, "key": "k"}).status_code == 404


@pytest.mark.parametrize(
    "broken",
    [{"keuzes-TOTAL_FORMS": "x"}, {"keuzes-TOTAL_FORMS": "100000"}, {"keuzes-0-id": "x"}, {"seen": "²"}, {"seen": ""}],
    ids=str,
)
def test_a_broken_form_is_an_answer_and_no_fault(place: Place, broken: dict[str, str]) -> None:
    services.set_options(
        decision=place.decision, choices=[services.Choice("Niets doen", "x", nothing=True)], actor=STAFF
    )
    form = place.officer.open()["keuzes"]
    answer = place.officer.client.post(place.officer.address, {**form, **broken})
    assert answer.status_code in (409, 422)
    assert fresh(place).options.get().title == "Niets doen"
