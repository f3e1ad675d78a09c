"""The cards of the methods: purpose, method, limits and version, as published in the algorithm register."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any


def card(method: str) -> dict[str, Any]:
    """The card of a method, by the name of its folder. Raises FileNotFoundError when there is none."""
    return tomllib.loads(files(f"brink.methods.{method}").joinpath("card.toml").read_text(encoding="utf-8"))


def method(name: str, seed: int, **parameters: object) -> dict[str, Any]:
    """What every answer says of how it came about: the method, its version, the seed and the parameters."""
    return {"name": name, "version": card(name)["version"], "seed": seed, "parameters": parameters}
