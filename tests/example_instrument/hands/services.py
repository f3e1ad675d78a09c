"""What people do here: raise a hand, change their mind, say why."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from brink.domain.contributions.models import Channel, Contribution, Publicity
from brink.domain.contributions.services.giving import Receipt, Words, give
from brink.domain.journal.services import RESIDENT
from brink.domain.participation.paper_entry import Sheet
from brink.domain.participation.sessions import hold_open, signalling
from brink.domain.processes.instrument import Erasure
from brink.domain.processes.models import Round
from brink.foundation.errors import BadInput
from brink.instruments.hands.models import Hand, Side

HAND, REASON = "hand", "hand_reason"
"""The kinds of contributions of this instrument."""


@dataclass(frozen=True, slots=True)
class OnSide:
    """What is kept beside a reason: the side it speaks for."""

    round_id: UUID
    side: str

    def write(self, contribution: Contribution) -> None:
        """Write the row, in the transaction of giving."""
        Hand.objects.create(
            tenant_id=contribution.tenant_id,
            created_at=contribution.created_at,
            round_id=self.round_id,
            contribution=contribution,
            side=self.side,
        )


def _check_side(side: str) -> None:
    if side not in Side.values:
        raise BadInput(_("Kies of u voor of tegen bent."), field="side")


def raise_hand(*, round: Round, token: str, side: str) -> Receipt:
    """Count the hand of one device on one side. The same device again changes its side and gets the same receipt.

    Raises BadInput or NotNow; nothing is stored then.
    """
    _check_side(side)
    with signalling(round, Hand, kind=HAND, token=token) as hand:
        hand.session.side = side
        hand.session.save(update_fields=("side",))
    return hand.receipt


def raise_hand_on_paper(*, round: Round, side: str, sheet: Sheet) -> Receipt:
    """Count a hand of a sheet of paper: a row without a device, with the code that stands on the sheet."""
    _check_side(side)
    words = Words(kind=HAND, channel=Channel.PAPER, wordless=True, publicity=Publicity.CLOSED, heard_on=sheet.filled_on)
    with hold_open(round):
        return give(
            round=round, words=words, actor=sheet.actor, key=sheet.key, entered_by=sheet.officer,
            printed_code=sheet.code, proof=sheet.proof, detail=OnSide(round.pk, side),
        )  # fmt: skip


def say_why(*, round: Round, side: str, words: str, closed: bool, key: str | None) -> Receipt:
    """Take in why somebody is for or against. `closed` keeps the words off the site. The same key acts once."""
    _check_side(side)
    publicity = Publicity.CLOSED if closed else Publicity.PSEUDONYM
    given = Words(kind=REASON, text=words, title=str(Side(side).label), publicity=publicity)
    return give(round=round, words=given, actor=RESIDENT, key=key, detail=OnSide(round.pk, side))


def erase(contribution_ids: Sequence[UUID]) -> Erasure:
    """Empty side and device of these contributions: what was frozen at closing keeps its figures without them."""
    rows = Hand.objects.filter(contribution_id__in=contribution_ids)
    return Erasure(rows=rows.update(side="", participant=None), fields=("side", "participant"))
