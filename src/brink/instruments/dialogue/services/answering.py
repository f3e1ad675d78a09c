"""Answering statements: an answer counts once, can be changed until closing, and needs no account."""

from collections.abc import Mapping
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from brink.domain.contributions.models import Channel, Contribution, Publicity
from brink.domain.contributions.services.giving import Receipt, Words, give
from brink.domain.journal.services import RESIDENT, Actor
from brink.domain.processes.models import Round
from brink.domain.processes.rules import RoundState, round_state
from brink.foundation import clock
from brink.foundation.crypto import keyed_hash
from brink.foundation.errors import BadInput, NotNow
from brink.instruments.dialogue.models import Session, Statement, Vote
from brink.instruments.dialogue.models.answers import Answer
from brink.instruments.dialogue.queries import asked, participant_hash, session_of

KIND = "session"


def _open_session(round: Round, token: str, channel: str, actor: Actor) -> Receipt:
    """Take in the session as a contribution, or find the one that this token has."""

    def keep(contribution: Contribution) -> None:
        Session.objects.create(
            tenant_id=round.tenant_id,
            created_at=clock.now(),
            round=round,
            contribution=contribution,
            participant=participant_hash(round, token),
        )

    return give(
        round=round,
        words=Words(kind=KIND, channel=channel, wordless=True, publicity=Publicity.CLOSED),
        actor=actor,
        key=keyed_hash("dialogue session", f"{round.pk} {token}"),
        detail=keep,
    )


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


def answer(
    *,
    round: Round,
    token: str,
    answers: Mapping[UUID, int],
    channel: str = Channel.WEB,
    actor: Actor = RESIDENT,
) -> Receipt:
    """Take in answers (statement id to 1, 0 or -1) of the holder of `token`; all or nothing.

    The first answer makes the session, a contribution with its journal entry and tracking code; the same token always
    gives the same receipt. Later answers belong to that contribution and get no entry of their own: an entry each
    would put the order and time of somebody's answers in a log that is never erased (reliability N31).
    Raises NotNow outside the round's dates, BadInput for a statement that is not asked here or an unknown answer.
    """
    if round_state(round, clock.now()) is not RoundState.OPEN:
        raise NotNow(_("Deze dialoog is niet open. Uw antwoord is niet geteld."))
    if not answers:
        raise BadInput(_("Geef eerst antwoord op een stelling."))
    if not set(answers.values()) <= set(Answer.values):
        raise BadInput(_("Kies eens, oneens of weet ik niet."))
    with transaction.atomic():
        statements = {one.pk: one for one in asked(round).filter(pk__in=list(answers))}
        if len(statements) < len(answers):
            raise BadInput(_("Deze stelling doet niet meer mee. Open de pagina opnieuw en kies een andere stelling."))
        receipt = _open_session(round, token, channel, actor)
        if receipt.contribution.withdrawn_at is not None:
            raise NotNow(_("U trok uw antwoorden in. Daarom tellen nieuwe antwoorden van dit apparaat niet meer mee."))
        session = Session.objects.get(tenant=round.tenant_id, contribution=receipt.contribution)
        for pk, value in answers.items():
            _put(session, statements[pk], value)
    return receipt


def receipt_of(*, round: Round, token: str | None) -> Receipt | None:
    """Return the receipt of whoever holds `token`, or None when they have answered nothing here."""
    if token is None or session_of(round, token) is None:
        return None
    return _open_session(round, token, Channel.WEB, RESIDENT)
