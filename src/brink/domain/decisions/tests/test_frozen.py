"""A published decision does not change: no act does it with an old copy, and the database refuses it to everybody."""

from collections.abc import Callable
from datetime import date
from inspect import signature
from typing import Any

import pytest
from django.db import IntegrityError, connection, models, transaction
from tests.builders import make_world

from brink.domain.decisions import services
from brink.domain.decisions.models import (
    AdviceDeviation,
    Decision,
    DecisionCommitment,
    Dilemma,
    Erratum,
    GoodGovernment,
    GroupReason,
    GroupVote,
    MinorityNote,
    Option,
    PolicyDeviation,
    WeighingLine,
)
from brink.domain.decisions.tests.test_publishing import NOTE, STAFF, complete, make_draft
from brink.domain.journal import acts
from brink.domain.journal.models import Entry
from brink.foundation import clock
from brink.foundation.errors import NotNow

pytestmark = pytest.mark.django_db
PARTS: tuple[type[models.Model], ...] = (
    Option, WeighingLine, Dilemma, GroupVote, GroupReason, MinorityNote, AdviceDeviation, PolicyDeviation,
    GoodGovernment,
)  # fmt: skip
LINE = {"norm_side": "n", "value_side": "v", "weight": "low", "done": "Anders.", "reason": "r"}

# What each act on a draft is asked, besides the decision; an act without a line here fails the test below.
ASKED: dict[str, Callable[[Decision], dict[str, Any]]] = {
    "edit": lambda _decision: {"fields": {"text": "Anders."}},
    "publish": lambda _decision: {},
    "discard": lambda _decision: {},
    "set_options": lambda _decision: {"choices": [services.Choice("Anders", "x")]},
    "set_dilemmas": lambda _decision: {"dilemmas": [services.HardChoice("Anders", "x")]},
    "set_votes": lambda _decision: {"votes": [services.Vote("Anders", 1, 0)]},
    "ask_group": lambda decision: {"vote": decision.votes.get(against__gt=0)},
    "note_group": lambda decision: {"vote": decision.votes.get(against__gt=0), "fields": {"argument": "Anders."}},
    "speak": lambda decision: {"vote": decision.votes.get(against__gt=0), "fields": {"argument": "Anders."}},
    "set_minority": lambda _decision: {"fields": {**NOTE, "argument": "Anders."}},
    "set_advice": lambda _decision: {"followed": False, "reason": "Anders."},
    "set_principles": lambda _decision: {"answers": {"care": "Anders."}},
    "deviate": lambda _decision: {"rule": "Anders", "reason": "x", "precedent": "y"},
    "weigh": lambda _decision: {"who": "Anders", **LINE},
    "reweigh": lambda decision: {"line": decision.lines.first(), "fields": LINE},
}


TO_PUBLIC_ONES = (
    "brink.domain.decisions.commitments.promise",
    "brink.domain.decisions.services.correcting.propose_correction",
)


def acts_on_a_draft() -> list[str]:
    """Return every act of this app that takes a draft; a commitment and a correction are made to a public one."""
    return sorted(
        name
        for name, one in acts.ALL.items()
        if name.startswith("brink.domain.decisions.") and "decision" in signature(one.function).parameters
        if name not in TO_PUBLIC_ONES
    )


@pytest.fixture
def stale() -> Decision:
    """A full draft as somebody read it, published since."""
    decision = make_draft(make_world())
    complete(decision)
    services.set_dilemmas(decision=decision, dilemmas=[services.HardChoice("a", "b")], actor=STAFF)
    services.deviate(decision=decision, rule="Woonvisie", reason="x", precedent="y", actor=STAFF)
    read = Decision.objects.get(pk=decision.pk)
    services.publish(decision=decision, actor=STAFF)
    assert read.published_at is None
    return read


def everything(decision: Decision) -> list[object]:
    whole: list[object] = list(Decision.objects.filter(pk=decision.pk).values())
    return whole + [list(part._default_manager.filter(decision=decision).order_by("pk").values()) for part in PARTS]


def test_every_act_on_a_draft_is_tried_here() -> None:
    assert {name.rpartition(".")[2] for name in acts_on_a_draft()} == set(ASKED)


@pytest.mark.parametrize("name", acts_on_a_draft(), ids=lambda name: name.rpartition(".")[2])
def test_no_act_changes_what_was_published_since_it_was_read(stale: Decision, name: str) -> None:
    before, entries = everything(stale), Entry.objects.count()
    assert all(before)
    with pytest.raises(NotNow, match="al openbaar"):
        acts.ALL[name](decision=stale, actor=STAFF, **ASKED[name.rpartition(".")[2]](stale))
    assert (everything(stale), Entry.objects.count()) == (before, entries)


def refused(act: Callable[[], object]) -> None:
    """Assert that the database itself refuses, with the sentence of its trigger."""
    with pytest.raises(IntegrityError, match="published decision"), transaction.atomic():
        act()


# Tables of apps above that point at a decision and are no part of its record: what keeps them, or why nothing does.
BESIDE = {
    "accountability.RoomFit": "freezes with the decision by guards of its own: accountability/tests/test_internal_rooms"
    "::test_everybody_reads_at_the_decision_whether_it_stays_within",
    "accountability.PublicText": "a motivation is made of a published decision and frozen from the first moment:"
    " accountability/tests/test_texts::test_the_database_keeps_what_was_put_on_the_site",
    "documents.Document": "minutes and reports come after the day: added and withdrawn each by an act of its own, the"
    " files frozen (documents/migrations/0002_kept)",
}


def test_every_table_of_a_record_is_a_part_here() -> None:
    pointing = {one.related_model for one in Decision._meta.related_objects}
    own = {one for one in pointing if one._meta.app_label == Decision._meta.app_label}
    # What is promised with a decision may be added when it is public.
    # A correction is proposed to a public one, and frozen by rules of its own (test_correcting).
    assert own - {DecisionCommitment, Erratum} == set(PARTS)
    # Of an app that is not installed nothing points here.
    assert {one._meta.label for one in pointing - own} <= set(BESIDE), "say what keeps it, or why nothing does"


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__)
def test_the_database_refuses_to_add_change_or_remove_a_part(stale: Decision, part: type[models.Model]) -> None:
    rows = part._default_manager.filter(decision=stale)
    row = rows.first()
    assert row is not None
    refused(lambda: rows.update(created_at=clock.now()))
    refused(lambda: rows._raw_delete(rows.db))
    copy = part._default_manager.get(pk=row.pk)
    copy.pk = None
    copy._state.adding = True
    refused(lambda: part._default_manager.bulk_create([copy]))
    # Nor does a part walk in from a draft.
    other = services.draft(process=stale.process, organ=stale.organ, title="Ander", on=date(2026, 12, 16), actor=STAFF)
    refused(lambda: rows.update(decision=other))
    assert rows.count() >= 1


def test_no_part_of_a_draft_walks_into_a_published_decision(stale: Decision) -> None:
    other = services.draft(process=stale.process, organ=stale.organ, title="Ander", on=date(2026, 12, 16), actor=STAFF)
    services.set_options(decision=other, choices=[services.Choice("Anders", "x")], actor=STAFF)
    refused(lambda: other.options.update(decision=stale, number=99))


def test_the_database_refuses_to_change_remove_or_invent_a_published_decision(stale: Decision) -> None:
    row = Decision.objects.filter(pk=stale.pk)
    refused(lambda: row.update(text="Anders."))
    refused(lambda: row.update(published_at=None))
    refused(lambda: row.update(published_at=clock.now()))
    refused(lambda: row._raw_delete(row.db))
    draft = services.draft(process=stale.process, organ=stale.organ, title="Ander", on=date(2026, 12, 16), actor=STAFF)
    made = Decision.objects.get(pk=draft.pk)
    made.pk, made.slug, made._state.adding = None, "ander-nog", True
    made.text, made.explanation, made.evaluation_on, made.published_at = "x", "y", date(2028, 1, 1), clock.now()
    refused(lambda: Decision.objects.bulk_create([made]))


def test_the_database_refuses_with_a_trigger_on_every_table() -> None:
    """A later migration that rebuilds a table on SQLite takes its triggers along: this notices which one is gone."""
    query = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if connection.vendor == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        names = {name for (name,) in cursor.fetchall()}
    tables = [model._meta.db_table for model in (Decision, *PARTS)]
    wanted = {f"{table}_frozen_{act}" for table in tables for act in ("insert", "update", "delete")}
    assert wanted - names == set()
