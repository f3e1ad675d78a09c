"""Bundling: every origin kept, one voice in several bundles, counts that stay right."""

import pytest
from tests.builders import World, make_process, make_round, make_world

from brink.domain.contributions.models import Bundle, BundleItem, Contribution
from brink.domain.contributions.services import bundling, retention
from brink.domain.contributions.services.giving import Words, give
from brink.domain.journal.models import Entry
from brink.domain.journal.services import RESIDENT, SYSTEM
from brink.domain.processes.models import Process
from brink.foundation.errors import BadInput, NotNow

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


def voices(world: World, number: int, slug: str = "wonen") -> tuple[Process, list[Contribution]]:
    round = make_round(make_process(world, slug))
    words = [Words(kind="idea", text=f"Stem {index}") for index in range(number)]
    return round.process, [give(round=round, words=one, actor=RESIDENT, key=None).contribution for one in words]


def lying(bundle: Bundle) -> set[object]:
    return set(BundleItem.objects.filter(bundle=bundle, removed_at=None).values_list("contribution_id", flat=True))


def test_a_voice_may_lie_in_two_bundles_and_leave_one(world: World) -> None:
    process, (one, two) = voices(world, 2)
    bus = bundling.make(process=process, title="De bus", contributions=[one, two], actor=SYSTEM)
    shop = bundling.make(process=process, title="De winkel", contributions=[one], actor=SYSTEM)
    assert (bus.number, shop.number, bus.item_count, shop.item_count) == (1, 2, 2, 1)
    bundling.remove(bundle=bus, contributions=[one, two], actor=SYSTEM)
    one.refresh_from_db()
    two.refresh_from_db()
    assert (one.bundled_at is None, two.bundled_at is None) == (False, True)
    assert BundleItem.objects.filter(bundle=bus).count() == 2
    bundling.add(bundle=bus, contributions=[two], actor=SYSTEM)
    bus.refresh_from_db()
    assert (bus.item_count, lying(bus)) == (1, {two.pk})


def test_merging_keeps_both_origins_and_closes_one(world: World) -> None:
    process, (one, two, three) = voices(world, 3)
    bus = bundling.make(process=process, title="De bus", contributions=[one, two], actor=SYSTEM)
    travel = bundling.make(process=process, title="Reizen", contributions=[two, three], actor=SYSTEM)
    bundling.merge(bundle=bus, into=travel, actor=SYSTEM)
    bus.refresh_from_db()
    travel.refresh_from_db()
    assert (bus.merged_into, bus.item_count, travel.item_count) == (travel, 0, 3)
    assert BundleItem.objects.filter(bundle=bus, removed_at__isnull=False).count() == 2
    with pytest.raises(NotNow, match="samengevoegd"):
        bundling.add(bundle=bus, contributions=[three], actor=SYSTEM)


def test_splitting_moves_some_and_leaves_some(world: World) -> None:
    process, (one, two, three) = voices(world, 3)
    bundle = bundling.make(process=process, title="Alles", contributions=[one, two], actor=SYSTEM)
    for wrong in ([], [three], [one, two]):
        with pytest.raises(BadInput):
            bundling.split(bundle=bundle, title="Deel", contributions=wrong, actor=SYSTEM)
    made = bundling.split(bundle=bundle, title="Deel", contributions=[two], actor=SYSTEM)
    assert (made.split_from_id, lying(bundle), lying(made)) == (bundle.pk, {one.pk}, {two.pk})


def test_a_form_sent_twice_makes_one_bundle_and_one_entry(world: World) -> None:
    process, rows = voices(world, 2)
    first = bundling.make(process=process, title="De bus", contributions=rows, actor=SYSTEM, key="k" * 22)
    second = bundling.make(process=process, title="De bus", contributions=rows, actor=SYSTEM, key="k" * 22)
    assert (first.pk, Bundle.objects.count(), Entry.objects.filter(kind="bundle.made").count()) == (second.pk, 1, 1)


def test_words_of_another_question_are_refused(world: World) -> None:
    process, _rows = voices(world, 1)
    _other, strangers = voices(world, 1, "bus")
    with pytest.raises(BadInput, match="andere vraag"):
        bundling.make(process=process, title="De bus", contributions=strangers, actor=SYSTEM)
    assert Bundle.objects.count() == 0


def test_counts_can_be_made_again(world: World) -> None:
    process, rows = voices(world, 3)
    bundle = bundling.make(process=process, title="De bus", contributions=rows, actor=SYSTEM)
    Process.objects.update(contribution_count=0, landed_count=9)
    Bundle.objects.update(item_count=0)
    retention.recount(process=process)
    process.refresh_from_db()
    bundle.refresh_from_db()
    assert (process.contribution_count, process.landed_count, bundle.item_count) == (3, 0, 3)
