"""What counted rounds tell of one group, before a moment and after it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from brink.domain.processes.models import Round
from brink.domain.processes.outcome import Outcome
from brink.domain.reach.traits import AGE, SEX
from brink.domain.records.models import Record
from brink.foundation.disclosure import publishable
from brink.foundation.visibility import ANYONE, visible


@dataclass(frozen=True, slots=True)
class Told:
    """Published cells added up: `part` of `all`, in so many rounds."""

    part: int = 0
    all: int = 0
    rounds: int = 0


def _cells(round: Round, trait: str) -> Mapping[str, int]:
    counted = getattr(round, "reach", None)
    if trait == AGE:
        return counted.ages if counted else {}
    if trait == SEX:
        return counted.sexes if counted else {}
    areas = Outcome.from_data(round.frozen_outcome.data).reach.areas
    return {name: count for name, count in areas.items() if publishable(count)}


def told_before_and_after(
    record: Record, trait: str, values: frozenset[str], moment: datetime | None
) -> tuple[Told, Told]:
    """Return what the counted rounds tell of a group up to a moment and since; all of it before without a moment.

    Of the question of the record, or of all questions of its body that everybody may read when it has none. One query.
    """
    rows = Round.objects.filter(tenant_id=record.tenant_id, frozen_outcome__isnull=False, closed_at__isnull=False)
    if record.process_id is not None:
        rows = rows.filter(process_id=record.process_id)
    before, after = Told(), Told()
    for one in visible(ANYONE, rows).select_related("frozen_outcome", "reach").order_by("closed_at", "id"):
        cells = _cells(one, trait)
        part = sum(count for name, count in cells.items() if name in values)
        assert one.closed_at is not None
        if moment is None or one.closed_at <= moment:
            before = Told(before.part + part, before.all + sum(cells.values()), before.rounds + 1)
        else:
            after = Told(after.part + part, after.all + sum(cells.values()), after.rounds + 1)
    return before, after
