"""A database of before: rows that the constraints do not allow are untied, and none is lost."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.apps.registry import Apps
from django.db import IntegrityError, connections, models
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

ALIAS = "before"
OLD = [("decisions", "0001_initial")]
NEW = [("decisions", "0004_frozen")]


@pytest.fixture
def before(django_db_blocker: Any) -> Iterator[MigrationExecutor]:
    """An empty database beside the one of the tests, with decisions as they were at first."""
    with django_db_blocker.unblock():
        yield from _beside()


def _beside() -> Iterator[MigrationExecutor]:
    connections.databases[ALIAS] = {**connections.databases["default"], "NAME": ":memory:"}
    connections.databases[ALIAS] |= {"ENGINE": "django.db.backends.sqlite3", "OPTIONS": {}}
    executor = MigrationExecutor(connections[ALIAS])
    executor.migrate(OLD)
    yield MigrationExecutor(connections[ALIAS])
    connections[ALIAS].close()
    del connections[ALIAS]
    del connections.databases[ALIAS]


class Making:
    """Makes rows of before with what they cannot do without, and what those point at."""

    def __init__(self, apps: Apps) -> None:
        self.apps, self.count, self.made = apps, 0, dict[str, Any]()

    def row(self, label: str, **given: Any) -> Any:
        """Make a row; whatever it must point at is one and the same row for all."""
        self.count += 1
        model = self.apps.get_model(label)
        for column in model._meta.concrete_fields:
            if {column.name, column.attname} & set(given) or column.has_default() or column.null or column.blank:
                continue
            given[column.name] = self.value(column)
        return model._default_manager.using(ALIAS).create(**given)

    def value(self, column: Any) -> Any:
        """Return something for a column that may not be empty."""
        if column.is_relation:
            label = column.related_model._meta.label
            if column.one_to_one:
                return self.row(label)
            if label not in self.made:
                self.made[label] = self.row(label)
            return self.made[label]
        if isinstance(column, models.DateTimeField):
            return timezone.now()
        if isinstance(column, models.DateField):
            return date(2026, 1, 1)
        return self.count if isinstance(column, models.IntegerField) else f"x{self.count}"

    def line(self, decision: Any, number: int, **tie: Any) -> Any:
        return self.row("decisions.WeighingLine", decision=decision, number=number, **tie)


def ties(apps: Apps) -> list[tuple[Any, ...]]:
    rows = apps.get_model("decisions", "WeighingLine").objects.using(ALIAS).order_by("number")
    return list(rows.values_list("number", "interest_id", "bundle_id", "round_id", "group_key"))


def test_the_oldest_line_keeps_its_tie_and_no_line_is_lost(before: MigrationExecutor) -> None:
    making = Making(before.loader.project_state(OLD).apps)
    interest, other = making.row("processes.Interest"), making.row("processes.Interest")
    bundle, round = making.row("contributions.Bundle"), making.row("processes.Round")
    decision = making.row("decisions.Decision", evaluation_on=date(2028, 1, 1), text="x", explanation="y")
    making.line(decision, 1, interest=interest)
    making.line(decision, 2, interest=interest)
    making.line(decision, 3, bundle=bundle)
    making.line(decision, 4, bundle=bundle, interest=other)
    making.line(decision, 5, round=round, group_key="c")
    making.line(decision, 6, round=round, group_key="c")
    making.line(decision, 7, round=round)
    making.line(decision, 8, bundle=bundle)
    for number, marks in enumerate(({"chosen": True}, {"chosen": True, "nothing": True}, {"nothing": True})):
        making.row("decisions.Option", decision=decision, number=number, **marks)
    decision.published_at = timezone.now()
    decision.save(using=ALIAS)
    before.migrate(NEW)
    apps = before.loader.project_state(NEW).apps
    assert ties(apps) == [
        (1, interest.pk, None, None, ""),
        (2, None, None, None, ""),
        (3, None, bundle.pk, None, ""),
        (4, other.pk, None, None, ""),
        (5, None, None, round.pk, "c"),
        (6, None, None, None, ""),
        (7, None, None, None, ""),
        (8, None, None, None, ""),
    ]
    options = apps.get_model("decisions", "Option").objects.using(ALIAS).order_by("number")
    assert list(options.values_list("chosen", "nothing")) == [(True, False), (False, True), (False, False)]
    with pytest.raises(IntegrityError):
        options.update(title="Anders")


MOVED = [("decisions", "0007_drop_commitments")]


@pytest.mark.django_db
def test_promises_move_to_their_register_with_steps_and_destinations(before: MigrationExecutor) -> None:
    making = Making(before.loader.project_state(OLD).apps)
    draft = making.row("decisions.Decision", evaluation_on=date(2028, 1, 1), text="x", explanation="y")
    decided = making.row("decisions.Decision", evaluation_on=date(2028, 1, 1), text="x", explanation="y")
    decided.published_at = timezone.now()
    decided.save(using=ALIAS)
    long = "Elk jaar tellen wij hoeveel open land er is bebouwd. " * 5
    olds = {
        "running": making.row("decisions.Commitment", text="Een bus", decision=decided),
        "called": making.row("decisions.Commitment", text=long, decision=draft),
        "kept": making.row("decisions.Commitment", text="Een paal", kept=True),
        "broken": making.row("decisions.Commitment", text="Een pad", kept=False),
    }
    for name, kinds in {"running": ["agreed"], "called": ["agreed", "reminded"], "kept": ["agreed", "settled"],
                        "broken": []}.items():  # fmt: skip
        for kind in kinds:
            making.row("decisions.CommitmentStep", commitment=olds[name], kind=kind, note=f"{name} {kind}")
    before.migrate(MOVED)
    apps = before.loader.project_state(MOVED).apps
    rows = apps.get_model("commitments", "Commitment").objects.using(ALIAS).select_related("record")
    new = {name: rows.get(pk=old.pk) for name, old in olds.items()}
    assert {name: row.record.destination_id for name, row in new.items()} == {
        name: old.destination_id for name, old in olds.items()
    }
    assert [row.record.stage for row in new.values()] == ["joining", "called", "settled", "settled"]
    assert [row.outcome for row in new.values()] == ["", "", "kept", "not_kept"]
    assert [row.record.published_at is not None for row in new.values()] == [True, False, True, True]
    assert sorted(row.record.number for row in new.values()) == [1, 2, 3, 4]
    assert new["called"].record.summary == long
    assert len(new["called"].record.title) <= 160
    assert [one.kind for one in new["kept"].steps.using(ALIAS).order_by("created_at")] == ["made", "settled"]
    ties = apps.get_model("decisions", "DecisionCommitment").objects.using(ALIAS)
    assert dict(ties.values_list("decision_id", "commitment_id")) == {
        decided.pk: new["running"].pk, draft.pk: new["called"].pk
    }  # fmt: skip
