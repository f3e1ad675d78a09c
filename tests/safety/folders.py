"""What each app brings to these tests in `tests/addresses.py` of its own folder: lines, and things in the filled body.

`ADDRESSES` holds a line for each page. `make_things(process, rounds, mark)`, where an app has one, makes its rows and
returns them by name; `mark` stands in the words of what is hidden, and is empty for what is public. `PERSONAL` says of
its fields that sound personal what they hold (`personal.py`).

An app whose services refuse things may bring `tests/guarded.py`: functions of two worlds that return, by name, what is
asked and how it is refused (`guarded.py`).

An app that declares a purpose of a keyed hash brings its scenario in `tests/rotation.py`: `SCENARIOS`, by purpose.
One with encrypted columns of its own brings `write_encrypted(world)` there, which fills each of them.
"""

from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.util import find_spec
from inspect import isfunction
from types import ModuleType
from typing import Any

from django.apps import apps

Maker = Callable[[Any, dict[str, Any], str], dict[str, Any]]


def modules(wanted: str = "addresses") -> Iterator[ModuleType]:
    """Yield the module of this name in the tests of every app of ours that has one."""
    for config in apps.get_app_configs():
        name = f"{config.name}.tests"
        if config.name.startswith("brink.") and find_spec(name) and find_spec(f"{name}.{wanted}"):
            yield import_module(f"{name}.{wanted}")


def thing_makers() -> list[Maker]:
    """Return what makes the things of the apps that bring some."""
    return [module.make_things for module in modules() if hasattr(module, "make_things")]


def makers_of_apps() -> list[Callable[[Any, Any], dict[str, Any]]]:
    """Return the functions that apps bring in `tests/guarded.py`, each of which says what a service must refuse."""
    found = (vars(module).items() for module in modules("guarded"))
    own = ((name, one) for named in found for name, one in named if isfunction(one) and not name.startswith("_"))
    return [one for _name, one in own if one.__module__.endswith(".tests.guarded")]
