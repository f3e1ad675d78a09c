"""Who asked for the assembly and what the group must look like, before anybody is drawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from brink.domain.journal.acts import Done, act
from brink.domain.journal.services import Actor
from brink.domain.people.models import Organ
from brink.domain.processes.models import Round
from brink.domain.processes.services.preconditions import running
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotNow
from brink.foundation.text import clean
from brink.instruments.assembly.models import Assembly, Commission, Draw, Recommendation, Target, Volunteer
from brink.instruments.assembly.round_settings import MOST_SEATS, MOST_TARGETS, Settings

MOST_ORGANS = 2


@dataclass(frozen=True, slots=True)
class CommissionFacts:
    """What one organ decided."""

    organ: Organ
    adopted_on: date
    promise: str
    reply_by: date


def assembly_of(round: Round) -> Assembly:
    """Return the row of an assembly, made when it is not there yet; inside an act."""
    made = {"tenant_id": round.tenant_id, "created_at": clock.now()}
    return Assembly.objects.get_or_create(round=round, defaults=made)[0]


@act("assembly.commissioned", Round, on=("round.process", "round"))
def commission(*, round: Round, facts: CommissionFacts, actor: Actor, key: str | None) -> Done[Round]:
    """Write down that an organ asks for this assembly and what it promises; the same organ again: instead of it.

    Raises BadInput or NotNow: a promise stands from the moment that the round is released.
    """
    running(round.process)
    if round.opened_at is not None:
        raise NotNow(_("De opdracht ligt vast sinds het vrijgeven van de ronde. Mensen hebben zich daarmee aangemeld."))
    if facts.organ.tenant_id != round.tenant_id or not facts.organ.decides:
        raise BadInput(_("Kies een orgaan dat besluiten neemt."), field="organ")
    if facts.adopted_on > clock.today():
        raise BadInput(_("Deze dag moet nog komen. Kies de dag waarop dit is besloten."), field="adopted_on")
    if facts.reply_by <= round.last_day:
        raise BadInput(_("Kies een dag na de laatste dag van de ronde."), field="reply_by")
    promise = clean(
        facts.promise, limit=600, field="promise", too_long=_("Maak de toezegging korter dan 600 tekens."),
        empty=_("Schrijf op wat dit orgaan met het advies doet. De mensen die meedoen, lezen dit."),
    )  # fmt: skip
    rows = Commission.objects.filter(tenant_id=round.tenant_id, round=round)
    mine = rows.filter(organ=facts.organ).first()
    if mine is None:
        taken = set(rows.values_list("position", flat=True))
        if len(taken) >= MOST_ORGANS:
            raise BadInput(_("Hooguit twee organen geven samen de opdracht. Haal er eerst een weg."), field="organ")
        mine = Commission(
            tenant_id=round.tenant_id, created_at=clock.now(), round=round, organ=facts.organ,
            position=min({1, 2} - taken),
        )  # fmt: skip
    mine.adopted_on, mine.promise, mine.reply_by = facts.adopted_on, promise, facts.reply_by
    mine.save()
    return Done(round, {"process": str(round.process_id), "organ": str(facts.organ.pk)}, public=False)


@act("assembly.commission_dropped", Round, on=("round.process", "round"))
def drop_commission(*, round: Round, organ: Organ, actor: Actor, key: str | None) -> Done[Round]:
    """Take an organ off that does not ask for it after all. Raises NotNow once the round is released."""
    if round.opened_at is not None:
        raise NotNow(_("De opdracht ligt vast sinds het vrijgeven van de ronde. Mensen hebben zich daarmee aangemeld."))
    Commission.objects.filter(tenant_id=round.tenant_id, round=round, organ=organ).delete()
    return Done(round, {"process": str(round.process_id), "organ": str(organ.pk)}, public=False)


@dataclass(frozen=True, slots=True)
class TargetFacts:
    """One quota as the desk types it."""

    category: str
    feature: str
    least: int
    most: int
    source: str = ""


def checked_targets(rows: Sequence[TargetFacts], seats: int) -> list[TargetFacts]:
    """Return quotas cleaned, or raise one sentence at what can never be met whoever signs up."""
    if not 1 <= len(rows) <= MOST_TARGETS:
        raise BadInput(_("Geef 1 tot en met %(most)s regels.") % {"most": MOST_TARGETS}, field="content")
    found: dict[tuple[str, str], TargetFacts] = {}
    for number, one in enumerate(rows, start=1):
        names = [" ".join(text.split()) for text in (one.category, one.feature)]
        if not all(names) or any(len(name) > 60 for name in names) or len(one.source) > 200:
            said = _("Regel %(n)s: geef een kenmerk en een groep, elk van hooguit 60 tekens.") % {"n": number}
            raise BadInput(said, field="content")
        if not 0 <= one.least <= one.most <= MOST_SEATS:
            said = _("Regel %(n)s: ‘hooguit’ is niet kleiner dan ‘ten minste’. Verander een van de twee.")
            raise BadInput(said % {"n": number}, field="content")
        if (names[0], names[1]) in found:
            said = _("‘%(group)s’ staat er twee keer. Haal er één weg.") % {"group": names[1]}
            raise BadInput(said, field="content")
        found[names[0], names[1]] = TargetFacts(names[0], names[1], one.least, one.most, one.source.strip())
    for said in sums_wrong(list(found.values()), seats):
        raise BadInput(said, field="content")
    return list(found.values())


def sums_wrong(rows: Sequence[TargetFacts | Target], seats: int) -> list[str]:
    """Return a sentence for each category whose quotas cannot add up to the seats."""
    said = []
    for category in dict.fromkeys(one.category for one in rows):
        own = [one for one in rows if one.category == category]
        least, most = sum(one.least for one in own), sum(one.most for one in own)
        if not least <= seats <= most:
            words = _(
                "Bij ‘%(what)s’ tellen de quota op tot %(least)s tot en met %(most)s plaatsen. Er zijn er %(seats)s."
            )
            said.append(words % {"what": category, "least": least, "most": most, "seats": seats})
    return said


def firm(round: Round) -> Draw | None:
    """Return the draw that holds the pool and the quotas of a round firm, or None. One query."""
    return Draw.objects.filter(tenant_id=round.tenant_id, round=round, test=False, withdrawn_at=None).first()


def put_targets(round: Round, rows: Sequence[TargetFacts]) -> None:
    """Store the quotas of a round, in the act of whoever sets them."""
    now = clock.now()
    kept = {(one.category, one.feature): one for one in Target.objects.filter(tenant_id=round.tenant_id, round=round)}
    wanted = {(one.category, one.feature) for one in rows}
    if kept and wanted != set(kept) and Volunteer.objects.filter(tenant_id=round.tenant_id, round=round).exists():
        said = _("Er meldden zich al mensen aan. De kenmerken en groepen blijven nu zo; de aantallen mag u veranderen.")
        raise BadInput(said, field="content")
    Target.objects.filter(pk__in=[one.pk for key, one in kept.items() if key not in wanted]).delete()
    for number, held in enumerate(kept.values(), start=1):
        # Out of the way first: two rows never stand at one place, not even for a moment.
        Target.objects.filter(pk=held.pk).update(position=1_000 + number)
    for position, one in enumerate(rows, start=1):
        row = kept.get((one.category, one.feature)) or Target(
            tenant_id=round.tenant_id, created_at=now, round=round, category=one.category, feature=one.feature
        )
        row.position, row.least, row.most, row.source = position, one.least, one.most, one.source
        row.save()


@act("assembly.targets_set", Round, on=("round.process", "round"), part=True)
def set_targets(
    *, round: Round, rows: Sequence[TargetFacts], actor: Actor, key: str | None, seen: int | None = None
) -> Done[Round]:
    """Set all quotas of a round at once. Raises BadInput, or NotNow while a pool is frozen."""
    running(round.process)
    if (held := firm(round)) is not None:
        said = _("De quota staan vast sinds %(day)s en zijn openbaar. Trek de lijst eerst in, met een reden.")
        raise NotNow(said % {"day": date_format(held.created_at.astimezone(clock.AMSTERDAM), "j F Y")})
    if Recommendation.objects.filter(tenant_id=round.tenant_id, round=round).exists() or round.closed_at is not None:
        raise NotNow(_("Dit beraad is al gehouden. De quota veranderen niet meer."))
    put_targets(round, checked_targets(rows, Settings.of(round.settings).seats))
    return Done(round, {"process": str(round.process_id), "targets": len(rows)}, public=False)
