"""Reads of the dialogue."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

import numpy as np
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from brink.domain.contributions.models import Answer as LandingAnswer
from brink.domain.contributions.models import Landing, Moderation, OutcomeCode
from brink.domain.contributions.queries.told import given
from brink.domain.processes.instrument import Fate
from brink.domain.processes.models import Round
from brink.foundation.crypto import keyed_hash
from brink.instruments.dialogue.models import OpinionResult, Session, Statement, Vote
from brink.instruments.dialogue.models.answers import Answer
from brink.instruments.dialogue.routing import known_first
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
    rows: Sequence[Statement] = list(asked(round).only("id", "number", "text", "view_count", "round_id"))
    result = OpinionResult.objects.filter(tenant=round.tenant_id, round=round).order_by("-frozen").first()
    order, fitted = known_first(result.routing if result else {}, [statement.pk for statement in rows])
    statements = [rows[place] for place in order]
    places = {statement.pk: place for place, statement in enumerate(statements)}
    answered = [places[pk] for pk in answers_of(session) if pk in places]
    index = next_statement(
        fitted,
        np.array(answered, dtype=np.int64),
        np.array([statement.view_count for statement in statements], dtype=np.int64),
        seed=int(participant_hash(round, token)[:12], 16),
        turn=len(answered),
    )
    return Turn(None if index is None else statements[index], len(answered), len(statements))


def published(round: Round) -> OpinionResult | None:
    """Return the map that everybody may see: the frozen one, or the last batch when results are shown early."""
    rows = OpinionResult.objects.filter(tenant=round.tenant_id, round=round, public=True)
    return rows.order_by("-frozen").first()


@dataclass(frozen=True, slots=True)
class StatementFate:
    """What became of one statement: `outcome` in words ("" when nothing yet), the reason, and where to read on."""

    outcome: str = ""
    reason: str = ""
    address: str = ""


def fates_by_number(round: Round, *, sent: bool) -> dict[int, StatementFate]:
    """Return the fate of each statement by its number, in at most three queries.

    A resident's sentence has the fate of its contribution, one of the body itself its own. A withdrawn sentence and
    one that was taken out have a fate as well: that they are gone, and why; so have all in a stopped question. With
    `sent` only what has been said to people: the answers that were sent, and those of the body's own sentences once
    everybody's answers were sent.
    """
    rows_now = given() if sent else Landing.objects.filter(current=True)
    current = rows_now.filter(tenant=round.tenant_id, contribution__round=round)
    everybody = set(current.filter(contribution__kind="session").values_list("answer__outcome", flat=True).distinct())
    stopped = round.process.withdrawn_reason if OutcomeCode.STOPPED in everybody else ""
    landings = current.filter(contribution__kind="statement").select_related("answer__destination")
    landed = {landing.contribution_id: landing.answer for landing in landings}
    rows = Statement.objects.filter(tenant=round.tenant_id, round=round)
    rows = rows.select_related("destination", "contribution")
    found: dict[int, StatementFate] = {}
    for statement in rows.order_by("number", "version"):
        answer = landed.get(statement.contribution_id) if statement.contribution_id else None
        found[statement.number] = _fate_of(
            statement, answer, told_of(statement) if sent else own_of(statement), stopped
        )
    return found


def own_of(statement: Statement) -> StatementFate:
    """Return the fate that the desk gave to a sentence of the body itself."""
    reason = " ".join(filter(None, (statement.reason, statement.not_adopted)))
    address = statement.destination.address if statement.destination else ""
    return StatementFate(str(statement.outcome), reason, address) if statement.outcome else StatementFate()


def told_of(statement: Statement) -> StatementFate:
    """Return the fate of a sentence of the body itself as people have it."""
    return StatementFate(**statement.told)


def _fate_of(statement: Statement, answer: LandingAnswer | None, own: StatementFate, stopped: str) -> StatementFate:
    if answer is not None:
        reason = " ".join(filter(None, (answer.reason, answer.not_adopted)))
        address = answer.destination.address if answer.destination else ""
        return StatementFate(str(answer.get_outcome_display()), reason, address)
    if stopped:
        return StatementFate(str(OutcomeCode.STOPPED.label), stopped)
    if own.outcome:
        return replace(own, outcome=str(OutcomeCode(own.outcome).label))
    if statement.contribution is not None and statement.contribution.withdrawn_at is not None:
        return StatementFate(_("ingetrokken"), _("De schrijver trok deze zin in."))
    if statement.retired_at is not None:
        return StatementFate(_("uit de dialoog genomen"), statement.retired_reason)
    return StatementFate()


def without_fate(round: Round) -> int:
    """Return how many statements that people answered still have no fate."""
    answered = set(
        Statement.objects.filter(tenant=round.tenant_id, round=round, view_count__gt=0).values_list("number", flat=True)
    )
    return sum(number in answered and not fate.outcome for number, fate in fates_by_number(round, sent=False).items())


def fates(contribution_id: UUID) -> list[Fate]:
    """Return what became of each statement that this session answered, with its giver's own answer.

    Statements come in their order, whatever the order of answering. Empty for anything that is not a session.
    """
    session = Session.objects.filter(contribution=contribution_id).select_related("round").first()
    if session is None:
        return []
    known = fates_by_number(session.round, sent=True)
    rows = Vote.objects.filter(session=session).select_related("statement")
    return [
        Fate(
            text=vote.statement.text or _("(ingetrokken door de schrijver)"),
            own=str(Answer(vote.value).label),
            outcome=known[vote.statement.number].outcome,
            reason=known[vote.statement.number].reason,
            address=known[vote.statement.number].address,
        )
        for vote in rows.order_by("statement__number", "statement__version")
    ]
