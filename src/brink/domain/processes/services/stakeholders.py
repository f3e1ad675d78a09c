"""Who is at the table, what is at stake for them, which other bodies join, and choices outside the kader."""

from datetime import date

from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from brink.domain.framework.levels import Level
from brink.domain.framework.models import Phase
from brink.domain.journal.acts import Done, act
from brink.domain.journal.services import Actor
from brink.domain.people.models import Body, Organ
from brink.domain.processes.models import (
    Alignment,
    Deviation,
    Interest,
    Partner,
    Process,
    Stakeholder,
)
from brink.domain.processes.models.process import choice_key
from brink.domain.processes.queries.level_fits import Fit, has_mandate, outside_framework
from brink.domain.processes.queries.readiness_findings import room_draft, room_in_force
from brink.domain.processes.services.preconditions import check_decider, clean_line, running
from brink.domain.processes.states import is_public
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotNow


def _party(process: Process, name: str, aim: str, but: Stakeholder | None = None) -> dict[str, str]:
    """Return what is written of a party; raises BadInput when another one at this table has the name."""
    called = clean_line(name, limit=160, field="name", empty=_("Schrijf op wie er aan tafel zit."))
    others = process.stakeholders.exclude(pk=but.pk) if but is not None else process.stakeholders.all()
    if others.filter(name=called).exists():
        raise BadInput(_("Deze partij staat er al."), field="name")
    return {"name": called, "aim": clean_line(aim, limit=2_000, field="aim")}


def _interest(process: Process, title: str, stakeholder: Stakeholder | None, but: Interest | None = None) -> str:
    """Return the title of an interest; raises BadInput for a party of elsewhere, or when it stands there already."""
    if stakeholder is not None and stakeholder.process_id != process.pk:
        raise BadInput(_("Kies een partij van dit proces."), field="stakeholder")
    text = clean_line(title, limit=200, field="title", empty=_("Schrijf op wat er op het spel staat."))
    others = process.interests.exclude(pk=but.pk) if but is not None else process.interests.all()
    if others.filter(title=text).exists():
        raise BadInput(_("Dit belang staat er al."), field="title")
    return text


def _part(part: str) -> str:
    return clean_line(part, limit=200, field="part", empty=_("Schrijf op wat deze overheid doet."))


@act("stakeholder.added", Stakeholder, on="process")
def add_stakeholder(
    *, process: Process, name: str, aim: str = "", joined_on: date | None = None, actor: Actor, key: str | None
) -> Done[Stakeholder]:
    """Put a group or organisation at the table, since today or another day."""
    running(process)
    row = Stakeholder.objects.create(
        tenant_id=process.tenant_id,
        created_at=clock.now(),
        process=process,
        joined_on=joined_on or clock.today(),
        **_party(process, name, aim),
    )
    return Done(row, {"process": str(process.pk)}, public=is_public(process))


@act("stakeholder.changed", Stakeholder, on=("stakeholder.process", "stakeholder"))
def change_stakeholder(
    *, stakeholder: Stakeholder, name: str, aim: str, actor: Actor, key: str | None, seen: int | None = None
) -> Done[Stakeholder]:
    """Call a party otherwise, or say anew what it wants."""
    process = running(stakeholder.process)
    said = _party(process, name, aim, but=stakeholder)
    stakeholder.name, stakeholder.aim = said["name"], said["aim"]
    stakeholder.save(update_fields=("name", "aim"))
    return Done(stakeholder, {"process": str(process.pk)}, public=is_public(process))


@act("stakeholder.dropped", Process, on=("stakeholder.process", "stakeholder"))
def drop_stakeholder(
    *, stakeholder: Stakeholder, actor: Actor, key: str | None, seen: int | None = None
) -> Done[Process]:
    """Take a party away that was put there by mistake; one with an interest keeps its place."""
    process = running(stakeholder.process)
    if stakeholder.interests.exists():
        raise NotNow(_("Deze partij heeft een belang. Haal eerst het belang weg, of geef het een andere partij."))
    stakeholder.delete()
    return Done(process, {}, public=is_public(process))


@act("interest.added", Interest, on="process")
def add_interest(
    *, process: Process, title: str, stakeholder: Stakeholder | None = None, actor: Actor, key: str | None
) -> Done[Interest]:
    """Name something at stake; it must be weighed before the decision can be published, so none can be added later."""
    running(process)
    if process.decided_at is not None:
        raise NotNow(_("Er is al besloten. Een belang kan er niet meer bij."))
    text = _interest(process, title, stakeholder)
    row = Interest.objects.create(
        tenant_id=process.tenant_id, created_at=clock.now(), process=process, stakeholder=stakeholder, title=text
    )
    return Done(row, {"process": str(process.pk)}, public=is_public(process))


def _undecided(process: Process) -> Process:
    if running(process).decided_at is not None:
        raise NotNow(_("Er is al besloten. De belangen veranderen niet meer."))
    return process


@act("interest.changed", Interest, on=("interest.process", "interest"))
def change_interest(
    *, interest: Interest, title: str, stakeholder: Stakeholder | None, actor: Actor, key: str | None,
    seen: int | None = None,
) -> Done[Interest]:  # fmt: skip
    """Put an interest in other words, or with another party, until the decision is there."""
    process = _undecided(interest.process)
    interest.title, interest.stakeholder = _interest(process, title, stakeholder, but=interest), stakeholder
    interest.save(update_fields=("title", "stakeholder"))
    return Done(interest, {"process": str(process.pk)}, public=is_public(process))


@act("interest.dropped", Process, on=("interest.process", "interest"))
def drop_interest(*, interest: Interest, actor: Actor, key: str | None, seen: int | None = None) -> Done[Process]:
    """Take an interest away that was put there by mistake; what was weighed stays."""
    process = _undecided(interest.process)
    try:
        interest.delete()
    except ProtectedError as error:
        raise NotNow(_("Dit belang is al gewogen. Daarom blijft het staan.")) from error
    return Done(process, {}, public=is_public(process))


@act("partner.changed", Partner, on=("partner.process", "partner"))
def change_partner(
    *, partner: Partner, part: str, actor: Actor, key: str | None, seen: int | None = None
) -> Done[Partner]:
    """Say anew what another body does."""
    process = running(partner.process)
    partner.part = _part(part)
    partner.save(update_fields=("part",))
    return Done(partner, {"process": str(process.pk), "body": str(partner.body_id)}, public=is_public(process))


@act("partner.dropped", Process, on=("partner.process", "partner"))
def drop_partner(*, partner: Partner, actor: Actor, key: str | None, seen: int | None = None) -> Done[Process]:
    """Say that another body does not join after all."""
    process, body = running(partner.process), partner.body_id
    partner.delete()
    return Done(process, {"body": str(body)}, public=is_public(process))


@act("partner.added", Partner, on="process")
def add_partner(*, process: Process, body: Body, part: str, actor: Actor, key: str | None) -> Done[Partner]:
    """Say that another body puts this question too, and what it does."""
    running(process)
    if body.pk == process.tenant_id:
        raise BadInput(_("Kies een andere overheid dan uw eigen."), field="body")
    row, made = Partner.objects.get_or_create(
        tenant_id=process.tenant_id,
        process=process,
        body=body,
        defaults={
            "created_at": clock.now(),
            "part": _part(part),
        },
    )
    if not made:
        raise BadInput(_("Deze overheid staat er al bij."), field="body")
    return Done(row, {"process": str(process.pk), "body": str(body.pk)}, public=is_public(process))


@act("deviation.recorded", Deviation, on="process")
def deviate(
    *,
    process: Process,
    phase: Phase,
    instrument: str,
    level: str,
    motivation: str,
    organ: Organ,
    actor: Actor,
    key: str | None,
) -> Done[Deviation]:
    """Record why the body uses an instrument outside the kader, in this phase at this level. Public as the process."""
    running(process)
    if level not in Level.values:
        raise BadInput(_("Kies een niveau uit de lijst."), field="level")
    if organ.tenant_id != process.tenant_id or phase.framework_id != process.framework_id:
        raise BadInput(_("Kies een orgaan en een fase van uw eigen organisatie."), field="organ")
    check_decider(organ, field="organ")
    mandate = has_mandate(room_draft(process) or room_in_force(process))
    outside = outside_framework(process, phase, instrument, level, mandate=mandate)
    if outside == "":
        raise NotNow(_("Dit past al binnen het kader. U hoeft niets uit te leggen."))
    name = choice_key(phase.key, instrument, level)
    if process.deviations.filter(key=name).exists():
        raise BadInput(_("Deze afwijking staat er al."), field="motivation")
    called = outside.rule.name if isinstance(outside, Fit) else instrument
    subject = _("%(instrument)s in de fase '%(phase)s', niveau '%(level)s'")
    row = Deviation.objects.create(
        tenant_id=process.tenant_id,
        created_at=clock.now(),
        process=process,
        key=name,
        subject=subject % {"instrument": called, "phase": phase.name, "level": Level(level).label},
        rule=(outside.reason if isinstance(outside, Fit) else outside)[:300],
        motivation=clean_line(motivation, limit=5_000, field="motivation", empty=_("Leg uit waarom u afwijkt.")),
        organ=organ,
    )
    return Done(row, {"process": str(process.pk), "choice": name, "organ": str(organ.pk)}, public=is_public(process))


@act("process.aligned", Alignment, on="process")
def align(
    *, process: Process, other: Process, choice: str, note: str = "", actor: Actor, key: str | None
) -> Done[Alignment]:
    """Record what is done with a hint that another body works on the same topic; a later choice replaces the first."""
    running(process)
    if other.tenant_id == process.tenant_id or other.room_published_at is None:
        raise BadInput(_("Kies een proces dat een andere overheid op de site heeft."), field="other")
    if choice not in Alignment.Choice.values:
        raise BadInput(_("Kies wat u met deze overheid doet."), field="choice")
    row, _made = Alignment.objects.update_or_create(
        tenant_id=process.tenant_id,
        process=process,
        other_id=other.pk,
        defaults={"choice": choice, "note": clean_line(note, limit=2_000, field="note")},
        create_defaults={
            "created_at": clock.now(),
            "other_body_id": other.tenant_id,
            "other_title": other.title,
            "choice": choice,
            "note": clean_line(note, limit=2_000, field="note"),
        },
    )
    return Done(row, {"process": str(process.pk), "other": str(other.pk), "choice": choice}, public=is_public(process))
