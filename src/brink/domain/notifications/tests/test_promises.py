"""Whoever is promised something hears of it by mail: that it was, of another day, and of how it went."""

from datetime import UTC, date, datetime

import pytest
from tests.builders import World, make_world

from brink.domain.commitments import services
from brink.domain.commitments.tests.test_commitments import promised, settled
from brink.domain.commitments.tests.test_promised import answered
from brink.domain.journal.services import Actor
from brink.domain.notifications.models import News
from brink.domain.notifications.news import gather
from brink.foundation import clock

pytestmark = pytest.mark.django_db
STAFF = Actor(role="officer")
NOON = datetime(2026, 9, 1, 10, 0, tzinfo=UTC)


@pytest.fixture
def world() -> World:
    with clock.frozen(NOON):
        return make_world()


def test_whoever_has_the_answer_hears_of_a_promise_of_a_new_day_and_of_how_it_went(world: World) -> None:
    with clock.frozen(NOON):
        receipt, answer = answered(world)
        row = promised(world, source=services.Source(answer=answer))
        services.move(row=row, due_on=date(2026, 11, 1), reason="De paal komt later.", actor=STAFF, key=None)
        settled(row)
        services.report(row=row, how="Brief.", actor=STAFF, key=None)
        gather()
        told = set(News.objects.filter(contribution=receipt.contribution).values_list("topic", flat=True))
        assert {"promised", "promise_moved", "promise_reported"} <= told


def test_a_promise_that_is_not_public_yet_is_no_news(world: World) -> None:
    with clock.frozen(NOON):
        _receipt, answer = answered(world)
        promised(world, source=services.Source(answer=answer), published=False)
        gather()
        assert not News.objects.filter(topic="promised").exists()
