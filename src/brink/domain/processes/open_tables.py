"""The open tables of rounds: what each instrument gives away of a round whose tally is frozen."""

from collections.abc import Iterator
from dataclasses import replace
from uuid import UUID

from brink.domain.processes.instrument import registry
from brink.domain.processes.models import Round
from brink.foundation.open_tables import OpenTable
from brink.foundation.visibility import ANYONE, visible


def tables(tenant_id: UUID, process_id: UUID) -> Iterator[OpenTable]:
    """Yield the tables of every public round that is closed, each under the name of its round."""
    rows = Round.objects.filter(tenant_id=tenant_id, process_id=process_id, frozen_outcome__isnull=False)
    for round in visible(ANYONE, rows.select_related("process").order_by("number")):
        for table in registry[round.instrument].tables(round):
            yield replace(table, name=f"{round.slug}-{table.name}")
