"""Counts: where the voices of a process stand, what happened with them, and the public figures of each body."""

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from django.db.models import Count, Exists, F, OuterRef, Q
from django.db.models.functions import TruncDate

from brink.domain.contributions.models import Contribution, HandOver
from brink.domain.contributions.queries.told import given
from brink.domain.contributions.services.reaching_givers import must_be_reached, untold_landings
from brink.domain.processes.models import Process
from brink.foundation import clock
from brink.foundation.disclosure import K

if TYPE_CHECKING:
    from uuid import UUID


# The parts of words that were split are the same voice: what counts people counts it once.
ONE_VOICE = Q(split_from=None)


@dataclass(frozen=True, slots=True)
class Resolution:
    """Where the voices of one process stand. `unanswered` must be zero before it may be answered (promise 3).

    A voice that was split counts once; each part of it needs its answer. `unreached` have an answer that they do not
    know of: they can only be called or written, and nobody did.
    """

    total: int
    withdrawn: int
    landed: int
    replied: int
    unanswered: int
    reopened: int
    unsent: int
    unreached: int = 0


def resolve(process: Process) -> Resolution:
    """Count where the voices of a process stand, in one query; withdrawn ones only in `total` and `withdrawn`."""
    there = Q(withdrawn_at=None)
    untold = Exists(untold_landings(tenant=OuterRef("tenant"), contribution=OuterRef("pk"), must=True))
    rows = Contribution.objects.filter(tenant_id=process.tenant_id, process=process).annotate(untold=untold)
    counted = rows.aggregate(
        total=Count("pk", filter=ONE_VOICE),
        withdrawn=Count("pk", filter=~there & ONE_VOICE),
        landed=Count("pk", filter=there & ONE_VOICE & Q(landed_at__isnull=False)),
        replied=Count("pk", filter=there & ONE_VOICE & Q(replied_at__isnull=False, untold=False)),
        unanswered=Count("pk", filter=there & Q(landed_at=None)),
        reopened=Count("pk", filter=there & Q(reopened_at__isnull=False, drafted_at=None)),
        unsent=Count("pk", filter=there & Q(drafted_at__isnull=False)),
        unreached=Count("pk", filter=there & Q(replied_at__isnull=False, untold=True)),
    )
    return Resolution(**counted)


def outcomes(process: Process) -> dict[str, int]:
    """Count the voices of a process per outcome code, as its givers have it now: what lies ready counts for nobody.

    Nor does an answer of which its giver does not know: they must be called or written, and nobody did.
    """
    rows = (
        given()
        .filter(
            tenant_id=process.tenant_id, answer__process=process, contribution__withdrawn_at=None,
            contribution__split_from=None,
        )
        .exclude(must_be_reached("contribution"), told_at=None)
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

    A voice is on time when its first reply reached it on or before the date promised to it. Voices without words count
    like all others. What another body passed on and got back counts there, and not here.
    """
    ids = list(tenant_ids)
    today = clock.today()
    returned = HandOver.objects.filter(to_body_id__in=ids, refused_at__isnull=False).values("copy_id")
    mine = Contribution.objects.filter(ONE_VOICE, tenant_id__in=ids, withdrawn_at=None).exclude(pk__in=returned)
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


def told_by(process: Process) -> dict[str, int]:
    """Count how the answers that hold reached their givers: by mail, call, letter or code. One query."""
    rows = given().filter(
        tenant_id=process.tenant_id, contribution__process=process, contribution__withdrawn_at=None,
        contribution__split_from=None, told_at__isnull=False,
    )  # fmt: skip
    return dict(rows.exclude(told_by="").order_by().values_list("told_by").annotate(Count("pk")))
