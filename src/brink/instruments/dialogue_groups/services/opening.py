"""Releasing: the frame and the groups of the setup become rows, and from then on the frame only becomes wider."""

from datetime import date

from brink.domain.people.models import Organ
from brink.domain.processes.models import Round
from brink.foundation import clock
from brink.foundation.visibility import Role
from brink.instruments.dialogue_groups.models import CouncilFrame, DialogueGroup, FrameLine
from brink.instruments.dialogue_groups.round_settings import Settings


def council_of(round: Round) -> Organ | None:
    """Return the council of the body that asks: it is the one that sets a frame. One query."""
    rows = Organ.objects.filter(tenant=round.tenant_id, role=Role.COUNCIL)
    return rows.order_by("created_at", "id").first()


def open_frame(round: Round) -> None:
    """Write the frame, its lines and the groups, in the act that releases the round."""
    setup, now = Settings.of(round.settings), clock.now()
    organ = council_of(round)
    if organ is None or not setup.adopted_on:
        return  # what is missing is said before release, on every road: see `readiness`
    common = {"tenant_id": round.tenant_id, "created_at": now, "round": round}
    CouncilFrame.objects.create(
        **common, organ=organ, adopted_on=date.fromisoformat(setup.adopted_on), reference=setup.reference
    )
    for number, one in enumerate(setup.lines, start=1):
        FrameLine.objects.create(
            **common, number=number, kind=one.kind, title=one.title, ceiling_cents=one.cents, yearly=one.yearly
        )
    for number, group in enumerate(setup.groups, start=1):
        DialogueGroup.objects.create(**common, number=number, title=group.title, task=group.task)
