"""What the setup of a round of meetings decides, and the kinds of contributions it takes. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

KEY = "meetings"
QUESTION, SAID = "meeting_question", "meeting_said"
"""A question that wants an answer there, and what somebody said about the subject."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the setup form of a round decides."""

    before: bool = False

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> "Settings":
        """Read the settings of a round; what is absent has its default."""
        return cls(before=stored.get("moderation", "after") == "before")
