"""The order of the layers and of the apps of the domain, read from the one place where it stands: `pyproject.toml`."""

import re
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "brink"
# Layers whose folders are each an app that knows no other of them.
SIDE_BY_SIDE = ("instruments", "registers")


def _contracts() -> list[dict[str, Any]]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    found: list[dict[str, Any]] = project["tool"]["importlinter"]["contracts"]
    return found


def _ranks(container: str) -> dict[str, int]:
    """Return each layer of a container with its height, the lowest 0; those on one line have one height."""
    contract = next(one for one in _contracts() if one["type"] == "layers" and one["containers"] == [container])
    lines = list(reversed(contract["layers"]))
    return {name: height for height, line in enumerate(lines) for name in re.findall(r"\w+", line)}


LAYERS = _ranks("brink")
DOMAIN = _ranks("brink.domain")


def layer(path: Path) -> tuple[str, str]:
    """Return the layer and the app of a file of the source; the app is empty where a layer is no set of apps."""
    parts = path.relative_to(SOURCE).parts
    return (parts[0], parts[1]) if parts[0] in ("domain", *SIDE_BY_SIDE) else (parts[0], "")


def height(where: tuple[str, str]) -> tuple[int, int]:
    """Return how high an app stands: its layer, and its place in the domain."""
    name, app = where
    return LAYERS[name], DOMAIN[app] if name == "domain" else 0


def may_use(where: tuple[str, str], other: tuple[str, str]) -> bool:
    """Tell whether an app may use what stands in another: in itself, or lower."""
    return where == other or height(other) < height(where)
