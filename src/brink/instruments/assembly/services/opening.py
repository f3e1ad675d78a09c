"""What is made when a round is released: its row, and of an invented round the quotas and the commission it names."""

from datetime import timedelta

from brink.domain.people.models import Organ
from brink.domain.processes.models import Round
from brink.foundation import clock
from brink.instruments.assembly.models import Commission, Target
from brink.instruments.assembly.round_settings import Settings
from brink.instruments.assembly.services.commissioning import TargetFacts, assembly_of, put_targets


def begin(round: Round) -> None:
    """Make the row of an assembly; runs in the act that releases the round."""
    assembly_of(round)
    setup = Settings.of(round.settings)
    if setup.targets and not Target.objects.filter(tenant_id=round.tenant_id, round=round).exists():
        put_targets(round, [TargetFacts(**one) for one in setup.targets])
    if setup.commissions and not Commission.objects.filter(tenant_id=round.tenant_id, round=round).exists():
        _ask(round, setup)


def _ask(round: Round, setup: Settings) -> None:
    """Write down the commission of an invented round: an organ by its role, and in how many weeks it replies."""
    for position, one in enumerate(setup.commissions, start=1):
        rows = Organ.objects.filter(tenant_id=round.tenant_id, role=one["role"]).order_by("created_at", "id")
        organ = rows.first()
        if organ is not None:
            Commission.objects.create(
                tenant_id=round.tenant_id, created_at=clock.now(), round=round, position=position, organ=organ,
                promise=one["promise"], adopted_on=round.opens_at.date() - timedelta(days=30),
                reply_by=round.last_day + timedelta(weeks=int(one["weeks"])),
            )  # fmt: skip
