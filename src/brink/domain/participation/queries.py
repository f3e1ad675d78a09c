"""Reads of halls and of what came from one line, for the desk."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, F, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brink.domain.contributions.models import Contribution
from brink.domain.participation.models import Hall, OneLine
from brink.domain.processes.models import Round
from brink.foundation import clock
from brink.foundation.public_acts import public_acts
from brink.foundation.queue import QueueItem
from brink.foundation.visibility import DESK, Viewer, visible


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


def desk_items(viewer: Viewer) -> list[QueueItem]:
    """Return what came from one line and waits for somebody to look at it. One query."""
    if not viewer.tenants(DESK):
        return []
    rows = unseen(viewer).order_by().values_list("tenant_id", "round_id", "round__process__title", "count")
    most: dict[tuple[UUID, UUID, str], int] = {}
    for tenant_id, round_id, title, count in rows:
        most[tenant_id, round_id, title] = max(count, most.get((tenant_id, round_id, title), 0))
    return [
        QueueItem(
            f"participation.line.{round_id}",
            tenant_id,
            ngettext(
                "%(n)s keer meegedaan vanaf één internetaansluiting",
                "%(n)s keer meegedaan vanaf één internetaansluiting",
                count,
            )
            % {"n": count},
            title,
            _("Kijk wat het is"),
            reverse("participation:lines", args=[round_id]),
        )
        for (tenant_id, round_id, title), count in most.items()
    ]
