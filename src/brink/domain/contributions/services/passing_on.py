"""Passing on: words that belong to another government go there as a copy, under the same tracking code."""

from typing import TYPE_CHECKING

from django.db.models import F
from django.utils.translation import gettext as _

from brink.domain.contributions.models import (
    Contribution,
    HandOver,
    OutcomeCode,
    Source,
    TrackingCode,
)
from brink.domain.contributions.services.owning import locked
from brink.domain.contributions.services.replying import reply
from brink.domain.contributions.services.timing import first_reply_due, promised
from brink.domain.contributions.services.verdicts import Verdict, checked, place, tie, write_answer
from brink.domain.framework.models import Phase
from brink.domain.journal.models import Entry
from brink.domain.journal.services import Actor, fingerprint, once, record
from brink.domain.people.models import Body, Membership
from brink.domain.people.queries import current
from brink.domain.processes.models import Process
from brink.domain.processes.services.standing_question import standing_of, standing_round, standing_row
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotNow
from brink.foundation.text import clean
from brink.foundation.visibility import Role

if TYPE_CHECKING:
    from brink.domain.people.models import Person

COPIED = ("kind", "channel", "title", "text", "language", "publicity", "public_name", "place", "moderation")
HEARD = ("verbatim", "summary", "note_taker", "read_back", "consent_publish", "consent_quote", "heard_on")


def standing_home(body: Body) -> Process:
    """Find or make the standing question of a body: where words land that others pass on without naming a question.

    One that was not opened yet is not public, and waits for the body to open it; each voice on it is answered on its
    own all the same. Raises NotNow when the body has no kader or nobody at its desk yet.
    """
    found = standing_of(body)
    if found is not None:
        return found
    desk = (
        Membership.objects.filter(current(clock.today()), tenant=body, role__in=(Role.OFFICER, Role.CLERK))
        .select_related("person")
        .order_by("starts", "id")
        .first()
    )
    if desk is None or not Phase.objects.filter(tenant=body).exists():
        raise NotNow(_("Deze overheid kan nog geen woorden ontvangen. Bel hen, en kies daarna opnieuw."))
    return standing_row(body, desk.person)


def _copy(row: Contribution, process: Process) -> Contribution:
    """Write the copy at the receiving body: words, how they were heard, and the hashes of the codes.

    Contact details stay where the giver left them: that body mails about both, and fewer hold an address.
    """
    now = clock.now()
    copy = Contribution.objects.create(
        tenant_id=process.tenant_id,
        created_at=now,
        process=process,
        round=standing_round(process) if process.standing else None,
        area_id=row.area_id,
        theme_id=row.theme_id,
        reply_due_on=promised(process) or first_reply_due(process.tenant_id),
        **{field: getattr(row, field) for field in COPIED},
    )
    source = Source.objects.get(tenant_id=row.tenant_id, contribution=row)
    Source.objects.create(
        tenant_id=process.tenant_id,
        created_at=now,
        contribution=copy,
        **{field: getattr(source, field) for field in HEARD},
    )
    for code in TrackingCode.objects.filter(tenant_id=row.tenant_id, contribution=row):
        TrackingCode.objects.create(
            tenant_id=process.tenant_id,
            created_at=now,
            contribution=copy,
            code_hash=code.code_hash,
            holder=code.holder,
        )
    Process.objects.filter(pk=process.pk).update(contribution_count=F("contribution_count") + 1)
    return copy


def _refuse(row: Contribution, body: Body) -> None:
    """Raise when these words cannot go to this body."""
    if row.withdrawn_at is not None:
        raise NotNow(_("De gever trok deze woorden in."))
    if row.handed_over_at is not None:
        raise NotNow(_("Deze woorden zijn al doorgegeven."))
    hashes = TrackingCode.objects.filter(tenant_id=row.tenant_id, contribution=row).values_list("code_hash", flat=True)
    if body.pk == row.tenant_id or TrackingCode.objects.filter(tenant=body, code_hash__in=list(hashes)).exists():
        raise BadInput(_("Deze overheid heeft deze woorden al."), field="to_body")


def hand_over(
    *,
    contribution: Contribution,
    to_body: Body,
    reason: str,
    receiver: str,
    actor: Actor,
    process: Process | None = None,
    signed_by: "Person | None" = None,
    key: str | None = None,
) -> HandOver:
    """Pass words on to another body: they land here as "naar een andere overheid" and wait there for an answer.

    `process` is a question of that body, or None for its standing one; `receiver` the name of who takes it up there.
    The giver hears at once and keeps following both under the same code. Writes one entry in the journal of each body.
    """
    receiver = clean(
        receiver, limit=120, field="receiver", empty=_("Schrijf op wie het daar oppakt."),
        too_long=_("Maak de naam korter dan 120 tekens."),
    )  # fmt: skip
    reason = checked(Verdict(OutcomeCode.ELSEWHERE, reason), contribution.tenant_id).reason
    wish = {"contribution": contribution.pk, "to": to_body.pk, "reason": reason, "receiver": receiver}
    body = fingerprint({"act": "hand over", "process": process and process.pk, **wish})

    def act() -> HandOver:
        row = locked(contribution)
        _refuse(row, to_body)
        target = process or standing_home(to_body)
        if target.tenant_id != to_body.pk or target.answered_at or target.withdrawn_at:
            raise BadInput(_("Kies een lopende vraag van die overheid."), field="process")
        copy = _copy(row, target)
        made = HandOver.objects.create(
            tenant_id=row.tenant_id,
            created_at=clock.now(),
            contribution=row,
            to_body=to_body,
            reason=reason,
            receiver=receiver,
            copy_id=copy.pk,
        )
        where = place(process=row.process, kind="body", title=to_body.name)
        verdict = Verdict(OutcomeCode.ELSEWHERE, reason, destination=where, signed_by=signed_by)
        answer = write_answer(row.process, verdict)
        tie(answer, [row.pk], change_reason=reason if row.landed_at is not None else "")
        answer.sent_at = clock.now()
        answer.save(update_fields=("sent_at",))
        mine = Contribution.objects.filter(tenant_id=row.tenant_id, pk=row.pk)
        reply(mine, row.tenant_id)
        mine.update(handed_over_at=clock.now())
        _log(made, row, copy, actor, key, body)
        return made

    def again(_entry: Entry) -> HandOver:
        return HandOver.objects.get(tenant_id=contribution.tenant_id, contribution=contribution)

    return once(tenant_id=contribution.tenant_id, key=key, body=body, act=act, again=again)


def _log(made: HandOver, row: Contribution, copy: Contribution, actor: Actor, key: str | None, body: str) -> None:
    record(
        tenant_id=row.tenant_id,
        kind="contribution.handed_over",
        subject="contribution",
        subject_id=row.pk,
        actor=actor,
        data={"to": str(made.to_body_id), "copy": str(copy.pk)},
        key=key,
        body=body,
    )
    record(
        tenant_id=copy.tenant_id,
        kind="contribution.received",
        subject="contribution",
        subject_id=copy.pk,
        actor=actor,
        data={"process": str(copy.process_id), "from": str(row.tenant_id), "channel": copy.channel},
    )
