"""What the setup of a dialogue decides, and the kinds of contributions it takes. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

KEY = "dialogue"
SESSION = "session"
"""The kind of all answers of one person together."""
STATEMENT = "statement"
TEXT_LIMIT = 140
LEAST_SEEDS = 5
MAP_FROM = 50
BATCH_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Settings:
    """How a round was set up; `live`: the map shows early."""

    own_statements: bool = True
    hold_for_moderation: bool = True
    live: bool = True
    map_from: int = MAP_FROM
    seeds: tuple[str, ...] = ()

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> "Settings":
        """Read a round's settings; what is missing has its default, and a map never starts below fifty people."""
        return cls(
            own_statements=bool(stored.get("own_statements", True)),
            hold_for_moderation=stored.get("moderation", "before") == "before",
            live=stored.get("results", "live") == "live",
            map_from=max(MAP_FROM, int(stored.get("map_from") or MAP_FROM)),
            seeds=tuple(str(text) for text in stored.get("seeds", ())),
        )
