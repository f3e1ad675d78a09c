"""The index of the library: every package and name in the docstring exists, and no package is left out."""

import re
from importlib import import_module
from pathlib import Path

import pytest

import brink.methods
from brink.methods.files.method_cards import card

FOLDERS = sorted(path.parent.name for path in Path(brink.methods.__path__[0]).glob("*/card.toml"))


def told() -> dict[str, list[str]]:
    """Package to the names that the docstring gives of it."""
    parts = re.split(r"`brink\.methods\.(\w+)`: ", brink.methods.__doc__ or "")[1:]
    return {name: re.findall(r"`(\w+)`", text) for name, text in zip(parts[::2], parts[1::2], strict=True)}


def test_every_method_stands_in_the_index_with_names_that_exist() -> None:
    assert set(told()) == {*FOLDERS, "files"}
    for package in FOLDERS:
        module = import_module(f"brink.methods.{package}")
        assert told()[package]
        assert set(told()[package]) <= set(module.__all__), package


def test_every_public_name_says_what_it_is_for() -> None:
    for package in FOLDERS:
        module = import_module(f"brink.methods.{package}")
        things = {name: getattr(module, name) for name in module.__all__}
        assert [name for name, thing in things.items() if callable(thing) and not thing.__doc__] == [], package


def blocks(package: str) -> list[str]:
    """Return the Python in the README of a method."""
    text = (Path(brink.methods.__path__[0]) / package / "README.md").read_text("utf-8")
    return re.findall(r"```python\n(.*?)```", text, re.DOTALL)


def test_every_method_has_a_readme_that_names_what_exists() -> None:
    for package in FOLDERS:
        module = import_module(f"brink.methods.{package}")
        shown = re.findall(rf"from brink\.methods\.{package} import ([\w, ]+)", "\n".join(blocks(package)))
        named = {name.strip() for names in shown for name in names.split(",")}
        assert named <= set(module.__all__), package


@pytest.mark.parametrize("package", ["sortition", "weighting"])
def test_the_example_of_a_readme_runs_as_it_stands(package: str) -> None:
    for block in blocks(package):
        exec(block, {})  # noqa: S102 - our own text


def test_the_page_of_each_method_tells_what_its_card_tells() -> None:
    pages = Path(__file__).parents[5] / "docs" / "methods"
    if not pages.exists():
        pytest.skip("the methods alone, without the docs")
    index = (pages / "index.md").read_text("utf-8")
    for package in FOLDERS:
        told = card(package)
        assert f"[{told['title']}]({package}.md)" in index
        page = (pages / f"{package}.md").read_text("utf-8")
        for part in ("purpose", "inputs", "version", "method", "limits"):
            said = told[part] if isinstance(told[part], list) else [told[part]]
            assert [line for line in said if line not in page] == [], (package, part)
