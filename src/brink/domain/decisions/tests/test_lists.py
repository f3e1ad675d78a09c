"""What an organ decided on a day, on one page (D20)."""

from datetime import timedelta

import pytest
from django.test import Client
from tests.builders import World, make_world

from brink.domain.decisions import services
from brink.domain.decisions.models import Decision
from brink.domain.decisions.tests.test_publishing import STAFF, complete, make_draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


def published(world: World) -> Decision:
    decision = make_draft(world)
    complete(decision)
    services.publish(decision=Decision.objects.get(pk=decision.pk), actor=STAFF)
    return Decision.objects.get(pk=decision.pk)


def test_the_decisions_of_an_organ_on_a_day_stand_on_one_page_with_their_votes(world: World) -> None:
    decision = published(world)
    votes = decision.votes.all()
    page = Client().get("/besluitenlijst/").content.decode()
    address = f"/besluitenlijst/{world.body.slug}/{decision.organ.slug}/{decision.on.isoformat()}/"
    assert address in page
    assert address in Client().get(f"/besluiten/{decision.slug}/").content.decode()
    assert "/besluitenlijst/" in Client().get("/besluiten/").content.decode()
    listed = Client().get(address).content.decode()
    assert decision.title in listed
    assert decision.text in listed
    assert f"/besluiten/{decision.slug}/" in listed
    if votes:
        told = f"{sum(one.in_favour for one in votes)} voor, {sum(one.against for one in votes)} tegen"
        assert told in listed
    assert address not in Client().get("/besluitenlijst/?overheid=elders").content.decode()


def test_a_draft_is_on_no_list_and_a_day_without_decisions_has_no_page(world: World) -> None:
    draft = make_draft(world)
    start = f"/besluitenlijst/{world.body.slug}/{draft.organ.slug}/"
    assert Client().get(f"{start}{draft.on.isoformat()}/").status_code == 404
    assert start not in Client().get("/besluitenlijst/").content.decode()
    decision = published(make_world("emmen"))
    start = f"/besluitenlijst/{decision.tenant.slug}/{decision.organ.slug}/"
    for day in (str(decision.on + timedelta(days=1)), "gisteren", "2026-13-01"):
        assert Client().get(f"{start}{day}/").status_code == 404, day


def test_a_list_asks_as_little_of_the_database_for_many_as_for_one(
    world: World, django_assert_max_num_queries: object
) -> None:
    decision = published(world)
    address = f"/besluitenlijst/{world.body.slug}/{decision.organ.slug}/{decision.on.isoformat()}/"
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        Client().get(address)
