"""Reads of halls and of what came from one line, for the desk."""

from dataclasses import dataclass

from django.db.models import Count, F, Max, QuerySet
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
from brink.foundation.waiting_counts import Waiting, counted, read_waiting


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
    rows = Hall.objects.filter(tenant_id=round.tenant_id, round=round, ends_at__gt=clock.now())
    return visible(viewer, rows.select_related("opened_by"))


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
    if words is None:
        total = totals.get(row.what, row.count)
    else:
        # Counted for these words: who supports them, or what was said about them.
        total = words.support_count if row.what.endswith(".supported") else words.reply_count
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
    """Return in which rounds people wait to be checked, and what came from one line and was not seen. One query."""
    if not viewer.tenants():
        return []
    people = Admission.objects.filter(
        tenant_id__in=viewer.tenants(ADMISSION_CHECK.roles), round__assurance=Round.Assurance.CHECKED,
        round__closed_at=None, admitted_at=None, refused_at=None,
    )  # fmt: skip
    rows = read_waiting((
        counted("people", people, where="round_id", title="round__title", moment="round__closes_at"),
        counted("lines", unseen(viewer), where="round_id", title="round__process__title", number=Max("count")),
    ))  # fmt: skip
    return [_line_item(one) if one.what == "lines" else _check_item(one) for one in rows]


def _check_item(one: Waiting) -> QueueItem:
    assert one.moment is not None
    return QueueItem(
        f"participation.check.{one.where}",
        one.tenant_id,
        ngettext("%(n)s mens wacht op controle om mee te tellen",
                 "%(n)s mensen wachten op controle om mee te tellen", one.number) % {"n": one.number},
        one.title,
        _("Controleer"),
        reverse("participation:admissions", args=[one.where]),
        one.moment.astimezone(clock.AMSTERDAM).date(),
        one.number,
    )  # fmt: skip


def _line_item(one: Waiting) -> QueueItem:
    return QueueItem(
        f"participation.line.{one.where}",
        one.tenant_id,
        ngettext("%(n)s keer meegedaan vanaf één internetaansluiting",
                 "%(n)s keer meegedaan vanaf één internetaansluiting", one.number) % {"n": one.number},
        one.title,
        _("Kijk wat het is"),
        reverse("participation:lines", args=[one.where]),
    )  # fmt: skip
