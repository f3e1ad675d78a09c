"""What the setup of dialogue groups decides: the frame with its lines, and the groups. Pure.

The frame is what a council set beforehand. `Kader` of the body itself (phases, roles, instruments) is another thing: it
stands in `domain/framework`, and says whether this instrument may be used here and how far it may go.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

KEY = "dialogue_groups"
REACTION = "groups_reaction"
"""The kind of contribution: what somebody outside the groups says of a proposal."""

MOST_LINES, MOST_GROUPS, MOST_PROPOSALS = 20, 12, 120
MOST_AMOUNT = 10**12
"""In cents: what a province spends in years."""
KEPT_DAYS = 365
"""So long after the last day of the round it is known who the members are; then that is destroyed."""
REPORT_DAYS = 28
"""So many days after a quarter its report must be there."""


class LineKind(models.TextChoices):
    """What a line of the frame says. The values are stored and never renamed."""

    MONEY = "money", _("bedrag")
    BOUND = "bound", _("grens")
    PRINCIPLE = "principle", _("uitgangspunt")


class MemberKind(models.TextChoices):
    """What somebody is in a group. The values are stored and never renamed."""

    RESIDENT = "resident", _("inwoner")
    INSTITUTION = "institution", _("instelling")
    COMPANY = "company", _("bedrijf")


@dataclass(frozen=True, slots=True)
class PlannedLine:
    """One line of the frame as the setup says it. `yearly` money may be spent every year; other money once."""

    kind: str
    title: str
    cents: int = 0
    yearly: bool = False

    def as_data(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return {"kind": self.kind, "title": self.title, "cents": self.cents, "yearly": self.yearly}


@dataclass(frozen=True, slots=True)
class PlannedGroup:
    """One group as the setup says it: its theme and what it is asked."""

    title: str
    task: str = ""

    def as_data(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return {"title": self.title, "task": self.task}


@dataclass(frozen=True, slots=True)
class Settings:
    """What the setup form decides. `adopted_on` is a day in ISO form, "" when the council did not set a frame yet.

    `before`: somebody of the desk reads reactions before they stand on the site.
    """

    adopted_on: str = ""
    reference: str = ""
    lines: tuple[PlannedLine, ...] = ()
    groups: tuple[PlannedGroup, ...] = ()
    before: bool = False

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> "Settings":
        """Read the settings of a round; what is absent has its default."""
        return cls(
            adopted_on=str(stored.get("adopted_on") or ""),
            reference=str(stored.get("reference") or ""),
            lines=tuple(PlannedLine(**one) for one in stored.get("lines") or ()),
            groups=tuple(PlannedGroup(**one) for one in stored.get("groups") or ()),
            before=bool(stored.get("before", False)),
        )
