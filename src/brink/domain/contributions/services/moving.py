"""Moving: words on the standing question that belong to a question that runs go there, with their own code."""

from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext as _

from brink.domain.contributions.models import Contribution, Move
from brink.domain.contributions.services.admitting import not_in_bulk
from brink.domain.contributions.services.answers import REASON_LIMIT
from brink.domain.contributions.services.deadlines import first_reply_due, promised
from brink.domain.contributions.services.still_there import require_there
from brink.domain.journal.acts import Done, act
from brink.domain.journal.services import Actor
from brink.domain.processes.instrument import registry
from brink.domain.processes.models import Process, Round
from brink.domain.processes.states import RoundState, round_state
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotNow
from brink.foundation.text import clean


def rounds_to_move_to(tenant_id: UUID) -> list[Round]:
    """Return the open rounds of a body's questions, but for the one that is always open. One query."""
    now = clock.now()
    rows = Round.objects.filter(
        tenant_id=tenant_id, opened_at__isnull=False, closed_at=None, opens_at__lte=now, closes_at__gt=now,
        process__standing=False, process__withdrawn_at=None, assurance=Round.Assurance.OPEN,
    )  # fmt: skip
    return list(rows.select_related("process").order_by("process__title", "number"))


def _count(process_id: UUID, round_id: UUID | None, by: int) -> None:
    """Keep the counters of a question and its round in step; a round that has just closed takes nothing in."""
    Process.objects.filter(pk=process_id).update(contribution_count=F("contribution_count") + by)
    if round_id is None:
        return
    rows = Round.objects.filter(pk=round_id, closed_at=None)
    if not rows.update(contribution_count=F("contribution_count") + by):
        raise NotNow(_("Deze ronde is net gesloten. Kies een andere vraag, of geef zelf antwoord."))


def _check(row: Contribution, round: Round) -> None:
    if not row.process.standing:
        raise NotNow(_("Deze woorden horen al bij een vraag."))
    if require_there(row).landed_at is not None or row.handed_over_at is not None:
        raise NotNow(_("Deze woorden hebben al een antwoord."))
    if round.tenant_id != row.tenant_id or round.endless:
        raise BadInput(_("Kies een vraag van uw eigen organisatie."), field="round")
    not_in_bulk(round)
    if round_state(round, clock.now()) is not RoundState.OPEN:
        raise NotNow(_("Deze ronde is niet meer open. Kies een andere vraag, of geef zelf antwoord."), field="round")


@act("contribution.moved", Contribution, on="contribution")
def move_into(
    *, contribution: Contribution, round: Round, reason: str, actor: Actor, key: str | None, seen: int | None = None
) -> Done[Contribution]:
    """Move words into a round of a question that runs. The code stays; the giver reads why, and when to hear now."""
    _check(contribution, round)
    origin = contribution.process
    Move.objects.create(
        tenant_id=contribution.tenant_id,
        created_at=clock.now(),
        contribution=contribution,
        origin=origin,
        target=round.process,
        reason=clean(
            reason, limit=REASON_LIMIT, field="reason", empty=_("Schrijf op waarom deze woorden bij die vraag horen."),
            too_long=_("Maak deze tekst korter dan 4.000 tekens."),
        ),
    )  # fmt: skip
    _count(round.process_id, round.pk, 1)
    _count(origin.pk, contribution.round_id, -1)
    instrument = registry.get(round.instrument)
    # There they are what words that staff write down are: the instrument lands and counts them as it does those.
    contribution.kind = instrument.note_kind if instrument else "note"
    contribution.process, contribution.round, contribution.bundled_at = round.process, round, None
    contribution.reply_due_on = promised(round.process) or first_reply_due(contribution.tenant_id)
    contribution.save(update_fields=("kind", "process", "round", "bundled_at", "reply_due_on"))
    return Done(contribution, {"process": str(round.process_id), "from": str(origin.pk)})
