"""Destroying who supported, with a record of it, and forgetting what nobody confirmed. By the clock."""

from datetime import datetime, timedelta

from brink.domain.journal.acts import Done, act, exempt
from brink.domain.journal.services import SYSTEM, Actor
from brink.domain.processes.models import Round
from brink.foundation import clock
from brink.instruments.petition.models import Collection, Support
from brink.instruments.petition.round_settings import KEY, Settings
from brink.instruments.petition.services.scheduling import expired

WHO: dict[str, str] = dict.fromkeys(("name", "place", "born", "email", "person_key", "near_key", "mailbox_key"), "")
"""What tells who somebody is, emptied."""


@act("petition.destroyed", Collection, on="collection")
def destroy(*, collection: Collection, actor: Actor, key: str | None) -> Done[Collection]:
    """Empty who supported; the lines stay, with their numbers and what was found of them."""
    rows = Support.objects.filter(tenant_id=collection.tenant_id, round_id=collection.round_id)
    count = rows.exclude(**WHO).update(**WHO)
    collection.destroyed_at = clock.now()
    collection.save(update_fields=("destroyed_at",))
    return Done(collection, {"round": str(collection.round_id), "lines": count}, public=True)


def due(round: Round, at: datetime) -> bool:
    """Tell whether the term is over: a number of days after everybody was told, or after it had too little support."""
    scheduling = getattr(round, "petition_scheduling", None)
    ended = scheduling.told_at if scheduling is not None else round.closed_at if expired(round) else None
    return ended is not None and ended + timedelta(days=Settings.of(round.settings).keep_days) <= at


def destroy_due(at: datetime) -> int:
    """Destroy what is due, in all rounds; returns of how many. One query while there is nothing."""
    rows = Collection.objects.filter(destroyed_at=None, round__instrument=KEY, round__closed_at__isnull=False)
    done = 0
    for one in rows.select_related("round__petition_scheduling").order_by("id"):
        if due(one.round, at):
            destroy(collection=one, actor=SYSTEM, key=None)
            done += 1
    return done


def forget_pending(at: datetime) -> int:
    """Forget declarations that nobody confirmed in time, and those of rounds that closed."""
    late = Support.objects.filter(state=Support.State.PENDING, expires_at__lte=at)
    over = Support.objects.filter(state=Support.State.PENDING, round__closed_at__isnull=False)
    if not (late.exists() or over.exists()):
        return 0
    with exempt("petition pending"):
        return late.delete()[0] + over.delete()[0]
