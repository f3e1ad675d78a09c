"""What people do here: raise a hand, change their mind, say why."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from brink.domain.contributions.models import Contribution, Publicity
from brink.domain.contributions.services.giving import Receipt, Words, give
from brink.domain.journal.services import Actor
from brink.domain.processes.instrument import Erasure
from brink.domain.processes.models import Round
from brink.domain.processes.services.rounds import still_open
from brink.foundation import clock
from brink.foundation.crypto import keyed_hash
from brink.foundation.errors import BadInput, NotNow
from brink.instruments.hands.models import Hand, Side

HAND, REASON = "hand", "reason"
"""The kinds of contributions of this instrument."""


def _check_side(side: str) -> None:
    if side not in Side.values:
        raise BadInput(_("Kies of u voor of tegen bent."), field="side")


def raise_hand(*, round: Round, token: str, side: str, actor: Actor) -> Receipt:
    """Count the hand of one device on one side. The same device again changes its side and gets the same receipt.

    Raises BadInput or NotNow; nothing is stored then.
    """
    _check_side(side)
    participant = keyed_hash("hand", f"{round.pk} {token}")

    def keep(contribution: Contribution) -> None:
        Hand.objects.create(
            tenant_id=round.tenant_id,
            created_at=clock.now(),
            round=round,
            contribution=contribution,
            side=side,
            participant=participant,
        )

    with transaction.atomic():
        if not still_open(round):
            raise NotNow(_("Deze ronde is net gesloten. Uw hand telt niet mee."))
        words = Words(kind=HAND, wordless=True, publicity=Publicity.CLOSED)
        receipt = give(round=round, words=words, actor=actor, key=participant, detail=keep)
        # Not through `give`: a change of mind is no second contribution (ADR 13).
        if receipt.repeated and not _change_side(round, receipt.contribution, side):
            raise NotNow(_("U trok uw hand terug. Daarom telt dit apparaat niet meer mee."))
    return receipt


def _change_side(round: Round, contribution: Contribution, side: str) -> bool:
    """Put an own hand on the other side while the round is open; returns False when it was withdrawn."""
    if clock.now() >= round.closes_at:
        raise NotNow(_("Deze ronde is voorbij. Uw hand blijft staan zoals hij stond."))
    return bool(Hand.objects.filter(tenant_id=round.tenant_id, contribution=contribution).update(side=side))


def say_why(*, round: Round, side: str, words: str, closed: bool, actor: Actor, key: str | None) -> Receipt:
    """Take in why somebody is for or against. `closed` keeps the words off the site. The same key acts once."""
    _check_side(side)

    def keep(contribution: Contribution) -> None:
        Hand.objects.create(
            tenant_id=round.tenant_id, created_at=clock.now(), round=round, contribution=contribution, side=side
        )

    publicity = Publicity.CLOSED if closed else Publicity.PSEUDONYM
    given = Words(kind=REASON, text=words, title=str(Side(side).label), publicity=publicity)
    return give(round=round, words=given, actor=actor, key=key, detail=keep)


def erase(contribution_ids: Sequence[UUID]) -> Erasure:
    """Delete side and device of these contributions: what was frozen at closing keeps its figures without them."""
    rows, _detail = Hand.objects.filter(contribution_id__in=contribution_ids).delete()
    return Erasure(rows=rows, fields=("side", "participant"))
