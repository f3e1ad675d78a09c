"""The room statement: drafted, adopted by an organ, published; a change is a new version with a reason."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, TypedDict

from django.utils.translation import gettext as _

from brink.domain.framework.levels import Level, rank
from brink.domain.journal.services import Actor, fingerprint
from brink.domain.people.models import Organ, Person
from brink.domain.processes.checks import room_findings
from brink.domain.processes.models import Boundary, DecisionMoment, Process, RoomStatement
from brink.domain.processes.rules import Step, findings
from brink.domain.processes.services.acts import Asked, Done, hold_back, line, lock, perform, running
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


def content_of(room: RoomStatement, boundaries: Sequence[Boundary]) -> dict[str, Any]:
    """Return everything that a version says, as plain data: what is hashed and compared."""
    said: dict[str, Any] = {name: getattr(room, name) for name in (*SHORT_TEXTS, *LONG_TEXTS, *LISTS)}
    said |= {name: getattr(room, name) for name in PLAIN if name not in ("decider", "contact")}
    if room.reply_within is None:  # a room with dates is hashed as it was before there were rooms without them
        del said["reply_within"]
    said |= {"decider": str(room.decider_id or ""), "contact": str(room.contact_id or "")}
    names = ("number", "subject", "kind", "source", "reference", "explanation", "mover", "review_on")
    said["boundaries"] = [{name: getattr(one, name) for name in names} for one in boundaries]
    return said


def content_hash(room: RoomStatement, boundaries: Sequence[Boundary]) -> str:
    """Return the SHA-256 of one version in canonical JSON, so that a stranger can see that nothing was changed."""
    return fingerprint({"version": room.version, **content_of(room, boundaries)})


def _editable(room: RoomStatement) -> RoomStatement:
    """Return the draft as it is now, its process held; raises NotNow when it is published."""
    process = running(lock(room.process_id))
    now = RoomStatement.objects.get(pk=room.pk)
    now.process = process
    if now.published_at is not None:
        raise NotNow(_("Deze speelruimte staat op de site en verandert niet meer. Maak een nieuwe versie."))
    return now


def draft_room(*, process: Process, actor: Actor, key: str | None) -> RoomStatement:
    """Return the draft of this process, or make one: empty for version 1, else a copy of what is published."""
    waiting = process.rooms.filter(published_at__isnull=True).first()
    if waiting is not None:
        return waiting

    def act() -> Done:
        now = running(lock(process.pk))
        last = now.rooms.first()
        room = RoomStatement(tenant_id=now.tenant_id, created_at=clock.now(), process=now, contact=now.owner)
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
        return Done(room, {"process": str(now.pk), "version": room.version})

    return perform(Asked(process.tenant_id, "room.drafted", actor, key, {"process": process}), RoomStatement, act)


def _points(lines: Sequence[str], field: str) -> list[str]:
    if len(lines) > 30:
        raise BadInput(_("Noem hoogstens 30 punten."), field=field)
    return [text for text in (line(one, limit=300, field=field) for one in lines) if text]


def _cleaned(changes: Mapping[str, Any], tenant_id: Any) -> dict[str, Any]:
    """Return the changes cleaned, or raise one sentence at the field that cannot be right."""
    unknown = set(changes) - set(CONTENT)
    if unknown:
        raise BadInput(_("Dit veld kan niet worden veranderd."), field=sorted(unknown)[0])
    values = dict(changes)
    for name in values.keys() & SHORT_TEXTS.keys():
        values[name] = line(values[name], limit=SHORT_TEXTS[name], field=name)
    for name in values.keys() & set(LONG_TEXTS):
        values[name] = line(values[name], limit=5_000, field=name)
    for name in values.keys() & set(LISTS):
        values[name] = _points(values[name], name)
    if values.get("level") and values["level"] not in Level.values:
        raise BadInput(_("Kies een niveau uit de lijst."), field="level")
    for name in values.keys() & {"decider", "contact"}:
        if values[name] is not None and values[name].tenant_id != tenant_id:
            raise BadInput(_("Kies iemand van uw eigen organisatie."), field=name)
    if (values.get("money_cents") or 0) < 0:
        raise BadInput(_("Vul een bedrag in van nul of meer."), field="money_cents")
    return values


def edit_room(*, room: RoomStatement, changes: RoomChanges, actor: Actor, key: str | None) -> RoomStatement:
    """Change fields of a draft. An adoption lapses: the organ adopted other words.

    Raises BadInput for what can never be right; what is merely missing may stay missing until publication.
    """

    def act() -> Done:
        now = _editable(room)
        values = _cleaned(changes, now.tenant_id)
        changed = sorted(name for name, value in values.items() if getattr(now, name) != value)
        for name, value in values.items():
            setattr(now, name, value)
        if now.already_decided and now.level not in ("", Level.INFORM):
            raise BadInput(_("Het besluit is er al. Dan past alleen het niveau 'meeweten'."), field="level")
        if changed:
            now.adopted_by, now.adopted_at = None, None
        now.save(update_fields=[*values, "adopted_by", "adopted_at"])
        return Done(now, {"process": str(now.process_id), "version": now.version, "changed": changed})

    body = {"room": room, **changes}
    return perform(Asked(room.tenant_id, "room.edited", actor, key, body), RoomStatement, act)


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
        subject=line(facts.subject, limit=160, field=field, empty=_("Geef elke grens een onderwerp.")),
        explanation=line(facts.explanation, limit=2_000, field=field, empty=_("Leg elke grens uit in gewone woorden.")),
        reference=line(facts.reference, limit=200, field=field),
        mover=line(facts.mover, limit=120, field=field),
        review_on=facts.review_on,
    )


def set_boundaries(
    *, room: RoomStatement, boundaries: Sequence[BoundaryFacts], actor: Actor, key: str | None
) -> RoomStatement:
    """Replace the limits of a draft by these, numbered in this order. An adoption lapses when they differ."""

    def act() -> Done:
        now = _editable(room)
        if len(boundaries) > 30:
            raise BadInput(_("Noem hoogstens 30 grenzen."), field="boundaries")
        wanted = [_boundary(facts, number, now) for number, facts in enumerate(boundaries, start=1)]
        if content_of(now, wanted) != content_of(now, list(now.boundaries.all())):
            now.boundaries.all().delete()
            Boundary.objects.bulk_create(wanted)
            now.adopted_by, now.adopted_at = None, None
            now.save(update_fields=("adopted_by", "adopted_at"))
        return Done(now, {"process": str(now.process_id), "version": now.version, "boundaries": len(wanted)})

    body = {"room": room, "boundaries": [asdict(one) for one in boundaries]}
    return perform(Asked(room.tenant_id, "room.bounded", actor, key, body), RoomStatement, act)


def adopt_room(
    *, room: RoomStatement, organ: Organ, on: date | None = None, actor: Actor, key: str | None
) -> RoomStatement:
    """Record that an organ adopted the words as they are now, today or on an earlier day."""

    def act() -> Done:
        now = _editable(room)
        if organ.tenant_id != now.tenant_id:
            raise BadInput(_("Kies een orgaan van uw eigen organisatie."), field="organ")
        day = on or clock.today()
        if day > clock.today():
            raise BadInput(_("Deze dag moet nog komen. Leg het vast als het besluit er is."), field="on")
        now.adopted_by, now.adopted_at = organ, clock.start_of_day(day)
        now.save(update_fields=("adopted_by", "adopted_at"))
        return Done(now, {"process": str(now.process_id), "version": now.version, "organ": str(organ.pk)})

    body = {"room": room, "organ": organ, "on": on}
    return perform(Asked(room.tenant_id, "room.adopted", actor, key, body), RoomStatement, act)


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


def publish_room(*, room: RoomStatement, actor: Actor, key: str | None) -> RoomStatement:
    """Put a version on the site for good, with its hash; a later one is announced as `room.changed`.

    Raises NotNow with the first thing that is missing. The final decision moment follows the room.
    """

    def act() -> Done:
        now = _editable(room)
        process, boundaries = now.process, list(now.boundaries.all())
        closes_at = process.closes_at
        hold_back(room_findings(process, now, boundaries, today=clock.today(), closes_at=closes_at))
        hold_back(findings(Step.PUBLISH_ROOM, process))
        before = process.rooms.filter(published_at__isnull=False).first()
        changed = _against(now, before, content_of(now, boundaries))
        now.content_hash, now.published_at = content_hash(now, boundaries), clock.now()
        now.save(update_fields=("content_hash", "published_at"))
        if process.room_published_at is None:
            process.room_published_at = now.published_at
        if process.participation_at is None:
            process.participation_at = now.published_at
        process.save(update_fields=("room_published_at", "participation_at"))
        if not process.standing:
            _plan_final_moment(now)
        data = {"process": str(process.pk), "version": now.version, "hash": now.content_hash, "changed": changed}
        return Done(now, data, public=True, kind="room.published" if before is None else "room.changed")

    return perform(Asked(room.tenant_id, "room.published", actor, key, {"room": room}), RoomStatement, act)
