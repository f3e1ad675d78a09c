"""A decision as a whole: begun, its texts written, published once."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import ProtectedError
from django.utils.text import slugify
from django.utils.translation import gettext as _

from brink.domain.contributions.models import Destination
from brink.domain.contributions.services import deadlines
from brink.domain.decisions import queries
from brink.domain.decisions.commitments import publish_promised
from brink.domain.decisions.models import Decision
from brink.domain.journal.acts import Done, act
from brink.domain.journal.services import Actor
from brink.domain.people.models import Organ
from brink.domain.processes.models import Process
from brink.domain.processes.services.preconditions import check_decider, running
from brink.domain.processes.steps import Step
from brink.domain.processes.steps import findings as step_findings
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotNow
from brink.foundation.findings import blocking
from brink.foundation.quotations import unquoted
from brink.foundation.slugs import free_slug

TEXT_FIELDS = ("title", "kind", "competence", "question", "text", "explanation", "evaluation_on", "on")


def already_public() -> NotNow:
    """Return the refusal of every act that is for drafts alone."""
    return NotNow(_("Dit besluit is al openbaar. Maak een nieuw besluit als er iets verandert."))


def draft_only(decision: Decision) -> None:
    """Raise NotNow when a decision, read anew and held by its act, is public. The database refuses it too."""
    if decision.published_at is not None:
        raise already_public()


def about(decision: Decision, /, **data: Any) -> dict[str, Any]:
    """Return the codes of an entry about a decision."""
    return {"process": str(decision.process_id), **data}


def _free_slug(title: str) -> str:
    """Return an address for a decision that no other decision on this node has."""
    base = slugify(title)[:70] or "besluit"
    taken = set(Decision.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    return free_slug(base, taken)


@act("decision.drafted", Decision, on="process")
def draft(
    *, process: Process, organ: Organ, title: str, on: date, actor: Actor, key: str | None = None
) -> Done[Decision]:
    """Start a decision record. The process must have a published room: without a question nothing is decided."""
    if running(process).room_published_at is None:
        raise NotNow(_("Publiceer eerst de ruimte. Daarna kunt u een besluit voorbereiden."))
    if not title.strip():
        raise BadInput(_("Geef het besluit een titel."), field="title")
    if organ.tenant_id != process.tenant_id:
        raise BadInput(_("Kies een orgaan van uw eigen organisatie."), field="organ")
    check_decider(organ, field="organ")
    now = clock.now()
    slug = _free_slug(unquoted(title, process))
    destination = Destination.objects.create(
        tenant_id=process.tenant_id,
        created_at=now,
        process=process,
        kind="decision",
        title=title,
    )
    room = process.rooms.filter(published_at__isnull=False).first()
    decision = Decision.objects.create(
        tenant_id=process.tenant_id,
        created_at=now,
        process=process,
        destination=destination,
        slug=slug,
        title=title,
        organ=organ,
        on=on,
        question=room.question if room else "",
    )
    return Done(decision, about(decision))


@act("decision.edited", Decision, on="decision", part=True)
def edit(
    *, decision: Decision, fields: Mapping[str, Any], actor: Actor, key: str | None = None, seen: int | None = None
) -> Done[Decision]:
    """Change the texts of a draft; other fields are ignored."""
    draft_only(decision)
    kind = fields.get("kind")
    if kind is not None and kind.tenant_id != decision.tenant_id:
        raise BadInput(_("Kies een soort besluit van uw eigen organisatie."), field="kind")
    changed = [name for name in TEXT_FIELDS if name in fields]
    for name in changed:
        setattr(decision, name, fields[name])
    decision.save(update_fields=changed)
    if "title" in changed:
        Destination.objects.filter(pk=decision.destination_id).update(title=decision.title)
    return Done(decision, about(decision, fields=changed))


def may_discard(decision: Decision) -> None:
    """Raise NotNow with what keeps a decision from being thrown away."""
    draft_only(decision)
    if decision.promised.exists():
        raise NotNow(_("Bij dit besluit hoort een toezegging. Daarom blijft het staan."))


@act("decision.discarded", Process, on=("decision.process", "decision"))
def discard(*, decision: Decision, actor: Actor, key: str | None = None, seen: int | None = None) -> Done[Process]:
    """Throw a draft away; one that an answer or a promise points to stays."""
    may_discard(decision)
    process, destination = decision.process, decision.destination
    try:
        for line in decision.lines.all():
            line.delete()
            line.destination.delete()
        decision.delete()
        destination.delete()
    except ProtectedError as error:
        raise NotNow(_("Een antwoord aan inwoners wijst naar dit besluit. Daarom blijft het staan.")) from error
    return Done(process)


def may_publish(decision: Decision) -> None:
    """Raise NotNow with the first thing that stands in the way of publishing a decision."""
    draft_only(decision)
    process = decision.process
    if process.withdrawn_at is not None:
        raise NotNow(_("Dit proces is ingetrokken. Begin een nieuw proces."))
    held = blocking([*queries.findings(decision), *step_findings(Step.DECIDE, process)])
    if held:
        raise NotNow(_("Het besluit kan nog niet openbaar. %(first)s") % {"first": held[0].message})


@act(
    "decision.published", Decision, on=("decision.process", "decision"),
    for_organ=lambda arguments: arguments["decision"].organ,
)  # fmt: skip
def publish(*, decision: Decision, actor: Actor, key: str | None = None) -> Done[Decision]:
    """Publish a decision when nothing is missing, and mark its process as decided."""
    may_publish(decision)
    process = decision.process
    now = clock.now()
    decision.published_at = now
    decision.save(update_fields=("published_at",))
    fields = []
    if process.weighing_at is None:
        process.weighing_at, fields = now, ["weighing_at"]
    if process.decided_at is None:
        process.decided_at = now
        fields.append("decided_at")
    process.save(update_fields=fields)
    # The clock of every giver starts here (domain.md §3.9).
    deadlines.reset_due(process=process, actor=actor)
    publish_promised(decision, actor=actor, key=key)
    return Done(decision, about(decision, slug=decision.slug), public=True)
