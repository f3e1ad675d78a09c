"""The room statement: drafted, adopted by an organ, published; a change is a new version with a reason."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypedDict

from django.utils.translation import gettext as _

from brink.domain.framework.levels import Level, rank
from brink.domain.framework.models import Phase, Scale
from brink.domain.journal.acts import Done, act, part_key, still_newest
from brink.domain.journal.services import Actor, fingerprint
from brink.domain.people.models import Organ, Person
from brink.domain.places.models import Area
from brink.domain.places.queries import ancestors
from brink.domain.processes.models import Boundary, DecisionMoment, Process, RoomStatement
from brink.domain.processes.services.existing_plans import fit_for_plan, has_plan
from brink.domain.processes.services.preconditions import check_decider, clean_line, consent_for, hold_back, running
from brink.domain.processes.states import is_public
from brink.domain.processes.step_findings import room_findings
from brink.domain.processes.steps import Step, findings
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotNow

LONG_TEXTS = ("promise", "groundwork", "small_print", "plan", "our_effort", "your_effort", "internal", "summary",
              "change_reason")  # fmt: skip
SHORT_TEXTS = {"question": 300, "audience": 200, "reply_form": 200, "money_covers": 200, "summary_reason": 200}
LISTS = ("open_points", "closed_points")
PLAIN = ("level", "decider", "decision_on", "reply_on", "reply_within", "contact", "all_open", "money_cents",
         "already_decided")  # fmt: skip
CONTENT = (*SHORT_TEXTS, *LONG_TEXTS, *LISTS, *PLAIN)


class RoomChanges(TypedDict, total=False):
    """The fields of a draft that an officer fills in; what is left out stays as it was."""

    question: str
    audience: str
    level: str
    promise: str
    decider: Organ | None
    decision_on: date | None
    reply_on: date | None
    reply_within: int | None
    reply_form: str
    contact: Person | None
    open_points: list[str]
    closed_points: list[str]
    all_open: bool
    money_cents: int | None
    money_covers: str
    groundwork: str
    small_print: str
    plan: str
    our_effort: str
    your_effort: str
    internal: str
    summary: str
    summary_reason: str
    already_decided: bool
    change_reason: str


@dataclass(frozen=True)
class BoundaryFacts:
    """One limit as an officer writes it."""

    subject: str
    kind: str
    source: str
    explanation: str
    reference: str = ""
    mover: str = ""
    review_on: date | None = None
    since: date | None = None
    area: Area | None = None


def content_of(room: RoomStatement, boundaries: Sequence[Boundary]) -> dict[str, Any]:
    """Return everything that a version says, as plain data: what is hashed and compared."""
    content: dict[str, Any] = {name: getattr(room, name) for name in (*SHORT_TEXTS, *LONG_TEXTS, *LISTS)}
    content |= {name: getattr(room, name) for name in PLAIN if name not in ("decider", "contact")}
    if room.reply_within is None:  # a room with dates is hashed as it was before there were rooms without them
        del content["reply_within"]
    content |= {"decider": str(room.decider_id or ""), "contact": str(room.contact_id or "")}
    names = ("number", "subject", "kind", "source", "reference", "explanation", "mover", "review_on")
    content["boundaries"] = [{name: getattr(one, name) for name in names} | _told_later(one) for one in boundaries]
    return content


def _told_later(boundary: Boundary) -> dict[str, str]:
    """Return what a limit says since later versions of Brink: one without it is hashed as it was before."""
    said = {"since": boundary.since, "area": boundary.area_id}
    return {name: str(value) for name, value in said.items() if value is not None}


def content_hash(room: RoomStatement, boundaries: Sequence[Boundary]) -> str:
    """Return the SHA-256 of one version in canonical JSON, so that a stranger can see that nothing was changed."""
    return fingerprint({"version": room.version, **content_of(room, boundaries)})


def _editable(room: RoomStatement) -> RoomStatement:
    """Return the draft, which the act holds with its process; raises NotNow when it is published."""
    running(room.process)
    if room.published_at is not None:
        raise NotNow(_("Deze speelruimte staat op de site en verandert niet meer. Maak een nieuwe versie."))
    return room


def _waiting(process: Process) -> RoomStatement | None:
    return process.rooms.filter(published_at__isnull=True).first()


def _new(process: Process) -> RoomStatement:
    """Make the draft of a process: empty for version 1, else a copy of what is published."""
    last = process.rooms.first()
    room = RoomStatement(tenant_id=process.tenant_id, created_at=clock.now(), process=process, contact=process.owner)
    if last is not None:
        for name in CONTENT:
            setattr(room, name, getattr(last, name))
        room.version, room.change_reason = last.version + 1, ""
    room.save()
    if last is not None:
        for one in last.boundaries.all():
            one.pk, one._state.adding, one.room = None, True, room
            one.id = Boundary._meta.get_field("id").get_default()
            one.save(force_insert=True)
    return room


@act("room.drafted", RoomStatement, on="process")
def start_room(*, process: Process, actor: Actor, key: str | None) -> Done[RoomStatement]:
    """Begin a version of the room; raises NotNow when one lies ready already."""
    running(process)
    if _waiting(process) is not None:
        raise NotNow(_("Er ligt al een nieuwe versie klaar. Werk daarin verder."))
    room = _new(process)
    return Done(room, {"process": str(process.pk), "version": room.version})


def may_drop_draft(room: RoomStatement) -> None:
    """Raise NotNow when a version cannot be thrown away: it is on the site, or the first."""
    if _editable(room).version == 1:
        raise NotNow(_("Dit is de eerste speelruimte. U kunt haar veranderen, maar niet weggooien."))


@act("room.dropped", Process, on=("room.process", "room"))
def drop_draft(*, room: RoomStatement, actor: Actor, key: str | None, seen: int | None = None) -> Done[Process]:
    """Throw away a version that was begun and never published; the one on the site stays."""
    may_drop_draft(room)
    process, version = room.process, room.version
    room.delete()
    return Done(process, {"version": version})


def draft_room(*, process: Process, actor: Actor, key: str | None) -> RoomStatement:
    """Return the draft of this process, or begin one."""
    return _waiting(process) or start_room(process=process, actor=actor, key=key)


def _points(lines: Sequence[str], field: str) -> list[str]:
    if len(lines) > 30:
        raise BadInput(_("Noem hoogstens 30 punten."), field=field)
    return [text for text in (clean_line(one, limit=300, field=field) for one in lines) if text]


def _cleaned(changes: Mapping[str, Any], tenant_id: Any) -> dict[str, Any]:
    """Return the changes cleaned, or raise one sentence at the field that cannot be right."""
    unknown = set(changes) - set(CONTENT)
    if unknown:
        raise BadInput(_("Dit veld kan niet worden veranderd."), field=sorted(unknown)[0])
    values = dict(changes)
    for name in values.keys() & SHORT_TEXTS.keys():
        values[name] = clean_line(values[name], limit=SHORT_TEXTS[name], field=name)
    for name in values.keys() & set(LONG_TEXTS):
        values[name] = clean_line(values[name], limit=5_000, field=name)
    for name in values.keys() & set(LISTS):
        values[name] = _points(values[name], name)
    if values.get("level") and values["level"] not in Level.values:
        raise BadInput(_("Kies een niveau uit de lijst."), field="level")
    for name in values.keys() & {"decider", "contact"}:
        if values[name] is not None and values[name].tenant_id != tenant_id:
            raise BadInput(_("Kies iemand van uw eigen organisatie."), field=name)
    check_decider(values.get("decider"), field="decider")
    if (values.get("money_cents") or 0) < 0:
        raise BadInput(_("Vul een bedrag in van nul of meer."), field="money_cents")
    return values


def _change(room: RoomStatement, changes: Mapping[str, Any]) -> list[str]:
    """Store changed fields of a draft and return their names. An adoption lapses: the organ adopted other words."""
    values = _cleaned(changes, room.tenant_id)
    changed = sorted(name for name, value in values.items() if getattr(room, name) != value)
    for name, value in values.items():
        setattr(room, name, value)
    if room.already_decided and room.level not in ("", Level.INFORM):
        raise BadInput(_("Het besluit is er al. Dan past alleen het niveau 'meeweten'."), field="level")
    if changed:
        room.adopted_by, room.adopted_at, room.consent = None, None, ""
    room.save(update_fields=[*values, "adopted_by", "adopted_at", "consent"])
    return changed


@act("room.edited", RoomStatement, on=("room.process", "room"))
def edit_room(
    *, room: RoomStatement, changes: RoomChanges, actor: Actor, key: str | None, seen: int | None = None
) -> Done[RoomStatement]:
    """Change fields of a draft. An adoption lapses: the organ adopted other words.

    Raises BadInput for what can never be right; what is merely missing may stay missing until publication.
    """
    changed = _change(_editable(room), changes)
    return Done(room, {"process": str(room.process_id), "version": room.version, "changed": changed})


def _boundary(facts: BoundaryFacts, number: int, room: RoomStatement) -> Boundary:
    """Check and make one boundary; its field in a refusal is "boundary-<place>"."""
    field = f"boundary-{number}"
    if facts.kind not in Boundary.Kind.values or facts.source not in Boundary.Source.values:
        raise BadInput(_("Kies bij elke grens een soort en een bron."), field=field)
    return Boundary(
        tenant_id=room.tenant_id,
        created_at=clock.now(),
        room=room,
        number=number,
        kind=facts.kind,
        source=facts.source,
        subject=clean_line(facts.subject, limit=160, field=field, empty=_("Geef elke grens een onderwerp.")),
        explanation=clean_line(
            facts.explanation, limit=2_000, field=field, empty=_("Leg elke grens uit in gewone woorden.")
        ),
        reference=clean_line(facts.reference, limit=200, field=field),
        mover=clean_line(facts.mover, limit=120, field=field),
        review_on=facts.review_on,
        since=_since(facts, field),
        area=_where(facts, room, field),
    )


def _since(facts: BoundaryFacts, field: str) -> date | None:
    if facts.since is not None and facts.since > clock.today():
        raise BadInput(_("Een grens geldt vanaf een dag die al is geweest. Kies een eerdere dag."), field=field)
    return facts.since


def _where(facts: BoundaryFacts, room: RoomStatement, field: str) -> Area | None:
    """Return where a limit holds: somewhere that the question is about, or within it."""
    if facts.area is None:
        return None
    about = {one.pk for one in room.process.areas.all()}
    if about and not about & {one.pk for one in ancestors(facts.area)}:
        raise BadInput(_("Deze vraag gaat niet over %(name)s. Kies een gebied van de vraag.")
                       % {"name": facts.area.name}, field=field)  # fmt: skip
    return facts.area


def _limit(room: RoomStatement, boundaries: Sequence[BoundaryFacts]) -> bool:
    """Replace the limits of a draft, and return whether they differ. An adoption lapses when they do."""
    if len(boundaries) > 30:
        raise BadInput(_("Noem hoogstens 30 grenzen."), field="boundaries")
    wanted = [_boundary(facts, number, room) for number, facts in enumerate(boundaries, start=1)]
    if content_of(room, wanted) == content_of(room, list(room.boundaries.all())):
        return False
    room.boundaries.all().delete()
    Boundary.objects.bulk_create(wanted)
    room.adopted_by, room.adopted_at, room.consent = None, None, ""
    room.save(update_fields=("adopted_by", "adopted_at", "consent"))
    return True


@act("room.bounded", RoomStatement, on=("room.process", "room"))
def set_boundaries(
    *,
    room: RoomStatement,
    boundaries: Sequence[BoundaryFacts],
    actor: Actor,
    key: str | None,
    seen: int | None = None,
) -> Done[RoomStatement]:
    """Replace the limits of a draft by these, numbered in this order. An adoption lapses when they differ."""
    _limit(_editable(room), boundaries)
    return Done(room, {"process": str(room.process_id), "version": room.version, "boundaries": len(boundaries)})


@act("room.edited", RoomStatement, on=("process", "room"))
def write_room(
    *,
    process: Process,
    room: RoomStatement | None,
    changes: RoomChanges,
    boundaries: Sequence[BoundaryFacts] | None,
    actor: Actor,
    key: str | None,
    seen: int | None = None,
) -> Done[RoomStatement]:
    """Store words and limits of a draft together; without `room` it is begun. One form, one act.

    Without `boundaries` the limits stay as they are: somebody is still writing one.
    """
    running(process)
    if room is None:
        said = _("Iemand anders is net ook begonnen aan deze speelruimte. Kijk wat er nu staat.")
        still_newest(None, process.rooms.filter(published_at__isnull=True), said)
    fresh = room is None
    draft = _new(process) if room is None else _editable(room)
    changed = _change(draft, changes)
    if boundaries is not None and _limit(draft, boundaries):
        changed.append("boundaries")
    data = {"process": str(process.pk), "version": draft.version, "changed": changed}
    return Done(draft, data, kind="room.drafted" if fresh else "")


@act("room.adopted", RoomStatement, on=("room.process", "room"))
def adopt_room(
    *,
    room: RoomStatement,
    organ: Organ,
    on: date | None = None,
    consent: str = "",
    actor: Actor,
    key: str | None,
    seen: int | None = None,
) -> Done[RoomStatement]:
    """Record that an organ adopted the words as they are now, today or on an earlier day.

    It is the organ that decides, or another with its consent: then `consent` says where that is written down.
    """
    _editable(room)
    if organ.tenant_id != room.tenant_id:
        raise BadInput(_("Kies een orgaan van uw eigen organisatie."), field="organ")
    day = on or clock.today()
    if day > clock.today():
        raise BadInput(_("Deze dag moet nog komen. Leg het vast als het besluit er is."), field="on")
    room.consent = consent_for(organ, room.decider, consent)
    room.adopted_by, room.adopted_at = organ, clock.start_of_day(day)
    room.save(update_fields=("adopted_by", "adopted_at", "consent"))
    return Done(room, {"process": str(room.process_id), "version": room.version, "organ": str(organ.pk)})


def _against(room: RoomStatement, before: RoomStatement | None, said: dict[str, Any]) -> list[str]:
    """Return what differs from the version before; refuse nothing new, and a lower level while people take part."""
    if before is None:
        return []
    earlier = content_of(before, list(before.boundaries.all()))
    changed = sorted(name for name, value in said.items() if name != "change_reason" and earlier.get(name) != value)
    if not changed:
        raise NotNow(_("Deze versie zegt hetzelfde als de vorige. Er is niets om te laten weten."))
    started = room.process.rounds.filter(opened_at__isnull=False).exists()
    if started and room.level and rank(room.level) < rank(before.level):
        raise NotNow(_("Mensen doen al mee op een hoger niveau. Het niveau kan alleen gelijk blijven of omhoog."))
    return changed


def _plan_final_moment(room: RoomStatement) -> None:
    """Let the final decision moment on the path say what the room says: one source for who decides and when."""
    process = room.process
    moment = process.moments.filter(final=True).first() or DecisionMoment(
        tenant_id=process.tenant_id, created_at=clock.now(), process=process, final=True
    )
    assert room.decision_on is not None
    assert room.decider is not None
    moment.on, moment.organ, moment.subject = room.decision_on, room.decider, room.question[:200]
    moment.save()


@act("room.published", RoomStatement, on=("room.process", "room"))
def publish_room(*, room: RoomStatement, actor: Actor, key: str | None, seen: int | None = None) -> Done[RoomStatement]:
    """Put a version on the site for good, with its hash; a later one is announced as `room.changed`.

    Raises NotNow with the first thing that is missing. The final decision moment follows the room.
    """
    _editable(room)
    process, boundaries = room.process, list(room.boundaries.all())
    hold_back(room_findings(process, room, boundaries, today=clock.today(), closes_at=process.closes_at))
    hold_back(findings(Step.PUBLISH_ROOM, process))
    before = process.rooms.filter(published_at__isnull=False).first()
    changed = _against(room, before, content_of(room, boundaries))
    room.content_hash, room.published_at = content_hash(room, boundaries), clock.now()
    room.save(update_fields=("content_hash", "published_at"))
    if process.room_published_at is None:
        process.room_published_at = room.published_at
    if process.participation_at is None:
        process.participation_at = room.published_at
    process.save(update_fields=("room_published_at", "participation_at"))
    if not process.standing:
        _plan_final_moment(room)
    data = {"process": str(process.pk), "version": room.version, "hash": room.content_hash, "changed": changed}
    return Done(room, data, public=True, kind="room.published" if before is None else "room.changed")


@act("process.edited", Process, on="process")
def choose_fit(
    *,
    process: Process,
    scale: Scale,
    phase: Phase,
    level: str,
    actor: Actor,
    key: str | None,
    seen: int | None = None,
) -> Done[Process]:
    """Store scale and phase with the process, and the level in the draft of its room, which is begun when needed.

    The level of a published room changes in a new version only.
    """
    running(process)
    if phase.framework_id != process.framework_id or scale.framework_id != process.framework_id:
        raise BadInput(_("Kies een fase en een schaal uit hetzelfde kader."), field="phase")
    fit_for_plan(phase, has_plan(process), "phase")
    changed = [name for name, chosen in (("phase", phase), ("scale", scale)) if getattr(process, name) != chosen]
    process.phase, process.scale = phase, scale
    process.save(update_fields=("phase", "scale"))
    draft = _waiting(process)
    if draft is not None or not process.rooms.exists():
        draft = draft or start_room(process=process, actor=actor, key=part_key(key, "draft"))
        if draft.level != level:
            edit_room(room=draft, changes={"level": level}, actor=actor, key=part_key(key, "level"))
    return Done(process, {"changed": changed}, public=is_public(process))
