"""Answering statements: an answer counts once, can be changed until closing, and needs no account."""

from collections.abc import Callable, Mapping
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from brink.domain.contributions.models import Channel, Contribution, Publicity
from brink.domain.contributions.services.giving import Receipt, Words, give
from brink.domain.journal.services import RESIDENT, Actor, key_of_first
from brink.domain.people.models import Account
from brink.domain.processes.models import Round
from brink.domain.processes.rules import RoundState, round_state
from brink.domain.processes.services.rounds import still_open
from brink.foundation import clock
from brink.foundation.crypto import hash_purpose, keyed_hash
from brink.foundation.errors import BadInput, NotNow
from brink.instruments.dialogue.models import Session, Statement, Vote
from brink.instruments.dialogue.models.answers import Answer
from brink.instruments.dialogue.queries import asked, participant_hash, session_of

_ACT = hash_purpose("dialogue session")
KIND = "session"


def _keeper(round: Round, participant: str | None) -> Callable[[Contribution], None]:
    """Return what writes the session below its contribution, in the same transaction."""

    def keep(contribution: Contribution) -> None:
        Session.objects.create(
            tenant_id=round.tenant_id,
            created_at=clock.now(),
            round=round,
            contribution=contribution,
            participant=participant,
        )

    return keep


def _open_session(round: Round, token: str) -> Receipt:
    """Take in the session as a contribution, or find the one that this token has."""
    return give(
        round=round,
        words=Words(kind=KIND, wordless=True, publicity=Publicity.CLOSED),
        actor=RESIDENT,
        key=key_of_first(tenant_id=round.tenant_id, key=keyed_hash(_ACT, f"{round.pk} {token}")),
        detail=_keeper(round, participant_hash(round, token)),
    )


def _checked(round: Round, answers: Mapping[UUID, int]) -> dict[UUID, Statement]:
    """Return the statements that are answered, or refuse what is no answer to a statement of this round."""
    if not answers:
        raise BadInput(_("Geef eerst antwoord op een stelling."))
    if not set(answers.values()) <= set(Answer.values):
        raise BadInput(_("Kies eens, oneens of weet ik niet."))
    statements = {one.pk: one for one in asked(round).filter(pk__in=list(answers))}
    if len(statements) < len(answers):
        raise BadInput(_("Deze stelling doet niet meer mee. Open de pagina opnieuw en kies een andere stelling."))
    return statements


def _put(session: Session, statement: Statement, value: int) -> None:
    """Write one answer: a new one counts the statement as seen, a changed one replaces the old."""
    own = Vote.objects.filter(tenant=session.tenant_id, session=session, statement=statement)
    if own.update(value=value):
        return
    try:
        with transaction.atomic():
            Vote.objects.create(tenant_id=session.tenant_id, session=session, statement=statement, value=value)
    except IntegrityError:
        # The same answer arrived twice at the same moment; the other one was first.
        own.update(value=value)
        return
    Statement.objects.filter(pk=statement.pk).update(view_count=F("view_count") + 1)


def answer(*, round: Round, token: str, answers: Mapping[UUID, int]) -> Receipt:
    """Take in answers (statement id to 1, 0 or -1) of the holder of `token`; all or nothing.

    The first answer makes the session, a contribution with its journal entry and tracking code; the same token always
    gives the same receipt. Later answers belong to that contribution and get no entry of their own: an entry each
    would put the order and time of somebody's answers in a log that is never erased (reliability N31).
    Raises NotNow outside the round's dates, BadInput for a statement that is not asked here or an unknown answer.
    """
    if round_state(round, clock.now()) is not RoundState.OPEN:
        raise NotNow(_("Deze dialoog is niet open. Uw antwoord is niet geteld."))
    with transaction.atomic():
        if not still_open(round):
            raise NotNow(_("Deze dialoog is net gesloten. Uw antwoord is niet geteld."))
        statements = _checked(round, answers)
        receipt = _open_session(round, token)
        if receipt.contribution.withdrawn_at is not None:
            raise NotNow(_("U trok uw antwoorden in. Daarom tellen nieuwe antwoorden van dit apparaat niet meer mee."))
        session = Session.objects.get(tenant=round.tenant_id, contribution=receipt.contribution)
        for pk, value in answers.items():
            _put(session, statements[pk], value)
    return receipt


def answer_on_paper(
    *,
    round: Round,
    answers: Mapping[UUID, int],
    heard_on: date,
    officer: Account,
    actor: Actor,
    key: str | None,
    printed_code: str = "",
) -> Receipt:
    """Type in a paper sheet: a session of its own, with the code that is printed on it or a new one for the slip.

    A sheet filled in before the last day still counts until the tally is frozen. The same key acts once.
    """
    with transaction.atomic():
        statements = _checked(round, answers)
        receipt = give(
            round=round,
            words=Words(kind=KIND, channel=Channel.PAPER, wordless=True, publicity=Publicity.CLOSED, heard_on=heard_on),
            actor=actor,
            key=key,
            entered_by=officer,
            printed_code=printed_code,
            detail=_keeper(round, None),
        )
        session = Session.objects.get(tenant=round.tenant_id, contribution=receipt.contribution)
        for pk, value in answers.items():
            _put(session, statements[pk], value)
    return receipt


def receipt_of(*, round: Round, token: str | None) -> Receipt | None:
    """Return the receipt of whoever holds `token`, or None when they have answered nothing here."""
    if token is None or session_of(round, token) is None:
        return None
    return _open_session(round, token)
