"""The clock work: whatever is written to be done from time to time is done by `tick`.

Class: a clean-up that is written and tested and that nothing calls, so that what it should remove is kept for ever.
Its members are drawn from the source: every function that needs nothing, or only the moment, and returns how many.
"""

import argparse
import ast
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

import brink
from brink.domain.people import attempts
from brink.domain.people.models import Attempts
from brink.foundation import clock
from brink.site import periodic_work
from brink.site.serving import tick

SOURCE = Path(brink.__file__).parent
LAYERS = ("foundation", "domain", "instruments", "registers", "web", "site")
# Counts that are asked for, and nothing that is done.
ASKED = {"public_number"}
# Done whenever a site starts, by `brink migrate`: `test_restoring.py`.
AT_THE_START = {"replay"}


def functions() -> dict[str, list[ast.FunctionDef]]:
    """Return every function of the site by its name, methods too, tests left out."""
    found: dict[str, list[ast.FunctionDef]] = {}
    for layer in LAYERS:
        for path in (SOURCE / layer).rglob("*.py"):
            if {"tests", "migrations"} & set(path.parts):
                continue
            tree = ast.parse(path.read_text("utf-8"))
            inside = [one.body for one in ast.walk(tree) if isinstance(one, ast.ClassDef)]
            # What is defined inside a function is a step of that function.
            for node in (node for body in (tree.body, *inside) for node in body):
                if isinstance(node, ast.FunctionDef):
                    found.setdefault(node.name, []).append(node)
    return found


def is_periodic(node: ast.FunctionDef) -> bool:
    """Tell whether a function is work that can be done at any moment: it needs only that, and says how much it did."""
    given = node.args
    names = [one.arg for one in (*given.posonlyargs, *given.args, *given.kwonlyargs)]
    counts = isinstance(node.returns, ast.Name) and node.returns.id == "int"
    return counts and names in ([], ["at"]) and given.vararg is None and given.kwarg is None and not node.decorator_list


def reached(known: dict[str, list[ast.FunctionDef]]) -> set[str]:
    """Return the names of all functions that `tick` comes to, by name and generously."""
    parts = [getattr(part, "__name__", "") for part in periodic_work.PARTS.values()]
    waiting, seen = [*parts, "tick"], set[str]()
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        for node in known.get(name, []):
            called = [one.func for one in ast.walk(node) if isinstance(one, ast.Call)]
            waiting += [one.attr if isinstance(one, ast.Attribute) else getattr(one, "id", "") for one in called]
    return seen


def test_every_periodic_work_is_done_by_the_clock() -> None:
    known = functions()
    periodic = {name for name, nodes in known.items() if not name.startswith("_") and any(map(is_periodic, nodes))}
    assert {"forget_old", "erase_due", "sweep", "seal", "notify"} <= periodic
    assert periodic - reached(known) - ASKED - AT_THE_START == set()


@pytest.mark.django_db
def test_a_tick_removes_old_counts_and_ended_sessions_and_nothing_else(client: Client) -> None:
    now = clock.now()
    for age in (timedelta(days=8), timedelta(days=1)):
        with clock.frozen(now - age):
            attempts.check("a" * 64, "volgcode", 5)
    for number, age in enumerate((timedelta(days=-1), timedelta(days=1))):
        Session.objects.create(session_key=f"{number}" * 32, session_data="", expire_date=now + age)
    assert tick(argparse.Namespace()) == 0
    assert [row.window for row in Attempts.objects.all()] == [attempts._start(now - timedelta(days=1), attempts.HOUR)]
    assert [row.session_key for row in Session.objects.all()] == ["1" * 32]


@pytest.mark.django_db
def test_a_part_that_fails_keeps_no_other_from_its_work(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []

    def broken() -> None:
        raise RuntimeError

    parts: dict[str, Any] = {"first": broken, "second": lambda: done.append("second")}
    monkeypatch.setattr(periodic_work, "PARTS", parts)
    assert tick(argparse.Namespace()) == 1
    assert done == ["second"]
