"""Promises: their acts and stages, what the database keeps, "klopt niet", and money that runs out."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from tests.builders import World, make_process, make_round, make_world

from brink.domain.commitments import services, states
from brink.domain.commitments.card import CARD
from brink.domain.commitments.models import Commitment
from brink.domain.commitments.services import Source
from brink.domain.contributions.models import OutcomeCode
from brink.domain.contributions.services import landing, replying, self_service
from brink.domain.contributions.services.answers import AnswerDraft
from brink.domain.contributions.services.giving import Words, give
from brink.domain.journal.acts import version_of
from brink.domain.journal.models import Entry
from brink.domain.journal.services import RESIDENT, Actor
from brink.domain.people.services import add_team, change_team
from brink.domain.processes.models import Event
from brink.domain.records import kit, queries, reminding
from brink.domain.records.basics import Basics
from brink.domain.records.models import Record, Voice
from brink.domain.records.tests.machine import run
from brink.foundation import clock
from brink.foundation.errors import BadInput, Conflict, NotAllowed, NotNow
from brink.foundation.visibility import Role, Viewer

pytestmark = pytest.mark.django_db
STAFF = Actor(role="officer")
NOON = datetime(2026, 9, 1, 10, 0, tzinfo=UTC)
DUE = date(2026, 10, 1)


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def noon() -> None:
    with clock.frozen(NOON):
        yield


def promised(world: World, **changes) -> Commitment:
    basics = {"title": "De bushalte bij de school komt terug", "owner": world.contact, "due_on": DUE}
    basics |= {name: changes.pop(name) for name in list(changes) if name in Basics.__dataclass_fields__}
    said = {"receiver": "Dorpsbelang Proefdorp", "actor": STAFF, "key": None, **changes}
    return services.promise(tenant=world.body, basics=Basics(**basics), **said)


def stage(row: Commitment) -> str:
    return Record.objects.get(pk=row.pk).stage


def settled(row: Commitment, outcome: str = "kept") -> Commitment:
    return services.settle(
        row=row, outcome=outcome, reason="De halte staat er.", evidence="https://voorbeeld.invalid/foto", actor=STAFF,
        key=None,
    )  # fmt: skip


def test_a_promise_goes_from_joining_to_reported_and_only_that_ends_it(world: World, noon: None) -> None:
    row = promised(world)
    assert stage(row) == states.JOINING
    services.accept(row=row, note="De dorpsraad mailde: zo is het goed.", actor=STAFF, key=None)
    assert stage(row) == states.AGREED
    services.call_to_account(row=row, note="De dorpsraad belde de wethouder.", actor=STAFF, key=None)
    assert stage(row) == states.CALLED
    settled(row)
    assert (stage(row), Record.objects.get().closed_at) == (states.SETTLED, None)
    services.report(row=row, how="Brief van 1 september.", actor=STAFF, key=None)
    record = Record.objects.get()
    assert (record.stage, record.closed_at) == (states.REPORTED, NOON)
    assert record.closed_reason == "Nagekomen. De halte staat er."
    kinds = list(Commitment.objects.get().steps.values_list("kind", flat=True))
    assert kinds == ["made", "accepted", "called", "settled", "reported"]
    assert Entry.objects.filter(subject_id=record.pk, public=True).count() == 5


def test_numbers_follow_each_other_per_body_and_addresses_never_meet(world: World, noon: None) -> None:
    other = make_world("emmen")
    rows = [promised(world), promised(world), promised(other)]
    assert [CARD.number(one.record.number, one.record.created_at) for one in rows] == [
        "T-2026-001", "T-2026-002", "T-2026-001",
    ]  # fmt: skip
    assert len({one.record.slug for one in rows}) == 3


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": " "}, "title"),
        ({"title": "x" * 161}, "title"),
        ({"summary": "woord " * 61}, "summary"),
        ({"receiver": ""}, "receiver"),
        ({"due_on": date(2026, 8, 31)}, "due_on"),
        ({"due_on": date(2062, 1, 1)}, "due_on"),
        ({"due_on": None}, "due_on"),
    ],
)
def test_bad_input_is_one_sentence_at_its_field_and_nothing_is_kept(
    world: World, noon: None, changes: dict, field: str
) -> None:
    with pytest.raises(BadInput) as refused:
        promised(world, **changes)
    assert refused.value.field == field
    assert not Record.objects.exists()
    assert not Entry.objects.filter(kind="commitment.made").exists()


def test_owner_organ_process_and_event_are_of_the_same_body(world: World, noon: None) -> None:
    other = make_world("emmen")
    event = Event.objects.create(
        tenant=other.body, created_at=NOON, title="Avond", starts_at=NOON, ends_at=NOON + timedelta(hours=2), venue="x"
    )
    for changes in (
        {"owner": other.contact},
        {"organ": other.council},
        {"process": make_process(other, "emmen")},
        {"source": Source(event=event)},
    ):
        with pytest.raises(BadInput):
            promised(world, **changes)
    assert not Record.objects.exists()


def test_the_same_form_twice_makes_one_promise(world: World, noon: None) -> None:
    first, second = promised(world, key="k"), promised(world, key="k")
    assert first.pk == second.pk
    assert Record.objects.count() == 1


def test_a_new_day_is_promised_in_time_with_a_reason_and_the_first_stays(world: World, noon: None) -> None:
    row = promised(world)
    later = date(2026, 11, 2)
    with pytest.raises(BadInput, match="waarom"):
        services.move(row=row, due_on=later, reason=" ", actor=STAFF, key=None)
    with pytest.raises(BadInput, match="al de beloofde dag"):
        services.move(row=row, due_on=DUE, reason="Zomaar.", actor=STAFF, key=None)
    services.move(row=row, due_on=later, reason="De paal is pas in oktober leverbaar.", actor=STAFF, key=None)
    record = Record.objects.get()
    assert (record.due_first, record.due_on) == (DUE, later)
    with clock.frozen(NOON + timedelta(days=63)), pytest.raises(NotNow, match="voorbij"):
        services.move(row=row, due_on=date(2026, 12, 24), reason="Nog later.", actor=STAFF, key=None)


def test_on_the_promised_day_itself_another_can_still_be_promised(world: World) -> None:
    with clock.frozen(NOON):
        row = promised(world)
    with clock.frozen(NOON + timedelta(days=30)):
        assert clock.today() == DUE
        services.move(row=row, due_on=date(2026, 10, 20), reason="Regen.", actor=STAFF, key=None)


def test_kept_needs_proof_and_not_kept_a_reason(world: World, noon: None) -> None:
    row = promised(world)
    said = {"row": row, "actor": STAFF, "key": None}
    with pytest.raises(BadInput, match="Wijs iets aan"):
        services.settle(outcome="kept", reason="Het is klaar.", evidence="", **said)
    with pytest.raises(BadInput, match="adres"):
        services.settle(outcome="kept", reason="Het is klaar.", evidence="javascript:alert(1)", **said)
    with pytest.raises(BadInput, match="hoe het is gegaan"):
        services.settle(outcome="not_kept", reason="", evidence="", **said)
    with pytest.raises(BadInput, match="Kies of"):
        services.settle(outcome="misschien", reason="Tja.", evidence="", **said)
    services.settle(outcome="not_kept", reason="Er was geen geld.", evidence="", **said)
    assert stage(row) == states.SETTLED


def test_acts_fit_the_stage(world: World, noon: None) -> None:
    row = promised(world)
    with pytest.raises(NotNow, match="aansluiten"):
        services.report(row=row, how="Brief.", actor=STAFF, key=None)
    settled(row)
    for act in (
        lambda: services.accept(row=row, note="Toch.", actor=STAFF, key=None),
        lambda: services.move(row=row, due_on=date(2026, 12, 1), reason="Later.", actor=STAFF, key=None),
        lambda: settled(row),
    ):
        with pytest.raises(NotNow, match="nog te melden"):
            act()


def test_two_people_at_once_are_told_apart_by_the_version(world: World, noon: None) -> None:
    row = promised(world)
    seen = version_of(row)
    services.call_to_account(row=row, note="De een belde.", actor=STAFF, key=None, seen=seen)
    with pytest.raises(Conflict):
        services.call_to_account(row=row, note="De ander ook.", actor=STAFF, key=None, seen=seen)


def test_the_database_keeps_what_was_promised(world: World, noon: None) -> None:
    row = promised(world)
    record = Record.objects.filter(pk=row.pk)
    mine = Commitment.objects.filter(pk=row.pk)
    for change in (
        {"title": "Iets anders"}, {"summary": "Iets anders"}, {"published_at": None}, {"due_first": date(2027, 1, 1)},
        {"number": 7}, {"closed_at": NOON}, {"owner_person": None}, {"visibility": "desk"},
    ):  # fmt: skip
        with pytest.raises(IntegrityError), transaction.atomic():
            record.update(**change)
    for change in (
        {"outcome": "kept"}, {"reported_at": NOON}, {"outcome": "kept", "outcome_at": NOON, "reason": "Klaar."},
    ):  # fmt: skip
        with pytest.raises(IntegrityError), transaction.atomic():
            mine.update(**change)


def test_words_of_a_draft_may_still_change_till_it_is_published(world: World, noon: None) -> None:
    row = promised(world, published=False)
    Record.objects.filter(pk=row.pk).update(title="Beter gezegd")
    assert not Entry.objects.get(kind="commitment.made").public


def answered_by_promise(world: World, row: Commitment):
    """Somebody whose words landed on the promise, with their receipt."""
    round = make_round(make_process(world))
    receipt = give(round=round, words=Words(kind="idea", text="Geef de bus terug."), actor=RESIDENT, key=None)
    draft = AnswerDraft(OutcomeCode.ADOPTED, "Dat doen wij, zie de toezegging.", destination=row.record.destination)
    landing.land(process=round.process, draft=draft, contributions=[receipt.contribution], actor=STAFF)
    replying.send(process=round.process, actor=STAFF)
    return receipt


def test_whoever_it_was_promised_to_says_once_that_it_is_not_so(world: World, noon: None) -> None:
    row = promised(world)
    receipt = answered_by_promise(world, row)
    said = {"row": row, "contribution": receipt.contribution, "text": "Er is niets.", "actor": RESIDENT, "key": None}
    with pytest.raises(NotNow, match="loopt nog"):
        services.say_wrong(**said)
    settled(row)
    services.report(row=row, how="Brief.", actor=STAFF, key=None)
    services.say_wrong(**said)
    record = Record.objects.get()
    assert (record.stage, record.closed_at, record.closed_reason) == (states.CALLED, None, "")
    assert Voice.objects.get().contribution == receipt.contribution
    assert "Er is niets" not in str(list(row.steps.values_list("note", flat=True)))
    settled(row)
    services.report(row=row, how="Weer een brief.", actor=STAFF, key=None)
    with pytest.raises(NotNow, match="één keer"):
        services.say_wrong(**said)


def test_somebody_else_cannot_say_so_and_words_taken_back_are_gone_here_too(world: World, noon: None) -> None:
    row = promised(world)
    receipt = answered_by_promise(world, row)
    other = give(
        round=make_round(make_process(world, "water")), words=Words(kind="idea", text="Iets."), actor=RESIDENT, key=None
    )
    settled(row)
    services.report(row=row, how="Brief.", actor=STAFF, key=None)
    with pytest.raises(NotAllowed):
        services.say_wrong(row=row, contribution=other.contribution, text="Nee.", actor=RESIDENT, key=None)
    services.say_wrong(row=row, contribution=receipt.contribution, text="Kanarievogel.", actor=RESIDENT, key=None)
    self_service.withdraw(contribution=receipt.contribution, code=receipt.code)
    assert (Commitment.objects.get().objection, Commitment.objects.get().objected_by) == ("", None)


def test_money_is_told_of_at_eighty_and_at_a_hundred_percent(world: World, noon: None) -> None:
    row = promised(world, amount_cents=100_000)
    desk = Viewer(roles=frozenset({(world.body.pk, Role.OFFICER)}))

    def spend(cents: int) -> list[str]:
        services.spend(row=row, on=date(2026, 9, 1), cents=cents, what="De paal", actor=STAFF, key=None)
        return [one.title for one in kit.queue_items(desk) if "finding" in one.key]

    assert services.spent(row) == 0
    assert spend(79_999) == []
    assert spend(1) == ["Het geld raakt op: 80 procent is uitgegeven."]
    assert spend(20_000) == ["Het geld is op: 100 procent is uitgegeven."]
    assert spend(-30_000) == []


@pytest.mark.parametrize(
    ("said", "field"), [({"cents": 0}, "cents"), ({"on": date(2026, 9, 2)}, "on"), ({"what": ""}, "what")]
)
def test_bad_spendings_are_refused(world: World, noon: None, said: dict, field: str) -> None:
    row = promised(world, amount_cents=1_000)
    with pytest.raises(BadInput) as refused:
        services.spend(row=row, **{"on": date(2026, 9, 1), "cents": 5, "what": "Verf", **said}, actor=STAFF, key=None)
    assert refused.value.field == field
    free = promised(world)
    with pytest.raises(NotNow, match="geen bedrag"):
        services.spend(row=free, on=date(2026, 9, 1), cents=5, what="Verf", actor=STAFF, key=None)


def test_the_owner_is_reminded_two_weeks_before_once_per_promised_day(world: World) -> None:
    world.contact.email = "aziz@voorbeeld.invalid"
    world.contact.save()
    with clock.frozen(NOON):
        row = promised(world)
    with clock.frozen(NOON + timedelta(days=15)):
        assert reminding.remind(CARD) == 0
    with clock.frozen(NOON + timedelta(days=16)):
        assert (reminding.remind(CARD), reminding.remind(CARD)) == (1, 0)
        services.move(row=row, due_on=date(2026, 10, 20), reason="Regen.", actor=STAFF, key=None)
        assert reminding.remind(CARD) == 0
    with clock.frozen(NOON + timedelta(days=36)):
        assert reminding.remind(CARD) == 1
    assert [one.to for one in mail.outbox] == [["aziz@voorbeeld.invalid"]] * 2
    assert "1 oktober 2026" in mail.outbox[0].body
    assert Entry.objects.filter(kind="record.reminded").count() == 2


def test_every_member_of_a_team_is_reminded(world: World, noon: None) -> None:
    team = add_team(tenant=world.body, name="Team Wegen", members=[world.contact], actor=STAFF, key=None)
    change_team(team=team, name=team.name, members=[world.contact, world.contact], actor=STAFF, key=None)
    world.contact.email = "aziz@voorbeeld.invalid"
    world.contact.save()
    row = promised(world, owner=team, due_on=date(2026, 9, 10))
    assert (row.record.owner, reminding.addresses(row.record)) == ("Team Wegen", ["aziz@voorbeeld.invalid"])


def test_a_team_of_another_body_or_twice_the_same_name_is_refused(world: World, noon: None) -> None:
    other = make_world("emmen")
    said = {"tenant": world.body, "name": "Team Wegen", "actor": STAFF, "key": None}
    with pytest.raises(BadInput):
        add_team(members=[other.contact], **said)
    add_team(members=[], **said)
    with pytest.raises(BadInput, match="is er al"):
        add_team(members=[], **said)


def test_the_queue_holds_what_is_late_or_due_within_two_weeks_and_nothing_that_ended(world: World) -> None:
    with clock.frozen(NOON):
        row, far = promised(world), promised(world, due_on=date(2027, 1, 1))
    desk = Viewer(roles=frozenset({(world.body.pk, Role.CLERK)}))
    with clock.frozen(NOON + timedelta(days=16)):
        assert [one.key for one in kit.queue_items(desk)] == [f"commitment-{row.pk}"]
    with clock.frozen(NOON + timedelta(days=60)):
        settled(row)
        assert [one.due for one in kit.queue_items(desk)] == [DUE]
        services.report(row=row, how="Brief.", actor=STAFF, key=None)
        assert kit.queue_items(desk) == []
        assert kit.queue_items(Viewer()) == []
    assert far.record.due_on == date(2027, 1, 1)


def test_it_is_late_from_the_day_after_the_promised_day_in_the_list_as_for_one_row(world: World) -> None:
    with clock.frozen(NOON):
        row = promised(world)
    for days, late in ((29, False), (30, False), (31, True)):
        with clock.frozen(NOON + timedelta(days=days)):
            assert queries.is_late(CARD, row.record) == late, days
            assert Record.objects.filter(queries.late(CARD)).exists() == late, days


def test_any_order_of_acts_keeps_what_was_declared(world: World) -> None:
    arguments = {
        "aansluiten": lambda row, today, wish: {"note": "Goed zo." if wish else ""},
        "aanspreken": lambda row, today, wish: {"note": "Gebeld." if wish else ""},
        "nieuwe-dag": lambda row, today, wish: {"due_on": today + timedelta(days=wish * 9 - 9), "reason": "Regen."},
        "afrekenen": lambda row, today, wish: {
            "outcome": ("kept", "not_kept", "withdrawn", "")[wish % 4], "reason": "Zo ging het.",
            "evidence": "/processen/" if wish % 2 == 0 else "",
        },
        "melden": lambda row, today, wish: {"how": "Brief." if wish else ""},
        "uitgave": lambda row, today, wish: {"on": today, "cents": wish * 1_000, "what": "Verf"},
    }  # fmt: skip
    run(CARD, lambda: promised(world, amount_cents=50_000), arguments)
