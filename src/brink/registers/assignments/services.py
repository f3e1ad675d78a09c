"""Acts on assignments: given, begun, moved, delivered, sent back, adopted, lapsed."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from brink.domain.journal.acts import Done, act
from brink.domain.journal.services import Actor
from brink.domain.people.models import Body, Organ
from brink.domain.records import making
from brink.domain.records.basics import Basics
from brink.domain.records.making import line
from brink.domain.records.showing import in_words
from brink.foundation import clock
from brink.foundation.addresses import kept, page_url
from brink.foundation.errors import BadInput
from brink.foundation.organs import OrganKind
from brink.registers.assignments.models import Assignment

KEY = "assignment"
# Those who speak for the residents ask; whoever carries out answers.
GIVERS = (OrganKind.COUNCIL, OrganKind.COMMITTEE, OrganKind.PRESIDIUM)
PAGE = "page:"
Told = Done[Assignment]


@dataclass(frozen=True, slots=True)
class Given:
    """Who gave an assignment to whom, on which day, by which paper, and what is to come of it."""

    by: Organ
    to: Organ
    on: date
    reference: str
    product: str


def _done(row: Assignment, **data: Any) -> Told:
    making.restage(row)
    process = {"process": str(row.record.process_id)} if row.record.process_id else {}
    return Done(row, {**process, "stage": row.record.stage, **data}, public=making.is_public(row.record))


def _dated(row: Assignment, moment: str, note: str) -> None:
    """Note the moment of a step, and how it stands since."""
    setattr(row, moment, clock.now())
    row.note = note
    row.save(update_fields=(moment, "note"))


def _check(tenant: Body, given: Given, basics: Basics) -> None:
    for field, organ in (("given_by", given.by), ("given_to", given.to)):
        if organ.tenant_id != tenant.pk:
            raise BadInput(_("Kies een orgaan van uw eigen organisatie."), field=field)
    if given.by.role not in GIVERS:
        said = _("Een opdracht komt van wie de inwoners vertegenwoordigt. Kies een ander orgaan.")
        raise BadInput(said, field="given_by")
    if given.by == given.to:
        raise BadInput(_("Kies een ander orgaan dan dat de opdracht geeft."), field="given_to")
    if given.on > clock.today():
        raise BadInput(_("Deze dag moet nog komen. Schrijf de opdracht op als die is gegeven."), field="given_on")
    if basics.due_on is None:
        raise BadInput(_("Kies de dag waarop het er moet zijn."), field="due_on")
    making.checked_day(basics.due_on)


@act("assignment.given", Assignment, on="tenant")
def assign(*, tenant: Body, basics: Basics, given: Given, actor: Actor, key: str | None) -> Told:
    """Write down an assignment with the number of its paper, so that anybody can look it up."""
    _check(tenant, given, basics)
    row: Assignment = making.make(
        KEY, tenant=tenant, basics=basics, given_by=given.by, given_to=given.to, given_on=given.on,
        reference=line(given.reference, field="reference", limit=40, empty=_("Schrijf het nummer van het stuk op.")),
        product=line(given.product, field="product", limit=200, empty=_("Schrijf op wat er moet komen.")),
    )  # fmt: skip
    return _done(row, given_by=str(given.by.pk), given_to=str(given.to.pk))


@act("assignment.begun", Assignment, on="row")
def begin(*, row: Assignment, note: str, actor: Actor, key: str | None) -> Told:
    """Note that somebody works on it."""
    making.allow(row, "beginnen")
    _dated(row, "begun_at", line(note, field="note", empty=_("Schrijf op wie eraan werkt, en wat er het eerst komt.")))
    return _done(row)


@act("assignment.moved", Assignment, on="row")
def move(*, row: Assignment, due_on: date, note: str, actor: Actor, key: str | None, seen: int | None = None) -> Told:
    """Name another day, in time and with a reason. The first day stays readable beside it."""
    record = making.allow(row, "nieuwe-dag")
    reason = line(note, field="note", empty=_("Schrijf op waarom het later wordt, of eerder."))
    before = making.move_due(record, due_on)
    said = _("Van %(before)s naar %(day)s. %(reason)s")
    row.note = said % {"before": in_words(before) if before else "", "day": in_words(due_on), "reason": reason}
    row.save(update_fields=("note",))
    return _done(row, due=due_on.isoformat())


def _proof(text: str) -> str:
    """Return what to keep of the page that shows it: of this site by its kind, or an address on the web."""
    found = line(text, field="proof", limit=300, empty=_("Wijs aan waar het te lezen is."))
    path = found.removeprefix(settings.BASE_URL)
    if path.startswith("/"):
        page = kept(path) if not path.startswith(page_url("desk")) else ""
        if not page:
            raise BadInput(_("Deze pagina staat niet op onze site. Kijk het adres na."), field="proof")
        return f"{PAGE}{page}"
    if not found.startswith(("https://", "http://")):
        raise BadInput(_("Plak hier een adres dat begint met https://, of met / voor deze site."), field="proof")
    return found


@act("assignment.delivered", Assignment, on="row")
def deliver(*, row: Assignment, proof: str, note: str, actor: Actor, key: str | None) -> Told:
    """Say that it is there, and where it can be read. From then on it is not late: it waits for who asked for it."""
    making.allow(row, "leveren")
    row.proof = _proof(proof)
    row.save(update_fields=("proof",))
    _dated(row, "delivered_at", line(note, field="note", empty=_("Schrijf in één zin op wat er is geleverd.")))
    making.close(row.record, row.note)
    return _done(row)


@act("assignment.sent_back", Assignment, on="row")
def send_back(*, row: Assignment, note: str, actor: Actor, key: str | None) -> Told:
    """Say that what was delivered is not what was asked, and why; it runs again, and its day has not moved."""
    record = making.allow(row, "terug")
    row.note = line(note, field="note", empty=_("Schrijf op wat er nog ontbreekt."))
    row.delivered_at, row.proof, row.begun_at = None, "", row.begun_at or clock.now()
    row.save(update_fields=("note", "delivered_at", "proof", "begun_at"))
    making.reopen(record)
    return _done(row)


@act("assignment.adopted", Assignment, on="row")
def adopt(*, row: Assignment, note: str, actor: Actor, key: str | None) -> Told:
    """Note that whoever gave it adopted what came of it. Only this ends it well."""
    record = making.allow(row, "vaststellen")
    _dated(row, "adopted_at", line(note, field="note", empty=_("Schrijf op wanneer en waar het is vastgesteld.")))
    making.close(record, row.note)
    return _done(row)


@act("assignment.lapsed", Assignment, on="row")
def lapse(*, row: Assignment, note: str, actor: Actor, key: str | None) -> Told:
    """Note that it is asked no more, and why."""
    record = making.allow(row, "vervallen")
    _dated(row, "lapsed_at", line(note, field="note", empty=_("Schrijf op waarom de opdracht vervalt.")))
    making.close(record, row.note)
    return _done(row)
