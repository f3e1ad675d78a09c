"""After the last day: who chooses otherwise, found apart from closing where that takes long."""

from datetime import datetime

from brink.domain.journal.acts import exempt
from brink.domain.processes.models import Round
from brink.domain.processes.queries.frozen_outcomes import frozen_outcome
from brink.foundation import clock
from brink.instruments.valuation.counting import late_groups
from brink.instruments.valuation.models import FoundGroups
from brink.instruments.valuation.outcome import heard_of
from brink.instruments.valuation.queries import frozen_task
from brink.instruments.valuation.round_settings import KEY


def _waiting() -> list[Round]:
    rows = Round.objects.filter(instrument=KEY, closed_at__isnull=False, valuation_groups=None)
    rows = rows.filter(frozen_outcome__data__details__groups__found="later")
    return list(rows.select_related("process__tenant"))


def find_groups(*, at: datetime) -> int:
    """Look who chooses otherwise in each closed round of which closing left that for later; returns how many.

    A figure that follows from what was frozen, and no act of anybody; never in a request. Who withdrew since closing is
    not in it any more. Two workers at once find the same, and one of them writes.
    """
    done = 0
    for round in _waiting():
        task, frozen = frozen_task(round), frozen_outcome(round)
        if task is None or frozen is None or round.closed_at is None or round.closed_at > at:
            continue
        _sources, heard = heard_of(round)
        data = late_groups(task, heard, seed=round.seed)
        with exempt("found groups"):
            FoundGroups.objects.get_or_create(
                tenant_id=round.tenant_id, round=round, defaults={"created_at": clock.now(), "data": data}
            )
        done += 1
    return done
