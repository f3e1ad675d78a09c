"""Answering statements: an answer counts once, can be changed until closing, and needs no account."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext as _

from brink.domain.contributions.models import Channel, Contribution, Publicity
from brink.domain.contributions.services.admitting import Proof
from brink.domain.contributions.services.giving import Receipt, Words, give
from brink.domain.journal.services import Actor
from brink.domain.participation.sessions import Signalled, hold_open, signalling
from brink.domain.people.models import Account
from brink.domain.processes.models import Round
from brink.foundation.errors import BadInput
from brink.instruments.dialogue.models import Session, Statement, Vote
from brink.instruments.dialogue.models.answers import Answer
from brink.instruments.dialogue.readable_statements import asked
from brink.instruments.dialogue.round_settings import SESSION
from brink.instruments.dialogue.services.editions import leave_answers


def _check(round: Round, answers: Mapping[UUID, int]) -> None:
    """Refuse what is no answer to a statement that is asked in this round now."""
    if not answers:
        raise BadInput(_("Geef eerst antwoord op een zin."))
    if not set(answers.values()) <= set(Answer.values):
        raise BadInput(_("Kies eens, oneens of weet ik niet."))
    if asked(round).filter(pk__in=list(answers)).count() < len(answers):
        raise BadInput(_("Deze zin doet niet meer mee. Open de pagina opnieuw en kies een andere zin."))


def _put(session: Session, answers: Mapping[UUID, int]) -> None:
    """Write answers in a session that is held: a new one counts as a view, a changed one replaces the old."""
    for statement, value in answers.items():
        vote_key = {"tenant_id": session.tenant_id, "session": session, "statement_id": statement}
        if not Vote.objects.filter(**vote_key).update(value=value):
            Vote.objects.create(**vote_key, value=value)
            Statement.objects.filter(pk=statement).update(view_count=F("view_count") + 1)


def answer(*, round: Round, token: str, answers: Mapping[UUID, int]) -> Signalled[Session]:
    """Take in answers (statement id to 1, 0 or -1) of the holder of `token`; all or nothing. See `signalling`.

    Raises NotNow outside the round's dates, BadInput for a statement that is not asked here or an unknown answer.
    """
    with signalling(round, Session, kind=SESSION, token=token) as signalled:
        _check(round, answers)
        _put(signalled.session, answers)
    return signalled


@dataclass(frozen=True, slots=True)
class Sheet:
    """The answers of a paper sheet: a session without a device."""

    round_id: UUID
    answers: Mapping[UUID, int]

    def write(self, contribution: Contribution) -> None:
        """Write the session and its answers, in the transaction of giving."""
        session = Session.objects.create(
            tenant_id=contribution.tenant_id,
            created_at=contribution.created_at,
            round_id=self.round_id,
            contribution=contribution,
        )
        _put(session, self.answers)


def answer_on_paper(
    *,
    round: Round,
    answers: Mapping[UUID, int],
    heard_on: date,
    officer: Account,
    actor: Actor,
    key: str | None,
    printed_code: str = "",
    proof: Proof | None = None,
) -> Receipt:
    """Type in a paper sheet: a session of its own, with the code that is printed on it or a new one for the slip.

    A sheet filled in before the last day still counts until the tally is frozen. The same key acts once.
    """
    _check(round, answers)
    with hold_open(round):
        return give(
            round=round,
            words=Words(
                kind=SESSION, channel=Channel.PAPER, wordless=True, publicity=Publicity.CLOSED, heard_on=heard_on
            ),
            actor=actor,
            key=key,
            entered_by=officer,
            printed_code=printed_code,
            proof=proof,
            detail=Sheet(round.pk, answers),
        )


def correct_sheet_answers(contribution: Contribution, answers: Mapping[UUID, int]) -> None:
    """Put these answers in the place of what the desk typed wrongly from a sheet; a part of the act that corrects."""
    assert contribution.round is not None
    _check(contribution.round, answers)
    session = Session.objects.select_for_update(of=("self",)).get(
        tenant=contribution.tenant_id, contribution=contribution
    )
    gone = Vote.objects.filter(tenant=contribution.tenant_id, session=session).exclude(statement__in=list(answers))
    leave_answers(gone)
    for statement in list(gone.values_list("statement_id", flat=True)):
        Statement.objects.filter(pk=statement).update(view_count=F("view_count") - 1)
    gone.delete()
    _put(session, answers)
