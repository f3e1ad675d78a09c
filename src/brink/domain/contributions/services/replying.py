"""Replying: the moment at which an answer reaches its givers, and what follows from it."""

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from brink.domain.contributions.models import Answer, Contribution, Giver, Landing, Objection
from brink.domain.contributions.services.timing import terms_of
from brink.domain.journal.models import Entry
from brink.domain.journal.services import Actor, fingerprint, once, record
from brink.domain.processes.models import Process
from brink.foundation import clock
from brink.foundation.errors import NotNow

if TYPE_CHECKING:
    from uuid import UUID


def reply(voices: QuerySet[Contribution], tenant_id: "UUID") -> None:
    """Mark voices as answered now, inside the transaction of an act.

    `voices` must not be defined by `replied_at` in a way that the first update below would change. Contact details are
    kept till the giver can no longer object: four weeks, or at once when the one objection has been used.
    """
    now, today = clock.now(), clock.today()
    last_day = today + timedelta(days=terms_of(tenant_id).objection_days)
    givers = Giver.objects.filter(tenant_id=tenant_id, contribution__in=voices)
    givers.update(erase_after=last_day)
    givers.filter(contribution__objection__isnull=False).update(erase_after=today)
    Objection.objects.filter(tenant_id=tenant_id, contribution__in=voices, answered_at=None).update(answered_at=now)
    voices.filter(first_replied_at=None).update(first_replied_at=now)
    voices.update(replied_at=now)


def unsent(process: Process) -> QuerySet[Answer]:
    """Return the answers of a process that somebody's voice landed on and that were not sent yet."""
    return Answer.objects.filter(
        tenant_id=process.tenant_id,
        process=process,
        sent_at=None,
        landings__current=True,
        landings__contribution__withdrawn_at=None,
    ).distinct()


def send(*, process: Process, actor: Actor, answers: Sequence[Answer] | None = None, key: str | None = None) -> int:
    """Send answers (all that wait, unless told which) to their givers; return how many voices have their reply now.

    The reply is readable under the code at once, on paper lists, and goes by e-mail to who left an address. Raises
    NotNow when nothing waits.
    """
    chosen = None if answers is None else sorted(str(answer.pk) for answer in answers)
    body = fingerprint({"act": "send", "process": process.pk, "answers": chosen})

    def act() -> int:
        Process.objects.select_for_update().get(pk=process.pk)
        waiting = unsent(process)
        if answers is not None:
            waiting = waiting.filter(pk__in=[answer.pk for answer in answers])
        ids = list(waiting.values_list("pk", flat=True))
        if not ids:
            raise NotNow(_("Er ligt geen antwoord klaar om te versturen."))
        voices = Contribution.objects.filter(
            tenant_id=process.tenant_id,
            withdrawn_at=None,
            # From the landings alone: joined with itself, PostgreSQL plans this badly while a table is newly filled.
            pk__in=Landing.objects.filter(tenant_id=process.tenant_id, current=True, answer__in=ids).values(
                "contribution_id"
            ),
        )
        count = voices.count()
        reply(voices, process.tenant_id)
        Answer.objects.filter(tenant_id=process.tenant_id, pk__in=ids).update(sent_at=clock.now())
        record(
            tenant_id=process.tenant_id,
            kind="answers.sent",
            subject="process",
            subject_id=process.pk,
            actor=actor,
            data={"answers": [str(pk) for pk in ids], "voices": count},
            key=key,
            body=body,
        )
        return count

    def again(entry: Entry) -> int:
        return int(entry.data["voices"])

    return once(tenant_id=process.tenant_id, key=key, body=body, act=act, again=again)
