"""What migrations render anew after each step: what refers to the changed model, and nothing else (ADR 25)."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeAlias

from django.apps.registry import Apps
from django.db.migrations.state import ProjectState
from django.db.models import Model

# The label of an app and the name of a model, in small letters.
Key: TypeAlias = tuple[str, str]


def _key(model: type[Model]) -> Key:
    return model._meta.app_label, str(model._meta.model_name)


def _held_by(model: type[Model]) -> Iterator[type[Model]]:
    """Yield the classes that this class holds: its bases, what its fields refer to, and what they go through."""
    yield from (base for base in model.__bases__ if hasattr(base, "_meta"))
    for field in [*model._meta.local_fields, *model._meta.local_many_to_many]:
        for held in (field.related_model, getattr(field.remote_field, "through", None)):
            if isinstance(held, type):
                yield held


def holders(apps: Apps, changed: Key) -> set[Key]:
    """Return a model and all that hold its class, straight or through others: these are stale once it is rendered.

    What the model itself refers to is not: the way back is looked up in the register of models, not kept in a class.
    """
    held_by: dict[Key, set[Key]] = defaultdict(set)
    for model in apps.get_models(include_auto_created=True, include_swapped=True):
        for held in _held_by(model):
            held_by[_key(held)].add(_key(model))
    stale, waiting = {changed}, [changed]
    while waiting:
        fresh = held_by[waiting.pop()] - stale
        stale |= fresh
        waiting.extend(fresh)
    return stale


def _find(state: Any, app_label: str, model_name: str, delay: bool = False) -> set[Key]:
    """Stand in for Django's own `ProjectState._find_reload_model`, which takes all that hangs together anyhow."""
    return holders(state.apps, (app_label, model_name.lower()))


@contextmanager
def only_holders() -> Iterator[None]:
    """Let migrations render no more than must be, for as long as this lasts."""
    name = "_find_reload_model"
    whole = getattr(ProjectState, name)
    setattr(ProjectState, name, _find)
    try:
        yield
    finally:
        setattr(ProjectState, name, whole)
