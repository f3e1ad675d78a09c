"""Acts on a group that is missed: named, something is tried, that changes, and it ends with what was learned."""

from typing import Any

from django.utils.translation import gettext as _

from brink.domain.journal.acts import Done, act
from brink.domain.journal.services import Actor
from brink.domain.people.models import Body
from brink.domain.records import making
from brink.domain.records.basics import Basics
from brink.domain.records.making import line
from brink.foundation import clock
from brink.foundation.errors import BadInput
from brink.registers.unheard.measures import MEASURES, PLACE
from brink.registers.unheard.models import UnheardGroup

KEY = "unheardgroup"
Told = Done[UnheardGroup]


def _done(row: UnheardGroup, **data: Any) -> Told:
    making.restage(row)
    process = {"process": str(row.record.process_id)} if row.record.process_id else {}
    return Done(row, {**process, "stage": row.record.stage, **data}, public=making.is_public(row.record))


@act("unheard.named", UnheardGroup, on="tenant")
def name_group(
    *, tenant: Body, basics: Basics, why: str, measured_by: str, actor: Actor, key: str | None
) -> Told:
    """Say which group is missed and why. Raises BadInput for a figure that cannot count it."""
    why = line(why, field="why", empty=_("Schrijf op waarom wij deze mensen missen."))
    if measured_by not in MEASURES:
        raise BadInput(_("Kies waaraan u ziet of het beter gaat."), field="measured_by")
    if measured_by == PLACE and not basics.areas:
        raise BadInput(_("Kies ook de gemeente waar deze mensen wonen."), field="areas")
    row: UnheardGroup = making.make(KEY, tenant=tenant, basics=basics, why=why, measured_by=measured_by)
    return _done(row)


@act("unheard.begun", UnheardGroup, on="row")
def begin(*, row: UnheardGroup, intervention: str, actor: Actor, key: str | None, seen: int | None = None) -> Told:
    """Say what is tried from now on: rounds that close later show what it changed."""
    making.allow(row, "aanpak")
    row.intervention = _tried(intervention)
    row.begun_at = clock.now()
    row.save(update_fields=("intervention", "begun_at"))
    return _done(row)


@act("unheard.changed", UnheardGroup, on="row")
def change(*, row: UnheardGroup, intervention: str, actor: Actor, key: str | None, seen: int | None = None) -> Told:
    """Say better what is tried. The day on which it began stays: before and after are counted from there."""
    making.allow(row, "aanpak-veranderen")
    row.intervention = _tried(intervention)
    row.save(update_fields=("intervention",))
    return _done(row)


def _tried(text: str) -> str:
    return line(text, field="intervention", empty=_("Schrijf op wat u gaat doen om deze mensen te bereiken."))


@act("unheard.ended", UnheardGroup, on="row")
def end(
    *, row: UnheardGroup, ended: str, learned: str, actor: Actor, key: str | None, seen: int | None = None
) -> Told:
    """Say how it went and what was learned. Without something tried nothing can have changed. Raises BadInput."""
    record = making.allow(row, "afronden")
    if ended not in UnheardGroup.Ended.values:
        raise BadInput(_("Kies hoe het is gegaan."), field="ended")
    if row.begun_at is None and ended != UnheardGroup.Ended.UNKNOWN:
        raise BadInput(_("Er is niets geprobeerd. Kies ‘wij weten het niet’."), field="ended")
    row.learned = line(learned, field="learned", empty=_("Schrijf op wat u ervan heeft geleerd."))
    row.ended, row.ended_at = ended, clock.now()
    row.save(update_fields=("ended", "ended_at", "learned"))
    making.close(record, f"{row.get_ended_display().capitalize()}. {row.learned}")
    return _done(row, ended=ended)
