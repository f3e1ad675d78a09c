"""What the setup of an assembly decides: seats, who may sign up and how, and where chance will come from. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

KEY = "assembly"
SIGNUP = "assembly_signup"
"""The kind of contribution: one person who signs up for the draw."""

MOST_SEATS = 500
MOST_LETTERS = 50_000
MOST_TARGETS = 60
TICKETS = 1_000
MANY_AGAINST = 0.2
"""From this part of the votes on, who was against stands beside a recommendation as a minority."""
MINORITY_WORDS = 120


class Pick(models.TextChoices):
    """How the ticket follows from chance. The values are those of the record."""

    HASH = "hash", _("wat er getrokken of gegooid is, zoals worpen of een trekking van de loterij")
    NUMBER = "number", _("één getal van 0 tot en met 999, met ballen op het podium")


@dataclass(frozen=True, slots=True)
class Settings:
    """What the setup form decides. `targets`, `commissions` and `signup_days` are those of an invented round."""

    seats: int = 30
    min_age: int = 16
    signup_until: str = ""
    signup_days: int = 0
    letters_only: bool = False
    dates: str = ""
    fee_cents: int = 0
    exclusions: str = ""
    source: str = ""
    pick: str = Pick.HASH.value
    keep_days: int = 90
    targets: tuple[Mapping[str, Any], ...] = ()
    commissions: tuple[Mapping[str, Any], ...] = ()

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> "Settings":
        """Read the settings of a round; what is absent or unknown has its default."""
        pick = stored.get("pick")
        return cls(
            seats=min(MOST_SEATS, max(2, int(stored.get("seats") or 30))),
            min_age=max(0, int(16 if (age := stored.get("min_age")) is None else age)),
            signup_until=str(stored.get("signup_until") or ""),
            signup_days=max(0, int(stored.get("signup_days") or 0)),
            letters_only=bool(stored.get("letters_only", False)),
            dates=str(stored.get("dates") or ""),
            fee_cents=max(0, int(stored.get("fee_cents") or 0)),
            exclusions=str(stored.get("exclusions") or ""),
            source=str(stored.get("source") or ""),
            pick=pick if pick in Pick.values else Pick.HASH.value,
            keep_days=max(1, int(stored.get("keep_days") or 90)),
            targets=tuple(stored.get("targets") or ()),
            commissions=tuple(stored.get("commissions") or ()),
        )

    @property
    def last_signup_day(self) -> date | None:
        """Return the last day to sign up; None when that is the last day of the round."""
        return date.fromisoformat(self.signup_until) if self.signup_until else None
