"""Keeping house: erasing contact details that are no longer needed, and counting again what lists rely on."""

from functools import partial
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from brink.domain.contributions.models import Broker, Bundle, Contribution, ExactPoint, Giver, TrackingCode
from brink.domain.contributions.services.code_recovery import forget_waiting
from brink.domain.contributions.services.deadlines import Terms, terms_of
from brink.domain.contributions.services.objecting import last_day
from brink.domain.contributions.services.still_there import require_there
from brink.domain.journal.acts import Done, act, exempt, once_kept
from brink.domain.journal.models import Entry
from brink.domain.journal.services import SYSTEM, Actor, record_many
from brink.domain.processes.models import Process, Round
from brink.foundation import clock, erasure_list

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

BATCH = 500


@act("giver.read", Contribution, on="contribution", lock=False, again=lambda entry, _asked: _giver(entry), adds=True)
def read_contact(*, contribution: Contribution, actor: Actor, key: str | None) -> Done[Giver | None]:
    """Return how to reach a giver, for a member of staff who will call or write; each look is in the journal."""
    require_there(contribution)
    giver = Giver.objects.filter(tenant_id=contribution.tenant_id, contribution=contribution).first()
    return Done(giver, row=contribution)


def _giver(entry: Entry) -> Giver | None:
    return Giver.objects.filter(tenant_id=entry.tenant_id, contribution_id=entry.subject_id).first()


def still_waiting(ids: "list[UUID]") -> "set[UUID]":
    """Return those whose words lie at another body too, where the last answer has not been given.

    Their address is kept till then.
    """
    codes = dict(TrackingCode.objects.filter(contribution_id__in=ids).values_list("code_hash", "contribution_id"))
    copies = (
        TrackingCode.objects.filter(code_hash__in=list(codes))
        .exclude(contribution_id__in=ids)
        .filter(contribution__withdrawn_at=None)
        .filter(
            Q(contribution__replied_at=None)
            | Q(contribution__reopened_at__isnull=False)
            | Q(contribution__drafted_at__isnull=False)
        )
    )
    return {codes[code_hash] for code_hash in copies.values_list("code_hash", flat=True)}


def erase_contact(tenant_id: "UUID", ids: "list[UUID]") -> None:
    """Erase how to reach giver and broker of these contributions, with an entry for each."""
    with exempt("retention"):
        forget_waiting(ids)
        Giver.objects.filter(tenant_id=tenant_id, contribution_id__in=ids).delete()
        Broker.objects.filter(tenant_id=tenant_id, contribution_id__in=ids).update(email="")
        record_many(tenant_id=tenant_id, kind="giver.erased", subject="contribution", subject_ids=ids, actor=SYSTEM)
        once_kept(partial(erasure_list.note, "contact", ids))


GIVER_MAIL, BROKER_MAIL = "giver-mail", "broker-mail"


def erase_mail(holder: "Giver | Broker") -> None:
    """Erase an address again, on a site that was restored from an older back-up."""
    with exempt("retention"):
        take_mail(holder)


def take_mail(holder: "Giver | Broker") -> None:
    """Take the address of a giver or broker away; who left nothing else goes altogether. Inside an act or an exemption.

    Other details stay, for whoever wants to be called and not mailed.
    """
    kind = GIVER_MAIL if isinstance(holder, Giver) else BROKER_MAIL
    once_kept(partial(erasure_list.note, kind, [holder.contribution_id]))
    holder.email = ""
    if isinstance(holder, Giver) and not (holder.name or holder.phone or holder.address):
        holder.delete()
    else:
        holder.save(update_fields=("email",))


def _lonely_brokers(after: "UUID | None") -> "list[Broker]":
    """Return brokers with an address whose giver left none: no day stands with them, so the last reply counts."""
    rows = Broker.objects.exclude(email="").filter(
        contribution__giver=None, contribution__replied_at__isnull=False, contribution__reopened_at=None,
        contribution__drafted_at=None,
    )  # fmt: skip
    rows = (rows.filter(id__gt=after) if after else rows).select_related("contribution")
    return list(rows.order_by("id")[:BATCH])


def _over(kept: Broker | ExactPoint, terms: Terms) -> bool:
    replied_at = kept.contribution.replied_at
    return replied_at is not None and last_day(replied_at, terms) < clock.today()


def erase_due() -> int:
    """Erase all contact details whose last day has passed, and return how many. Called by `tick`; safe to repeat.

    Details of words that were passed on are kept while the other body still owes the last answer.
    """
    _erase_points()
    return _erase_givers() + _erase_lonely_brokers()


def _erase_all(rows: "Sequence[Giver | Broker]") -> int:
    """Erase these, body by body, but for those whose words still wait elsewhere."""
    waiting = still_waiting([row.contribution_id for row in rows])
    by_tenant: dict[UUID, list[UUID]] = {}
    for row in rows:
        if row.contribution_id not in waiting:
            by_tenant.setdefault(row.tenant_id, []).append(row.contribution_id)
    for tenant_id, ids in by_tenant.items():
        erase_contact(tenant_id, ids)
    return sum(len(ids) for ids in by_tenant.values())


def _erase_givers() -> int:
    erased, after = 0, None
    while True:
        rows = Giver.objects.filter(erase_after__lt=clock.today()).order_by("id")
        due = list((rows.filter(id__gt=after) if after else rows)[:BATCH])
        if not due:
            return erased
        after = due[-1].pk
        erased += _erase_all(due)


def _erase_lonely_brokers() -> int:
    erased, after = 0, None
    terms: dict[UUID, Terms] = {}
    while True:
        rows = _lonely_brokers(after)
        if not rows:
            return erased
        after = rows[-1].pk
        for tenant_id in {row.tenant_id for row in rows} - set(terms):
            terms[tenant_id] = terms_of(tenant_id)
        erased += _erase_all([row for row in rows if _over(row, terms[row.tenant_id])])


def _erase_points() -> None:
    """Erase where exactly somebody pointed once nobody at the desk needs it: when the last day to object has passed."""
    answered = {
        "contribution__replied_at__isnull": False, "contribution__reopened_at": None, "contribution__drafted_at": None,
    }  # fmt: skip
    rows = list(ExactPoint.objects.filter(**answered).select_related("contribution").order_by("id"))
    terms = {tenant_id: terms_of(tenant_id) for tenant_id in {row.tenant_id for row in rows}}
    due = [row.pk for row in rows if _over(row, terms[row.tenant_id])]
    for start in range(0, len(due), BATCH):
        with exempt("retention"):
            ExactPoint.objects.filter(pk__in=due[start : start + BATCH]).delete()


@act("process.recounted", Process, on="process")
def recount(*, process: Process, actor: Actor = SYSTEM, key: str | None = None) -> Done[Process]:
    """Count everything stored about a process anew: voices, landings, rounds, replies, bundles."""
    voices = Contribution.objects.filter(tenant_id=process.tenant_id, process=process)
    whole = voices.filter(split_from=None)
    process.contribution_count = whole.count()
    process.landed_count = whole.filter(landed_at__isnull=False).count()
    process.save(update_fields=("contribution_count", "landed_count"))
    counting = Count("contributions", filter=Q(contributions__held_at=None))
    rounds = list(Round.objects.filter(process=process).annotate(real=counting))
    for round in rounds:
        round.contribution_count = round.real
    Round.objects.bulk_update(rounds, ("contribution_count",))
    parents = list(voices.annotate(real=Count("replies")).filter(Q(real__gt=0) | Q(reply_count__gt=0)))
    for parent in parents:
        parent.reply_count = parent.real
    Contribution.objects.bulk_update(parents, ("reply_count",), batch_size=BATCH)
    bundles = list(
        Bundle.objects.filter(tenant_id=process.tenant_id, process=process).annotate(
            real=Count("items", filter=Q(items__removed_at=None))
        )
    )
    for bundle in bundles:
        bundle.item_count = bundle.real
    Bundle.objects.bulk_update(bundles, ("item_count",), batch_size=BATCH)
    return Done(process)
