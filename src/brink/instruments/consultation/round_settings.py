"""What the setup of a consultation decides, and the kind of contributions it takes. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

KEY = "consultation"
REMARK = "text_remark"
SUPPORTED = "remark.supported"
SUMMARY_WORDS = 60
MOST_SECTIONS = 500
BODY_LIMIT, PASTED_LIMIT = 20_000, 60_000
QUOTE, AROUND = 300, 32
"""How many signs of a quoted sentence are kept, and how many before and after it."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How a round was set up. `text` is the first version, pasted as Markdown; "" when a file was brought in."""

    text: str = ""
    agreeing: bool = True
    before: bool = False

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> "Settings":
        """Read the settings of a round; what is absent has its default."""
        return cls(
            text=str(stored.get("text", "")),
            agreeing=bool(stored.get("agreeing", True)),
            before=stored.get("moderation", "after") == "before",
        )
