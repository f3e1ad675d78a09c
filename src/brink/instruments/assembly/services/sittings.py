"""Days on which the group meets: which they are, who was there, who spoke, and what the allowance comes to."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext as _

from brink.domain.journal.acts import Done, act
from brink.domain.journal.services import Actor
from brink.domain.processes.models import Event, Round
from brink.domain.processes.services.preconditions import running
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotNow
from brink.foundation.text import Limit, clean_all
from brink.instruments.assembly.models import Expert, PanelSeat, Sitting, SittingPresence


@act("assembly.sitting_set", Sitting, on=("round.process", "round"), lock=False)
def add_sitting(*, round: Round, event: Event, actor: Actor, key: str | None) -> Done[Sitting]:
    """Say that this meeting of the question is a day of the group. Raises BadInput or NotNow."""
    running(round.process)
    if event.process_id != round.process_id or event.cancelled_at is not None:
        raise BadInput(_("Kies een bijeenkomst van deze vraag die doorgaat."), field="event")
    if Sitting.objects.filter(tenant_id=round.tenant_id, event=event).exists():
        raise NotNow(_("Deze bijeenkomst staat er al bij."))
    rows = Sitting.objects.filter(tenant_id=round.tenant_id, round=round)
    number = int(rows.aggregate(highest=Max("number"))["highest"] or 0) + 1
    made = Sitting.objects.create(
        tenant_id=round.tenant_id, created_at=clock.now(), round=round, event=event, number=number
    )
    return Done(made, {"process": str(round.process_id), "number": number}, public=False)


@act("assembly.present_noted", Sitting, on=("sitting.round", "sitting"), part=True)
def note_present(
    *, sitting: Sitting, seats: Collection[UUID], actor: Actor, key: str | None, seen: int | None = None
) -> Done[Sitting]:
    """Write down who of the group was there; what stood there before is replaced. Raises NotNow before the day."""
    if sitting.event.starts_at > clock.now():
        raise NotNow(_("Deze dag moet nog komen. Vul het in als de zitting begint."))
    here = PanelSeat.objects.filter(
        tenant_id=sitting.tenant_id, draw__round=sitting.round_id, pk__in=list(seats)
    ).exclude(state=PanelSeat.State.DECLINED)
    if here.count() != len(set(seats)):
        raise BadInput(_("Een van deze mensen hoort niet bij de groep. Ververs de pagina."), field="seats")
    rows = SittingPresence.objects.filter(tenant_id=sitting.tenant_id, sitting=sitting)
    rows.exclude(seat__in=here).delete()
    known = set(rows.values_list("seat_id", flat=True))
    SittingPresence.objects.bulk_create([
        SittingPresence(tenant_id=sitting.tenant_id, created_at=clock.now(), sitting=sitting, seat=one)
        for one in here if one.pk not in known
    ])  # fmt: skip
    return Done(sitting, {"round": str(sitting.round_id), "people": len(set(seats))}, public=False)


@dataclass(frozen=True, slots=True)
class ExpertFacts:
    """Who speaks to the group."""

    name: str
    about: str
    interest: str
    asked_by: str


@act("assembly.expert_added", Expert, on=("sitting.round", "sitting"), lock=False)
def add_expert(*, sitting: Sitting, facts: ExpertFacts, actor: Actor, key: str | None) -> Done[Expert]:
    """Write down who speaks to the group, asked by whom and with which interest: everybody reads it."""
    long = _("Maak dit korter dan %(most)s tekens.")
    texts = clean_all(
        {"name": facts.name, "about": facts.about, "interest": facts.interest},
        {
            "name": Limit(120, long % {"most": 120}, empty=_("Vul in wie er spreekt.")),
            "about": Limit(200, long % {"most": 200}, empty=_("Schrijf op waarover deze deskundige vertelt.")),
            "interest": Limit(
                200, long % {"most": 200}, empty=_("Schrijf op welk belang deze deskundige heeft, of ‘geen’.")
            ),
        },
    )
    if facts.asked_by not in Expert.AskedBy.values:
        raise BadInput(_("Kies wie deze deskundige heeft gevraagd."), field="asked_by")
    if Expert.objects.filter(tenant_id=sitting.tenant_id, sitting=sitting, name=texts["name"]).exists():
        raise NotNow(_("Deze deskundige staat er al bij."))
    made = Expert.objects.create(
        tenant_id=sitting.tenant_id, created_at=clock.now(), sitting=sitting, asked_by=facts.asked_by, **texts
    )
    return Done(made, {"round": str(sitting.round_id)}, public=True)


@act("assembly.expert_dropped", Sitting, on=("sitting.round", "sitting"), part=True)
def drop_expert(*, sitting: Sitting, expert: UUID, actor: Actor, key: str | None) -> Done[Sitting]:
    """Take an expert off who did not come after all, or who was written down wrongly."""
    gone, _rows = Expert.objects.filter(tenant_id=sitting.tenant_id, sitting=sitting, pk=expert).delete()
    if not gone:
        raise NotNow(_("Deze deskundige staat er niet meer bij."))
    return Done(sitting, {"round": str(sitting.round_id)}, public=True)


@act("assembly.allowance_read", Round, on=("round.process", "round"), lock=False, adds=True)
def read_allowance(*, round: Round, actor: Actor, key: str | None) -> Done[Round]:
    """Note that somebody took the list by which people are paid: it names them."""
    return Done(round, {"process": str(round.process_id)}, public=False)
