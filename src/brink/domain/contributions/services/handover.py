"""Passing on: words that belong to another government go there as a copy, under the same tracking code."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils.translation import gettext as _

from brink.domain.contributions.models import (
    Answer,
    Contribution,
    Giver,
    HandOver,
    Landing,
    OutcomeCode,
    ResponseTerms,
    Source,
    TrackingCode,
)
from brink.domain.contributions.services.admitting import not_in_bulk
from brink.domain.contributions.services.answers import AnswerDraft, checked, named_place, tie, write_answer
from brink.domain.contributions.services.deadlines import first_reply_due, promised, terms_of
from brink.domain.contributions.services.replying import reply
from brink.domain.contributions.services.still_there import require_there
from brink.domain.framework.models import Phase
from brink.domain.journal.acts import Done, act
from brink.domain.journal.models import Entry
from brink.domain.journal.services import Actor, record
from brink.domain.people.models import Body, Membership
from brink.domain.people.queries import current
from brink.domain.processes.models import Process
from brink.domain.processes.services.standing_question import standing_of, standing_round, standing_row
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotNow
from brink.foundation.permissions import WRITERS
from brink.foundation.text import clean

if TYPE_CHECKING:
    from uuid import UUID

    from brink.domain.people.models import Person

COPIED = ("kind", "channel", "title", "text", "language", "publicity", "public_name", "place", "moderation")
HEARD = ("verbatim", "summary", "note_taker", "read_back", "consent_publish", "consent_quote", "heard_on")


def takers(besides: "UUID") -> QuerySet[Body]:
    """Return the bodies that take words from others now: they want to, and they have somebody and a place for them."""
    desk = Membership.objects.filter(
        current(clock.today()), tenant=OuterRef("pk"), role__in=WRITERS
    )
    home = Process.objects.filter(tenant=OuterRef("pk"), standing=True)
    ready = Exists(home) | (Exists(desk) & Exists(Phase.objects.filter(tenant=OuterRef("pk"))))
    shut = ResponseTerms.objects.filter(tenant=OuterRef("pk"), takes_hand_over=False)
    return Body.objects.filter(ready, ~Exists(shut)).exclude(pk=besides).order_by("name")


def _set_before(_entry: Entry, arguments: Mapping[str, Any]) -> ResponseTerms:
    return ResponseTerms.objects.get(tenant=arguments["body"])


@act("body.hand_over_set", Body, on="body", again=_set_before)
def set_taking(*, body: Body, takes: bool, actor: Actor, key: str | None = None) -> Done[ResponseTerms]:
    """Say whether a body takes words that others pass on; when not, nobody is offered to pass words on to it."""
    row, _made = ResponseTerms.objects.update_or_create(
        tenant=body, defaults={"takes_hand_over": takes},
        create_defaults={"takes_hand_over": takes, "created_at": clock.now()},
    )  # fmt: skip
    return Done(row, {"takes": takes}, public=True, row=body)


def standing_home(body: Body) -> Process:
    """Find or make the standing question of a body: where words land that others pass on without naming a question.

    One that was not opened yet is not public, and waits for the body to open it; each voice on it is answered on its
    own all the same. Raises NotNow when the body has no kader or nobody at its desk yet.
    """
    standing = standing_of(body)
    if standing is not None:
        return standing
    desk = (
        Membership.objects.filter(current(clock.today()), tenant=body, role__in=WRITERS)
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
    now, home = clock.now(), standing_round(process) if process.standing else None
    if home is not None:
        not_in_bulk(home)
    copy = Contribution.objects.create(
        tenant_id=process.tenant_id,
        created_at=now,
        process=process,
        round=home,
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
    if require_there(row).handed_over_at is not None:
        raise NotNow(_("Deze woorden zijn al doorgegeven."))
    if HandOver.objects.filter(tenant_id=row.tenant_id, contribution=row).exists():
        raise NotNow(_("Deze woorden zijn al een keer doorgegeven, en kwamen terug. Geef zelf antwoord."))
    hashes = TrackingCode.objects.filter(tenant_id=row.tenant_id, contribution=row).values_list("code_hash", flat=True)
    if body.pk == row.tenant_id or TrackingCode.objects.filter(tenant=body, code_hash__in=list(hashes)).exists():
        raise BadInput(_("Deze overheid heeft deze woorden al."), field="to_body")
    if not takers(row.tenant_id).filter(pk=body.pk).exists():
        raise BadInput(
            _("Deze overheid neemt nu geen woorden over. Kies een andere overheid, of bel hen en geef zelf antwoord."),
            field="to_body",
        )


# The process is held before the words, as every landing does.


def _made(_entry: Entry, arguments: Mapping[str, Any]) -> HandOver:
    voice = arguments["contribution"]
    return HandOver.objects.get(tenant_id=voice.tenant_id, contribution=voice)


@act("contribution.handed_over", Contribution, on=("contribution.process", "contribution"), again=_made)
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
) -> Done[HandOver]:
    """Pass words on to another body: they land here as "naar een andere overheid" and wait there for an answer.

    `process` is a question of that body, or None for its standing one; `receiver` the name of who takes it up there.
    The giver hears at once and keeps following both under the same code. Writes one entry in the journal of each body.
    """
    receiver = clean(
        receiver, limit=120, field="receiver", empty=_("Schrijf op wie het daar oppakt."),
        too_long=_("Maak de naam korter dan 120 tekens."),
    )  # fmt: skip
    reason = checked(AnswerDraft(OutcomeCode.ELSEWHERE, reason), contribution.tenant_id).reason
    _refuse(contribution, to_body)
    target = process or standing_home(to_body)
    if target.tenant_id != to_body.pk or target.answered_at or target.withdrawn_at:
        raise BadInput(_("Kies een lopende vraag van die overheid."), field="process")
    copy = _copy(contribution, target)
    handed = HandOver.objects.create(
        tenant_id=contribution.tenant_id,
        created_at=clock.now(),
        contribution=contribution,
        to_body=to_body,
        reason=reason,
        receiver=receiver,
        copy_id=copy.pk,
    )
    where = named_place(process=contribution.process, kind="body", title=to_body.name)
    draft = AnswerDraft(OutcomeCode.ELSEWHERE, reason, destination=where, signed_by=signed_by)
    _answer_now(contribution, draft, change_reason=reason if contribution.replied_at is not None else "")
    Contribution.objects.filter(tenant_id=contribution.tenant_id, pk=contribution.pk).update(handed_over_at=clock.now())
    record(
        tenant_id=copy.tenant_id,
        kind="contribution.received",
        subject="contribution",
        subject_id=copy.pk,
        actor=actor,
        data={"process": str(copy.process_id), "from": str(contribution.tenant_id), "channel": copy.channel},
    )
    data = {"to": str(handed.to_body_id), "copy": str(copy.pk)}
    return Done(handed, data, public=True, row=contribution)


def _answer_now(voice: Contribution, draft: AnswerDraft, *, change_reason: str = "") -> None:
    """Give one voice an answer that is sent at once: that its words went somewhere else."""
    now = clock.now()
    answer = write_answer(voice.process, draft)
    tie(answer, [voice.pk], change_reason=change_reason)
    Answer.objects.filter(pk=answer.pk).update(sent_at=now)
    reply(Contribution.objects.filter(tenant_id=voice.tenant_id, pk=voice.pk), voice.tenant_id, at=now)


def _returned(_entry: Entry, arguments: Mapping[str, Any]) -> HandOver:
    return HandOver.objects.get(copy_id=arguments["contribution"].pk)


@act("contribution.given_back", Contribution, on=("contribution.process", "contribution"), again=_returned)
def give_back(*, contribution: Contribution, reason: str, actor: Actor, key: str | None = None) -> Done[HandOver]:
    """Refuse words that another body passed on: they go back into its queue, and the giver reads why.

    `contribution` is the copy. It ends here as "naar een andere overheid"; at the first body the giver keeps the answer
    that they had until there is a new one. Writes one entry in the journal of each body. Raises BadInput without a
    reason, NotNow for words that were not passed on, or were answered, withdrawn or given back already.
    """
    reason = checked(AnswerDraft(OutcomeCode.ELSEWHERE, reason), contribution.tenant_id).reason
    passed = HandOver.objects.select_for_update().filter(copy_id=contribution.pk).first()
    if passed is None:
        raise NotNow(_("Deze woorden kwamen niet van een andere overheid. Geef zelf antwoord."))
    if passed.refused_at is not None:
        raise NotNow(_("Deze woorden zijn al teruggegeven."))
    if require_there(contribution).replied_at is not None:
        raise NotNow(_("De gever heeft al antwoord van u. Teruggeven kan niet meer."))
    now = clock.now()
    passed.refused_at, passed.refused_reason = now, reason
    passed.save(update_fields=("refused_at", "refused_reason"))
    origin = Contribution.objects.select_for_update().get(pk=passed.contribution_id)
    where = named_place(process=contribution.process, kind="body", title=origin.tenant.name)
    _answer_now(contribution, AnswerDraft(OutcomeCode.ELSEWHERE, reason, destination=where))
    fields: dict[str, Any] = {"handed_over_at": None, "reopened_at": now, "confirmed_at": None}
    answered_before = Landing.objects.filter(
        tenant_id=origin.tenant_id, contribution=origin, sent_at__lt=passed.created_at, beside=False
    )
    if not answered_before.exists():
        # Passing on was no answer after all: the term that the giver was promised is the first body's again.
        fields["first_replied_at"] = None
    Contribution.objects.filter(pk=origin.pk).update(**fields)
    Giver.objects.filter(tenant_id=origin.tenant_id, contribution=origin).update(erase_after=None)
    record(
        tenant_id=origin.tenant_id,
        kind="contribution.came_back",
        subject="contribution",
        subject_id=origin.pk,
        actor=actor,
        data={"process": str(origin.process_id), "from": str(contribution.tenant_id)},
    )
    return Done(
        passed, {"process": str(contribution.process_id), "to": str(origin.tenant_id)}, public=True, row=contribution
    )


def new_answer_due(passed: HandOver) -> date | None:
    """Return the last good day for a new answer to words that came back, or None when they did not.

    The day that the giver was promised at first; only when that was behind us already, a new term.
    """
    if passed.refused_at is None:
        return None
    return day_after_return(passed.tenant_id, passed.refused_at, passed.contribution.reply_due_on)


def day_after_return(tenant_id: "UUID", refused_at: datetime, promised_on: date | None) -> date:
    """Return by when words that came back then, promised an answer by that day, are to be answered."""
    day = refused_at.astimezone(clock.AMSTERDAM).date()
    if promised_on is not None and promised_on >= day:
        return promised_on
    return day + timedelta(days=terms_of(tenant_id).objection_answer_days)
