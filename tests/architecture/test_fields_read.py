"""Class: a question that people answer, and whose answer nobody ever reads.

Members are all columns of all models. A column is read when its own app, a module that names its model, or a template
asks for it: as an attribute, in a look-up of a query, or in a list of columns. Who only writes it does not count.
"""

import ast
import re
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps

ROOT = Path(__file__).parents[2] / "src" / "brink"
# What looks a column up by the name of an argument, and by a text.
LOOKING = {
    "Coalesce", "F", "Q", "When", "aggregate", "annotate", "attrgetter", "defer", "exclude", "filter", "get", "getattr",
    "only", "order_by", "values", "values_list",
}  # fmt: skip
_COLUMN = re.compile(r"[a-z_0-9]+")
_TAG = re.compile(r"{[{%].*?[%}]}", re.S)
# A column that nobody reads, with its reason.
KEPT: dict[tuple[str, str], str] = {}


def asked_in(code: str) -> set[str]:
    """Return the names of columns that Python source reads."""
    found: set[str] = set()
    tree = ast.parse(code)
    keywords = [one for one in ast.walk(tree) if isinstance(one, ast.keyword)]
    written = {id(part) for one in keywords if one.arg == "update_fields" for part in ast.walk(one)}
    for node in ast.walk(tree):
        if id(node) in written:
            continue
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load):
            found.add(node.attr)
        elif isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) in LOOKING:
            found |= {part for one in node.keywords for part in (one.arg or "").split("__")}
            found |= {part for one in node.args for text in _texts(one) for part in text.lstrip("-").split("__")}
        elif isinstance(node, ast.Tuple | ast.List | ast.Set):
            found |= {one for one in map(_text, node.elts) if _COLUMN.fullmatch(one)}
    return found


def _text(node: ast.AST) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _texts(node: ast.AST) -> list[str]:
    return [text for text in map(_text, ast.walk(node)) if text]


@cache
def modules() -> dict[Path, tuple[set[str], set[str]]]:
    """Return every module that may read rows, with its words and what it asks for."""
    found = {}
    for path in ROOT.rglob("*.py"):
        parts = path.relative_to(ROOT).parts
        if {"migrations", "tests"} & set(parts) or parts[0] == "methods" or path.name.startswith("seeding"):
            continue
        text = path.read_text("utf-8")
        found[path] = (set(re.findall(r"\w+", text)), asked_in(text))
    return found


@cache
def shown() -> set[str]:
    """Return what templates ask of what they are given."""
    pages = [path for path in ROOT.rglob("templates/**/*") if path.suffix in {".html", ".txt"}]
    tags = [tag for path in pages for tag in _TAG.findall(path.read_text("utf-8"))]
    return {name for tag in tags for name in re.findall(r"\.([a-z_0-9]+)", tag)}


@pytest.mark.long
def test_every_column_is_read_somewhere() -> None:
    unread = set()
    for model in apps.get_models():
        if not model.__module__.startswith("brink."):
            continue
        app = Path(apps.get_app_config(model._meta.app_label).path)
        near = [asked for path, (words, asked) in modules().items() if model.__name__ in words or app in path.parents]
        asked = shown().union(*near)
        columns = [one for one in model._meta.local_concrete_fields if not one.primary_key]
        unread |= {(model._meta.label, one.name) for one in columns if not {one.name, one.attname} & asked}
    assert unread == set(KEPT)


def test_a_column_that_is_only_written_is_found() -> None:
    code = "row.colour = 'red'\nShed.objects.create(size=4, **more)\nrow.save(update_fields=('colour',))"
    assert "size" not in asked_in(code)
    assert "height" in asked_in("Shed.objects.filter(height__gt=3)")
    assert "width" in asked_in("print(row.width)")
