"""Writing, adopting and dropping the room between council and executive; saying how a decision lies in it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from brink.domain.accountability import room_fit
from brink.domain.accountability.models import InternalRoom, RoomFit
from brink.domain.accountability.queries import given_by, in_force, taken_in
from brink.domain.decisions.models import Decision
from brink.domain.decisions.services import draft_only
from brink.domain.journal.acts import Done, act, still_newest
from brink.domain.journal.services import Actor
from brink.domain.people.models import Organ
from brink.domain.processes.models import Process
from brink.domain.processes.services.preconditions import clean_line, running
from brink.domain.processes.states import is_public
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotNow
from brink.foundation.organs import OrganKind

MOST_POINTS = 12
CONTENT = ("alone", "ceiling_cents", "until", "returns", "informs")
SIDES = ("council", "executive")


@dataclass(frozen=True, slots=True)
class Agreement:
    """What council and executive leave to each other, as it was typed. `reason` is for a version that replaces one."""

    alone: str
    ceiling_cents: int | None = None
    until: date | None = None
    returns: Sequence[str] = field(default_factory=list)
    informs: Sequence[str] = field(default_factory=list)
    reason: str = ""


def _points(lines: Sequence[str], name: str, empty: str) -> list[str]:
    if len(lines) > MOST_POINTS:
        raise BadInput(_("Noem hoogstens %(most)d punten.") % {"most": MOST_POINTS}, field=name)
    points = [text for text in (clean_line(one, limit=300, field=name) for one in lines) if text]
    if not points:
        raise BadInput(empty, field=name)
    return points


def _cleaned(said: Agreement, before: InternalRoom | None) -> dict[str, object]:
    """Return what is stored of an agreement; raises BadInput at the field that has to be mended."""
    values: dict[str, object] = {
        "alone": clean_line(
            said.alone, limit=2_000, field="alone", empty=_("Schrijf op wat het bestuur zelf mag besluiten.")
        ),
        "ceiling_cents": said.ceiling_cents,
        "until": said.until,
        "returns": _points(said.returns, "returns", _("Schrijf op wanneer het bestuur terug moet komen.")),
        "informs": _points(said.informs, "informs", _("Schrijf op wanneer het bestuur iets laat weten.")),
    }
    if said.until is not None and said.until < clock.today():
        raise BadInput(_("Deze dag is voorbij. Kies een latere dag."), field="until")
    if before is None:
        return {**values, "reason": ""}
    reason = clean_line(said.reason, limit=1_000, field="reason", empty=_("Schrijf op waarom de afspraak verandert."))
    if all(getattr(before, name) == values[name] for name in CONTENT):
        raise BadInput(_("Dit is hetzelfde als wat nu geldt. Verander eerst iets."), field="alone")
    return {**values, "reason": reason}


def _still_draft(room: InternalRoom) -> InternalRoom:
    if room.adopted_at is not None:
        raise NotNow(_("Deze versie is vastgesteld en verandert niet meer. Schrijf een nieuwe versie."))
    return room


@act("internal_room.written", InternalRoom, on=("process", "room"), subject="room")
def write_internal_room(
    *, process: Process, room: InternalRoom | None, said: Agreement, actor: Actor, key: str | None,
    seen: int | None = None,
) -> Done[InternalRoom]:  # fmt: skip
    """Write the draft of what council and executive leave to each other; without `room` a version is begun.

    What an organ adopted were other words: an adoption that was noted lapses when the words change.
    """
    if running(process).standing:
        raise NotNow(_("Bij de vaste vraag valt geen besluit. Daarom hoort er geen afspraak bij."))
    if process.decided_at is not None:
        raise NotNow(_("Het besluit is al genomen. Een afspraak vooraf kan niet meer."))
    if room is None:
        drafts = InternalRoom.objects.filter(tenant_id=process.tenant_id, process=process, adopted_at=None)
        still_newest(None, drafts, _("Iemand anders is net ook begonnen aan deze afspraak. Kijk wat er nu staat."))
    before = in_force(process)
    values = _cleaned(said, before)
    draft = _still_draft(room) if room is not None else InternalRoom(
        tenant_id=process.tenant_id, created_at=clock.now(), process=process,
        version=before.version + 1 if before else 1,
    )  # fmt: skip
    changed = sorted(name for name, value in values.items() if room is None or getattr(draft, name) != value)
    for name, value in values.items():
        setattr(draft, name, value)
    if changed:
        for side in SIDES:
            setattr(draft, side, None)
            setattr(draft, f"{side}_on", None)
            setattr(draft, f"{side}_reference", "")
    draft.save()
    return Done(draft, {"process": str(process.pk), "version": draft.version, "changed": changed})


@act("internal_room.dropped", Process, on=("room.process", "room"))
def drop_internal_room(*, room: InternalRoom, actor: Actor, key: str | None) -> Done[Process]:
    """Throw a draft away; what both adopted stays."""
    process, version = _still_draft(room).process, room.version
    room.delete()
    return Done(process, {"process": str(process.pk), "version": version})


def may_adopt(room: InternalRoom, organ: Organ) -> str:
    """Return the side for which an organ adopts a draft; raises BadInput or NotNow when it cannot."""
    _still_draft(room)
    if not is_public(running(room.process)):
        raise NotNow(_("Zet eerst het participatiebesluit op de site. Dan kan iedereen deze afspraak lezen."))
    if organ.tenant_id != room.tenant_id:
        raise BadInput(_("Kies een orgaan van uw eigen organisatie."), field="organ")
    if organ.role not in (OrganKind.COUNCIL, OrganKind.EXECUTIVE):
        raise BadInput(_("De volksvertegenwoordiging en het bestuur spreken dit af. Kies een van die twee."),
                       field="organ")  # fmt: skip
    side = str(organ.role)
    if getattr(room, f"{side}_on") is not None:
        raise NotNow(_("Deze kant heeft de afspraak al vastgesteld."))
    return side


@act(
    "internal_room.adopted", InternalRoom, on=("room.process", "room"), subject="room",
    for_organ=lambda arguments: arguments["organ"],
)  # fmt: skip
def adopt_internal_room(
    *, room: InternalRoom, organ: Organ, on: date, reference: str, actor: Actor, key: str | None,
    seen: int | None = None,
) -> Done[InternalRoom]:  # fmt: skip
    """Note that one side adopted the words as they are now; with the second side they are in force and public."""
    side = may_adopt(room, organ)
    if on > clock.today():
        raise BadInput(_("Deze dag moet nog komen. Leg het vast als het besluit er is."), field="on")
    empty = _("Vul in waar het besluit te vinden is, zoals een nummer of een adres.")
    setattr(room, side, organ)
    setattr(room, f"{side}_on", on)
    setattr(room, f"{side}_reference", clean_line(reference, limit=160, field="reference", empty=empty))
    if room.council_on is not None and room.executive_on is not None:
        room.adopted_at = clock.now()
    room.save()
    data = {"process": str(room.process_id), "version": room.version, "organ": str(organ.pk), "on": on.isoformat()}
    return Done(room, data, public=room.adopted_at is not None)


@act("decision.fitted", Decision, on="decision", part=True)
def fit_decision(
    *, decision: Decision, amount_cents: int | None, touched: Sequence[int], reason: str, actor: Actor,
    key: str | None, seen: int | None = None,
) -> Done[Decision]:  # fmt: skip
    """Say what a decision costs and which points of the room it touches; outside the room it has a reason."""
    draft_only(decision)
    room = in_force(decision.process)
    if room is None:
        raise NotNow(_("Er is geen afspraak tussen de volksvertegenwoordiging en het bestuur vastgesteld."))
    numbers = sorted(set(touched))
    if any(not 1 <= one <= len(room.returns) for one in numbers):
        raise BadInput(_("Kies punten uit de lijst."), field="touched")
    if room.ceiling_cents is not None and amount_cents is None and not room_fit.is_the_councils(decision.organ.role):
        raise BadInput(_("Vul in wat dit besluit kost. Kost het niets, vul dan 0 in."), field="amount_cents")
    fit = RoomFit.objects.filter(decision=decision).first() or RoomFit(
        tenant_id=decision.tenant_id, created_at=clock.now(), decision=decision
    )
    fit.room, fit.amount_cents, fit.touched = room, amount_cents, numbers
    past = room_fit.outside(given_by(room), taken_in(decision, fit))
    empty = _("Dit past niet binnen de afspraak. Schrijf op waarom het bestuur toch besluit.") if past else ""
    fit.reason = clean_line(reason, limit=1_000, field="reason", empty=empty)
    fit.save()
    return Done(decision, {"process": str(decision.process_id), "version": room.version, "inside": not past})
