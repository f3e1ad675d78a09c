"""Moments on the path: decision moments, events with their timing check, and terms that the law sets."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from brink.domain.journal.acts import Done, act
from brink.domain.journal.services import Actor
from brink.domain.people.models import Body, Organ
from brink.domain.places.models import Area
from brink.domain.processes.dates import Conflict, day_of, in_words, timing_conflict
from brink.domain.processes.models import DecisionMoment, Event, Process, Round, StatutoryTerm
from brink.domain.processes.queries.readiness_findings import room_in_force
from brink.domain.processes.services.preconditions import check_decider, clean_line, running
from brink.domain.processes.states import is_public
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotNow

# What whoever wants to come must hear of when it changes.
MOVED = frozenset({"starts_at", "ends_at", "venue", "area"})


@dataclass(frozen=True)
class EventFacts:
    """A meeting as an officer writes it. Both moments are aware; `round` ties it to one round of the process."""

    title: str
    starts_at: datetime
    ends_at: datetime
    venue: str
    area: Area | None = None
    practical: str = ""
    round: Round | None = None


def _too_late(conflict: Conflict) -> str:
    message = _("De termijn '%(term)s' sluit op %(closes)s. Houd deze bijeenkomst uiterlijk op %(latest)s.")
    return message % {
        "term": conflict.term,
        "closes": in_words(conflict.closes_on),
        "latest": in_words(conflict.latest),
    }


def _decided_on(process: Process) -> date | None:
    room = room_in_force(process)
    return room.decision_on if room else None


def _checked(facts: EventFacts, process: Process | None) -> dict[str, object]:
    """Return the cleaned columns, or raise one sentence; this is where the timing check stands."""
    if facts.ends_at <= facts.starts_at:
        raise BadInput(_("Het einde ligt vóór het begin. Kies een later einde."), field="ends_at")
    if facts.round is not None and (process is None or facts.round.process_id != process.pk):
        raise BadInput(_("Kies een ronde van dit proces."), field="round")
    if process is not None:
        conflict = timing_conflict(day_of(facts.starts_at), process.statutory_terms.all(), _decided_on(process))
        if conflict is not None:
            raise BadInput(_too_late(conflict), field="starts_at")
    return {
        "title": clean_line(facts.title, limit=160, field="title", empty=_("Geef de bijeenkomst een naam.")),
        "starts_at": facts.starts_at,
        "ends_at": facts.ends_at,
        "venue": clean_line(facts.venue, limit=200, field="venue", empty=_("Schrijf op waar mensen moeten zijn.")),
        "area": facts.area,
        "practical": clean_line(facts.practical, limit=2_000, field="practical"),
        "round": facts.round,
    }


@act("event.planned", Event, on=("tenant", "process"))
def plan_event(
    *, tenant: Body, process: Process | None, facts: EventFacts, actor: Actor, key: str | None
) -> Done[Event]:
    """Put an event on the calendar, of a process or of the body alone. Refused too close to a statutory term."""
    if process is not None:
        running(process)
    if process is not None and process.tenant_id != tenant.pk:
        raise BadInput(_("Kies een proces van uw eigen organisatie."), field="process")
    event = Event.objects.create(tenant=tenant, created_at=clock.now(), process=process, **_checked(facts, process))
    data = {"process": str(process.pk) if process else "", "starts_at": event.starts_at.isoformat()}
    return Done(event, data, public=process is None or is_public(process))


def _coming(event: Event) -> None:
    """Raise NotNow when an event, which the act holds with its process, is over or cancelled."""
    if event.process is not None:
        running(event.process)
    if event.cancelled_at is not None:
        raise NotNow(_("Deze bijeenkomst gaat niet door. Plan een nieuwe."))
    if event.starts_at <= clock.now():
        raise NotNow(_("Deze bijeenkomst is al begonnen of voorbij."))


@act("event.changed", Event, on=("event.process", "event"))
def change_event(
    *, event: Event, facts: EventFacts, actor: Actor, key: str | None, seen: int | None = None
) -> Done[Event]:
    """Change an event that has still to come; the timing check holds here too."""
    _coming(event)
    columns = _checked(facts, event.process)
    changed = sorted(name for name, value in columns.items() if getattr(event, name) != value)
    for name, value in columns.items():
        setattr(event, name, value)
    moved = bool(MOVED & set(changed))
    if moved:
        event.moved_at = clock.now()
    event.save(update_fields=[*columns, "moved_at"])
    data = {"process": str(event.process_id or ""), "changed": changed, "moved": moved}
    return Done(event, data, public=event.process is None or is_public(event.process))


@act("event.cancelled", Event, on=("event.process", "event"))
def cancel_event(*, event: Event, reason: str, actor: Actor, key: str | None) -> Done[Event]:
    """Call an event off; it stays on the calendar with its reason."""
    _coming(event)
    event.cancelled_at = clock.now()
    event.cancel_reason = clean_line(
        reason, limit=200, field="reason", empty=_("Schrijf op waarom de bijeenkomst niet doorgaat.")
    )
    event.save(update_fields=("cancelled_at", "cancel_reason"))
    public = event.process is None or is_public(event.process)
    return Done(event, {"process": str(event.process_id or "")}, public=public)


@act("event.dropped", Process, on=("event.process", "event"))
def drop_event(*, event: Event, actor: Actor, key: str | None) -> Done[Process]:
    """Take away an event that was planned by mistake and that nobody outside the desk has seen; returns its process."""
    process = running(event.process) if event.process is not None else None
    if process is None or is_public(process):
        raise NotNow(_("Deze bijeenkomst staat al in de agenda van anderen. Zeg haar af, met een reden."))
    event.delete()
    return Done(process, {"process": str(process.pk)})


@act("term.set", StatutoryTerm, on="process")
def set_term(*, process: Process, name: str, closes_on: date, actor: Actor, key: str | None) -> Done[StatutoryTerm]:
    """Record a term that the law sets, or move one of the same name. Events already planned must keep their margin."""
    running(process)
    title = clean_line(name, limit=120, field="name", empty=_("Geef de termijn een naam."))
    wanted = StatutoryTerm(name=title, closes_on=closes_on)
    for event in process.events.filter(cancelled_at__isnull=True, starts_at__gt=clock.now()):
        conflict = timing_conflict(day_of(event.starts_at), [wanted], _decided_on(process))
        if conflict is not None:
            message = _("Bijeenkomst '%(event)s' op %(day)s is dan te laat. Verzet die eerst.")
            raise BadInput(
                message % {"event": event.title, "day": in_words(day_of(event.starts_at))}, field="closes_on"
            )
    term, _made = StatutoryTerm.objects.update_or_create(
        tenant_id=process.tenant_id,
        process=process,
        name=title,
        defaults={"closes_on": closes_on},
        create_defaults={"closes_on": closes_on, "created_at": clock.now()},
    )
    return Done(term, {"process": str(process.pk), "closes_on": closes_on.isoformat()}, public=is_public(process))


@act("term.dropped", Process, on=("term.process", "term"))
def drop_term(*, term: StatutoryTerm, actor: Actor, key: str | None) -> Done[Process]:
    """Take a term away, for instance one that was typed wrongly; returns its process."""
    process = running(term.process)
    term.delete()
    return Done(process, {"closes_on": term.closes_on.isoformat()}, public=is_public(process))


@act("moment.planned", DecisionMoment, on="process")
def plan_moment(
    *, process: Process, on: date, organ: Organ, subject: str, actor: Actor, key: str | None
) -> Done[DecisionMoment]:
    """Plan a moment at which an organ decides something on the way. The final one comes from the room statement."""
    running(process)
    if organ.tenant_id != process.tenant_id:
        raise BadInput(_("Kies een orgaan van uw eigen organisatie."), field="organ")
    check_decider(organ, field="organ")
    text = clean_line(subject, limit=200, field="subject", empty=_("Schrijf op wat er besloten wordt."))
    if process.moments.filter(on=on, subject=text).exists():
        raise BadInput(_("Dit moment staat er al."), field="subject")
    moment = DecisionMoment.objects.create(
        tenant_id=process.tenant_id, created_at=clock.now(), process=process, on=on, organ=organ, subject=text
    )
    return Done(moment, {"process": str(process.pk), "on": on.isoformat()}, public=is_public(process))


@act("moment.dropped", Process, on=("moment.process", "moment"))
def drop_moment(*, moment: DecisionMoment, actor: Actor, key: str | None) -> Done[Process]:
    """Take away a moment that has still to come; the final one belongs to the room statement."""
    process = running(moment.process)
    if moment.final:
        raise NotNow(_("Het eindbesluit hoort bij de speelruimte. Verander het daar."))
    if moment.on < clock.today():
        raise NotNow(_("Dit moment is al geweest."))
    moment.delete()
    return Done(process, {"on": moment.on.isoformat()}, public=is_public(process))
