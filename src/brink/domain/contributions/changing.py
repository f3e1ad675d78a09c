"""Whether a giver may still put other words in the place of own ones, as one sentence when not. No queries."""

from datetime import datetime

from django.utils.translation import gettext as _

from brink.domain.contributions.models import Contribution, Moderation
from brink.domain.processes.instrument import registry
from brink.domain.processes.models import Round
from brink.domain.processes.states import RoundState, round_state


def can_change(row: Contribution, round: Round | None) -> bool:
    """Tell whether words of this kind can be changed by their giver at all: their instrument says so."""
    instrument = registry.get(round.instrument) if round is not None else None
    return instrument is not None and row.kind in instrument.card.changeable


def why_not(row: Contribution, round: Round | None, now: datetime, *, split: bool) -> str:
    """Say why these words can not be changed by their giver, "" when they can.

    `split`: they were taken apart over two subjects.
    """
    if round is None or not can_change(row, round):
        return _("Deze woorden kunt u niet veranderen. U kunt ze wel intrekken.")
    if row.handed_over_at is not None:
        return _("Uw woorden liggen bij een andere overheid. U kunt ze niet meer veranderen.")
    if row.landed_at is not None or row.drafted_at is not None:
        return _("Wij werken al aan het antwoord op uw woorden. U kunt ze niet meer veranderen.")
    if row.moderation == Moderation.HIDDEN:
        return _("Uw woorden zijn verborgen. U kunt ze nu niet veranderen. U kunt wel om een tweede blik vragen.")
    if split or row.split_from_id is not None:
        return _("Wij hebben uw woorden over twee onderwerpen verdeeld. U kunt ze niet meer veranderen.")
    if row.process.withdrawn_at is not None:
        return _("Deze vraag is gestopt. U kunt uw woorden niet meer veranderen.")
    state = round_state(round, now)
    if state is RoundState.PAUSED:
        return _("De ronde staat even stil. U kunt uw woorden nu niet veranderen. Bewaar ze en kom later terug.")
    if state is not RoundState.OPEN:
        return _("De ronde is voorbij. U kunt uw woorden niet meer veranderen. Trek ze in, of bel ons.")
    return ""
