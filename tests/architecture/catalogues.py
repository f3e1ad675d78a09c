"""The English of the interface: the catalogue of the house, and those of the folders that keep their own."""

import importlib.util
import sys
from functools import cache
from pathlib import Path
from types import ModuleType

import polib

from tests.architecture.layers import ROOT, SIDE_BY_SIDE, SOURCE

ENGLISH = Path("locale") / "en" / "LC_MESSAGES" / "django.po"


def paths(source: Path = SOURCE) -> list[Path]:
    """Return every catalogue, that of the house first."""
    own = [path for layer in SIDE_BY_SIDE for path in sorted(source.glob(f"{layer}/*/{ENGLISH}"))]
    return [source / ENGLISH, *own]


@cache
def entries() -> tuple[polib.POEntry, ...]:
    """Return every entry of every catalogue."""
    return tuple(entry for path in paths() for entry in polib.pofile(str(path)))


@cache
def gatherer() -> ModuleType:
    """Load tools/messages.py, which is a script and no module of the distribution."""
    spec = importlib.util.spec_from_file_location("brink_messages", ROOT / "tools" / "messages.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module
