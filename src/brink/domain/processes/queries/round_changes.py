"""What was said of the days of a round after it was announced: longer, held back, open again, closed early, and why.

The one place where pages, the path of a giver and the desk read it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from brink.domain.processes.dates import in_words, last_day
from brink.domain.processes.models import EarlyClosing, Round, RoundExtension, RoundPause

if TYPE_CHECKING:
    from uuid import UUID


@dataclass(frozen=True, slots=True)
class RoundChange:
    """One change: when, what, until when it then was open (empty when that did not move), and the reason."""

    round_id: "UUID"
    kind: str
    at: datetime
    title: str
    reason: str = ""
    until: datetime | None = None

    @property
    def words(self) -> str:
        """Return the change in one line, with its reason."""
        said = _("Reden: %(reason)s") % {"reason": self.reason} if self.reason else ""
        if self.until is None:
            return said
        return f"{_('Tot en met %(day)s.') % {'day': in_words(last_day(self.until))} } {said}".strip()


def changes(rounds: "Sequence[UUID]") -> list[RoundChange]:
    """Return all changes of these rounds, oldest first. Three queries."""
    found = [
        RoundChange(one.round_id, "longer", one.created_at, _("De ronde duurt langer"), one.reason, one.closes_at)
        for one in RoundExtension.objects.filter(round__in=rounds)
    ]
    for pause in RoundPause.objects.filter(round__in=rounds).select_related("round"):
        found.append(
            RoundChange(
                pause.round_id, "paused", pause.created_at, _("Meedoen kan even niet: de ronde is gepauzeerd"),
                pause.reason,
            )
        )
        if pause.resumed_at is not None and pause.resumed_at != pause.round.closed_at:
            found.append(RoundChange(pause.round_id, "resumed", pause.resumed_at, _("Meedoen kan weer")))
    found += [
        RoundChange(one.round_id, "early", one.created_at, _("De ronde is eerder gesloten"), one.reason)
        for one in EarlyClosing.objects.filter(round__in=rounds)
    ]
    return sorted(found, key=lambda one: (one.at, one.kind))


def held_back(round: Round) -> str:
    """Return why nobody can take part in a round for a while; "" when it is not held back."""
    if round.paused_at is None:
        return ""
    rows = RoundPause.objects.filter(tenant_id=round.tenant_id, round=round, resumed_at=None)
    return rows.values_list("reason", flat=True).first() or ""
