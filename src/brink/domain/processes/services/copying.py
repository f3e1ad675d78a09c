"""A question that starts from another: as a copy of one that was put before, or from one that a body keeps as template.

A template is a question that is marked so; starting from it is copying it. There is one way to copy, and nothing else
knows of templates.
"""

import secrets
from datetime import date, timedelta

from django.utils.translation import gettext as _

from brink.domain.framework.models import Framework, Phase
from brink.domain.journal.acts import Done, act
from brink.domain.journal.services import Actor
from brink.domain.people.models import Person
from brink.domain.processes.dates import FIRST_DAY, LAST_DAY, day_of, last_day
from brink.domain.processes.models import (
    Boundary,
    DecisionMoment,
    Interest,
    Process,
    RoomStatement,
    Round,
    Stakeholder,
    StatutoryTerm,
)
from brink.domain.processes.points import copied_along
from brink.domain.processes.proposals import propose_phase, propose_scale
from brink.domain.processes.queries.readiness_findings import room_draft, room_in_force
from brink.domain.processes.services.preconditions import clean_line
from brink.domain.processes.services.processes import new_slug
from brink.domain.processes.services.rooms import CONTENT
from brink.foundation import clock, workdays
from brink.foundation.errors import BadInput, NotNow

# What of a room somebody decided or answers for anew: it is not taken along.
_ANEW = frozenset({"already_decided", "contact", "change_reason", "decision_on", "reply_on"})
_BOUNDARY = ("number", "subject", "kind", "source", "reference", "explanation", "mover", "since", "area")


def first_day(process: Process) -> date:
    """Return the day from which the days of a copy are counted: of its first round, else of the question itself."""
    opens = process.rounds.order_by("opens_at").values_list("opens_at", flat=True).first()
    return day_of(opens or process.created_at)


def _workday(day: date) -> date:
    """Return this day, or the first one after it on which offices work: no organ decides on a Sunday."""
    return day if workdays.is_workday(day) else workdays.after(day, 1)


@act("process.copied", Process, on="process")
def copy_process(
    *, process: Process, title: str, starts_on: date, framework: Framework, owner: Person, actor: Actor,
    key: str | None,
) -> Done[Process]:  # fmt: skip
    """Begin a draft with the texts, room, rounds, moments, terms and interests of another question of this body.

    Its days move along, so that the first round opens on `starts_on`. Left behind is what people gave and what anybody
    decided or promised: voices, answers, decisions, adoption and publication, deviations, other bodies, meetings.
    """
    if process.standing:
        raise NotNow(_("De vaste vraag is er één keer. Maak geen kopie, maar begin een nieuwe vraag."))
    if framework.tenant_id != process.tenant_id or owner.tenant_id != process.tenant_id:
        raise BadInput(_("Kies een kader en een contactpersoon van uw eigen organisatie."), field="title")
    if not FIRST_DAY <= starts_on <= LAST_DAY:
        raise BadInput(_("Kies een eerste dag die in de buurt ligt."), field="starts_on")
    moved = starts_on - first_day(process)
    made = _question(process, title, framework, owner)
    _room(process, made, moved)
    _rounds(process, made, moved)
    _timeline(process, made, moved)
    _stakes(process, made)
    for along in copied_along.all():
        for row in along(process, made):
            row.save()
    return Done(made, {"from": str(process.pk), "framework": str(framework.pk)})


def _question(process: Process, title: str, framework: Framework, owner: Person) -> Process:
    called = clean_line(title, limit=160, field="title", empty=_("Geef het proces een titel."))
    areas = list(process.areas.all())
    phase = framework.phases.filter(key=process.phase.key).first() or propose_phase(framework.phases.all())
    scale = framework.scales.filter(key=process.scale.key).first() or propose_scale(framework.scales.all(), areas)
    if phase is None or scale is None:
        raise NotNow(_("Het kader van uw organisatie heeft geen fasen of schalen. Lees het opnieuw in."))
    made = Process.objects.create(
        tenant=process.tenant, created_at=clock.now(), slug=new_slug(called, process.tenant), title=called,
        framework=framework, phase=phase, scale=scale, owner=owner, dossier=process.dossier, lead=process.lead,
        participation=process.participation, ground=process.ground, motivation=process.motivation,
    )  # fmt: skip
    made.themes.set(process.themes.all())
    made.areas.set(areas)
    return made


def _room(process: Process, made: Process, moved: timedelta) -> None:
    """Write the room as it is in force, else as it was drafted, as the first version of the new question."""
    room = room_in_force(process) or room_draft(process)
    if room is None:
        return
    values = {name: getattr(room, name) for name in CONTENT if name not in _ANEW}
    for name in ("decision_on", "reply_on"):
        day = getattr(room, name)
        values[name] = _workday(day + moved) if day is not None else None
    draft = RoomStatement.objects.create(
        tenant_id=made.tenant_id, created_at=clock.now(), process=made, contact=made.owner, **values
    )
    Boundary.objects.bulk_create(
        Boundary(
            tenant_id=made.tenant_id, created_at=clock.now(), room=draft,
            review_on=one.review_on + moved if one.review_on is not None else None,
            **{name: getattr(one, name) for name in _BOUNDARY},
        )
        for one in room.boundaries.all()
    )  # fmt: skip


def _phase(round: Round, made: Process) -> Phase:
    return made.framework.phases.filter(key=round.phase.key).first() or made.phase


def _rounds(process: Process, made: Process, moved: timedelta) -> None:
    """Plan the same rounds, each as long as it was announced, with chance drawn anew."""
    for round in process.rounds.select_related("phase").order_by("number"):
        if round.endless:
            continue
        Round.objects.create(
            tenant_id=made.tenant_id, created_at=clock.now(), process=made, phase=_phase(round, made),
            opens_at=clock.start_of_day(day_of(round.opens_at) + moved),
            closes_at=clock.end_of_day(last_day(round.closes_at) + moved),
            seed=secrets.randbits(48), number=round.number, slug=round.slug, instrument=round.instrument,
            title=round.title, prompt=round.prompt, assurance=round.assurance, settings=dict(round.settings),
        )  # fmt: skip


def _timeline(process: Process, made: Process, moved: timedelta) -> None:
    """Plan the moments on the way and the terms of the law; the final moment follows the room when it is published."""
    common = {"tenant_id": made.tenant_id, "created_at": clock.now(), "process": made}
    DecisionMoment.objects.bulk_create(
        DecisionMoment(**common, on=_workday(one.on + moved), organ_id=one.organ_id, subject=one.subject)
        for one in process.moments.filter(final=False)
    )
    StatutoryTerm.objects.bulk_create(
        StatutoryTerm(**common, name=one.name, closes_on=one.closes_on + moved) for one in process.statutory_terms.all()
    )


def _stakes(process: Process, made: Process) -> None:
    """Put the same parties and interests at the table; who sits there joins today."""
    now = clock.now()
    common = {"tenant_id": made.tenant_id, "process": made}
    parties = {
        one.pk: Stakeholder.objects.create(
            **common, created_at=now, name=one.name, aim=one.aim, joined_on=clock.today()
        )
        for one in process.stakeholders.all()
    }
    # In the same order, which is that in which they were added.
    Interest.objects.bulk_create(
        Interest(
            **common, created_at=now + timedelta(microseconds=place), title=one.title,
            stakeholder=parties[one.stakeholder_id] if one.stakeholder_id is not None else None,
        )
        for place, one in enumerate(process.interests.all())
    )  # fmt: skip


@act("template.kept", Process, on="process")
def keep_as_template(*, process: Process, actor: Actor, key: str | None) -> Done[Process]:
    """Let colleagues start from this question. It stays what it is; as a draft it waits for nobody any more."""
    if process.standing:
        raise NotNow(_("De vaste vraag kan geen sjabloon zijn."))
    if process.template_at is not None:
        raise NotNow(_("Deze vraag is al een sjabloon."))
    process.template_at = clock.now()
    process.save(update_fields=("template_at",))
    return Done(process)


@act("template.dropped", Process, on="process")
def drop_template(*, process: Process, actor: Actor, key: str | None) -> Done[Process]:
    """Offer this question no longer to start from; what was begun from it stays."""
    if process.template_at is None:
        raise NotNow(_("Deze vraag is geen sjabloon."))
    process.template_at = None
    process.save(update_fields=("template_at",))
    return Done(process)
