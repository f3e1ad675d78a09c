"""After the day: who was there and who was not, what administrators took along, and the report."""

from dataclasses import dataclass

from django.db.models import Max
from django.utils.translation import gettext as _

from brink.domain.gatherings.models import Gathering, Minutes, Presence
from brink.domain.gatherings.report_findings import missing_for_report
from brink.domain.gatherings.services.arranging import not_off, shown
from brink.domain.gatherings.states import owes
from brink.domain.journal.acts import Done, act
from brink.domain.journal.services import Actor
from brink.domain.people.models import Person
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotNow
from brink.foundation.role_names import ROLE_NAMES
from brink.foundation.text import clean
from brink.foundation.visibility import Role

MOST_WORDS = 60


@dataclass(frozen=True, slots=True)
class Attended:
    """Whether one person was there, in which role, and when not: why."""

    person: Person
    role: str
    present: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """What the desk writes of a gathering. `reason` is needed from the second version on."""

    text: str
    source: str
    contact: str
    reason: str = ""


def _checked(one: Attended, gathering: Gathering) -> dict[str, str]:
    if one.person.tenant_id != gathering.tenant_id:
        raise BadInput(_("Kies iemand van uw eigen organisatie."), field="person")
    if one.role not in {role.value for role in ROLE_NAMES}:
        raise BadInput(_("Kies in welke rol %(name)s er was.") % {"name": one.person.name}, field="role")
    if one.present:
        return {"role": one.role, "attendance": Presence.Attendance.PRESENT, "reason": ""}
    missing = _("Schrijf op waarom %(name)s er niet was.") % {"name": one.person.name}
    reason = clean(one.reason, limit=200, field=f"reason_{one.person.pk.hex}", empty=missing,
                   too_long=_("Maak de reden korter dan 200 tekens."))  # fmt: skip
    return {"role": one.role, "attendance": Presence.Attendance.ABSENT, "reason": reason}


@act("gathering.presence_noted", Gathering, on=("gathering.event", "gathering"), part=True)
def note_presence(
    *, gathering: Gathering, attended: tuple[Attended, ...], actor: Actor, key: str | None, seen: int | None = None
) -> Done[Gathering]:
    """Write down who was there and who was not, with the reason. Who was noted before and is not named now stays.

    Raises BadInput, or NotNow before the day.
    """
    event = gathering.event
    not_off(event)
    if clock.now() < event.starts_at:
        raise NotNow(_("Deze bijeenkomst moet nog beginnen. Schrijf daarna op wie er was."))
    if not attended:
        raise BadInput(_("Kies van minstens één persoon of die erbij was."), field="")
    known = {one.person_id: one for one in gathering.presences.all()}
    for one in attended:
        columns = _checked(one, gathering)
        row = known.get(one.person.pk)
        if row is not None and row.took and columns["attendance"] != Presence.Attendance.PRESENT:
            said = _("%(name)s schreef al op wat er is meegenomen, en was er dus bij.")
            raise BadInput(said % {"name": one.person.name}, field=f"there_{one.person.pk.hex}")
        row = row or Presence(
            tenant_id=gathering.tenant_id, created_at=clock.now(), gathering=gathering, person=one.person
        )
        for name, value in columns.items():
            setattr(row, name, value)
        row.save()
    return Done(gathering, {"event": str(event.pk), "people": len(attended)}, public=shown(event))


@act("gathering.taken_along", Presence, on=("presence.gathering", "presence"))
def take_along(
    *, presence: Presence, text: str, actor: Actor, key: str | None, seen: int | None = None
) -> Done[Presence]:
    """Write down what an administrator took along from a gathering, for everybody to read. Raises BadInput, NotNow."""
    event = presence.gathering.event
    if not owes(presence.role, present=presence.attendance == Presence.Attendance.PRESENT):
        raise NotNow(_("Alleen een bestuurder die erbij was, schrijft dit op."))
    if clock.now() < event.ends_at:
        raise NotNow(_("Deze bijeenkomst is nog bezig. Schrijf dit daarna op."))
    presence.took = clean(
        text, limit=600, empty=_("Schrijf op wat u meenam uit de bijeenkomst."),
        too_long=_("Maak dit korter dan 600 tekens."),
    )  # fmt: skip
    if len(presence.took.split()) > MOST_WORDS:
        raise BadInput(_("Gebruik hooguit 60 woorden."), field="text")
    presence.took_at = presence.took_at or clock.now()
    presence.save(update_fields=("took", "took_at"))
    return Done(presence, {"event": str(event.pk)}, public=shown(event))


@act("gathering.reported", Gathering, on=("gathering.event", "gathering"), part=True)
def publish_report(
    *, gathering: Gathering, facts: ReportFacts, actor: Actor, key: str | None, seen: int | None = None
) -> Done[Gathering]:
    """Put the report on the site, or a better version of it with the reason.

    Refused before the end, and without source, contact, who was there, and what became of each question that was asked.
    """
    event = gathering.event
    not_off(event)
    if clock.now() < event.ends_at:
        raise NotNow(_("Deze bijeenkomst is nog niet voorbij. Plaats het verslag daarna."))
    columns = {
        "text": clean(facts.text, limit=20_000, field="text", empty=_("Schrijf het verslag op."),
                      too_long=_("Maak het verslag korter dan 20.000 tekens.")),
        "source": clean(facts.source, limit=300, field="source",
                        empty=_("Schrijf op wat de bron van het verslag is, zoals: notulen van de griffie."),
                        too_long=_("Maak dit korter dan 300 tekens.")),
        "contact": clean(facts.contact, limit=160, field="contact",
                         empty=_("Schrijf op bij wie mensen terechtkunnen met vragen over het verslag."),
                         too_long=_("Maak dit korter dan 160 tekens.")),
    }  # fmt: skip
    for finding in missing_for_report(gathering):
        raise BadInput(finding.message, field="")
    last = gathering.reports.aggregate(last=Max("version"))["last"] or 0
    reason = clean(
        facts.reason if last else "", limit=300, field="reason",
        empty=_("Schrijf op wat er niet klopte. Iedereen leest dat.") if last else "",
        too_long=_("Maak dit korter dan 300 tekens."),
    )  # fmt: skip
    Minutes.objects.create(
        tenant_id=gathering.tenant_id, created_at=clock.now(), gathering=gathering, version=last + 1, reason=reason,
        **columns,
    )  # fmt: skip
    data = {"event": str(event.pk), "version": last + 1}
    return Done(gathering, data, public=shown(event))


def role_of(roles: set[str]) -> str:
    """Return in which of these roles somebody came: the one that the table of roles names first."""
    return next((one.value for one in Role if one.value in roles), Role.OFFICER.value)
