"""Calling answers back: what was sent by mistake is a draft again, while nobody has read it and no mail has gone out.

Whoever opened their answer keeps it: it is mended by a new answer with a reason, as every answer that was read.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from brink.domain.contributions.landing_modes import rounds_with
from brink.domain.contributions.models import (
    Answer,
    Contribution,
    Giver,
    HandOver,
    Holder,
    Landing,
    Objection,
    TrackingCode,
)
from brink.domain.contributions.services import reaching_givers
from brink.domain.journal.acts import Done, act, exempt
from brink.domain.journal.models import Entry
from brink.domain.journal.services import Actor
from brink.domain.processes.instrument import registry
from brink.domain.processes.models import Process
from brink.foundation import clock, codes
from brink.foundation.errors import NotNow

if TYPE_CHECKING:
    from uuid import UUID

# Mail waits a quarter of an hour (`notifications.news.SETTLE`); a test holds that this is shorter, with room for an act
# that takes long.
WINDOW = timedelta(minutes=10)


def recallable(process: Process) -> QuerySet[Answer]:
    """Return the answers of a process that can be called back now: just sent, and opened by nobody."""
    return Answer.objects.filter(
        tenant_id=process.tenant_id,
        process=process,
        sent_at__gt=clock.now() - WINDOW,
        opened_at=None,
        # Sent in a batch by `replying.send`: what was sent at once, with its act, is mended by a new answer.
        batch__isnull=False,
    )


def last_sending(process: Process) -> datetime | None:
    """Return until when the newest answers can be called back, or None when there are none."""
    newest = recallable(process).order_by("-sent_at").values_list("sent_at", flat=True).first()
    return newest + WINDOW if newest is not None else None


def _fresh(**under: Any) -> QuerySet[Answer]:
    """Return the answers under these words that were just sent and that nobody opened."""
    return Answer.objects.filter(
        landings__sent_at__isnull=False, sent_at__gt=clock.now() - WINDOW, opened_at=None, **under
    )


def has_fresh_answer() -> Exists | Q:
    """Return whether an answer is about to be read that nobody knows to be read, for each row of a tracking code."""
    fresh = Exists(_fresh(tenant=OuterRef("tenant"), landings__contribution=OuterRef("contribution")))
    untold = reaching_givers.untold_landings(tenant=OuterRef("tenant"), contribution=OuterRef("contribution"))
    return fresh | Exists(untold)


def note_opened(code: str) -> None:
    """Note that the answers to the words under a code are being read: from now on they cannot be called back.

    Asked before the page reads them. Of answers that were sent longer ago it is noted only where nobody was mailed:
    reading them is how they reach somebody who left nothing else.
    """
    rows = TrackingCode.objects.filter(code_hash__in=codes.hash_code(code).every)
    reaching_givers.read(rows.exclude(holder=Holder.BROKER))
    fresh = _fresh(landings__contribution__in=rows.values("contribution"))
    ids = list(fresh.order_by().values_list("pk", flat=True).distinct())
    if ids:
        with exempt("opened"):
            Answer.objects.filter(pk__in=ids).update(opened_at=clock.now())


def _called_back(entry: Entry, _arguments: Mapping[str, Any]) -> int:
    return int(entry.data["voices"])


@act("answers.called_back", Process, on="process", again=_called_back)
def call_back(*, process: Process, actor: Actor, key: str | None = None) -> Done[int]:
    """Make drafts again of all answers that were just sent and that nobody has read; return how many voices wait anew.

    Raises NotNow when there are none: it is too late, or everybody read theirs.
    """
    if process.answered_at is not None:
        raise NotNow(_("Dit proces is al teruggekoppeld. Leg een nieuw antwoord klaar, met reden."))
    tenant_id = process.tenant_id
    wanted = {pk: at for pk, at in recallable(process).values_list("pk", "sent_at") if not _told_before(pk, tenant_id)}
    # The condition once more: whoever opens their answer at this moment keeps it.
    ids = [pk for pk in wanted if Answer.objects.filter(pk=pk, opened_at=None).update(sent_at=None, batch=None)]
    if not ids:
        raise NotNow(_("Terughalen kan niet meer: het is langer dan tien minuten geleden, of mensen hebben het al "
                       "gelezen. Leg een nieuw antwoord klaar, met reden."))  # fmt: skip
    landings = Landing.objects.filter(tenant_id=tenant_id, answer__in=ids)
    mine = landings.filter(holds=True, current=True)
    voices = Contribution.objects.filter(
        tenant_id=tenant_id, pk__in=list(mine.order_by().values_list("contribution_id", flat=True))
    )
    rounds = list(rounds_with(voices))
    for at in set(wanted.values()):
        Objection.objects.filter(tenant_id=tenant_id, contribution__in=voices, answered_at=at).update(answered_at=None)
    landings.update(holds=False, sent_at=None, told_at=None, told_by="")
    count = voices.count()
    _restore(voices, tenant_id)
    for round in rounds:
        instrument = registry.get(round.instrument)
        if instrument is not None:
            instrument.after_calling_back(round)
    return Done(count, {"answers": [str(pk) for pk in ids], "voices": count}, public=True, row=process)


def _told_before(answer_id: "UUID", tenant_id: "UUID") -> bool:
    """Tell whether an answer of a round took the place of one that was sent: what each sentence said then is gone."""
    landings = Landing.objects.filter(tenant_id=tenant_id, answer=answer_id, answer__outcome="collective")
    return landings.filter(contribution__landings__sent_at__lt=Subquery(
        Answer.objects.filter(pk=answer_id).values("sent_at")[:1]
    )).exists()  # fmt: skip


def _restore(voices: QuerySet[Contribution], tenant_id: "UUID") -> None:
    """Put everything about these voices back as it was before they were answered."""
    earlier = Landing.objects.filter(
        tenant_id=tenant_id, contribution=OuterRef("pk"), sent_at__isnull=False, beside=False
    ).order_by("-sent_at", "-id")
    laid = Landing.objects.filter(tenant_id=tenant_id, contribution=OuterRef("pk"), current=True)
    objected = Objection.objects.filter(tenant_id=tenant_id, contribution=OuterRef("pk"), answered_at=None)
    returned = HandOver.objects.filter(tenant_id=tenant_id, contribution=OuterRef("pk"), refused_at__isnull=False)
    said_right = Entry.objects.filter(
        tenant_id=tenant_id, kind="reply.confirmed", subject_id=OuterRef("pk")
    ).order_by("-at")
    rows = voices.annotate(
        earlier_id=Subquery(earlier.values("pk")[:1]),
        earlier_at=Subquery(earlier.values("sent_at")[:1]),
        laid_at=Subquery(laid.values("created_at")[:1]),
        objected_at=Subquery(objected.values("created_at")[:1]),
        returned_at=Subquery(returned.values("refused_at")[:1]),
        right_at=Subquery(said_right.values("at")[:1]),
    )
    held = []
    for row in rows:
        before: datetime | None = row.earlier_at
        again = [at for at in (row.objected_at, row.returned_at) if at is not None and (before is None or at > before)]
        row.replied_at, row.drafted_at, row.reopened_at = before, row.laid_at, max(again, default=None)
        row.first_replied_at = row.first_replied_at if before is not None else None
        right = row.right_at is not None and before is not None and row.right_at > before and not again
        row.confirmed_at = row.right_at if right else None
        if row.earlier_id is not None:
            held.append(row.earlier_id)
        row.save(update_fields=("replied_at", "drafted_at", "reopened_at", "first_replied_at", "confirmed_at"))
    Landing.objects.filter(Q(tenant_id=tenant_id), pk__in=held).update(holds=True)
    # Who is owed an answer keeps their address till it was sent.
    Giver.objects.filter(tenant_id=tenant_id, contribution__in=voices).update(erase_after=None)
