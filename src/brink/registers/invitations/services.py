"""Acts on invitations: planned or not done with a reason, a means is added, and it ends; and counting who came."""

import secrets
from datetime import date, timedelta
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from brink.domain.journal.acts import Done, act, exempt
from brink.domain.journal.services import Actor
from brink.domain.people.models import Body
from brink.domain.places.models import Area
from brink.domain.records import making
from brink.domain.records.basics import Basics
from brink.domain.records.making import line
from brink.foundation import clock
from brink.foundation.errors import BadInput
from brink.registers.invitations.models import Invitation, Way

KEY = "invitation"
Told = Done[Invitation]
MOST_WAYS, MOST_SIZE, LONGEST = 40, 1_000_000, timedelta(days=365)
# No signs that look alike on paper.
_SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"
_LENGTH = 8


def _done(row: Invitation, **data: Any) -> Told:
    making.restage(row)
    return Done(
        row, {"process": str(row.record.process_id), "stage": row.record.stage, **data},
        public=making.is_public(row.record),
    )  # fmt: skip


@act("invitation.planned", Invitation, on="tenant")
def plan(*, tenant: Body, basics: Basics, because: str = "", actor: Actor, key: str | None) -> Told:
    """Plan an invitation to a question, or say why nobody is invited. Raises BadInput."""
    if basics.process is None or basics.process.standing:
        raise BadInput(_("Kies de vraag waarvoor u mensen uitnodigt."), field="process")
    row: Invitation = making.make(KEY, tenant=tenant, basics=basics, because=line(because, field="because"))
    if row.because:
        making.close(row.record, row.because)
    return _done(row)


@act("invitation.way_added", Invitation, on="row")
def add_way(
    *, row: Invitation, means: str, area: Area, size: int, starts_on: date, ends_on: date, actor: Actor,
    key: str | None, cost_cents: int | None = None, seen: int | None = None,
) -> Told:  # fmt: skip
    """Add a means in a place, with a short address of its own. Raises BadInput."""
    making.allow(row, "middel")
    if means not in Way.Means.values:
        raise BadInput(_("Kies een middel."), field="means")
    if not 1 <= size <= MOST_SIZE:
        raise BadInput(_("Vul in hoeveel het er zijn: een getal van 1 tot een miljoen."), field="size")
    if ends_on < starts_on:
        raise BadInput(_("De laatste dag ligt voor de eerste. Kijk de dagen na."), field="ends_on")
    if not clock.today() - LONGEST <= starts_on <= clock.today() + LONGEST or ends_on - starts_on > LONGEST:
        raise BadInput(_("Deze dag ligt meer dan een jaar weg. Kijk het jaartal na."), field="starts_on")
    if row.ways.count() >= MOST_WAYS:
        raise BadInput(_("Bij deze uitnodiging staan al veertig middelen. Begin een nieuwe uitnodiging."))
    Way.objects.create(
        tenant_id=row.tenant_id, created_at=clock.now(), invitation=row, means=means, area=area, size=size,
        starts_on=starts_on, ends_on=ends_on, cost_cents=cost_cents,
        code="".join(secrets.choice(_SIGNS) for _sign in range(_LENGTH)),
    )  # fmt: skip
    if row.inviting_since is None:
        row.inviting_since = clock.now()
        row.save(update_fields=("inviting_since",))
    return _done(row, means=means)


@act("invitation.ended", Invitation, on="row")
def end(*, row: Invitation, learned: str, actor: Actor, key: str | None, seen: int | None = None) -> Told:
    """Say what was learned of it. The short addresses go on leading to the question."""
    record = making.allow(row, "afronden")
    row.learned = line(learned, field="learned", empty=_("Schrijf op wat u ervan heeft geleerd."))
    row.ended_at = clock.now()
    row.save(update_fields=("ended_at", "learned"))
    making.close(record, row.learned)
    return _done(row)


def came(way: Way) -> None:
    """Count that somebody came by this address. No entry: beside that of the words it would tell how they came."""
    with exempt("came"):
        Way.objects.filter(tenant_id=way.tenant_id, pk=way.pk).update(came=F("came") + 1)
