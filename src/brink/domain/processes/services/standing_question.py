"""The standing question of a body: the home of words outside any other question (ADR 17).

Always open, never closed: each voice on it has its own clock, in working days, and gets its own answer.
"""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from brink.domain.framework.levels import Level
from brink.domain.framework.models import Phase, Scale
from brink.domain.journal.acts import Done, act
from brink.domain.journal.services import Actor
from brink.domain.people.models import Body, Organ, Person
from brink.domain.processes.dates import NEVER
from brink.domain.processes.models import Boundary, Process, RoomStatement, Round
from brink.domain.processes.services.preconditions import check_decider, consent_for, hold_back
from brink.domain.processes.services.rooms import content_hash
from brink.domain.processes.services.rounds import follow_dates
from brink.domain.processes.step_findings import room_findings
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotNow

LONGEST = 60
ROUND_SLUG = "altijd"
TITLE_LIMIT = 160


@dataclass(frozen=True, slots=True)
class StandingFacts:
    """What a body says about its standing question; the words of the room are the same for all."""

    contact: Person
    decider: Organ
    adopted_by: Organ
    adopted_on: date
    working_days: int = 10
    consent: str = ""


def standing_of(tenant: Body) -> Process | None:
    """Return the standing question of a body, or None while it has none."""
    return Process.objects.filter(tenant=tenant, standing=True).first()


def standing_round(process: Process) -> Round | None:
    """Return the round of a standing question that takes words whatever the channel, or None before it is opened."""
    return Round.objects.filter(tenant_id=process.tenant_id, process=process, slug=ROUND_SLUG).first()


def standing_row(tenant: Body, owner: Person) -> Process:
    """Find or make the row of a standing question, inside another act. Raises NotNow while the body has no kader."""
    existing = standing_of(tenant)
    if existing is not None:
        return existing
    phase = Phase.objects.filter(tenant=tenant).order_by("-framework__created_at", "number").first()
    scale = Scale.objects.filter(tenant=tenant, framework__phases=phase).order_by("-number").first() if phase else None
    if phase is None or scale is None:
        raise NotNow(_("Deze overheid heeft nog geen kader. Lees dat eerst in."))
    process = Process.objects.create(
        tenant=tenant,
        created_at=clock.now(),
        standing=True,
        slug=f"wat-moeten-wij-weten-{tenant.slug}"[:80],
        title=_("Wat moeten wij weten?"),
        framework_id=phase.framework_id,
        phase=phase,
        scale=scale,
        owner=owner,
        ground=_("Iedereen mag ons altijd iets zeggen."),
        motivation=_("Niet alles wat u weet, past bij een vraag van ons. Ook dat willen wij horen."),
    )
    if tenant.area is not None:
        process.areas.set([tenant.area])
    return process


def _room(process: Process, facts: StandingFacts) -> RoomStatement:
    """Write the room of a standing question: the words are ours, the people and the term the body's."""
    name = process.tenant.told
    return RoomStatement(
        tenant_id=process.tenant_id,
        created_at=clock.now(),
        process=process,
        question=_("Wat moeten wij weten?"),
        audience=_("iedereen"),
        level=Level.CONSULT,
        decider=facts.decider,
        contact=facts.contact,
        reply_within=facts.working_days,
        reply_form=_("onder uw volgcode"),
        open_points=[_("Een idee, een vraag of een zorg over alles waar wij over gaan.")],
        closed_points=[
            _("Hier valt geen besluit. Past uw idee bij een vraag die loopt, dan gaat het daarheen."),
            _("Gaat een andere overheid erover, dan geven wij het door. Uw volgcode blijft dezelfde."),
        ],
        plan=_("U schrijft of belt. Een mens leest het. U hoort wat wij ermee doen, en waarom."),
        summary=_("Vertel %(body)s wat u weet, wilt of vreest. Dat kan altijd. Wij antwoorden snel.")
        % {"body": name},
        adopted_by=facts.adopted_by,
        adopted_at=clock.start_of_day(facts.adopted_on),
        consent=consent_for(facts.adopted_by, facts.decider, facts.consent),
    )


def _who_decides(room: RoomStatement) -> Boundary:
    """Write the one limit of every standing question: who decides depends on the subject."""
    return Boundary.objects.create(
        tenant_id=room.tenant_id,
        created_at=clock.now(),
        room=room,
        number=1,
        subject=_("Wie erover beslist"),
        kind=Boundary.Kind.HARD,
        source=Boundary.Source.AGREEMENT,
        explanation=_("Dat hangt af van het onderwerp. In ons antwoord zeggen wij u wie dat is."),
    )


def _check(tenant: Body, facts: StandingFacts) -> None:
    for field in ("contact", "decider", "adopted_by"):
        if getattr(facts, field).tenant_id != tenant.pk:
            raise BadInput(_("Kies iemand van uw eigen organisatie."), field=field)
    check_decider(facts.decider, field="decider")
    if not 1 <= facts.working_days <= LONGEST:
        raise BadInput(_("Kies een termijn van 1 tot en met 60 werkdagen."), field="working_days")
    if facts.adopted_on > clock.today():
        raise BadInput(_("Deze dag moet nog komen. Leg het vast als het besluit er is."), field="adopted_on")


@act("standing.opened", Process, on="tenant")
def open_standing(*, tenant: Body, facts: StandingFacts, actor: Actor, key: str | None) -> Done[Process]:
    """Open the standing question of a body: its room goes on the site, and from then on it takes words for good."""
    _check(tenant, facts)
    process = standing_row(tenant, facts.contact)
    if process.room_published_at is not None:
        raise NotNow(_("Uw vaste vraag staat al open."))
    now = clock.now()
    room = _room(process, facts)
    room.save(force_insert=True)
    limits = [_who_decides(room)]
    hold_back(room_findings(process, room, limits, today=clock.today()))
    room.content_hash, room.published_at = content_hash(room, limits), now
    room.save(update_fields=("content_hash", "published_at"))
    process.owner, process.room_published_at, process.participation_at, process.participation = (
        facts.contact, now, now, True,
    )  # fmt: skip
    process.save(update_fields=("owner", "room_published_at", "participation_at", "participation"))
    Round.objects.create(
        tenant=tenant, created_at=now, process=process, phase_id=process.phase_id, number=1, slug=ROUND_SLUG,
        instrument="", title=_("Altijd open"), opens_at=now, closes_at=NEVER, opened_at=now, room=room,
    )  # fmt: skip
    follow_dates(process)
    return Done(process, {"process": str(process.pk), "hash": room.content_hash}, public=True)
