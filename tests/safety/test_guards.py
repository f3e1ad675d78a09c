"""Class: a guard of a service that nobody ever meets, so that it could be left out, or ask the opposite.

Members are in `guarded_*.py`, and in `tests/guarded.py` of the apps that bring one: each thing that a service does,
with everything about it that it must refuse, just beyond each bound and just within. A thing of another organisation is
refused at every place where the source says so.
"""

import ast
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.db.models import Model

import brink
from brink.domain.journal.acts import ALL
from brink.domain.journal.models import Entry
from brink.domain.people.models import Account, Body
from brink.foundation.errors import Refusal
from tests.builders import World, make_world
from tests.safety import guarded_gatherings, guarded_moments, guarded_people, guarded_questions
from tests.safety.folders import makers_of_apps
from tests.safety.guarded import Guarded

pytestmark = pytest.mark.django_db
SOURCE = Path(brink.__file__).parent
OF_ELSEWHERE = "eigen organisatie"
# Who takes part is told to nobody, and how many were invited is no news of the question.
NAMELESS = {"round.joined", "round.invited"}
Place = tuple[str, int]
Makers = Callable[[World, World], dict[str, Guarded]]
PARTS: tuple[Makers, ...] = (
    guarded_questions.questions, guarded_questions.rooms_and_rounds, guarded_questions.around_the_table,
    guarded_people.people, guarded_people.voices, guarded_people.decided_and_promised,
    guarded_moments.words_and_bundles, guarded_moments.questions_in_time, guarded_moments.decisions_and_roles,
    guarded_gatherings.gatherings, *makers_of_apps(),
)  # fmt: skip


def refusal_of(one: Guarded, changes: Any) -> Refusal | None:
    """Do a thing and take it back; return how it was refused, if it was."""
    point = transaction.savepoint()
    try:
        with transaction.atomic():
            one.call(changes)
    except Refusal as refused:
        return refused
    finally:
        transaction.savepoint_rollback(point)
    return None


def place_of(refused: Refusal) -> Place:
    """Return where in the source it was refused."""
    last = refused.__traceback__
    assert last is not None
    while last.tb_next is not None:
        last = last.tb_next
    return last.tb_frame.f_code.co_filename, last.tb_lineno


def refused_in(makers: Makers) -> Iterator[tuple[str, str, Place | None, str]]:
    """Do all things of a part of the house wrongly, then well; yield what it was, where it should be refused and was.

    "-" stands for what is done.
    """
    for name, one in makers(make_world(), make_world("emmen", "municipality")).items():
        for changes, field in one.wrong:
            refused = refusal_of(one, changes)
            yield f"{name}, {changes}", field, place_of(refused) if refused else None, refused.field if refused else "-"
        for changes in one.done:
            refused = refusal_of(one, changes)
            yield f"{name}, {changes}", "-", None, f"{refused.field} {refused}" if refused else "-"
        if one.twice is not None:
            point = transaction.savepoint()
            one.call({})
            refused = refusal_of(one, {})
            yield f"{name}, twice", one.twice, place_of(refused) if refused else None, refused.field if refused else "-"
            transaction.savepoint_rollback(point)


def refusals(words: str) -> set[Place]:
    """Return every place in the source where a sentence with these words is said in a refusal."""
    found: set[Place] = set()
    for path in SOURCE.rglob("*.py"):
        if {"tests", "migrations"} & set(path.parts):
            continue
        text = path.read_text("utf-8")
        if words in text:
            raised = (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Raise))
            found |= {(str(path), node.lineno) for node in raised if words in ast.unparse(node)}
    return found


@pytest.mark.parametrize("makers", PARTS, ids=lambda one: one.__name__)
def test_what_a_service_must_refuse_is_refused_at_its_field_and_the_rest_is_done(makers: Makers) -> None:
    asked = list(refused_in(makers))
    assert [f"{what}: at {found!r}, not {field!r}" for what, field, _place, found in asked if found != field] == []
    assert sum(1 for _what, field, _place, _found in asked if field != "-") > len(asked) / 3


def is_of(body: Body, value: Any) -> bool:
    """Tell whether something of this body is in an argument."""
    if isinstance(value, dict | list | tuple):
        return any(is_of(body, one) for one in (value.values() if isinstance(value, dict) else value))
    if is_dataclass(value):
        return any(is_of(body, getattr(value, one.name)) for one in fields(value))
    if isinstance(value, Account):
        return value.persons.filter(tenant=body).exists()
    return getattr(value, "tenant_id", None) == body.pk


def test_a_thing_of_another_organisation_is_refused_wherever_the_source_says_so() -> None:
    places = set[Place]()
    for makers in PARTS:
        point, world, other = transaction.savepoint(), make_world(), make_world("emmen", "municipality")
        for one in makers(world, other).values():
            refused = (refusal_of(one, changes) for changes, _field in one.wrong if is_of(other.body, changes))
            places |= {place_of(found) for found in refused if found is not None}
        transaction.savepoint_rollback(point)
    assert sorted(refusals(OF_ELSEWHERE) - places) == []


def question_of(row: Model) -> str:
    """Return the question that a row is of, "" when it is of none."""
    of = row if hasattr(row, "process_id") else getattr(row, "record", row)
    return str(getattr(of, "process_id", "") or "")


@pytest.mark.parametrize("makers", PARTS, ids=lambda one: one.__name__)
def test_an_entry_about_something_of_a_question_names_the_question(makers: Makers) -> None:
    """By that name whoever follows the question hears of it. An entry about words is found by the words themselves."""
    models = {act.subject: act.model for act in ALL.values()}
    nameless = set[str]()
    for name, one in makers(make_world(), make_world("emmen", "municipality")).items():
        point, before = transaction.savepoint(), set(Entry.objects.values_list("pk", flat=True))
        if {} in one.done:
            one.call({})
        fresh = Entry.objects.exclude(pk__in=before).exclude(subject__in=("process", "contribution"))
        for entry in fresh.exclude(kind__in=NAMELESS):
            model = models.get(entry.subject)
            row = model._base_manager.filter(pk=entry.subject_id).first() if model else None
            if row is not None and question_of(row) and entry.data.get("process") != question_of(row):
                nameless.add(f"{name}: {entry.kind}")
        transaction.savepoint_rollback(point)
    assert nameless == set()
