"""Replying: the moment at which an answer reaches its givers, and what follows from it."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from brink.domain.contributions.landing_modes import rounds_with
from brink.domain.contributions.models import Answer, Contribution, Giver, Landing, Objection
from brink.domain.contributions.services import reaching_givers
from brink.domain.contributions.services.cosigning import held_back, why_held
from brink.domain.contributions.services.deadlines import terms_of
from brink.domain.journal.acts import Done, act
from brink.domain.journal.models import Entry
from brink.domain.journal.services import Actor
from brink.domain.processes.instrument import registry
from brink.domain.processes.models import Process
from brink.foundation import clock
from brink.foundation.errors import NotNow

if TYPE_CHECKING:
    from uuid import UUID


def reply(voices: QuerySet[Contribution], tenant_id: "UUID", *, at: datetime) -> None:
    """Give voices the answer that lies ready for them, inside the transaction of an act: from now on it holds.

    `voices` may be defined by `drafted_at`, which is emptied last. Contact details are kept till the giver can no
    longer object: four weeks, or at once when the one objection has been used. Whoever must be called or written
    counts as answered from the moment that they were reached (`reaching_givers`), and keeps their details till then.
    """
    today = clock.today()
    last_day = today + timedelta(days=terms_of(tenant_id).objection_days)
    landings = Landing.objects.filter(tenant_id=tenant_id, contribution__in=voices)
    landings.filter(holds=True).update(holds=False)
    landings.filter(current=True).update(holds=True, sent_at=at, told_at=None, told_by="")
    reaching_givers.mailed(landings.filter(current=True), at=at)
    givers = Giver.objects.filter(tenant_id=tenant_id, contribution__in=voices)
    givers.update(erase_after=last_day)
    givers.filter(contribution__objection__isnull=False).update(erase_after=today)
    Objection.objects.filter(tenant_id=tenant_id, contribution__in=voices, answered_at=None).update(answered_at=at)
    waiting = list(voices.filter(reaching_givers.must_be_reached()).order_by().values_list("pk", flat=True))
    if waiting:
        givers.filter(contribution__in=waiting).update(erase_after=None)
    voices.filter(first_replied_at=None).exclude(pk__in=waiting).update(first_replied_at=at)
    voices.update(replied_at=at, drafted_at=None, confirmed_at=None, reopened_at=None)


def unsent(process: Process) -> QuerySet[Answer]:
    """Return the answers of a process that lie ready for somebody and were not sent yet."""
    return lying_ready().filter(tenant_id=process.tenant_id, process=process)


def lying_ready() -> QuerySet[Answer]:
    """Return every answer that lies ready for somebody and was not sent yet: for use inside another query."""
    return Answer.objects.filter(
        sent_at=None,
        landings__current=True,
        landings__contribution__drafted_at__isnull=False,
        landings__contribution__withdrawn_at=None,
    ).distinct()


def _voices_of(entry: Entry, _arguments: Mapping[str, Any]) -> int:
    return int(entry.data["voices"])


@act("answers.sent", Process, on="process", again=_voices_of)
def send(
    *, process: Process, actor: Actor, answers: Sequence[Answer] | None = None, key: str | None = None
) -> Done[int]:
    """Send answers (all that wait, unless told which) to their givers; return how many voices have their reply now.

    The reply is readable under the code at once, on paper lists, and goes by e-mail to who left an address. What
    waits for somebody to sign along stays. Raises NotNow when nothing waits, or all of it does.
    """
    waiting = unsent(process)
    if answers is not None:
        waiting = waiting.filter(pk__in=[answer.pk for answer in answers])
    ids = list(waiting.exclude(pk__in=held_back(waiting)).values_list("pk", flat=True))
    if not ids:
        raise NotNow(why_held(waiting) or _("Er ligt geen antwoord klaar om te versturen."))
    now, tenant_id = clock.now(), process.tenant_id
    voices = Contribution.objects.filter(
        tenant_id=tenant_id,
        withdrawn_at=None,
        drafted_at__isnull=False,
        # From the landings alone: joined with itself, PostgreSQL plans this badly while a table is newly filled.
        pk__in=Landing.objects.filter(tenant_id=tenant_id, current=True, answer__in=ids).values("contribution_id"),
    )
    count = voices.count()
    reply(voices, tenant_id, at=now)
    Landing.objects.filter(tenant_id=tenant_id, answer__in=ids, beside=True, sent_at=None).update(sent_at=now)
    Answer.objects.filter(tenant_id=tenant_id, pk__in=ids).update(sent_at=now, batch=now, opened_at=None)
    whole = Contribution.objects.filter(tenant_id=tenant_id, process=process, landings__answer__in=ids)
    for round in rounds_with(whole):
        instrument = registry.get(round.instrument)
        if instrument is not None:
            instrument.after_sending(round)
    data = {"answers": [str(pk) for pk in ids], "voices": count, "sent_at": now.isoformat()}
    return Done(count, data, public=True, row=process)
