"""What the desk arranges: seats and sign-up of an event, and its agenda."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brink.domain.gatherings.models import AgendaItem, Gathering, Kind
from brink.domain.gatherings.services.seating import promote
from brink.domain.gatherings.states import last_moment
from brink.domain.journal.acts import Done, act
from brink.domain.journal.services import Actor
from brink.domain.people.models import Organ
from brink.domain.processes.models import Event
from brink.domain.processes.states import is_public
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotNow
from brink.foundation.text import clean

MOST_SEATS, MOST_ITEMS = 5_000, 60


@dataclass(frozen=True, slots=True)
class GatheringFacts:
    """What the desk says of a gathering. `closes_at` is aware; None means until it begins."""

    kind: str = Kind.MEETING
    organ: Organ | None = None
    takes_signups: bool = False
    capacity: int | None = None
    closes_at: datetime | None = None
    provisions: str = ""
    contact: str = ""


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """One thing on the agenda, as it was typed."""

    title: str
    address: str = ""


def shown(event: Event) -> bool:
    """Tell whether anybody can see an event, so that its acts are public too."""
    return event.process is None or is_public(event.process)


def not_off(event: Event) -> None:
    """Raise NotNow for an event that does not take place."""
    if event.cancelled_at is not None:
        raise NotNow(_("Deze bijeenkomst gaat niet door. Plan een nieuwe."))


def _seats(facts: GatheringFacts, gathering: Gathering | None) -> int | None:
    if facts.capacity is None:
        return None
    if not 1 <= facts.capacity <= MOST_SEATS:
        raise BadInput(_("Vul een aantal plekken in van 1 tot 5.000, of laat het leeg."), field="capacity")
    held = gathering.seats_held if gathering is not None else 0
    if facts.capacity < held:
        said = ngettext(
            "Er is al %(held)s plek vergeven. Minder plekken kan niet.",
            "Er zijn al %(held)s plekken vergeven. Minder plekken kan niet.", held,
        )  # fmt: skip
        raise BadInput(said % {"held": held}, field="capacity")
    return facts.capacity


@act("gathering.set", Gathering, on=("event.process", "event", "gathering"), part=True)
def set_gathering(
    *, event: Event, gathering: Gathering | None, facts: GatheringFacts, actor: Actor, key: str | None,
    seen: int | None = None,
) -> Done[Gathering]:  # fmt: skip
    """Say what an event has beyond its day and place. More seats go to the waiting list at once, in order.

    `gathering` is what stood there, None when nothing did. Raises BadInput, or NotNow for what does not take place.
    """
    not_off(event)
    if facts.kind not in Kind.values:
        raise BadInput(_("Kies wat voor bijeenkomst het is."), field="kind")
    if facts.organ is not None and facts.organ.tenant_id != event.tenant_id:
        raise BadInput(_("Kies een orgaan van uw eigen organisatie."), field="organ")
    if facts.closes_at is not None and facts.closes_at > event.starts_at:
        raise BadInput(_("Aanmelden kan niet langer dan tot het begin. Kies een eerder moment."), field="closes_at")
    columns = {
        "kind": facts.kind, "organ": facts.organ, "takes_signups": facts.takes_signups,
        "capacity": _seats(facts, gathering), "closes_at": facts.closes_at,
        "provisions": clean(facts.provisions, limit=2_000, field="provisions",
                            too_long=_("Maak dit korter dan 2.000 tekens.")),
        "contact": clean(facts.contact, limit=160, field="contact", too_long=_("Maak dit korter dan 160 tekens.")),
    }  # fmt: skip
    if gathering is None:
        gathering = Gathering.objects.create(
            tenant_id=event.tenant_id, created_at=clock.now(), event=event, **columns
        )
    else:
        for name, value in columns.items():
            setattr(gathering, name, value)
        gathering.save(update_fields=tuple(columns))
        promote(gathering)
    return Done(gathering, {"event": str(event.pk), "signups": facts.takes_signups}, public=shown(event))


def _line(number: int, line: AgendaLine) -> AgendaLine:
    """Return one thing on the agenda, cleaned, or say which line must be mended."""
    try:
        title = clean(
            line.title, limit=200, field="items",
            empty=_("Hier staat geen punt. Schrijf op waar het over gaat."),
            too_long=_("Maak het punt korter dan 200 tekens."),
        )  # fmt: skip
    except BadInput as wrong:
        raise BadInput(_("Regel %(number)s: %(why)s") % {"number": number, "why": wrong}, field="items") from wrong
    address = line.address.strip()
    parts = urlsplit(address)
    if address and (parts.scheme not in ("http", "https") or "." not in parts.netloc or len(address) > 500):
        said = _("Op regel %(number)s staat geen goed adres. Schrijf het als https://www.voorbeeld.nl/stuk.pdf.")
        raise BadInput(said % {"number": number}, field="items")
    return AgendaLine(title, address)


def checked_agenda(lines: tuple[AgendaLine, ...]) -> list[AgendaLine]:
    """Return the lines of an agenda, cleaned. Raises BadInput with the line that must be mended."""
    if len(lines) > MOST_ITEMS:
        raise BadInput(_("Zet hooguit 60 punten op de agenda."), field="items")
    return [_line(number, line) for number, line in enumerate(lines, start=1)]


@act("gathering.agenda_set", Gathering, on=("gathering.event", "gathering"), part=True)
def set_agenda(
    *, gathering: Gathering, lines: tuple[AgendaLine, ...], actor: Actor, key: str | None, seen: int | None = None
) -> Done[Gathering]:
    """Put these things on the agenda, in this order, in the place of what stood there. Raises BadInput."""
    not_off(gathering.event)
    checked = checked_agenda(lines)
    now, wanted = clock.now(), dict(enumerate(checked, start=1))
    rows = {one.position: one for one in gathering.items.all()}
    gathering.items.filter(position__gt=len(checked)).delete()
    for place, line in wanted.items():
        row = rows.get(place) or AgendaItem(
            tenant_id=gathering.tenant_id, created_at=now, gathering=gathering, position=place
        )
        row.title, row.address = line.title, line.address
        row.save()
    return Done(gathering, {"event": str(gathering.event_id), "items": len(checked)}, public=shown(gathering.event))


def signup_until(gathering: Gathering) -> datetime:
    """Return until when somebody can sign up."""
    return last_moment(gathering.event.starts_at, gathering.closes_at)
