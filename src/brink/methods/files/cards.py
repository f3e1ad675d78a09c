"""The cards of the methods: purpose, method, limits and version, as published in the algorithm register."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any


def card(method: str) -> dict[str, Any]:
    """The card of a method, by the name of its folder. Raises FileNotFoundError when there is none."""
    return tomllib.loads(files(f"brink.methods.{method}").joinpath("card.toml").read_text(encoding="utf-8"))
