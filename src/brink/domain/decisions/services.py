"""Writes about decisions: each in one transaction, with one journal entry. A published decision is never edited."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from brink.domain.contributions.models import Bundle, Destination
from brink.domain.contributions.services import timing
from brink.domain.decisions import queries
from brink.domain.decisions.models import (
    AdviceDeviation,
    Decision,
    Dilemma,
    GroupVote,
    MinorityNote,
    Option,
    PolicyDeviation,
    WeighingLine,
)
from brink.domain.journal.services import Actor, record
from brink.domain.people.models import Organ
from brink.domain.processes.models import Interest, Process
from brink.domain.processes.rules import Step
from brink.domain.processes.rules import findings as step_findings
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotNow
from brink.foundation.findings import blocking


def _free_slug(title: str) -> str:
    """Return an address for a decision that no other decision on this node has."""
    base = slugify(title)[:70] or "besluit"
    taken = set(Decision.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    number, slug = 2, base
    while slug in taken:
        slug, number = f"{base}-{number}", number + 1
    return slug


def _draft_only(decision: Decision) -> None:
    if decision.published_at is not None:
        raise NotNow(_("Dit besluit is al openbaar. Maak een nieuw besluit als er iets verandert."))


def _note(decision: Decision, kind: str, actor: Actor, data: Mapping[str, Any] | None = None) -> None:
    record(
        tenant_id=decision.tenant_id,
        kind=kind,
        subject="decision",
        subject_id=decision.pk,
        actor=actor,
        data={"process": str(decision.process_id), **(data or {})},
        public=decision.published_at is not None,
    )


@transaction.atomic
def draft(*, process: Process, organ: Organ, title: str, on: date, actor: Actor) -> Decision:
    """Start a decision record. The process must have a published room: without a question nothing is decided."""
    if process.room_published_at is None:
        raise NotNow(_("Publiceer eerst de ruimte. Daarna kunt u een besluit voorbereiden."))
    if not title.strip():
        raise BadInput(_("Geef het besluit een titel."), field="title")
    now = clock.now()
    slug = _free_slug(title)
    destination = Destination.objects.create(
        tenant_id=process.tenant_id,
        created_at=now,
        process=process,
        kind="decision",
        title=title,
        address=f"/besluiten/{slug}/",
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
    _note(decision, "decision.drafted", actor)
    return decision


TEXT_FIELDS = ("title", "competence", "question", "text", "explanation", "evaluation_on", "on")


@transaction.atomic
def edit(*, decision: Decision, fields: Mapping[str, Any], actor: Actor) -> Decision:
    """Change the texts of a draft; other fields are ignored."""
    _draft_only(decision)
    changed = [name for name in TEXT_FIELDS if name in fields]
    for name in changed:
        setattr(decision, name, fields[name])
    decision.save(update_fields=changed)
    if "title" in changed:
        Destination.objects.filter(pk=decision.destination_id).update(title=decision.title)
    _note(decision, "decision.edited", actor, {"fields": changed})
    return decision


@dataclass(frozen=True, slots=True)
class Choice:
    """An option on the table."""

    title: str
    consequences: str
    nothing: bool = False
    chosen: bool = False


@transaction.atomic
def set_options(*, decision: Decision, choices: Sequence[Choice], actor: Actor) -> None:
    """Replace the options, in order."""
    _draft_only(decision)
    decision.options.all().delete()
    now = clock.now()
    Option.objects.bulk_create(
        Option(
            tenant_id=decision.tenant_id,
            created_at=now,
            decision=decision,
            number=number,
            title=choice.title,
            consequences=choice.consequences,
            nothing=choice.nothing,
            chosen=choice.chosen,
        )
        for number, choice in enumerate(choices, start=1)
    )
    _note(decision, "decision.options", actor, {"options": len(choices)})


@transaction.atomic
def weigh(
    *,
    decision: Decision,
    who: str,
    norm_side: str,
    value_side: str,
    weight: str,
    done: str,
    reason: str,
    actor: Actor,
    interest: Interest | None = None,
    bundle: Bundle | None = None,
    round_id: UUID | str | None = None,
    group_key: str = "",
) -> WeighingLine:
    """Add one weighing line: both sides, the weight, what was done with it and why."""
    _draft_only(decision)
    filled = (norm_side, value_side, done, reason, who)
    if not all(text.strip() for text in filled):
        raise BadInput(_("Vul alle vakken in: regels, gevoel, wat u deed en waarom."))
    if weight not in WeighingLine.Weight.values:
        raise BadInput(_("Kies een gewicht: laag, midden of hoog."), field="weight")
    last = decision.lines.order_by("-number").values_list("number", flat=True).first() or 0
    now = clock.now()
    destination = Destination.objects.create(
        tenant_id=decision.tenant_id,
        created_at=now,
        process_id=decision.process_id,
        kind="weighing",
        title=_("%(title)s, weging %(number)d: %(who)s")
        % {"title": decision.title[:90], "number": last + 1, "who": who[:80]},
        address=f"/besluiten/{decision.slug}/#weging-{last + 1}",
    )
    line = WeighingLine.objects.create(
        tenant_id=decision.tenant_id,
        created_at=now,
        decision=decision,
        destination=destination,
        number=last + 1,
        interest=interest,
        bundle=bundle,
        round_id=round_id,
        group_key=group_key,
        who=who,
        norm_side=norm_side,
        value_side=value_side,
        weight=weight,
        done=done,
        reason=reason,
    )
    _note(decision, "decision.weighed", actor, {"line": last + 1})
    return line


LINE_FIELDS = ("who", "norm_side", "value_side", "weight", "done", "reason")


@transaction.atomic
def reweigh(*, line: WeighingLine, fields: Mapping[str, str], actor: Actor) -> WeighingLine:
    """Change a weighing line of a draft."""
    _draft_only(line.decision)
    for name in LINE_FIELDS:
        if name in fields:
            setattr(line, name, fields[name])
    line.save(update_fields=LINE_FIELDS)
    _note(line.decision, "decision.weighed", actor, {"line": line.number})
    return line


@transaction.atomic
def set_minority(*, decision: Decision, fields: Mapping[str, Any], actor: Actor) -> MinorityNote:
    """Write the minority note: all five texts, or "none found" with how was searched."""
    _draft_only(decision)
    texts = ("argument", "holders", "adopted", "not_further", "softening")
    none_found = bool(fields.get("none_found"))
    if none_found and not str(fields.get("method", "")).strip():
        raise BadInput(_("Schrijf op hoe u naar een afwijkende groep hebt gezocht."), field="method")
    if not none_found:
        for name in texts:
            if not str(fields.get(name, "")).strip():
                raise BadInput(_("Vul dit vak in. De minderheid heeft recht op een volledig antwoord."), field=name)
    note, _created = MinorityNote.objects.update_or_create(
        tenant_id=decision.tenant_id,
        decision=decision,
        defaults={
            **{name: fields.get(name, "") for name in texts},
            "none_found": none_found,
            "method": fields.get("method", ""),
        },
        create_defaults={
            **{name: fields.get(name, "") for name in texts},
            "none_found": none_found,
            "method": fields.get("method", ""),
            "created_at": clock.now(),
        },
    )
    _note(decision, "decision.minority", actor, {"none_found": none_found})
    return note


@transaction.atomic
def set_votes(*, decision: Decision, votes: Sequence[tuple[str, int, int]], actor: Actor) -> None:
    """Replace the vote per group, given as (group, for, against). Never more votes than the organ has seats."""
    _draft_only(decision)
    total = sum(one + other for _group, one, other in votes)
    if decision.organ.seats is not None and total > decision.organ.seats:
        sentence = _("U telt %(total)d stemmen. %(organ)s heeft %(seats)d zetels.")
        raise BadInput(sentence % {"total": total, "organ": decision.organ.name, "seats": decision.organ.seats})
    names = [group for group, _one, _other in votes]
    if len(set(names)) != len(names):
        raise BadInput(_("Elke fractie mag één keer in de lijst staan."))
    decision.votes.all().delete()
    now = clock.now()
    GroupVote.objects.bulk_create(
        GroupVote(
            tenant_id=decision.tenant_id,
            created_at=now,
            decision=decision,
            group=group,
            in_favour=one,
            against=other,
        )
        for group, one, other in votes
    )
    _note(decision, "decision.votes", actor, {"groups": len(votes)})


@transaction.atomic
def set_advice(*, decision: Decision, followed: bool, reason: str, actor: Actor) -> AdviceDeviation:
    """Say whether the advice of residents is followed. A reason is owed either way."""
    _draft_only(decision)
    if not reason.strip():
        raise BadInput(_("Schrijf op waarom u het advies wel of niet volgt."), field="reason")
    values = {"followed": followed, "reason": reason}
    advice, _created = AdviceDeviation.objects.update_or_create(
        tenant_id=decision.tenant_id,
        decision=decision,
        defaults=values,
        create_defaults={**values, "created_at": clock.now()},
    )
    _note(decision, "decision.advice", actor, {"followed": followed})
    return advice


@transaction.atomic
def set_dilemmas(*, decision: Decision, dilemmas: Sequence[tuple[str, str]], actor: Actor) -> None:
    """Replace the dilemmas, given as (dilemma, what tipped the balance)."""
    _draft_only(decision)
    decision.dilemmas.all().delete()
    now = clock.now()
    Dilemma.objects.bulk_create(
        Dilemma(
            tenant_id=decision.tenant_id,
            created_at=now,
            decision=decision,
            number=number,
            text=text,
            choice=choice,
        )
        for number, (text, choice) in enumerate(dilemmas, start=1)
    )
    _note(decision, "decision.dilemmas", actor, {"dilemmas": len(dilemmas)})


@transaction.atomic
def deviate(*, decision: Decision, rule: str, reason: str, precedent: str, actor: Actor) -> PolicyDeviation:
    """Record that the decision departs from standing policy, and what a next case may expect."""
    _draft_only(decision)
    if not (rule.strip() and reason.strip() and precedent.strip()):
        raise BadInput(_("Noem het beleid, de reden en wat dit betekent voor een volgende keer."))
    deviation = PolicyDeviation.objects.create(
        tenant_id=decision.tenant_id,
        created_at=clock.now(),
        decision=decision,
        rule=rule,
        reason=reason,
        precedent=precedent,
    )
    _note(decision, "decision.deviates", actor)
    return deviation


@transaction.atomic
def publish(*, decision: Decision, actor: Actor) -> Decision:
    """Publish a decision when nothing is missing, and mark its process as decided."""
    decision = Decision.objects.select_for_update().select_related("process", "organ").get(pk=decision.pk)
    _draft_only(decision)
    held = blocking([*queries.findings(decision), *step_findings(Step.DECIDE, decision.process)])
    if held:
        raise NotNow(_("Het besluit kan nog niet openbaar. %(first)s") % {"first": held[0].message})
    now = clock.now()
    decision.published_at = now
    decision.save(update_fields=("published_at",))
    process = decision.process
    fields = []
    if process.weighing_at is None:
        process.weighing_at, fields = now, ["weighing_at"]
    if process.decided_at is None:
        process.decided_at = now
        fields.append("decided_at")
    process.save(update_fields=fields)
    # The clock of every giver starts here (domain.md §3.9).
    timing.reset_due(process=process, actor=actor)
    _note(decision, "decision.published", actor, {"slug": decision.slug})
    return decision
