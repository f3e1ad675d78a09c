"""Many small signals of one person: the filled session is the contribution, the signals are the instrument's own rows.

An instrument makes a table of `FilledSession` and writes its signals inside `signalling`:

    class Ballot(FilledSession):
        choice = models.SmallIntegerField(null=True)

    with signalling(page.round, Ballot, kind="ballot", token=page.device.or_from(key)) as ballot:
        ballot.session.choice = 1
        ballot.session.save(update_fields=("choice",))
    return receipt_redirect(page, ballot.receipt)

Whoever thinks otherwise comes back with the same device and writes over it, until the round closes: who was in time is
waited for at closing, and counts. Withdrawing takes the session out of the count; its tie with the device goes.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, ClassVar, Generic, TypeVar, cast
from uuid import UUID

from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from brink.domain.contributions.models import Contribution, Publicity
from brink.domain.contributions.services.admitting import admission_for
from brink.domain.contributions.services.giving import Receipt, Words, give, receipt_again
from brink.domain.journal.acts import exempt
from brink.domain.journal.services import RESIDENT
from brink.domain.participation.line_signs import note_line
from brink.domain.people.models import Tenanted
from brink.domain.processes.instrument import Erasure, registry
from brink.domain.processes.models import Round
from brink.domain.processes.services.rounds import still_open
from brink.domain.processes.states import RoundState, round_state
from brink.foundation import clock
from brink.foundation.crypto import KeyedHash, hash_purpose, keyed_hash
from brink.foundation.errors import NotNow
from brink.foundation.locks import hold_shared

TIES_LAST = timedelta(days=30)
"""How long a device is known by what it gave, once nothing can be changed any more."""


class FilledSession(Tenanted):
    """All signals of one person in one round: what lands and is followed.

    `participant` is a keyed hash of the device's token and the round, so that rounds cannot be tied together; empty
    when the signals came in without a device (import, paper) or when the tie is no longer needed. Other columns of a
    subclass need a default: the row is made before its first signal.
    """

    # Purposes of the two hashes of a token: how a session is found, and the key of the act that made it.
    PURPOSE: ClassVar[str] = hash_purpose("participant")
    ACT: ClassVar[str] = hash_purpose("session of participant")

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="%(app_label)s_%(class)ss")
    contribution = models.OneToOneField(Contribution, on_delete=models.CASCADE, related_name="%(app_label)s_%(class)s")
    participant = models.CharField(max_length=64, null=True, blank=True)  # noqa: DJ001 - several may be without

    class Meta:
        abstract = True
        constraints = (
            models.UniqueConstraint(fields=("tenant", "round", "participant"), name="%(app_label)s_%(class)s_once"),
        )

    def __str__(self) -> str:
        return f"{self.contribution_id}"


S = TypeVar("S", bound=FilledSession)


@dataclass(frozen=True, slots=True)
class Signalled(Generic[S]):
    """The session that signals are written in; `taken` is the receipt when it is new."""

    session: S
    taken: Receipt | None = None

    @property
    def receipt(self) -> Receipt:
        """Return the receipt of its contribution, the same each time."""
        return self.taken or receipt_again(self.session.contribution)


def participant_of(model: type[S], round: Round, token: str) -> KeyedHash:
    """Return the name of a device in one round, another in each. Look it up with its `every`."""
    return keyed_hash(model.PURPOSE, f"{round.pk} {token}")


def act_key(model: type[S], round: Round, token: str) -> KeyedHash:
    """Return the key of the act that makes the session of a device in a round."""
    return keyed_hash(model.ACT, f"{round.pk} {token}")


def _rows(model: type[S]) -> QuerySet[S]:
    # The type checker knows the manager of the base alone.
    return cast("QuerySet[S]", model._default_manager.all())


def _named(model: type[S], round: Round, participant: KeyedHash) -> QuerySet[S]:
    rows = _rows(model).filter(tenant_id=round.tenant_id, round=round, participant__in=participant.every)
    return rows.select_related("contribution").order_by()


def session_of(model: type[S], round: Round, token: str | None) -> S | None:
    """Return the filled session of the holder of `token` in a round, or None."""
    return _named(model, round, participant_of(model, round, token)).first() if token is not None else None


def _just_closed() -> NotNow:
    return NotNow(_("Deze ronde is net gesloten. Uw antwoord is niet geteld."))


@contextmanager
def as_signals() -> Iterator[None]:
    """Write signals of one person or of many in one transaction; they get no journal entry of their own (ADR 12)."""
    with exempt("signals"):
        yield


@contextmanager
def hold_open(round: Round) -> Iterator[None]:
    """Write signals in one transaction that closing waits for, so that they count (ADR 13).

    They get no journal entry of their own (ADR 12). Raises NotNow when the round was just closed.
    """
    with as_signals():
        if not still_open(round):
            raise _just_closed()
        yield


@contextmanager
def signalling(round: Round, model: type[S], *, kind: str, token: str) -> Iterator[Signalled[S]]:
    """Let the holder of `token` write signals, in one transaction that closing waits for.

    The first time makes the session, a contribution with its journal entry and tracking code. After that the session
    is found by the token, and the way of giving is not gone again. Signals get no entry of their own: that would keep
    the order and time of somebody's answers in a log that is never erased (ADR 12). The session is held, so a device
    does one thing at a time. Raises NotNow outside the days of the round, and for whoever withdrew.
    """
    participant = participant_of(model, round, token)
    with as_signals():
        hold_shared(round.pk)
        # Whoever does not count yet may answer all the same; it is held with the session.
        admission_for(round, token)
        session, receipt = _named(model, round, participant).select_for_update(of=("self",)).first(), None
        if session is None:
            # Also whoever withdrew comes here, for their tie with the device is gone; their key gives the same receipt.
            receipt = _give(round, model, kind, token)
            session = _session_under(receipt, model, round, participant)
        if session.contribution.withdrawn_at is not None:
            raise NotNow(
                _("U heeft uw antwoorden ingetrokken. Daarom tellen nieuwe antwoorden van dit apparaat niet meer mee.")
            )
        if receipt is None or receipt.repeated:
            # Giving looked already, for what it took in now.
            _check_open(round)
        yield Signalled(session, receipt)


@dataclass(frozen=True, slots=True)
class SessionSheet:
    """The answers of a sheet of paper: a session without a device, of the instrument with this key."""

    round_id: UUID
    instrument: str
    values: tuple[tuple[str, Any], ...]

    def write(self, contribution: Contribution) -> None:
        """Write the session, in the transaction of giving."""
        model: type[FilledSession] = registry[self.instrument].sessions  # type: ignore[attr-defined]
        model._default_manager.create(
            tenant_id=contribution.tenant_id, created_at=contribution.created_at, round_id=self.round_id,
            contribution=contribution, **dict(self.values),
        )  # fmt: skip


def receipt_of(session: FilledSession) -> Receipt:
    """Return the receipt of a session again, for the holder of the token that it was made with."""
    return receipt_again(session.contribution)


def _check_open(round: Round) -> None:
    """Refuse signals outside the days of a round, and in one that was closed before it was held `beside` others."""
    if round_state(round, clock.now()) is not RoundState.OPEN:
        raise NotNow(_("Meedoen kan nu niet. Uw antwoord is niet geteld."))
    if not Round.objects.filter(pk=round.pk, closed_at=None).exists():
        raise _just_closed()


def _session_under(receipt: Receipt, model: type[S], round: Round, participant: KeyedHash) -> S:
    """Return the session of a contribution: made with it, or held when another request was first."""
    given = receipt.contribution
    if receipt.repeated:
        rows = _rows(model).select_for_update().filter(tenant_id=round.tenant_id)
        session: S = rows.get(contribution=given)
        session.contribution = given
        return session
    note_line(round=round, what=f"contribution.received {given.kind}", subject=round.pk, act=given.pk)
    return _rows(model).create(
        tenant_id=given.tenant_id,
        created_at=given.created_at,
        round=round,
        contribution=given,
        participant=participant,
    )


def _give(round: Round, model: type[S], kind: str, token: str) -> Receipt:
    """Take in a session as a contribution, or find the receipt of the one that this token has."""
    return give(
        round=round,
        words=Words(kind=kind, wordless=True, publicity=Publicity.CLOSED),
        actor=RESIDENT,
        key=act_key(model, round, token),
        token=token,
    )


def erase_sessions(model: type[S], contribution_ids: Sequence[UUID]) -> Erasure:
    """Cut the tie between devices and these sessions. What the instrument itself keeps of them, it empties itself."""
    rows = model._default_manager.filter(contribution__in=list(contribution_ids)).exclude(participant=None)
    return Erasure(rows=rows.update(participant=None), fields=("participant",))


def cut_ties(model: type[S], *, at: datetime) -> int:
    """Cut the ties between devices and sessions of rounds closed thirty days ago; returns how many."""
    with exempt("ties"):
        rows = model._default_manager.filter(round__closed_at__lt=at - TIES_LAST).exclude(participant=None)
        return rows.update(participant=None)
