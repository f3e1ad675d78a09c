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
from typing import ClassVar, Generic, TypeVar
from uuid import UUID

from django.apps import apps
from django.db import models
from django.utils.translation import gettext as _

from brink.domain.contributions.models import Contribution, Publicity
from brink.domain.contributions.services.giving import Receipt, Words, give, receipt_again
from brink.domain.journal.acts import exempt
from brink.domain.journal.services import RESIDENT
from brink.domain.participation.device_token import hash_for
from brink.domain.people.models import Tenanted
from brink.domain.processes.instrument import Erasure
from brink.domain.processes.models import Round
from brink.domain.processes.rules import RoundState, round_state
from brink.domain.processes.services.rounds import still_open
from brink.foundation import clock
from brink.foundation.crypto import hash_purpose
from brink.foundation.errors import NotNow


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
class NewSession:
    """The row of a filled session that is kept beside its contribution: data, so that an act can compare it."""

    model: str
    round_id: UUID
    participant: str | None

    def write(self, contribution: Contribution) -> None:
        """Write the row, in the transaction of giving."""
        apps.get_model(self.model)._default_manager.create(
            tenant_id=contribution.tenant_id,
            created_at=contribution.created_at,
            round_id=self.round_id,
            contribution=contribution,
            participant=self.participant,
        )


@dataclass(frozen=True, slots=True)
class Signalled(Generic[S]):
    """The session that signals are written in; `taken` is the receipt when it is new."""

    session: S
    taken: Receipt | None = None

    @property
    def receipt(self) -> Receipt:
        """Return the receipt of its contribution, the same each time."""
        return self.taken or receipt_again(self.session.contribution)


def session_of(model: type[S], round: Round, token: str | None, *, held: bool = False) -> S | None:
    """Return the filled session of the holder of `token` in a round, or None; `held` till the transaction ends."""
    if token is None:
        return None
    mine = model._default_manager.filter(tenant_id=round.tenant_id, round=round)
    if held:
        mine = mine.select_for_update(of=("self",))
    found = mine.filter(participant__in=hash_for(round.pk, token, purpose=model.PURPOSE).every)
    return found.select_related("contribution").first()


@contextmanager
def signalling(round: Round, model: type[S], *, kind: str, token: str) -> Iterator[Signalled[S]]:
    """Let the holder of `token` write signals, in one transaction that closing waits for.

    The first time makes the session, a contribution with its journal entry and tracking code; the same token always
    gives the same receipt. Signals get no entry of their own: that would keep the order and time of somebody's answers
    in a log that is never erased (ADR 12). Raises NotNow outside the days of the round, and for whoever withdrew.
    """
    if round_state(round, clock.now()) is not RoundState.OPEN:
        raise NotNow(_("Meedoen kan nu niet. Uw antwoord is niet geteld."))
    with exempt("signals"):
        if not still_open(round):
            raise NotNow(_("Deze ronde is net gesloten. Uw antwoord is niet geteld."))
        known = session_of(model, round, token, held=True)
        if known is not None:
            if known.contribution.withdrawn_at is not None:
                raise NotNow(
                    _("U trok uw antwoorden in. Daarom tellen nieuwe antwoorden van dit apparaat niet meer mee.")
                )
            yield Signalled(known)
            return
        receipt = _receipt(round, model, kind, token)
        mine = model._default_manager.get(tenant_id=round.tenant_id, contribution=receipt.contribution)
        yield Signalled(mine, receipt)


def receipt_of(round: Round, model: type[S], token: str | None) -> Receipt | None:
    """Return the receipt of whoever holds `token` again, or None when they gave nothing in this round."""
    known = session_of(model, round, token)
    return receipt_again(known.contribution) if known is not None else None


def _receipt(round: Round, model: type[S], kind: str, token: str) -> Receipt:
    """Take in the session of this token as a contribution."""
    participant = hash_for(round.pk, token, purpose=model.PURPOSE)
    return give(
        round=round,
        words=Words(kind=kind, wordless=True, publicity=Publicity.CLOSED),
        actor=RESIDENT,
        key=hash_for(round.pk, token, purpose=model.ACT),
        detail=NewSession(model._meta.label, round.pk, participant),
    )


def erase_sessions(model: type[S], contribution_ids: Sequence[UUID]) -> Erasure:
    """Cut the tie between devices and these sessions. What the instrument itself keeps of them, it empties itself."""
    rows = model._default_manager.filter(contribution__in=list(contribution_ids)).exclude(participant=None)
    return Erasure(rows=rows.update(participant=None), fields=("participant",))
