"""What is kept beside the words: where they lie, when an answer is due, who may act, and what many at once leave."""

from datetime import UTC, date, datetime, timedelta

import pytest
from tests.builders import World, make_process, make_room, make_round, make_world

from brink.domain.contributions.models import BundleItem, Contribution, Moderation, ResponseTerms, Source, TrackingCode
from brink.domain.contributions.services import bulk, bundling, deadlines, following, moving
from brink.domain.contributions.services.bulk import Brought
from brink.domain.contributions.services.deadlines import TERMS, Terms
from brink.domain.contributions.services.giving import Receipt, Words, give
from brink.domain.journal.models import Entry
from brink.domain.journal.services import RESIDENT, Actor
from brink.domain.processes.models import Process, Round
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotAllowed, NotNow

pytestmark = pytest.mark.django_db
STAFF = Actor(role="officer")
NOON = datetime(2026, 5, 1, 10, 0, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def round(world: World) -> Round:
    return make_round(make_process(world))


def say(round: Round, text: str = "Een bus.", **fields: object) -> Receipt:
    return give(round=round, words=Words(kind="idea", text=text, **fields), actor=RESIDENT, key=None)


def several(round: Round, count: int) -> list[Contribution]:
    return [say(round, f"Een bus naar dorp {number}.").contribution for number in range(count)]


def lying(bundle: object) -> set[object]:
    return set(BundleItem.objects.filter(bundle=bundle, removed_at=None).values_list("contribution_id", flat=True))


def test_what_leaves_a_bundle_and_comes_back_is_counted_there_and_nowhere_else(world: World, round: Round) -> None:
    voices, asked = several(round, 3), {"process": round.process, "actor": STAFF}
    one = bundling.make(**asked, title="De bus", contributions=voices[:2])
    two = bundling.make(**asked, title="De halte", contributions=voices[1:])
    assert (one.number, two.number, one.item_count, two.item_count) == (1, 2, 2, 2)
    assert bundling.make(process=make_process(world, "anders"), title="Elders", actor=STAFF).number == 1
    bundling.remove(bundle=one, contributions=voices[:2], actor=STAFF)
    assert [Contribution.objects.get(pk=voice.pk).bundled_at is None for voice in voices] == [True, False, False]
    assert (lying(one), lying(two)) == (set(), {voices[1].pk, voices[2].pk})
    bundling.add(bundle=one, contributions=[voices[0], voices[0], voices[2]], actor=STAFF)
    for bundle, count in ((one, 2), (two, 2)):
        bundle.refresh_from_db()
        assert (bundle.item_count, len(lying(bundle))) == (count, count)
    assert Contribution.objects.get(pk=voices[0].pk).bundled_at is not None
    data = [one.data for one in Entry.objects.filter(kind__in=("bundle.removed", "bundle.added")).order_by("at", "id")]
    assert [(one.get("gone"), one.get("new")) for one in data] == [(2, None), (None, 2)]
    bundling.add(bundle=one, contributions=voices[:1], actor=STAFF)
    assert Entry.objects.filter(kind="bundle.added").order_by("at", "id").last().data["new"] == 0


def test_a_bundle_needs_a_name_words_of_its_question_and_stays_closed_after_merging(world: World, round: Round) -> None:
    voices = several(round, 3)
    other = make_round(make_process(world, "anders"))
    stranger = say(other).contribution
    asked = {"process": round.process, "actor": STAFF}
    for title, field in ((" ", "title"), ("x" * 161, "title")):
        with pytest.raises(BadInput) as refusal:
            bundling.make(**asked, title=title)
        assert refusal.value.field == field
    with pytest.raises(BadInput, match="andere vraag"):
        bundling.make(**asked, title="De bus", contributions=[voices[0], stranger])
    one, two = (bundling.make(**asked, title=name, contributions=voices) for name in ("De bus", "De halte"))
    with pytest.raises(BadInput, match="een of meer bijdragen"):
        bundling.add(bundle=one, contributions=[], actor=STAFF)
    elsewhere = bundling.make(process=other.process, title="Elders", contributions=[stranger], actor=STAFF)
    for into in (one, elsewhere):
        with pytest.raises(BadInput, match="andere bundel van dezelfde vraag"):
            bundling.merge(bundle=one, into=into, actor=STAFF)
    for chosen, sentence in (([], "in deze bundel liggen"), (voices, "minstens één liggen")):
        with pytest.raises(BadInput, match=sentence):
            bundling.split(bundle=one, title="Deel", contributions=chosen, actor=STAFF)
    part = bundling.split(bundle=one, title="Deel", contributions=voices[:1], actor=STAFF)
    assert (part.split_from, part.number, lying(part), lying(one)) == (
        one, 3, {voices[0].pk}, {voices[1].pk, voices[2].pk},
    )  # fmt: skip
    with pytest.raises(BadInput, match="in deze bundel liggen"):
        bundling.split(bundle=one, title="Deel", contributions=voices[:2], actor=STAFF)
    bundling.merge(bundle=one, into=two, actor=STAFF)
    for act in (
        lambda: bundling.add(bundle=one, contributions=voices, actor=STAFF),
        lambda: bundling.remove(bundle=one, contributions=voices, actor=STAFF),
        lambda: bundling.merge(bundle=two, into=one, actor=STAFF),
        lambda: bundling.split(bundle=one, title="Deel", contributions=voices[1:2], actor=STAFF),
    ):
        with pytest.raises(NotNow, match="samengevoegd"):
            act()


@pytest.mark.parametrize("name", TERMS)
@pytest.mark.parametrize(("days", "fits"), [(0, False), (1, True), (365, True), (366, False)])
def test_a_body_sets_each_of_its_own_terms_between_a_day_and_a_year(world: World, name: str, days: int, fits) -> None:
    other, wanted = make_world("emmen"), Terms(**{name: days})
    if fits:
        deadlines.set_terms(body=world.body, terms=wanted, actor=STAFF)
        assert deadlines.terms_of(world.body.pk) == wanted
    else:
        with pytest.raises(BadInput) as refusal:
            deadlines.set_terms(body=world.body, terms=wanted, actor=STAFF)
        assert refusal.value.field == name
        assert not ResponseTerms.objects.exists()
    assert deadlines.terms_of(other.body.pk) == Terms()


def test_an_answer_is_due_on_the_first_of_what_was_promised(world: World) -> None:
    with clock.frozen(NOON):
        process = make_process(world)
        room = process.rooms.get()
        assert deadlines.promised(process) == room.reply_on
        process.decided_at = NOON - DAY
        days = process.tenant.reply_days
        soonest = min(room.reply_on, date(2026, 4, 30) + timedelta(days=days))
        assert deadlines.promised(process) == soonest
        assert deadlines.promised(make_process(world, "kaal", room=False)) is None
        assert deadlines.first_reply_due(world.body.pk) == date(2026, 5, 20)


def test_who_still_waits_gets_the_new_day_and_who_was_answered_keeps_the_old(world: World) -> None:
    with clock.frozen(NOON):
        round = make_round(make_process(world))
        waits, answered, gone = several(round, 3)
        elsewhere = say(make_round(make_process(world, "anders"))).contribution
        Contribution.objects.filter(pk=answered.pk).update(first_replied_at=NOON, replied_at=NOON, landed_at=NOON)
        Contribution.objects.filter(pk=gone.pk).update(withdrawn_at=NOON, text="")
        old = waits.reply_due_on
        make_room(world, round.process, version=2, change_reason="Later.", reply_on=date(2026, 9, 9))
        assert deadlines.reset_due(process=round.process, actor=STAFF) == 1
        assert deadlines.reset_due(process=round.process, actor=STAFF) == 0
        kept = dict(Contribution.objects.values_list("pk", "reply_due_on"))
        assert kept == {waits.pk: date(2026, 9, 9), answered.pk: old, gone.pk: old, elsewhere.pk: old}
        Process.objects.filter(pk=round.process_id).update(withdrawn_at=NOON, withdrawn_reason="Klaar.")
        deadlines.stop_due(round.process)
        kept = dict(Contribution.objects.values_list("pk", "reply_due_on"))
        assert kept == {waits.pk: date(2026, 5, 20), answered.pk: old, gone.pk: old, elsewhere.pk: old}
        Contribution.objects.filter(pk=waits.pk).update(reply_due_on=date(2026, 5, 4))
        deadlines.stop_due(round.process)
        assert Contribution.objects.get(pk=waits.pk).reply_due_on == date(2026, 5, 4)


def test_a_code_acts_on_its_own_words_alone_and_a_broker_reads_along(round: Round) -> None:
    mine, other = say(round, broker_name="Bea", consent_broker=True), say(round, "Een trein.")
    following.require_giver(mine.contribution, mine.code)
    following.require_giver(mine.contribution, mine.code.upper())
    for code in (mine.broker_code, other.code, "", "geen code"):
        with pytest.raises(NotAllowed, match="van wie de woorden heeft gegeven"):
            following.require_giver(mine.contribution, code)
    found = following.look_up(mine.broker_code)
    assert (found.holder, found.contributions) == ("broker", (mine.contribution,))
    assert following.look_up("heide brink es 12345678") is None


def test_many_at_once_leave_the_same_rows_as_one_by_one(world: World, round: Round) -> None:
    other = make_round(make_process(world, "anders"))
    words = Words(kind="idea", text="Een bus.", title="Bus", place="Kerk", channel="paper", heard_on=date(2026, 4, 1),
                  consent_quote=True)  # fmt: skip
    closed = Words(kind="idea", text="Stil.", verbatim="Heel stil.", publicity="closed")
    brought = [Brought(words, NOON), Brought(closed, NOON + DAY, hold_for_moderation=True)]
    receipts = bulk.give_many(round=round, brought=brought, actor=STAFF, origin="import")
    first, second = (one.contribution for one in receipts)
    assert (first.title, first.place, first.channel, first.publicity, first.moderation, first.created_at) == (
        "Bus", "Kerk", "paper", "pseudonym", Moderation.SHOWN, NOON,
    )  # fmt: skip
    assert (second.moderation, second.publicity, second.reply_due_on) == (
        Moderation.WAITING, "closed", deadlines.promised(round.process),
    )  # fmt: skip
    sources = [Source.objects.get(contribution=one) for one in (first, second)]
    assert [(one.verbatim, one.consent_publish, one.consent_quote, one.heard_on) for one in sources] == [
        ("Een bus.", True, True, date(2026, 4, 1)), ("Heel stil.", False, False, None),
    ]  # fmt: skip
    assert [following.look_up(one.code).contributions for one in receipts] == [(first,), (second,)]
    assert TrackingCode.objects.count() == 2
    for row, count in ((round, 2), (round.process, 2), (other, 0), (other.process, 0)):
        row.refresh_from_db()
        assert row.contribution_count == count
    for identity in ({"name": "Bea"}, {"email": "b@x.nl"}, {"phone": "06"}, {"address": "Brink 1"}):
        named = Words(kind="idea", text="Een bus.", **identity)
        with pytest.raises(ValueError, match="no identity"):
            bulk.give_many(round=round, brought=[Brought(named, NOON)], actor=STAFF, origin="import")
    Round.objects.filter(pk=round.pk).update(closed_at=NOON)
    round.refresh_from_db()
    with pytest.raises(NotNow, match="gesloten"):
        bulk.give_many(round=round, brought=brought, actor=STAFF, origin="import")
    assert Contribution.objects.count() == 2


def test_words_can_move_to_the_open_rounds_of_the_own_body_only(world: World) -> None:
    with clock.frozen(NOON):
        process = make_process(world)
        fits = make_round(process)
        make_round(process, number=2, opened=False)
        make_round(process, number=3, closes_at=NOON)
        make_round(process, number=4, opens_at=NOON + DAY)
        make_round(process, number=5, closed_at=NOON)
        make_round(make_process(make_world("emmen"), "emmen"))
        gone = make_process(world, "gestopt")
        make_round(gone)
        Process.objects.filter(pk=gone.pk).update(withdrawn_at=NOON, withdrawn_reason="Klaar.")
        from_now = make_round(process, number=6, opens_at=NOON)
        assert moving.rounds_to_move_to(world.body.pk) == [fits, from_now]
