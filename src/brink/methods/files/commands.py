"""The method commands of `brink`, by name. Each imports its method only when it is called, so starting stays quick."""

from __future__ import annotations

from collections.abc import Callable


def _map(arguments: list[str]) -> int:
    from .map_command import main

    return main(arguments)


COMMANDS: dict[str, Callable[[list[str]], int]] = {
    "map": _map,
}
