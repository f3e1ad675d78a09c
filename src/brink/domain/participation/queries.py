"""Reads of halls and of what came from one line, for the desk."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, DateTimeField, F, Max, Min, QuerySet, Value
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brink.domain.contributions.models import Admission, Contribution
from brink.domain.participation.models import Hall, OneLine
from brink.domain.participation.permissions import ADMISSION_CHECK
from brink.domain.processes.models import Round
from brink.foundation import clock
from brink.foundation.public_acts import public_acts
from brink.foundation.queue import QueueItem
from brink.foundation.visibility import Viewer, visible


@dataclass(frozen=True, slots=True)
class FromOneLine:
    """What staff read of one thing: how many acts, and how many without those of one line. `line` is the row."""

    line: OneLine
    what: str
    about: str
    total: int
    new: bool

    @property
    def without(self) -> int:
        """Return how many came from elsewhere."""
        return max(self.total - self.line.count, 0)


def open_halls(viewer: Viewer, round: Round) -> QuerySet[Hall]:
    """Return the halls of a round that stand open."""
    return visible(viewer, Hall.objects.filter(tenant_id=round.tenant_id, round=round, ends_at__gt=clock.now()))


def unseen(viewer: Viewer) -> QuerySet[OneLine]:
    """Return what came from one line and was not looked at, or has doubled since, in rounds that run."""
    rows = OneLine.objects.filter(round__closed_at=None, count__gte=F("seen_count") * 2)
    return visible(viewer, rows)


def lines_of(viewer: Viewer, round: Round) -> list[FromOneLine]:
    """Return what came from one line in a round, most first, with the whole beside it. Three queries."""
    rows = list(visible(viewer, OneLine.objects.filter(tenant_id=round.tenant_id, round=round)).order_by("-count")[:50])
    words = {one.pk: one for one in Contribution.objects.filter(pk__in=[row.subject for row in rows])}
    totals = _totals(round)
    return [_told(row, words.get(row.subject), totals) for row in rows]


def _told(row: OneLine, words: Contribution | None, totals: dict[str, int]) -> FromOneLine:
    limits = public_acts.get(row.what)
    supported = row.what.endswith(".supported") and words is not None
    total = words.support_count if supported and words is not None else totals.get(row.what, row.count)
    return FromOneLine(
        line=row,
        what=str(limits.what) if limits else row.what,
        about=str(words) if words is not None else _("De hele ronde"),
        total=max(total, row.count),
        new=row.count >= row.seen_count * 2,
    )


def _totals(round: Round) -> dict[str, int]:
    """Return how many contributions of each kind a round has, by the name of their act."""
    rows = Contribution.objects.filter(tenant_id=round.tenant_id, round=round, withdrawn_at=None).order_by()
    counts = rows.values("kind").annotate(number=Count("pk")).values_list("kind", "number")
    return {f"contribution.received {kind}": number for kind, number in counts}


class _Waiting(NamedTuple):
    """What waits in one round: people to be checked until its last day, or the most acts that came from one line."""

    tenant_id: UUID
    round_id: UUID
    title: str
    until: datetime | None
    number: int


def desk_items(viewer: Viewer) -> list[QueueItem]:
    """Return in which rounds people wait to be checked, and what came from one line and was not seen. One query."""
    checked = Admission.objects.filter(
        tenant_id__in=viewer.tenants(ADMISSION_CHECK.roles), round__assurance=Round.Assurance.CHECKED,
        round__closed_at=None, admitted_at=None, refused_at=None,
    )  # fmt: skip
    people = (
        checked.order_by()
        .values_list("tenant_id", "round_id", "round__title")
        .annotate(until=Min("round__closes_at"), number=Count("pk"))
    )
    lines = (
        unseen(viewer)
        .order_by()
        .values_list("tenant_id", "round_id", "round__process__title")
        .annotate(until=Cast(Value(None), DateTimeField()), number=Max("count"))
    )
    rows = [_Waiting(*row) for row in people.union(lines, all=True)] if viewer.tenants() else []
    return [_line_item(one) if one.until is None else _check_item(one, one.until) for one in rows]


def _check_item(one: _Waiting, until: datetime) -> QueueItem:
    return QueueItem(
        f"participation.check.{one.round_id}",
        one.tenant_id,
        ngettext("%(n)s mens wacht op controle om mee te tellen",
                 "%(n)s mensen wachten op controle om mee te tellen", one.number) % {"n": one.number},
        one.title,
        _("Controleer"),
        reverse("participation:admissions", args=[one.round_id]),
        until.astimezone(clock.AMSTERDAM).date(),
        one.number,
    )  # fmt: skip


def _line_item(one: _Waiting) -> QueueItem:
    return QueueItem(
        f"participation.line.{one.round_id}",
        one.tenant_id,
        ngettext("%(n)s keer meegedaan vanaf één internetaansluiting",
                 "%(n)s keer meegedaan vanaf één internetaansluiting", one.number) % {"n": one.number},
        one.title,
        _("Kijk wat het is"),
        reverse("participation:lines", args=[one.round_id]),
    )  # fmt: skip
