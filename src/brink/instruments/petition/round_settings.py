"""What holds in one round of support, copied from the rules of the body, and its kinds of words. Pure."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

KEY = "petition"
SUPPORT = "petition_support"
PROPOSAL = "petition_proposal"
"""One declaration of support, and the proposal that somebody hands in at the open door of the body."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The rules of one petition. `mail`: a declaration counts once the link in a mail was pressed."""

    threshold: int = 100
    min_age: int = 16
    per_mailbox: int = 2
    sample_size: int = 0
    decide_weeks: int = 6
    keep_days: int = 28
    mail: bool = False
    must_schedule: bool = False
    area: str = ""
    source: str = ""
    why: str = ""

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> "Settings":
        """Read the settings of a round; what is absent has its default."""
        known = {one.name: stored[one.name] for one in fields(cls) if stored.get(one.name) is not None}
        return cls(**known)

    def as_data(self) -> dict[str, Any]:
        """Return them as plain data, to be stored with a round."""
        return asdict(self)
