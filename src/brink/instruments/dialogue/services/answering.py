"""Answering statements: an answer counts once, can be changed until closing, and needs no account."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, F, OuterRef
from django.utils.translation import gettext as _

from brink.domain.contributions.models import Channel, Contribution, Publicity
from brink.domain.contributions.services.admitting import Proof
from brink.domain.contributions.services.giving import Receipt, Words, give
from brink.domain.journal.services import Actor
from brink.domain.participation.sessions import Signalled, hold_open, signalling
from brink.domain.participation.short_path import put
from brink.domain.people.models import Account
from brink.domain.processes.models import Round
from brink.foundation.errors import BadInput
from brink.instruments.dialogue.models import Session, Statement, Vote
from brink.instruments.dialogue.models.answers import Answer
from brink.instruments.dialogue.readable_statements import asked
from brink.instruments.dialogue.round_settings import SESSION
from brink.instruments.dialogue.services.editions import leave_answers
from brink.instruments.dialogue.services.small_answers import SMALL


def _checked(round: Round, answers: Mapping[UUID, int], session: Session | None = None) -> frozenset[UUID]:
    """Refuse what is no answer to a statement that is asked in this round now; return what the session answered before.

    One query.
    """
    if not answers:
        raise BadInput(_("Geef eerst antwoord op een zin."))
    if not set(answers.values()) <= set(Answer.values):
        raise BadInput(_("Kies eens, oneens of weet ik niet."))
    own = Vote.objects.filter(tenant=round.tenant_id, session=session, statement=OuterRef("pk"))
    found = dict(asked(round).filter(pk__in=list(answers)).annotate(known=Exists(own)).values_list("pk", "known"))
    if len(found) < len(answers):
        raise BadInput(_("Deze zin doet niet meer mee. Open de pagina opnieuw en kies een andere zin."))
    return frozenset(pk for pk, known in found.items() if known)


def _put(session: Session, answers: Mapping[UUID, int], known: Collection[UUID] = ()) -> None:
    """Write answers in a session that is held: a new one counts as a view, a changed one replaces the old (`known`).

    Five queries at most, however many answers.
    """
    own = {"tenant_id": session.tenant_id, "session": session}
    for value in sorted({value for pk, value in answers.items() if pk in known}):
        changed = [pk for pk in known if answers[pk] == value]
        Vote.objects.filter(**own, statement__in=changed).update(value=value)
    new = {pk: value for pk, value in answers.items() if pk not in known}
    if new:
        Vote.objects.bulk_create(Vote(**own, statement_id=pk, value=value) for pk, value in new.items())
        Statement.objects.filter(pk__in=list(new)).update(view_count=F("view_count") + 1)


def answer(*, round: Round, token: str, answers: Mapping[UUID, int]) -> Signalled[Session]:
    """Take in answers (statement id to 1, 0 or -1) of the holder of `token`; all or nothing. See `signalling`.

    Raises NotNow outside the round's dates, BadInput for a statement that is not asked here or an unknown answer.
    """
    short = put(round, SMALL, token, answers)
    if short is not None:
        return short
    with signalling(round, Session, kind=SESSION, token=token) as signalled:
        known = _checked(round, answers, signalled.session)
        _put(signalled.session, answers, known)
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
    _checked(round, answers)
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
    session = Session.objects.select_for_update(of=("self",)).get(
        tenant=contribution.tenant_id, contribution=contribution
    )
    known = _checked(contribution.round, answers, session)
    gone = Vote.objects.filter(tenant=contribution.tenant_id, session=session).exclude(statement__in=list(answers))
    leave_answers(gone)
    for statement in list(gone.values_list("statement_id", flat=True)):
        Statement.objects.filter(pk=statement).update(view_count=F("view_count") - 1)
    gone.delete()
    _put(session, answers, known)
