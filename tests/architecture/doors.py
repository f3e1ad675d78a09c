"""Whether a test goes in by a door that people have: a page, a command, or a browser.

Read by `ast`, nothing is imported. What a test *reaches* is its own function, the fixtures that it takes (of its file
and of the `conftest.py` above it), and what it calls in its own file or takes from another file of tests. It goes
through a door when one of these makes a client of pages, drives a browser, or runs a command. A test that calls
services alone reaches none of it.
"""

import ast
from functools import cache
from pathlib import Path

from tests.architecture.layers import ROOT

# Fixtures of pytest-django and of the house that are a door themselves.
GIVEN = {"client", "live_server", "chromium"}
# What is called: a client, the command line of the site or of a method, a process, a page in a browser.
CALLED = {"Client", "main", "call_command", "goto"}
RUN = {("subprocess", "run"), ("subprocess", "Popen")}

Function = ast.FunctionDef | ast.ClassDef


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


@cache
def _own(path: Path) -> dict[str, Function]:
    """Return the functions and classes that stand at the top of a file."""
    return {node.name: node for node in _tree(path).body if isinstance(node, Function)}


def _file(module: str) -> Path | None:
    """Return the file of a module of tests; of nothing else, since a service is no door."""
    parts = module.split(".")
    if "tests" not in parts:
        return None
    base = ROOT if parts[0] == "tests" else ROOT / "src"
    path = base.joinpath(*parts).with_suffix(".py")
    return path if path.exists() else None


@cache
def _taken(path: Path) -> dict[str, tuple[Path, str]]:
    """Return what a file takes from other files of tests, by the name it has here."""
    found = {}
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.ImportFrom) and node.module and (file := _file(node.module)):
            found |= {one.asname or one.name: (file, one.name) for one in node.names}
    return found


def _fixture_files(path: Path) -> list[Path]:
    above = [folder / "conftest.py" for folder in path.parents if ROOT in (folder, *folder.parents)]
    return [path, *(one for one in above if one.exists()), ROOT / "tests" / "django_fixtures.py"]


def _is_door(node: ast.AST) -> bool:
    if isinstance(node, ast.Subscript):
        return isinstance(node.value, ast.Name) and node.value.id == "COMMANDS"
    if not isinstance(node, ast.Call):
        return False
    called = node.func
    if isinstance(called, ast.Attribute):
        on = called.value.id if isinstance(called.value, ast.Name) else ""
        if (on, called.attr) in RUN or called.attr in CALLED:
            return True
    # Called here, or handed to what calls it, as the default of a field.
    named = [called, *node.args, *(one.value for one in node.keywords)]
    return any(isinstance(one, ast.Name) and one.id in CALLED for one in named)


def _asks_for(node: Function) -> list[str]:
    """Return the fixtures of a test or of a fixture: its arguments."""
    if isinstance(node, ast.ClassDef):
        return []
    return [one.arg for one in (*node.args.args, *node.args.kwonlyargs)]


def _opened_at_once(node: Function) -> list[ast.AST]:
    """Return what runs when this is called: of a class its fields and its making, not each of its methods."""
    if isinstance(node, ast.ClassDef):
        return [one for one in node.body if not isinstance(one, ast.FunctionDef) or one.name.startswith("__")]
    return list(node.body)


@cache
def goes_through_a_door(path: Path, name: str) -> bool:
    """Tell whether this test opens a page, drives a browser or runs a command."""
    todo: list[tuple[Path, Function | str]] = [(path, name)]
    seen: set[tuple[Path, Function | str]] = set()
    methods: dict[str, list[tuple[Path, Function | str]]] = {}
    asked: set[str] = set()
    while todo:
        where = todo.pop()
        file, called = where
        if where in seen:
            continue
        seen.add(where)
        node = _own(file).get(called) if isinstance(called, str) else called
        if node is None:
            if called in _taken(file):
                todo.append(_taken(file)[called])
            continue
        fixtures = _asks_for(node)
        parts = [one for part in _opened_at_once(node) for one in ast.walk(part)]
        if GIVEN & set(fixtures) or any(map(_is_door, parts)):
            return True
        if isinstance(node, ast.ClassDef):
            for one in node.body:
                if isinstance(one, ast.FunctionDef):
                    methods.setdefault(one.name, []).append((file, one))
        asked |= {one.attr for one in parts if isinstance(one, ast.Attribute)}
        todo += [(one, fixture) for fixture in fixtures for one in _fixture_files(path)]
        todo += [(file, one.id) for one in parts if isinstance(one, ast.Name)]
        todo += [one for method in asked & set(methods) for one in methods[method]]
    return False


def exists(test: str) -> bool:
    """Tell whether a test that is named as `path::name` is a test of that file."""
    path, _colons, name = test.partition("::")
    file = ROOT / path
    return file.exists() and name.startswith("test_") and name in _own(file)
