"""What migrations render anew: enough that no class is stale, and no more."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from django.apps.registry import Apps
from django.db import models
from django.db.migrations import operations
from django.db.migrations.state import ModelState, ProjectState
from hypothesis import given
from hypothesis import strategies as st
from tests import sampling

from brink.foundation.project_states import holders, only_holders

APP = "made"
NAMES = ("body", "person", "question", "answer", "remark", "photo")


def _stale(apps: Apps) -> set[str]:
    """Return the names of models that refer to a class which the register no longer holds."""
    found = set()
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.get_fields(include_hidden=True):
            other = field.related_model
            if isinstance(other, type) and apps.get_model(APP, str(other._meta.model_name)) is not other:
                found.add(str(model._meta.model_name))
    return found


def _made(threads: list[tuple[int, int]]) -> ProjectState:
    """Return a state of models of which each refers to others: pairs of who refers, and to whom."""
    state = ProjectState()
    for place, name in enumerate(NAMES):
        fields: list[tuple[str, models.Field]] = [("id", models.BigAutoField(primary_key=True))]
        aims = sorted({aim for start, aim in threads if start == place and aim < place})
        fields += [(f"to_{NAMES[aim]}", models.ForeignKey(f"{APP}.{NAMES[aim]}", models.CASCADE)) for aim in aims]
        state.add_model(ModelState(APP, name, fields))
    return state


def _ways_back(apps: Apps) -> set[tuple[str, str]]:
    """Return from which model one can go back to which."""
    return {
        (str(model._meta.model_name), str(relation.related_model._meta.model_name))
        for model in apps.get_models()
        for relation in model._meta.related_objects
    }


PLACES = st.integers(min_value=0, max_value=len(NAMES) - 1)
PAIRS = st.tuples(PLACES, PLACES)


@given(threads=st.lists(PAIRS, max_size=8), steps=st.lists(PAIRS, min_size=1, max_size=5))
def test_whatever_is_changed_no_class_of_the_register_refers_to_one_that_is_gone(threads, steps) -> None:
    """The register is also the same as one that is rendered whole: the same ways from each model to others and back."""
    with only_holders():
        state = _made(threads)
        assert state.apps  # rendered before the steps, as in a run of migrations
        for count, (start, aim) in enumerate(steps):
            field = models.ForeignKey(f"{APP}.{NAMES[aim]}", models.CASCADE, null=True, related_name=f"back_{count}")
            operations.AddField(NAMES[start], f"more_{count}", field).state_forwards(APP, state)
            operations.AddIndex(NAMES[aim], models.Index(fields=["id"], name=f"i{count}")).state_forwards(APP, state)
            assert _stale(state.apps) == set()
        kept = _ways_back(state.apps)
    del state.__dict__["apps"]
    assert kept == _ways_back(state.apps)


def test_only_what_holds_the_changed_class_is_rendered_anew() -> None:
    """Person refers to body, question to person, photo to body: a changed person leaves body and photo as they are."""
    state = _made([(1, 0), (2, 1), (5, 0)])
    assert holders(state.apps, (APP, "person")) == {(APP, "person"), (APP, "question")}
    before = state.apps.get_model(APP, "photo")
    with only_holders():
        operations.AddField("person", "age", models.IntegerField(null=True)).state_forwards(APP, state)
    assert state.apps.get_model(APP, "photo") is before
    assert {field.name for field in state.apps.get_model(APP, "person")._meta.fields} == {"id", "to_body", "age"}


def test_afterwards_django_is_as_it_was() -> None:
    """What is replaced exists in this Django, and is put back, also when something fails."""
    name = "_find_reload_model"
    whole = getattr(ProjectState, name)
    replaced = []

    def fail() -> None:
        with only_holders():
            replaced.append(getattr(ProjectState, name) is not whole)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert replaced == [True]
    assert getattr(ProjectState, name) is whole


MIGRATE = (
    "import django; django.setup(); from {module} import Command; from django.core.management import call_command; "
)
WAYS = {"ours": "brink.foundation.management", "whole": "django.core.management"}


def _tables(folder: Path, module: str) -> list[tuple[str, ...]]:
    """Return every word of the tables that a command makes in a folder."""
    folder.mkdir()
    code = f"{MIGRATE.format(module=f'{module}.commands.migrate')} call_command(Command(), verbosity=0)"
    settings = {"BRINK_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "brink.site.settings", "DATABASE_URL": ""}
    subprocess.run([sys.executable, "-c", code], env={**os.environ, **settings}, check=True, capture_output=True)
    with closing(sqlite3.connect(folder / "brink.sqlite3")) as link:
        return list(link.execute("SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name"))


@pytest.mark.skipif(not sampling.EXHAUSTIVE, reason="a minute of rendering: make exhaustive")
def test_the_tables_are_word_for_word_those_that_django_makes(tmp_path: Path) -> None:
    """All migrations, on SQLite, either way."""
    ours, whole = (_tables(tmp_path / name, module) for name, module in WAYS.items())
    assert len(ours) > 1_000
    assert ours == whole
