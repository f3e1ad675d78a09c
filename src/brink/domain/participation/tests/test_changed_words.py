"""Words that their giver changed are new words: nobody puts them in front before they were looked at anew."""

from datetime import timedelta

import pytest
from tests.builders import World, make_process, make_round, make_world

from brink.domain.contributions.models import Contribution
from brink.domain.contributions.queries.desk import not_looked_over
from brink.domain.contributions.services import moderating
from brink.domain.contributions.services.changing import OwnWords, change
from brink.domain.contributions.services.giving import Receipt, Words, give
from brink.domain.journal.services import RESIDENT, Actor
from brink.domain.participation.featuring import featurable
from brink.domain.people.queries import viewer_for
from brink.foundation import clock

pytestmark = pytest.mark.django_db
STAFF = Actor(role="officer")


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def receipt(world: World) -> Receipt:
    words = Words(kind="idea", text="Een bus elk uur naar het dorp.")
    return give(round=make_round(make_process(world)), words=words, actor=RESIDENT, key=None)


def now(receipt: Receipt) -> Contribution:
    return Contribution.objects.get(pk=receipt.contribution.pk)


def test_who_looked_before_has_not_seen_the_new_words(world: World, receipt: Receipt) -> None:
    start = clock.now()
    moderating.show(contribution=receipt.contribution, actor=STAFF)
    front = Contribution.objects.filter(featurable())
    assert front.exists()
    desk = viewer_for(world.officer)
    assert not not_looked_over(desk).exists()
    with clock.frozen(start + timedelta(minutes=5)):
        change(contribution=now(receipt), code=receipt.code, words=OwnWords("Een bus elk half uur."))
        assert not front.exists()
        assert not_looked_over(desk).get() == now(receipt)
        moderating.show(contribution=now(receipt), actor=STAFF)
        assert front.exists()
        assert not not_looked_over(desk).exists()


def test_support_of_the_old_words_is_none_of_the_new(receipt: Receipt) -> None:
    Contribution.objects.filter(pk=receipt.contribution.pk).update(support_count=12)
    front = Contribution.objects.filter(featurable())
    assert front.exists()
    change(contribution=now(receipt), code=receipt.code, words=OwnWords("Geen bus meer."))
    assert not front.exists()
