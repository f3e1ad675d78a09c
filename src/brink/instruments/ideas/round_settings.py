"""What the setup of a round of ideas decides, and the kinds of contributions it takes. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

KEY = "ideas"
IDEA, COMMENT = "idea", "comment"
"""The kinds of contributions of this instrument."""
SUPPORTED = "idea.supported"


@dataclass(frozen=True, slots=True)
class Settings:
    """What the setup form of a round decides."""

    comments: bool = True
    support: bool = True
    photos: bool = True
    before: bool = False

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> "Settings":
        """Read the settings of a round; what is absent has its default."""
        return cls(
            comments=bool(stored.get("comments", True)),
            support=bool(stored.get("support", True)),
            photos=bool(stored.get("photos", True)),
            before=stored.get("moderation", "after") == "before",
        )
