"""What the setup of a round of submissions decides: by which rule, from which days, and by which ways. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

KEY = "submission"
SUBMISSION = "submission"
"""The kind of contribution: one submission, of one person or of several together."""
LEAST_WEEKS, MOST_WEEKS = 6, 52
TEXT, NAME, ADDRESS = 5_000, 120, 200
MOST_SIGNATORIES = 20
KEPT_DAYS = 182
"""How long who sent it in is kept after the answer: so long that a court can still ask."""


class Basis(models.TextChoices):
    """By which rule the term is counted. The values are stored and never renamed."""

    LAW = "law", _("de wet: ten minste zes weken (Algemene wet bestuursrecht, artikel 3:16)")
    OWN = "own", _("een eigen regel: de eerste en de laatste dag van de ronde")


def _day(stored: Any) -> date | None:
    return date.fromisoformat(str(stored)) if stored else None


@dataclass(frozen=True, slots=True)
class Settings:
    """What the setup form decides. `reading` says where the draft lies, `post` and `desk` where to send or speak."""

    basis: str = Basis.OWN.value
    laid_open_on: date | None = None
    notice_on: date | None = None
    weeks: int = LEAST_WEEKS
    electronic: bool = True
    reference: str = ""
    reading: str = ""
    post: str = ""
    desk: str = ""

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> "Settings":
        """Read the settings of a round; what is absent has its default."""
        return cls(
            basis=str(stored.get("basis", Basis.OWN)),
            laid_open_on=_day(stored.get("laid_open_on")),
            notice_on=_day(stored.get("notice_on")),
            weeks=int(stored.get("weeks") or LEAST_WEEKS),
            electronic=bool(stored.get("electronic", True)),
            **{name: str(stored.get(name, "")) for name in ("reference", "reading", "post", "desk")},
        )
