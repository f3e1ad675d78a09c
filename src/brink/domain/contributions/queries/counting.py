"""Counts: where the voices of a process stand, what happened with them, and the public figures of each body."""

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from django.db.models import Count, F, Q
from django.db.models.functions import TruncDate

from brink.domain.contributions.models import Contribution
from brink.domain.contributions.queries.told import given
from brink.domain.processes.models import Process
from brink.foundation import clock
from brink.foundation.disclosure import K

if TYPE_CHECKING:
    from uuid import UUID


@dataclass(frozen=True, slots=True)
class Resolution:
    """Where the voices of one process stand. `unanswered` must be zero before it may be answered (promise 3)."""

    total: int
    withdrawn: int
    landed: int
    replied: int
    unanswered: int
    reopened: int
    unsent: int


def resolve(process: Process) -> Resolution:
    """Count where the voices of a process stand, in one query; withdrawn ones only in `total` and `withdrawn`."""
    there = Q(withdrawn_at=None)
    counted = Contribution.objects.filter(tenant_id=process.tenant_id, process=process).aggregate(
        total=Count("pk"),
        withdrawn=Count("pk", filter=~there),
        landed=Count("pk", filter=there & Q(landed_at__isnull=False)),
        replied=Count("pk", filter=there & Q(replied_at__isnull=False)),
        unanswered=Count("pk", filter=there & Q(landed_at=None)),
        reopened=Count("pk", filter=there & Q(reopened_at__isnull=False, drafted_at=None)),
        unsent=Count("pk", filter=there & Q(drafted_at__isnull=False)),
    )
    return Resolution(**counted)


def outcomes(process: Process) -> dict[str, int]:
    """Count the voices of a process per outcome code, as its givers have it now: what lies ready counts for nobody."""
    rows = (
        given()
        .filter(tenant_id=process.tenant_id, answer__process=process, contribution__withdrawn_at=None)
        .order_by()
        .values_list("answer__outcome")
        .annotate(Count("pk"))
    )
    return dict(rows)


@dataclass(frozen=True, slots=True)
class BodyFigures:
    """How well one body answers. Shares and days are None while fewer than ten voices stand behind them.

    `due` counts voices whose reply was due by now or was given; `answered` and `on_time` are counts among those.
    """

    tenant_id: "UUID"
    due: int
    answered: int | None
    on_time: int | None
    late: int | None
    median_days: float | None


def figures(tenant_ids: "Iterable[UUID]", *, smallest: int = K) -> "dict[UUID, BodyFigures]":
    """Return the public figures per body, in two queries; bodies without voices get zeros.

    A voice is on time when its first reply was sent on or before the date promised to it. Voices without words count
    like all others.
    """
    ids = list(tenant_ids)
    today = clock.today()
    mine = Contribution.objects.filter(tenant_id__in=ids, withdrawn_at=None)
    day = TruncDate("first_replied_at", tzinfo=clock.AMSTERDAM)
    replied = Q(first_replied_at__isnull=False)
    rows = {
        row["tenant_id"]: row
        for row in mine.order_by()
        .annotate(replied_on=day)
        .values("tenant_id")
        .annotate(
            due=Count("pk", filter=replied | Q(reply_due_on__lt=today)),
            answered=Count("pk", filter=replied),
            on_time=Count("pk", filter=replied & (Q(reply_due_on=None) | Q(replied_on__lte=F("reply_due_on")))),
        )
    }
    days: dict[UUID, list[float]] = {}
    for tenant_id, began, at in mine.filter(replied).values_list("tenant_id", "created_at", "first_replied_at"):
        if at is not None:
            days.setdefault(tenant_id, []).append((at - began).total_seconds() / 86_400)
    found = {}
    for tenant_id in ids:
        row = rows.get(tenant_id)
        due, answered, on_time = (row["due"], row["answered"], row["on_time"]) if row else (0, 0, 0)
        enough = due >= smallest
        spent = days.get(tenant_id, [])
        found[tenant_id] = BodyFigures(
            tenant_id=tenant_id,
            due=due if enough else 0,
            answered=answered if enough else None,
            on_time=on_time if enough else None,
            late=due - on_time if enough else None,
            median_days=round(median(spent), 1) if len(spent) >= smallest else None,
        )
    return found
