"""Bringing in an agenda that somebody else wrote: all of it or nothing."""

from django.utils.translation import gettext as _

from brink.domain.gatherings.agenda_lists import AgendaRow
from brink.domain.gatherings.models import Kind
from brink.domain.gatherings.services.arranging import GatheringFacts, set_gathering
from brink.domain.journal.acts import Done, act, part_key
from brink.domain.journal.services import Actor
from brink.domain.people.models import Body, Organ
from brink.domain.processes.models import Event, Process
from brink.domain.processes.services.timeline import EventFacts, plan_event
from brink.foundation.errors import BadInput


@act("gathering.imported", Body, on=("tenant", "process"), again=lambda entry, _asked: entry.data["count"])
def import_agenda(
    *, tenant: Body, process: Process | None, rows: tuple[AgendaRow, ...], kind: str, organ: Organ | None, actor: Actor,
    key: str | None,
) -> Done[int]:  # fmt: skip
    """Plan these meetings, each with its seats; returns how many are new. What stands there already stays as it is.

    Raises BadInput with the meeting that cannot be; nothing is kept then.
    """
    if kind not in Kind.values:
        raise BadInput(_("Kies wat voor bijeenkomst het is."), field="kind")
    known = set(
        Event.objects.filter(tenant=tenant, starts_at__in=[one.starts_at for one in rows]).values_list(
            "title", "starts_at"
        )
    )
    count = 0
    for number, row in enumerate(rows, start=1):
        if (row.title, row.starts_at) in known:
            continue
        known.add((row.title, row.starts_at))
        facts = EventFacts(row.title, row.starts_at, row.ends_at, row.venue)
        try:
            event = plan_event(
                tenant=tenant, process=process, facts=facts, actor=actor, key=part_key(key, f"plan{number}")
            )
        except BadInput as wrong:
            said = _("‘%(title)s’: %(why)s") % {"title": row.title, "why": wrong}
            raise BadInput(said, field="rows") from wrong
        seats = GatheringFacts(kind=kind, organ=organ, takes_signups=row.capacity is not None, capacity=row.capacity)
        set_gathering(event=event, gathering=None, facts=seats, actor=actor, key=part_key(key, f"seats{number}"))
        count += 1
    return Done(count, {"count": count}, row=tenant)
