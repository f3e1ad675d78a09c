"""Class: what was published, sent or closed, changed or taken away on a road that no service guards.

Members are drawn from the models: each with a moment of publishing, sending or closing has a trigger against changing
and one against deleting, or a reason why not. Then rows are tried that must be refused, and those that must not.
"""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from brink.domain.contributions.models import Answer, Contribution, Landing
from brink.domain.contributions.services import landing, recalling, replying, self_service
from brink.domain.contributions.services.answers import AnswerDraft, named_place
from brink.domain.contributions.services.giving import Words, give
from brink.domain.declarations.models import Declaration
from brink.domain.journal.services import RESIDENT, Actor
from brink.domain.processes.models import Boundary, RoomStatement, Round, RoundOutcome
from brink.domain.reports.models import HouseRules
from brink.foundation import clock
from tests.builders import make_process, make_room, make_round, make_world

pytestmark = pytest.mark.django_db
STAFF = Actor(role="clerk")
MOMENTS = {"sent_at", "published_at", "closed_at"}
# A model with such a moment, or the frozen part of one, that the database guards otherwise or not: why.
OTHERWISE: dict[tuple[str, str], str] = {}
# Frozen parts of what has such a moment: they go and change with the whole.
PARTS = {"processes.Boundary", "processes.RoundOutcome"}


def guards() -> set[tuple[str, str]]:
    """Return table and act of every trigger that refuses something."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT event_object_table, event_manipulation FROM information_schema.triggers"
                " WHERE action_timing = 'BEFORE'"
            )
            return {(table, act) for table, act in cursor.fetchall()}
        cursor.execute("SELECT tbl_name, sql FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%RAISE(ABORT%'")
        return {
            (table, act) for table, sql in cursor.fetchall() for act in ("UPDATE", "DELETE") if f"BEFORE {act}" in sql
        }


def test_each_model_with_such_a_moment_is_guarded_or_says_why_not() -> None:
    found = guards()
    members = {
        model._meta.label: model._meta.db_table
        for model in apps.get_models()
        if model.__module__.startswith("brink.") and MOMENTS & {one.name for one in model._meta.local_concrete_fields}
    } | {label: apps.get_model(label)._meta.db_table for label in PARTS}
    assert len(members) >= 7
    loose = {
        (label, act) for label, table in members.items() for act in ("UPDATE", "DELETE") if (table, act) not in found
    }
    assert loose == set(OTHERWISE)


def refused(change: Callable[[], object]) -> bool:
    """Tell whether the database refuses something."""
    try:
        with transaction.atomic():
            change()
            transaction.set_rollback(True)
    except DatabaseError:
        return True
    return False


def test_what_was_sent_stays_and_calling_back_and_withdrawing_still_work() -> None:
    world = make_world()
    process = make_process(world)
    given = [
        give(round=make_round(process, number=number), words=Words(kind="idea", text=text), actor=RESIDENT, key=None)
        for number, text in enumerate(("Een bus naar het dorp elk uur.", "Een bank bij de school."), start=1)
    ]
    voices = [one.contribution for one in given]
    draft = AnswerDraft(
        "adopted", "Wij rijden elk uur een bus naar het dorp.",
        destination=named_place(process=process, kind="decision", title="Besluit"),
    )  # fmt: skip
    landing.land(process=process, draft=draft, contributions=voices, actor=STAFF)
    answers, landings = Answer.objects.all(), Landing.objects.all()
    ready = [
        lambda: answers.update(reason="Anders."), lambda: landings.update(change_reason="Anders."),
        lambda: (landings.delete(), answers.delete()),
    ]  # fmt: skip
    assert [refused(one) for one in ready] == [False] * 3, "a draft is the desk's"
    replying.send(process=process, actor=STAFF)
    other = Answer.objects.create(
        tenant=world.body, created_at=clock.now(), process=process, outcome="adopted", reason="Een ander."
    )
    sent = answers.exclude(pk=other.pk)
    changes = {
        "reason": lambda: sent.update(reason="Anders."),
        "outcome": lambda: sent.update(outcome="weighed"),
        "not adopted": lambda: sent.update(not_adopted="Iets."),
        "place": lambda: sent.update(destination=None),
        "moment": lambda: sent.update(sent_at=clock.now() - timedelta(days=9)),
        "called back with other words": lambda: sent.update(sent_at=None, reason="Anders."),
        "another answer": lambda: landings.update(answer=other),
        "another giver": lambda: landings.filter(contribution=voices[0]).update(contribution=voices[1], current=False),
        "why changed": lambda: landings.update(change_reason="Anders."),
        "landing gone": lambda: landings.delete(),
        "answer gone": lambda: sent._raw_delete(using=connection.alias),
    }
    assert [name for name, change in changes.items() if not refused(change)] == []
    assert not refused(lambda: answers.filter(pk=other.pk).delete()), "what was never sent may go"
    self_service.withdraw(contribution=voices[1], code=given[1].code)
    assert Contribution.objects.get(pk=voices[1].pk).text == ""
    assert recalling.call_back(process=process, actor=STAFF) == 2, "also whose words are gone"
    assert not refused(lambda: sent.update(reason="Nu weer een concept."))


def limit(room: RoomStatement, number: int) -> Boundary:
    return Boundary.objects.create(
        tenant=room.tenant, created_at=clock.now(), room=room, number=number, subject="Geld", kind="hard",
        source="money", explanation="Er is niet meer.",
    )  # fmt: skip


def test_a_published_room_and_a_closed_round_do_not_go_by_any_road() -> None:
    world = make_world()
    process = make_process(world, room=False)
    room = make_room(world, process, consent="Besluit 12.", published_at=None)
    ours = limit(room, 1)
    RoomStatement.objects.filter(pk=room.pk).update(published_at=clock.now())
    draft = make_room(world, process, version=2, change_reason="Nieuw.", published_at=None)
    drawn = limit(draft, 2)
    round = make_round(process)
    outcome = RoundOutcome.objects.create(tenant=world.body, created_at=clock.now(), round=round, data={})
    assert not refused(lambda: Round.objects.filter(pk=round.pk)._raw_delete(using=connection.alias))
    Round.objects.filter(pk=round.pk).update(closed_at=clock.now())
    changes = {
        "limit moves in": lambda: Boundary.objects.filter(pk=drawn.pk).update(room=room),
        "limit moves out": lambda: Boundary.objects.filter(pk=ours.pk).update(room=draft, number=3),
        "limit goes": lambda: Boundary.objects.filter(pk=ours.pk).delete(),
        "room goes": lambda: RoomStatement.objects.filter(pk=room.pk)._raw_delete(using=connection.alias),
        "outcome goes": lambda: RoundOutcome.objects.filter(pk=outcome.pk).delete(),
        "round goes": lambda: Round.objects.filter(pk=round.pk)._raw_delete(using=connection.alias),
    }
    assert [name for name, change in changes.items() if not refused(change)] == []
    assert not refused(lambda: Boundary.objects.filter(pk=drawn.pk).delete())
    assert not refused(lambda: RoomStatement.objects.filter(pk=draft.pk).delete())


def test_a_version_of_what_a_body_says_of_itself_stays() -> None:
    world = make_world()
    made = [
        Declaration.objects.create(tenant=world.body, created_at=clock.now()),
        HouseRules.objects.create(tenant=world.body, created_at=clock.now(), text="Wees aardig."),
    ]
    for row in made:
        rows = type(row)._default_manager.filter(pk=row.pk)
        assert refused(lambda rows=rows: rows.update(created_at=clock.now()))  # type: ignore[misc]
        assert refused(lambda rows=rows: rows.delete())  # type: ignore[misc]
