"""Writes about commitments: agreed, reminded, settled (domain.md §3.3)."""

from datetime import date

from django.utils.translation import gettext as _

from brink.domain.contributions.models import Destination
from brink.domain.decisions.models import Commitment, CommitmentStep, Decision
from brink.domain.journal.acts import Done, act
from brink.domain.journal.services import Actor
from brink.domain.people.models import Person
from brink.domain.processes.models import Process
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotNow


@act("commitment.made", Commitment, on=("process", "decision"))
def promise(
    *,
    process: Process,
    text: str,
    owner: Person,
    due_on: date,
    actor: Actor,
    key: str | None = None,
    decision: Decision | None = None,
) -> Done[Commitment]:
    """Make a commitment with an owner and a date; it starts as agreed."""
    if not text.strip():
        raise BadInput(_("Schrijf op wat u belooft."), field="text")
    if owner.tenant_id != process.tenant_id:
        raise BadInput(_("Kies iemand van uw eigen organisatie."), field="owner")
    if decision is not None and decision.process_id != process.pk:
        raise BadInput(_("Dit besluit hoort bij een andere vraag."))
    now = clock.now()
    destination = Destination.objects.create(
        tenant_id=process.tenant_id,
        created_at=now,
        process=process,
        kind="commitment",
        title=text[:200],
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
    return Done(commitment, {"process": str(process.pk)}, public=_is_public(commitment))


@act(
    "commitment.step",
    Commitment,
    on="commitment",
    again=lambda entry, _arguments: CommitmentStep.objects.get(pk=entry.data["step"]),
)
def step(
    *, commitment: Commitment, kind: str, note: str, actor: Actor, key: str | None = None, kept: bool | None = None
) -> Done[CommitmentStep]:
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
    return Done(
        made,
        {"process": str(commitment.process_id), "kept": kept, "step": str(made.pk)},
        public=_is_public(commitment),
        row=commitment,
        kind=f"commitment.{kind}",
    )


def _is_public(commitment: Commitment) -> bool:
    """Tell whether anybody may read of a commitment: one in a draft is not there yet."""
    return commitment.decision is None or commitment.decision.published_at is not None
