"""Class: a setting of a round whose default differs between the form, the stored settings and the code.

Drawn from the folder of instruments: each has `round_settings.py` with `Settings` (docs/structure.md).
"""

from dataclasses import fields
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import brink.instruments

FOUND = sorted(Path(brink.instruments.__path__[0]).glob("*/round_settings.py"))
MODULES = [import_module(f"brink.instruments.{path.parent.name}.round_settings") for path in FOUND]
WITH_SETTINGS = [module for module in MODULES if hasattr(module, "Settings")]
# What each instrument does in a round of which nobody decided anything.
DEFAULTS: dict[str, dict[str, Any]] = {
    "ideas": {"comments": True, "support": True, "photos": True, "before": False},
    "dialogue": {"own_statements": True, "hold_for_moderation": True, "live": True, "map_from": 50, "seeds": ()},
}


def test_there_are_settings() -> None:
    assert {module.KEY for module in WITH_SETTINGS} >= set(DEFAULTS)


@pytest.mark.parametrize("module", WITH_SETTINGS, ids=lambda module: str(module.KEY))
def test_what_nobody_decided_is_the_same_everywhere(module: ModuleType) -> None:
    settings = module.Settings
    assert settings() == settings.of({})
    if module.KEY in DEFAULTS:
        assert {one.name: getattr(settings(), one.name) for one in fields(settings)} == DEFAULTS[module.KEY]


@pytest.mark.parametrize("module", WITH_SETTINGS, ids=lambda module: str(module.KEY))
def test_each_yes_and_no_is_read_by_itself(module: ModuleType) -> None:
    """What is switched off is off, what is switched on is on, and nothing else moves."""
    plain = module.Settings.of({})
    switches = [one.name for one in fields(module.Settings) if isinstance(getattr(plain, one.name), bool)]
    assert switches
    for name in switches:
        for value in (True, False):
            read = module.Settings.of({name: value})
            moved = {one.name for one in fields(read) if getattr(read, one.name) != getattr(plain, one.name)}
            assert moved in (set(), {name})
            if moved:
                assert getattr(read, name) is value


def settings_of(key: str, **stored: Any) -> Any:
    return next(module for module in MODULES if key == module.KEY).Settings.of(stored)


@pytest.mark.parametrize(
    ("key", "stored", "name", "value"),
    [
        ("ideas", {"comments": False}, "comments", False),
        ("ideas", {"support": False}, "support", False),
        ("ideas", {"photos": False}, "photos", False),
        ("ideas", {"moderation": "before"}, "before", True),
        ("ideas", {"moderation": "after"}, "before", False),
        ("dialogue", {"own_statements": False}, "own_statements", False),
        ("dialogue", {"moderation": "before"}, "hold_for_moderation", True),
        ("dialogue", {"moderation": "after"}, "hold_for_moderation", False),
        ("dialogue", {"results": "live"}, "live", True),
        ("dialogue", {"results": "after"}, "live", False),
        ("dialogue", {"map_from": 0}, "map_from", 50),
        ("dialogue", {"map_from": 49}, "map_from", 50),
        ("dialogue", {"map_from": 50}, "map_from", 50),
        ("dialogue", {"map_from": "80"}, "map_from", 80),
        ("dialogue", {"seeds": ["a", "b"]}, "seeds", ("a", "b")),
    ],
)
def test_what_was_decided_is_read(key: str, stored: dict[str, Any], name: str, value: Any) -> None:
    assert getattr(settings_of(key, **stored), name) == value
