"""Keeping the published map: refreshed per batch of answers while a round is open, frozen once at closing."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Sum

from brink.domain.processes.models import Round
from brink.domain.processes.rules import RoundState, round_state
from brink.foundation import clock
from brink.instruments.dialogue.models import OpinionResult, Session, Statement
from brink.instruments.dialogue.rules import BATCH_ANSWERS, BATCH_SECONDS, Setup
from brink.instruments.dialogue.tally import Tally, tally

KEY = "dialogue"
CHUNK = 500


def _store(round: Round, result: Tally, *, frozen: bool, public: bool, now: datetime) -> OpinionResult:
    values = {
        "public": public,
        "state": result.state,
        "people": result.people,
        "answers": result.answers,
        "computed_at": now,
        "data": result.data,
        "routing": result.routing,
    }
    row, _ = OpinionResult.objects.update_or_create(
        tenant_id=round.tenant_id,
        round=round,
        frozen=frozen,
        defaults=values,
        create_defaults={**values, "created_at": now},
    )
    _place(round, result)
    return row


def _place(round: Round, result: Tally) -> None:
    """Tell each session its group, touching only those that moved."""
    moved: dict[int, list[UUID]] = {}
    before = dict(Session.objects.filter(tenant=round.tenant_id, round=round).values_list("pk", "group"))
    for session, group in result.groups.items():
        if before.get(session) != group:
            moved.setdefault(group, []).append(session)
    for group, sessions in sorted(moved.items()):
        for start in range(0, len(sessions), CHUNK):
            Session.objects.filter(pk__in=sessions[start : start + CHUNK]).update(group=group)


def due(round: Round, last: OpinionResult | None, now: datetime) -> bool:
    """Tell whether a batch is full: ten new answers, and a minute since the last one (reliability §4.3)."""
    if round_state(round, now) is not RoundState.OPEN:
        return False
    answers = Statement.objects.filter(tenant=round.tenant_id, round=round).aggregate(total=Sum("view_count"))["total"]
    before = last.data.get("counted", 0) if last is not None else 0
    old_enough = last is None or now - last.computed_at >= timedelta(seconds=BATCH_SECONDS)
    return old_enough and int(answers or 0) - before >= BATCH_ANSWERS


def refresh(*, round: Round) -> OpinionResult | None:
    """Compute the live map when a batch is full; returns the new row, or None when there was nothing to do.

    Safe to call at any time and from two workers at once: it is a cache of what the answers say, no act of anybody,
    so it has no journal entry. Never called in a request.
    """
    with transaction.atomic():
        now = clock.now()
        last = OpinionResult.objects.filter(tenant=round.tenant_id, round=round, frozen=False).first()
        if not due(round, last, now):
            return None
        counted = Statement.objects.filter(tenant=round.tenant_id, round=round).aggregate(total=Sum("view_count"))
        result = tally(round)
        result.data["counted"] = int(counted["total"] or 0)
        return _store(round, result, frozen=False, public=Setup.of(round.settings).live, now=now)


def refresh_due(*, at: datetime) -> int:
    """Refresh every open dialogue that has a full batch; returns how many. For the node's tick."""
    rounds = Round.objects.filter(
        instrument=KEY, opened_at__isnull=False, closed_at__isnull=True, opens_at__lte=at, closes_at__gt=at
    )
    return sum(refresh(round=round) is not None for round in rounds.select_related("process"))


def freeze(*, round: Round, at: datetime) -> OpinionResult:
    """Fix the map for good. Runs inside the closing transaction; a second call returns what was fixed before."""
    frozen = OpinionResult.objects.filter(tenant=round.tenant_id, round=round, frozen=True).first()
    if frozen is not None:
        return frozen
    return _store(round, tally(round), frozen=True, public=True, now=at)
