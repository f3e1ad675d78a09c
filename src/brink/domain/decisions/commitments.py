"""Promising something with a decision: a promise of the register, tied to the decision and public with it."""

from datetime import date

from django.urls import reverse

from brink.domain.commitments import services as commitments
from brink.domain.commitments.models import Commitment
from brink.domain.decisions.models import Decision, DecisionCommitment
from brink.domain.journal.acts import Done, act, part_key
from brink.domain.journal.models import Entry
from brink.domain.journal.services import Actor
from brink.domain.people.models import Person, Team
from brink.domain.records.basics import about
from brink.foundation import clock
from brink.foundation.visibility import ANYONE, visible
from brink.ui.components import Link


def _made(entry: Entry, _arguments: object) -> Commitment:
    return Commitment.objects.get(pk=entry.data["commitment"])


@act("decision.promised", Decision, on=("decision.tenant", "decision"), again=_made)
def promise(
    *, decision: Decision, title: str, receiver: str, owner: Team | Person, due_on: date, actor: Actor,
    key: str | None = None,
) -> Done[Commitment]:  # fmt: skip
    """Promise something with a decision, about the places and themes of its question."""
    public = decision.published_at is not None
    basics = about(decision.process, title=title, owner=owner, due_on=due_on, published=public)
    row = commitments.promise(
        tenant=decision.tenant, basics=basics, receiver=receiver, organ=decision.organ, actor=actor,
        key=part_key(key, "commitment"),
    )  # fmt: skip
    DecisionCommitment.objects.create(
        tenant_id=decision.tenant_id, created_at=clock.now(), decision=decision, commitment=row
    )
    data = {"process": str(decision.process_id), "commitment": str(row.pk)}
    return Done(row, data, public=public, row=decision)


def publish_promised(decision: Decision, *, actor: Actor, key: str | None) -> None:
    """Let everybody read what was promised with a decision that becomes public. Called inside that act."""
    for tie in decision.promised.select_related("commitment"):
        row = tie.commitment
        commitments.publish(row=row, actor=actor, key=part_key(key, f"commitment-{row.pk.hex}"))


def by_decision(row: Commitment) -> Link | None:
    """Return the decision with which something was promised, once everybody may read it."""
    found = visible(ANYONE, Decision.objects.filter(promised__commitment=row)).first()
    return Link(found.title, reverse("decisions:detail", args=[found.slug])) if found is not None else None
