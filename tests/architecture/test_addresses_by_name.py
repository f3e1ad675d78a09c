"""No address of a page is written by hand: it comes from the name of its pattern, or from the kind of what it shows."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from tests.architecture.layers import SOURCE, layer, may_use

# What a route starts with before anything variable: "processen/", "balie/inbreng/nieuw/", "agenda.ics".
FIXED = re.compile(r"^[^<]*")
SKIPPED = {"tests", "migrations"}
# The name of a log stands in its signed checkpoints: it looks like an address, and must stay what it was.
IN_PYTHON = {"domain/journal/queries.py": {"/logboek/"}}
# The page that must stand when nothing else does looks nothing up.
IN_TEMPLATES = {"web/templates/500.html": {"/"}}


def routes(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
    """Yield the route of every page from the root."""
    for one in patterns:
        route = before + str(one.pattern)
        if isinstance(one, URLPattern):
            yield route
        else:
            yield from routes(one.url_patterns, route)


def first_parts() -> set[str]:
    """Return the first part of every route that has a fixed one: all that an address of ours can begin with."""
    found = {FIXED.match(route)[0].split("/")[0] for route in routes(get_resolver().url_patterns)}  # type: ignore[index]
    return {re.escape(one) for one in found if one}


FIRST = "|".join(sorted(first_parts()))
ADDRESS = re.compile(rf"^[\s\"']*/(?:{FIRST})(?:[/?#\"'\s]|$)")
IN_MARKUP = re.compile(rf"""(?:=|default:)["'](/(?:(?:{FIRST})(?:[/?#][^"']*)?)?)["']""")


def written(code: str) -> list[str]:
    """Return the addresses that Python source writes by hand, also those that begin inside a formatted string."""
    tree = ast.parse(code)
    docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in docs
        and ADDRESS.search(node.value)
    ]


def name(path: Path) -> str:
    return str(path.relative_to(SOURCE))


def files(kind: str) -> list[Path]:
    found = [path for path in sorted(SOURCE.rglob(kind)) if not SKIPPED & set(path.relative_to(SOURCE).parts)]
    return [path for path in found if path.name != "urls.py" and path.relative_to(SOURCE).parts[0] != "methods"]


def test_the_pages_are_known() -> None:
    assert {"processen", "balie", "volg", "besluiten", "agenda", "account", "kader"} <= set(FIRST.split("|"))


@pytest.mark.parametrize("path", files("*.py"), ids=name)
def test_python_writes_no_address(path: Path) -> None:
    assert set(written(path.read_text("utf-8"))) == IN_PYTHON.get(name(path), set())


@pytest.mark.parametrize("path", [*files("*.html"), *files("*.txt")], ids=name)
def test_templates_write_no_address(path: Path) -> None:
    assert set(IN_MARKUP.findall(path.read_text("utf-8"))) == IN_TEMPLATES.get(name(path), set())


def test_an_address_by_hand_is_seen() -> None:
    code = 'x = "/processen/" + slug\ny = f"{base}/volg/"\nz = reverse("web:home")'
    assert written(code) == ["/processen/", "/volg/"]
    assert written('"""/balie/: the desk."""\nx = "/tmp/balie"\ny = "processen/"') == []
    assert IN_MARKUP.findall('<a href="/kader/"> <form action="/"> {{ home|default:"/" }} <a href="/media/x">') == [
        "/kader/",
        "/",
        "/",
    ]


NAMES = re.compile(r"""(?:reverse\(|redirect\(|{%\s*url\s+|resolve_url\()\s*["'](\w+):""")
SPACES = {path.parent.name: layer(path) for path in SOURCE.rglob("urls.py") if layer(path)[1]} | {"web": ("web", "")}


@pytest.mark.parametrize("path", [*files("*.py"), *files("*.html")], ids=name)
def test_pages_of_higher_apps_are_asked_by_kind(path: Path) -> None:
    """A lower app does not know the names of the patterns of a higher one: it asks `page_url`."""
    used = {space for space in NAMES.findall(path.read_text("utf-8")) if space in SPACES}
    assert [space for space in sorted(used) if not may_use(layer(path), SPACES[space])] == []
