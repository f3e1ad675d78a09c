"""Neighbours for tests: every row of a body, a question or a voice once more, alike in all but whose it is.

A mistake that leaves out for whom, of which question or in what state is noticed when something else is there to be
taken along. The copies are made from the rows and relations of the models, so a new table has neighbours unasked. Their
keys differ from those of the originals in the last bit, so that one sorts just before and another just after.
"""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from enum import Enum
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import AutoField, ForeignKey, Model, UniqueConstraint

from brink.domain.journal.models import Entry

Rows = dict[tuple[type[Model], Any], Model]
# Tables that are no part of what somebody wrote: the log of all bodies together, and what is worked out from the rest.
LOG = {"journal.Leaf", "journal.Checkpoint", "journal.Content", "foundation.SearchEntry", "foundation.SearchKey",
       "foundation.SearchStale", "people.Attempts"}  # fmt: skip
LATER = timedelta(seconds=30)
UUIDS = re.compile(r"[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}")
MOMENTS = re.compile(r"\d{4}-\d\d-\d\d(?:T[\d:.+Z-]+)?")
# Drawn anew each time.
SEEDS = re.compile(r'(?<="seed": )\d+')


def tables() -> Iterator[type[Model]]:
    """Yield every table of ours that holds what people did."""
    for model in apps.get_models(include_auto_created=True):
        if model.__module__.startswith("brink.") and model._meta.label not in LOG:
            yield model


def hanging_on(roots: Iterable[Model]) -> Rows:
    """Return these rows and every row that hangs on one of them, however far."""
    below: dict[type[Model], list[tuple[type[Model], str]]] = defaultdict(list)
    for model in tables():
        for column in _keys(model):
            below[column.related_model].append((model, column.name))  # type: ignore[index]
    found: Rows = {(type(one), one.pk): one for one in roots}
    fresh = list(found)
    while fresh:
        above: dict[type[Model], list[Any]] = defaultdict(list)
        for model, pk in fresh:
            above[model].append(pk)
        fresh = []
        for model, keys in above.items():
            for hanging, name in below[model]:
                for row in hanging._base_manager.filter(**{f"{name}__in": keys}):
                    if (hanging, row.pk) not in found:
                        found[hanging, row.pk] = row
                        fresh.append((hanging, row.pk))
    return found


def _keys(model: type[Model]) -> list[ForeignKey[Any, Any]]:
    return [one for one in model._meta.concrete_fields if isinstance(one, ForeignKey)]


class Place(Enum):
    """In which bit of a key the copies differ from what they are copies of: copies can be copied in another place."""

    BODY = 1
    QUESTION = 2
    VOICE = 4


def copies(roots: Iterable[Model], at: Place, but: Mapping[str, Mapping[str, Any]] | None = None) -> None:
    """Store every row that hangs on these once more; `but` says by the name of a table what is otherwise there."""
    rows = hanging_on(roots)
    keys = [pk for _model, pk in rows if isinstance(pk, UUID)]
    instead = {str(pk): str(UUID(int=pk.int ^ at.value)) for pk in keys}
    told = {(Entry, one.pk): one for one in Entry.objects.filter(subject_id__in=keys)}
    instead |= {str(pk): str(UUID(int=pk.int ^ at.value)) for _model, pk in told}
    rows |= told  # type: ignore[arg-type]
    left_out: set[Any] = set()
    for model in _in_order({model for model, _pk in rows}):
        own = [row for (one, _pk), row in rows.items() if one is model]
        other = (but or {}).get(model._meta.label, {})
        fresh = []
        for row in own:
            made = _copy(row, instead, other, at)
            if made is None or any(getattr(made, key.attname) in left_out for key in _keys(model)):
                # What hangs on it has no place either.
                left_out.add(_otherwise(row.pk, instead))
            else:
                fresh.append(made)
        model._base_manager.bulk_create(fresh)


def _in_order(models: set[type[Model]]) -> list[type[Model]]:
    """Return tables with what they hang on first; circles are let be, since keys are checked at the end."""
    done: list[type[Model]] = []

    def visit(model: type[Model], under: tuple[type[Model], ...]) -> None:
        if model in done or model in under or model not in models:
            return
        for column in _keys(model):
            visit(column.related_model, (*under, model))  # type: ignore[arg-type]
        done.append(model)

    for model in sorted(models, key=lambda one: one._meta.label):
        visit(model, ())
    return done


def _copy(row: Model, instead: Mapping[str, str], but: Mapping[str, Any], at: Place) -> Model | None:
    """Return a row once more, or None where there cannot be two: all that no two may share is of elsewhere."""
    columns = [one for one in row._meta.concrete_fields if not isinstance(one, AutoField)]
    old = {one.attname: getattr(row, one.attname) for one in columns}
    new = {name: _otherwise(value, instead) for name, value in old.items()} | dict(but)
    if "created_at" in old:
        # The last of all, or the first of all, is one of a neighbour.
        new["created_at"] = old["created_at"] + (LATER if at is Place.BODY else -LATER)
    by_name = {one.name: one.attname for one in columns}
    parts = (one for one in row._meta.constraints if isinstance(one, UniqueConstraint))
    # Such as one standing question of each body: what is none may be there twice.
    under_condition = {tuple(one.fields) for one in parts if one.condition is not None}
    for shared in _shared(type(row)):
        names = [by_name[name] for name in shared if name in by_name]
        if not names or any(new[name] is None or new[name] != old[name] for name in names):
            continue
        for name in sorted(names, key=lambda name: not isinstance(new[name], str)):
            if (other := _another(new[name], at)) != new[name]:
                new[name] = other
                break
        else:
            if shared not in under_condition:
                return None
    return type(row)(**new)


def _otherwise(value: Any, instead: Mapping[str, str]) -> Any:
    if isinstance(value, UUID):
        return UUID(instead.get(str(value), str(value)))
    if isinstance(value, dict | list):
        return json.loads(UUIDS.sub(lambda one: instead.get(one[0], one[0]), json.dumps(value)))
    return value


def _another(value: Any, at: Place) -> Any:
    """Return another value, where two rows may not share one."""
    if isinstance(value, str) and value:
        return value[:-6] + sha256(f"{at} {value}".encode()).hexdigest()[:6]
    return value + 500 * at.value if isinstance(value, int) and not isinstance(value, bool) else value


def _shared(model: type[Model]) -> Iterator[tuple[str, ...]]:
    """Yield the columns that no two rows of a table have alike."""
    yield from ((one.name,) for one in model._meta.concrete_fields if one.unique and not one.primary_key)
    yield from (tuple(one.fields) for one in model._meta.constraints if isinstance(one, UniqueConstraint))
    if model._meta.label == "processes.Process":
        yield ("slug",)  # no two questions of a site have one address
    if model._meta.label == "contributions.TrackingCode":
        yield ("code_hash",)  # words of two bodies under one code are of one giver: no neighbours


# What was done


Stored = dict[tuple[str, str], dict[str, Any]]


def stored() -> Stored:
    """Return every row of ours as it is stored now."""
    found: Stored = {}
    for model in tables():
        for row in model._base_manager.all():
            columns = (one for one in model._meta.concrete_fields if not isinstance(one, AutoField))
            values = {one.attname: getattr(row, one.attname) for one in columns}
            found[model._meta.label, str(row.pk)] = values
    return found


DRAWN = {("processes.Round", "seed")}
"""Numbers that are drawn anew each time."""


def what_was_done(before: Stored) -> "Counter[tuple[str, str, str, str]]":
    """Return what differs now: of a row that was there each column, of a new row what can be told of it."""
    names, after = {pk for _table, pk in before}, stored()
    told: Counter[tuple[str, str, str, str]] = Counter()
    for place in before.keys() - after.keys():
        told[(*place, "", "gone")] += 1
    for place, values in after.items():
        old = before.get(place)
        for name, value in values.items():
            if old is None or old[name] != value:
                plain = "drawn" if (place[0], name) in DRAWN else _plain(value, names)
                told[place[0], place[1] if old is not None else "new", name, plain] += 1
    return told


def _plain(value: Any, names: set[str]) -> str:
    """Return what can be told of a value: the moment, a key made just now and a code are other each time."""
    if isinstance(value, UUID):
        return str(value) if str(value) in names else "new"
    if isinstance(value, datetime):
        return "moment"
    if isinstance(value, bytes):
        return "bytes"
    if isinstance(value, str):
        return f"text of {len(value)}"
    if isinstance(value, dict | list):
        text = UUIDS.sub(lambda one: one[0] if one[0] in names else "new", json.dumps(value, sort_keys=True))
        return SEEDS.sub("0", MOMENTS.sub("moment", text))
    return str(value)
