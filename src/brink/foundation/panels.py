"""A piece of a page: a template of the app that adds it, and what it needs. The page renders it and knows no more."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Panel:
    """A template below the name of its own app, and its context."""

    template: str
    context: dict[str, Any] = field(default_factory=dict)
