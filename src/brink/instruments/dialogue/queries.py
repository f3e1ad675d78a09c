"""Reads of the dialogue."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

import numpy as np
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from brink.domain.contributions.models import Answer as LandingAnswer
from brink.domain.contributions.models import Landing, Moderation, OutcomeCode
from brink.domain.contributions.queries.told import given
from brink.domain.contributions.stories import Place, places
from brink.domain.processes.instrument import Fate
from brink.domain.processes.models import Round
from brink.foundation.crypto import KeyedHash, hash_purpose, keyed_hash
from brink.instruments.dialogue.models import OpinionResult, Session, Statement, Vote
from brink.instruments.dialogue.models.answers import Answer
from brink.instruments.dialogue.routing import known_first
from brink.methods.opinion import next_statement

_PARTICIPANT = hash_purpose("dialogue participant")


def participant_hash(round: Round, token: str) -> KeyedHash:
    """Return the name of a device in one round, another in each. Look it up with its `every`."""
    return keyed_hash(_PARTICIPANT, f"{round.pk} {token}")


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
    names = participant_hash(round, token).every
    return (
        Session.objects.filter(tenant=round.tenant_id, round=round, participant__in=names)
        .filter(contribution__withdrawn_at__isnull=True)
        .select_related("contribution")
        .first()
    )


def token_of_session(round: Round, tokens: Sequence[str]) -> str:
    """Return which of these tokens has a session in this round, or the first one when none has."""
    return next((token for token in tokens[1:] if session_of(round, token) is not None), tokens[0])


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
    """Return the fate of each statement by its number, in a fixed number of queries.

    A resident's sentence has the fate of its contribution, one of the body itself its own. A withdrawn sentence and
    one that was taken out have a fate as well: that they are gone, and why; so have all in a stopped question. With
    `sent` only what has been said to people: the answers that were sent, and those of the body's own sentences once
    everybody's answers were sent.
    """
    rows_now = given() if sent else Landing.objects.filter(current=True)
    current = rows_now.filter(tenant=round.tenant_id, contribution__round=round)
    everybody = set(current.filter(contribution__kind="session").values_list("answer__outcome", flat=True).distinct())
    own_too = not sent or bool(everybody)
    stopped = round.process.withdrawn_reason if OutcomeCode.STOPPED in everybody else ""
    landings = current.filter(contribution__kind="statement").select_related("answer__destination")
    landed = {landing.contribution_id: landing.answer for landing in landings}
    rows = Statement.objects.filter(tenant=round.tenant_id, round=round)
    rows = rows.select_related("destination", "contribution")
    statements = list(rows.order_by("number", "version"))
    said = [answer.destination for answer in landed.values()] + [one.destination for one in statements]
    told = places({one.pk: one for one in said if one is not None}.values())
    found: dict[int, StatementFate] = {}
    for statement in statements:
        answer = landed.get(statement.contribution_id) if statement.contribution_id else None
        found[statement.number] = _fate_of(statement, answer, own_too, stopped, told)
    return found


def _address(pk: UUID | None, told: Mapping[UUID, Place]) -> str:
    return told[pk].address if pk is not None and pk in told else ""


def _fate_of(
    statement: Statement, answer: LandingAnswer | None, own_too: bool, stopped: str, told: Mapping[UUID, Place]
) -> StatementFate:
    if answer is not None:
        reason = " ".join(filter(None, (answer.reason, answer.not_adopted)))
        return StatementFate(str(answer.get_outcome_display()), reason, _address(answer.destination_id, told))
    if stopped:
        return StatementFate(str(OutcomeCode.STOPPED.label), stopped)
    if statement.outcome and own_too:
        reason = " ".join(filter(None, (statement.reason, statement.not_adopted)))
        return StatementFate(str(statement.get_outcome_display()), reason, _address(statement.destination_id, told))
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
