"""Taking in many contributions at once: imports and the demo. The same rows as `giving.give`, in a few queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F
from django.utils.translation import gettext as _

from brink.domain.contributions.models import Contribution, Holder, Moderation, Publicity, Source, TrackingCode
from brink.domain.contributions.services import deadlines
from brink.domain.contributions.services.admitting import not_in_bulk
from brink.domain.contributions.services.giving import Receipt, Words
from brink.domain.journal.acts import Done, act
from brink.domain.journal.services import Actor
from brink.domain.places.coordinates import taken_from
from brink.domain.processes.models import Process, Round
from brink.foundation import clock, codes
from brink.foundation.errors import NotNow

BATCH = 500


@dataclass(frozen=True, slots=True)
class Brought:
    """One contribution to take in: its words (cleaned by whoever read them), when it was given, whether it waits."""

    words: Words
    at: datetime
    hold_for_moderation: bool = False


@act("contributions.received", Round, on="round")
def give_many(
    *, round: Round, brought: Sequence[Brought], actor: Actor, origin: str, key: None = None
) -> Done[list[Receipt]]:
    """Take in `brought` and return a receipt for each, in that order. One transaction, one entry, no key.

    `origin` names where they come from ("import", "demo"). Words must hold no identity: names and addresses come in
    through `give` alone. Raises NotNow when the round has been closed, ValueError when a giver's details are in.
    """
    if any(one.words.name or one.words.email or one.words.phone or one.words.address for one in brought):
        raise ValueError("contributions in bulk carry no identity")
    if round.closed_at is not None:
        raise NotNow(_("Deze ronde is gesloten. Er komt niets meer bij."))
    not_in_bulk(round)
    now = clock.now()
    due = deadlines.promised(round.process) or deadlines.first_reply_due(round.tenant_id)
    rows = Contribution.objects.bulk_create([_row(one, round, due) for one in brought], batch_size=BATCH)
    Source.objects.bulk_create([_source(one, row) for one, row in zip(brought, rows, strict=True)], batch_size=BATCH)
    receipts = [Receipt(row, codes.new_code()) for row in rows]
    TrackingCode.objects.bulk_create([_code(receipt) for receipt in receipts], batch_size=BATCH)
    Process.objects.filter(pk=round.process_id).update(contribution_count=F("contribution_count") + len(rows))
    Round.objects.filter(pk=round.pk).update(contribution_count=F("contribution_count") + len(rows))
    data = {"process": str(round.process_id), "count": len(rows), "origin": origin, "at": now.isoformat()}
    return Done(receipts, data, public=True, row=round)


def _row(one: Brought, round: Round, due: date) -> Contribution:
    words = one.words
    return Contribution(
        tenant_id=round.tenant_id,
        created_at=one.at,
        process_id=round.process_id,
        round=round,
        kind=words.kind,
        channel=words.channel,
        title=words.title,
        text=words.text,
        language=words.language or "nl",
        publicity=words.publicity,
        place=taken_from(words.place)[0],
        moderation=Moderation.WAITING if one.hold_for_moderation else Moderation.SHOWN,
        reply_due_on=due,
    )


def _source(one: Brought, row: Contribution) -> Source:
    return Source(
        tenant_id=row.tenant_id,
        created_at=row.created_at,
        contribution=row,
        verbatim=one.words.verbatim or one.words.text,
        consent_publish=one.words.publicity != Publicity.CLOSED,
        consent_quote=one.words.consent_quote,
        heard_on=one.words.heard_on,
    )


def _code(receipt: Receipt) -> TrackingCode:
    row = receipt.contribution
    return TrackingCode(
        tenant_id=row.tenant_id,
        created_at=row.created_at,
        contribution=row,
        code_hash=codes.hash_code(receipt.code),
        holder=Holder.GIVER,
    )
