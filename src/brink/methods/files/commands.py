"""The method commands by name. None imports Django."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from types import MappingProxyType


def _lazy(module: str) -> Callable[[list[str]], int]:
    """Return the command of a module, imported only when it runs: `brink read` must not wait for the others."""

    def _command(arguments: list[str]) -> int:
        code: int = import_module(f"brink.methods.files.{module}").main(arguments)
        return code

    return _command


COMMANDS: Mapping[str, Callable[[list[str]], int]] = MappingProxyType(
    {
        "budget": _lazy("budget_command"),
        "draw": _lazy("draw_command"),
        "example": _lazy("example_command"),
        "map": _lazy("map_command"),
        "match": _lazy("match_command"),
        "portfolio": _lazy("portfolio_command"),
        "read": _lazy("read_command"),
        "verifier": _lazy("build_verifier"),
        "verify": _lazy("verify_command"),
        "weigh": _lazy("weigh_command"),
    }
)
