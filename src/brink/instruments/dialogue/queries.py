"""Reads of the dialogue."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import numpy as np
from django.db.models import Q, QuerySet

from brink.domain.contributions.models import Moderation
from brink.domain.processes.models import Round
from brink.foundation.crypto import keyed_hash
from brink.instruments.dialogue.models import OpinionResult, Session, Statement, Vote
from brink.instruments.dialogue.routing import remembered
from brink.methods.opinion import next_statement


def participant_hash(round: Round, token: str) -> str:
    """Return the name of a device in one round; another round gives another name."""
    return keyed_hash("dialogue participant", f"{round.pk} {token}")


def asked(round: Round) -> QuerySet[Statement]:
    """Return the statements that are put to people: live, shown, and not withdrawn by their writer."""
    lives = Q(contribution__isnull=True) | Q(
        contribution__moderation=Moderation.SHOWN, contribution__withdrawn_at__isnull=True
    )
    return Statement.objects.filter(lives, tenant=round.tenant_id, round=round, retired_at__isnull=True)


def session_of(round: Round, token: str | None) -> Session | None:
    """Return the session of this device in this round."""
    if not token:
        return None
    return (
        Session.objects.filter(tenant=round.tenant_id, round=round, participant=participant_hash(round, token))
        .filter(contribution__withdrawn_at__isnull=True)
        .select_related("contribution")
        .first()
    )


def answers_of(session: Session | None) -> dict[UUID, int]:
    """Return somebody's own answers by statement. For that person only."""
    if session is None:
        return {}
    return dict(Vote.objects.filter(session=session).values_list("statement_id", "value"))


@dataclass(frozen=True, slots=True)
class Turn:
    """What one person gets to see now: the next statement (None when all are answered) and how far they are."""

    statement: Statement | None
    answered: int
    total: int


def turn(round: Round, token: str, session: Session | None) -> Turn:
    """Choose the next statement for one person; the same person at the same point gets the same one."""
    statements: Sequence[Statement] = list(asked(round).only("id", "number", "text", "view_count", "round_id"))
    own = answers_of(session)
    places = {statement.pk: place for place, statement in enumerate(statements)}
    answered = np.array([places[pk] for pk in own if pk in places], dtype=np.int64)
    views = np.array([statement.view_count for statement in statements], dtype=np.int64)
    result = OpinionResult.objects.filter(tenant=round.tenant_id, round=round).order_by("-frozen").first()
    index = next_statement(
        remembered(result.routing if result else {}, [statement.pk for statement in statements]),
        answered,
        views,
        seed=int(participant_hash(round, token)[:12], 16),
        turn=len(answered),
    )
    return Turn(None if index is None else statements[index], len(answered), len(statements))


def published(round: Round) -> OpinionResult | None:
    """Return the map that everybody may see: the frozen one, or the last batch when results are shown early."""
    rows = OpinionResult.objects.filter(tenant=round.tenant_id, round=round, public=True)
    return rows.order_by("-frozen").first()
