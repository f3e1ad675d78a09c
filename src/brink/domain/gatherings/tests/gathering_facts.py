"""Short ways to make an event with seats, for tests that are about something else."""

from datetime import timedelta
from typing import Any

from tests.builders import World

from brink.domain.gatherings.models import Gathering, Kind
from brink.domain.processes.models import Event, Process, Round
from brink.foundation import clock


def make_gathering(
    process: Process, *, days: int = 10, capacity: int | None = 5, title: str = "Drenthe in Debat",
    round: Round | None = None, **fields: Any,
) -> Gathering:  # fmt: skip
    """Make an event of a question so many days from now, with sign-up for so many seats."""
    now = clock.now()
    starts = now + timedelta(days=days)
    common = {"tenant": process.tenant, "created_at": now}
    event = Event.objects.create(
        **common, process=process, round=round, title=title, starts_at=starts, ends_at=starts + timedelta(hours=2),
        venue="Dorpshuis De Brink",
    )  # fmt: skip
    values = {"kind": Kind.DEBATE, "takes_signups": True, "capacity": capacity, **fields}
    return Gathering.objects.create(**common, event=event, **values)


def held(gathering: Gathering, *, days_ago: int = 2) -> Gathering:
    """Let an event be past."""
    ends = clock.now() - timedelta(days=days_ago)
    Event.objects.filter(pk=gathering.event_id).update(starts_at=ends - timedelta(hours=2), ends_at=ends)
    return Gathering.objects.select_related("event").get(pk=gathering.pk)


def officer_key(world: World) -> str:
    """Return a key for an act of the desk."""
    return f"sleutel-van-{world.body.slug}-en-meer"
