"""The fixed contact of a body for an area: exactly one on any day."""

from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from brink.domain.journal.acts import Done, act
from brink.domain.journal.services import Actor
from brink.domain.people.models import AreaContact, Body, Person
from brink.domain.people.periods import overlaps
from brink.domain.people.queries import current, executive_seats
from brink.domain.places.models import Area
from brink.foundation import clock
from brink.foundation.errors import BadInput
from brink.foundation.text import clean


def _day(day: date) -> str:
    return date_format(day, "j F Y")


def _expectation(text: str) -> str:
    return clean(
        text,
        limit=1000,
        field="expectation",
        empty=_("Schrijf op wat mensen deze persoon kunnen vragen en wanneer zij antwoord krijgen."),
        too_long=_("Maak deze uitleg korter dan 1.000 tekens."),
    )


def _clash(body: Body, area: Area, starts: date, ends: date | None, but: AreaContact | None = None) -> None:
    """Refuse a period in which the area has a contact already."""
    rows = AreaContact.objects.filter(tenant=body, area=area).select_related("person").order_by("starts")
    for row in rows.exclude(pk=but.pk) if but else rows:
        if overlaps(starts, ends, row.starts, row.ends):
            period = (
                _("vanaf %(start)s") % {"start": _day(row.starts)}
                if row.ends is None
                else _("van %(start)s tot en met %(end)s") % {"start": _day(row.starts), "end": _day(row.ends)}
            )
            raise BadInput(
                _("%(area)s heeft %(period)s al een contactpersoon: %(name)s. Kies andere dagen of draag het over.")
                % {"area": area.name, "period": period, "name": row.person.name},
                field="starts",
            )


def _create(body: Body, person: Person, area: Area, expectation: str, starts: date, ends: date | None) -> AreaContact:
    if person.tenant_id != body.pk:
        raise BadInput(_("Deze persoon hoort bij een andere organisatie. Kies iemand van uzelf."), field="person")
    if ends is not None and ends < starts:
        raise BadInput(_("De laatste dag ligt voor de eerste. Kies een latere dag."), field="ends")
    last_days = [seat.ends for seat in executive_seats(body).filter(current(starts), person=person)]
    if not last_days:
        sentence = _("%(name)s zit die dag niet in het bestuur. Kies een bestuurder.")
        raise BadInput(sentence % {"name": person.name}, field="person")
    if None not in last_days:
        # Nobody is a contact longer than they sit in the executive.
        last = max(day for day in last_days if day is not None)
        ends = last if ends is None else min(ends, last)
    return AreaContact.objects.create(
        tenant=body, created_at=clock.now(), person=person, area=area, expectation=expectation, starts=starts, ends=ends
    )


def _assign(
    body: Body, person: Person, area: Area, expectation: str, starts: date, ends: date | None
) -> Done[AreaContact]:
    expectation = _expectation(expectation)
    _clash(body, area, starts, ends)
    contact = _create(body, person, area, expectation, starts, ends)
    data = {"person": str(person.pk), "area": area.slug, "starts": starts.isoformat()}
    return Done(contact, data, public=True, kind="contact.assigned")


def _hand_over(old: AreaContact, person: Person, expectation: str, starts: date) -> Done[AreaContact]:
    expectation = _expectation(expectation or old.expectation)
    if starts <= old.starts or (old.ends is not None and starts > old.ends + timedelta(days=1)):
        raise BadInput(_("Op die dag is dit niet de contactpersoon. Kies een dag in die periode."), field="starts")
    ends = old.ends if old.ends is not None and old.ends >= starts else None
    _clash(old.tenant, old.area, starts, ends, but=old)
    old.ends = starts - timedelta(days=1)
    old.save(update_fields=("ends",))
    successor = _create(old.tenant, person, old.area, expectation, starts, ends)
    data = {"from": str(old.pk), "area": old.area.slug, "starts": starts.isoformat()}
    return Done(successor, data, public=True, kind="contact.handed_over")


# Each of these holds the body first, so that two cannot both find the days free.


@act("contact.assigned", AreaContact, on="body", subject="contact")
def assign_contact(
    *,
    body: Body,
    person: Person,
    area: Area,
    expectation: str,
    starts: date,
    actor: Actor,
    ends: date | None = None,
    key: str | None = None,
) -> Done[AreaContact]:
    """Make somebody the contact of a body for an area. Raises BadInput when there is one on any of these days."""
    return _assign(body, person, area, expectation, starts, ends)


@act("contact.handed_over", AreaContact, on=("contact.tenant", "contact"), subject="contact")
def hand_over_contact(
    *, contact: AreaContact, person: Person, starts: date, actor: Actor, expectation: str = "", key: str | None = None
) -> Done[AreaContact]:
    """Let somebody else take over from a day on: the old contact stays until the day before, so no day is empty."""
    return _hand_over(contact, person, expectation, starts)


@act("contact.assigned", AreaContact, on="body", subject="contact")
def set_contact(
    *,
    body: Body,
    person: Person,
    area: Area,
    expectation: str,
    starts: date,
    actor: Actor,
    key: str | None = None,
) -> Done[AreaContact]:
    """Make somebody the contact from a day on: of an area without one, or by taking over from whoever is it then.

    One act, because the form cannot know which of the two it will be: sent twice, the second finds the first.
    """
    held = AreaContact.objects.filter(current(starts), tenant=body, area=area, starts__lt=starts).first()
    if held is None:
        return _assign(body, person, area, expectation, starts, None)
    held.tenant = body
    return _hand_over(held, person, expectation, starts)


@act("contact.ended", AreaContact, on=("contact.tenant", "contact"), subject="contact")
def end_contact(
    *, contact: AreaContact, last_day: date, actor: Actor, key: str | None = None, seen: int | None = None
) -> Done[AreaContact]:
    """End a contact without a successor. The gap is shown at the desk until somebody is assigned."""
    if last_day < contact.starts or (contact.ends is not None and last_day > contact.ends):
        raise BadInput(_("Op die dag is dit niet de contactpersoon. Kies een dag in die periode."), field="ends")
    contact.ends = last_day
    contact.save(update_fields=("ends",))
    return Done(contact, {"last_day": last_day.isoformat()}, public=True)
