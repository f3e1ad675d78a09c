"""What people outside the groups say of a proposal: ordinary words, with a code and an answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from brink.domain.contributions.models import Contribution
from brink.domain.contributions.services.giving import Receipt, Words, give
from brink.domain.journal.services import RESIDENT, Actor
from brink.domain.participation.line_signs import note_line
from brink.domain.processes.instrument import Erasure
from brink.domain.processes.models import Round
from brink.foundation.errors import BadInput
from brink.instruments.dialogue_groups.models import GroupProposal, Reaction
from brink.instruments.dialogue_groups.round_settings import REACTION, Settings
from brink.instruments.dialogue_groups.services.council_frame import unless_waiting

RECEIVED = f"contribution.received {REACTION}"


@dataclass(frozen=True, slots=True)
class ReactionDetail:
    """The own row: about which proposal it is, None for all of it."""

    proposal_id: UUID | None = None

    def write(self, contribution: Contribution) -> None:
        """Write it, in the transaction of giving."""
        Reaction.objects.create(
            tenant_id=contribution.tenant_id, created_at=contribution.created_at, contribution=contribution,
            proposal_id=self.proposal_id,
        )  # fmt: skip
        if contribution.round is not None:
            note_line(round=contribution.round, what=RECEIVED, subject=contribution.round.pk, act=contribution.pk)


def detail_of(round: Round, proposal: GroupProposal | None) -> ReactionDetail:
    """Return the own row of a reaction. Raises BadInput for a proposal that does not stand on the site."""
    if proposal is None:
        return ReactionDetail()
    if proposal.round_id != round.pk or proposal.checked_at is None or proposal.withdrawn_at is not None:
        raise BadInput(_("Kies een voorstel dat op de site staat, of reageer op alles."), field="proposal")
    return ReactionDetail(proposal.pk)


def react(
    *, round: Round, words: Words, proposal: GroupProposal | None, key: str | None, token: str | None = None,
    seat: bool = False, actor: Actor = RESIDENT,
) -> Receipt:  # fmt: skip
    """Take in a reaction of somebody outside the groups. Raises BadInput or NotNow; nothing is stored then."""
    unless_waiting(round, seat=seat)
    return give(
        round=round, words=words, actor=actor, key=key, detail=detail_of(round, proposal), token=token,
        hold_for_moderation=Settings.of(round.settings).before,
    )  # fmt: skip


def erase(contribution_ids: Sequence[UUID]) -> Erasure:
    """Empty about which proposal these reactions were; the rows stay."""
    rows = Reaction.objects.filter(contribution_id__in=contribution_ids)
    return Erasure(rows=rows.update(proposal=None), fields=("proposal",))
