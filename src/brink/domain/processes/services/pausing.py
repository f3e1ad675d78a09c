"""Holding a round back for a while, and closing it before its day: both with a reason that everybody reads."""

from django.utils.translation import gettext as _

from brink.domain.journal.acts import Done, act
from brink.domain.journal.services import Actor
from brink.domain.processes.models import EarlyClosing, Round, RoundPause
from brink.domain.processes.services.preconditions import clean_line, running
from brink.domain.processes.services.rounds import follow_dates, freeze, wait_for_writers
from brink.domain.processes.states import RoundState, round_state
from brink.foundation import clock
from brink.foundation.errors import NotNow


def _going_on(round: Round) -> RoundState:
    """Return the state of a round in which people take part or will; raises NotNow for every other one."""
    running(round.process)
    state = round_state(round, clock.now())
    if round.opened_at is None:
        raise NotNow(_("Deze ronde is nog niet vrijgegeven. U kunt hem aanpassen of weghalen."))
    if state in (RoundState.OVER, RoundState.CLOSED):
        raise NotNow(_("Deze ronde is voorbij. Begin een nieuwe ronde."))
    if round.endless:
        raise NotNow(_("De vaste vraag blijft altijd open. Pauzeren of sluiten kan niet."))
    return state


@act("round.paused", Round, on=("round.process", "round"), before=wait_for_writers)
def pause_round(*, round: Round, reason: str, actor: Actor, key: str | None) -> Done[Round]:
    """Hold an open round back: nobody can take part till it is resumed. Its last day stays as announced."""
    state = _going_on(round)
    if state is RoundState.PAUSED:
        raise NotNow(_("Deze ronde is al gepauzeerd."))
    if state is RoundState.PLANNED:
        raise NotNow(_("Deze ronde is nog niet begonnen. Pauzeren kan vanaf de eerste dag."))
    now = clock.now()
    RoundPause.objects.create(
        tenant_id=round.tenant_id,
        created_at=now,
        round=round,
        reason=clean_line(reason, limit=2_000, field="reason", empty=_("Schrijf op waarom de ronde even stopt.")),
    )
    round.paused_at = round.changed_at = now
    round.save(update_fields=("paused_at", "changed_at"))
    return Done(round, {"process": str(round.process_id)}, public=True)


@act("round.resumed", Round, on=("round.process", "round"))
def resume_round(*, round: Round, actor: Actor, key: str | None) -> Done[Round]:
    """Let people take part again in a round that was held back."""
    if _going_on(round) is not RoundState.PAUSED:
        raise NotNow(_("Deze ronde is niet gepauzeerd."))
    now = clock.now()
    RoundPause.objects.filter(tenant_id=round.tenant_id, round=round, resumed_at=None).update(resumed_at=now)
    round.paused_at, round.changed_at = None, now
    round.save(update_fields=("paused_at", "changed_at"))
    return Done(round, {"process": str(round.process_id)}, public=True)


@act("round.closed_early", Round, on=("round.process", "round"), before=wait_for_writers)
def close_early(*, round: Round, reason: str, actor: Actor, key: str | None) -> Done[Round]:
    """Close and count a round before its day. What was announced stays readable beside the reason."""
    if _going_on(round) is RoundState.PLANNED:
        raise NotNow(_("Deze ronde is nog niet begonnen. Sluiten kan vanaf de eerste dag."))
    now = clock.now()
    early = EarlyClosing.objects.create(
        tenant_id=round.tenant_id,
        created_at=now,
        round=round,
        announced=round.closes_at,
        reason=clean_line(reason, limit=2_000, field="reason", empty=_("Schrijf op waarom de ronde eerder sluit.")),
    )
    RoundPause.objects.filter(tenant_id=round.tenant_id, round=round, resumed_at=None).update(resumed_at=now)
    round.paused_at, round.changed_at = None, now
    round.save(update_fields=("paused_at", "changed_at"))
    freeze(round, by=actor, at=now)
    follow_dates(round.process)
    data = {
        "process": str(round.process_id), "contributions": round.contribution_count,
        "announced": early.announced.isoformat(), "hash": round.frozen_outcome.content_hash,
    }  # fmt: skip
    return Done(round, data, public=True)
