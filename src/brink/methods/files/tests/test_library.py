"""The index of the library: every package and name in the docstring exists, and no package is left out."""

import re
from importlib import import_module
from pathlib import Path

import brink.methods

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
