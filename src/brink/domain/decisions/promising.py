"""Writes about commitments: agreed, reminded, settled (domain.md §3.3)."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from brink.domain.contributions.models import Destination
from brink.domain.decisions.models import Commitment, CommitmentStep, Decision
from brink.domain.journal.services import Actor, record
from brink.domain.people.models import Person
from brink.domain.processes.models import Process
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotNow


@transaction.atomic
def promise(
    *, process: Process, text: str, owner: Person, due_on: date, actor: Actor, decision: Decision | None = None
) -> Commitment:
    """Make a commitment with an owner and a date; it starts as agreed."""
    if not text.strip():
        raise BadInput(_("Schrijf op wat u belooft."), field="text")
    now = clock.now()
    destination = Destination.objects.create(
        tenant_id=process.tenant_id,
        created_at=now,
        process=process,
        kind="commitment",
        title=text[:200],
        address=f"/besluiten/{decision.slug}/#toezeggingen" if decision else f"/processen/{process.slug}/",
    )
    commitment = Commitment.objects.create(
        tenant_id=process.tenant_id,
        created_at=now,
        process=process,
        decision=decision,
        destination=destination,
        text=text,
        owner=owner,
        due_on=due_on,
    )
    CommitmentStep.objects.create(
        tenant_id=process.tenant_id,
        created_at=now,
        commitment=commitment,
        kind=CommitmentStep.Kind.AGREED,
        note=_("Afgesproken met %(owner)s.") % {"owner": owner.name},
    )
    record(
        tenant_id=process.tenant_id,
        kind="commitment.made",
        subject="commitment",
        subject_id=commitment.pk,
        actor=actor,
        data={"process": str(process.pk)},
        public=decision is None or decision.published_at is not None,
    )
    return commitment


@transaction.atomic
def step(*, commitment: Commitment, kind: str, note: str, actor: Actor, kept: bool | None = None) -> CommitmentStep:
    """Add a step to a commitment; settling it says whether it was kept, with a reason."""
    if not note.strip():
        raise BadInput(_("Schrijf er één zin bij."), field="note")
    if kind not in CommitmentStep.Kind.values:
        raise BadInput(_("Kies wat er gebeurde."), field="kind")
    settled = kind == CommitmentStep.Kind.SETTLED
    if settled and kept is None:
        raise BadInput(_("Kies of de toezegging is nagekomen."), field="kept")
    if commitment.kept is not None:
        raise NotNow(_("Deze toezegging is al afgerekend."))
    if settled:
        commitment.kept = kept
        commitment.save(update_fields=("kept",))
    made = CommitmentStep.objects.create(
        tenant_id=commitment.tenant_id, created_at=clock.now(), commitment=commitment, kind=kind, note=note
    )
    record(
        tenant_id=commitment.tenant_id,
        kind=f"commitment.{kind}",
        subject="commitment",
        subject_id=commitment.pk,
        actor=actor,
        data={"process": str(commitment.process_id), "kept": kept},
    )
    return made
