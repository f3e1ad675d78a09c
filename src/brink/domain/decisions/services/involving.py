"""Planning at which moments somebody with a seat is expected, and noting whether they were there."""

from datetime import date

from django.utils.translation import gettext as _

from brink.domain.decisions.models import Involvement
from brink.domain.framework.models import Phase
from brink.domain.journal.acts import Done, act
from brink.domain.journal.services import Actor
from brink.domain.people.models import Membership, Person
from brink.domain.people.queries import current
from brink.domain.processes.models import Process
from brink.domain.processes.services.preconditions import clean_line
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotNow
from brink.foundation.visibility import ELECTED


@act("involvement.planned", Involvement, on="process")
def plan_involvement(
    *, process: Process, phase: Phase, person: Person, on: date, what: str, actor: Actor, key: str | None = None
) -> Done[Involvement]:
    """Say at which moment of a phase somebody with a seat is expected; they read it on the page of their own."""
    if process.withdrawn_at is not None:
        raise NotNow(_("Deze vraag is gestopt. Er wordt niemand meer verwacht."))
    if phase.framework_id != process.framework_id:
        raise BadInput(_("Kies een fase van deze vraag."), field="phase")
    what = clean_line(what, limit=160, field="what", empty=_("Schrijf op wat er die dag is."))
    seats = Membership.objects.filter(current(on), tenant_id=process.tenant_id, person=person, role__in=ELECTED)
    if not seats.exists():
        text = _("Deze persoon heeft op die dag geen zetel. Kies iemand anders of een andere dag.")
        raise BadInput(text, field="person")
    rows = Involvement.objects.filter(tenant_id=process.tenant_id, process=process, person=person, on=on)
    if rows.filter(what__iexact=what).exists():
        raise BadInput(_("Dit moment staat er al."), field="what")
    row = Involvement.objects.create(
        tenant_id=process.tenant_id, created_at=clock.now(), process=process, phase=phase, person=person, on=on,
        what=what,
    )  # fmt: skip
    return Done(row, {"process": str(process.pk), "phase": phase.key})


@act("involvement.noted", Involvement, on="involvement")
def note_attendance(
    *, involvement: Involvement, attendance: str, actor: Actor, reason: str = "", key: str | None = None,
    seen: int | None = None,
) -> Done[Involvement]:  # fmt: skip
    """Note whether somebody was there; away has a reason."""
    if involvement.on > clock.today():
        raise NotNow(_("Dit moment moet nog komen."))
    if attendance not in Involvement.Attendance.values:
        raise BadInput(_("Kies of deze persoon erbij was."), field="attendance")
    empty = _("Schrijf op waarom deze persoon er niet was.") if attendance == Involvement.Attendance.ABSENT else ""
    involvement.reason = clean_line(reason, limit=200, field="reason", empty=empty)
    involvement.attendance = attendance
    involvement.save(update_fields=("attendance", "reason"))
    return Done(involvement, {"attendance": attendance})


@act("involvement.dropped", Process, on=("involvement.process", "involvement"))
def drop_involvement(*, involvement: Involvement, actor: Actor, key: str | None = None) -> Done[Process]:
    """Take a moment away that was planned by mistake. What was noted stays."""
    if involvement.attendance:
        raise NotNow(_("Hier staat al of iemand erbij was. Daarom blijft het staan."))
    process = involvement.process
    involvement.delete()
    return Done(process, {"process": str(process.pk)})
