"""Plans at the desk: added, changed with the version before kept, taken off the list, brought in from a table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Max
from django.utils.translation import gettext as _

from brink.domain.journal.acts import Done, act
from brink.domain.journal.services import Actor
from brink.domain.processes.models import Round
from brink.domain.processes.services.preconditions import running
from brink.domain.processes.states import RoundState, round_state
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotNow
from brink.foundation.text import Limit, clean, clean_all
from brink.instruments.budget.models import Feasibility, Plan, PlanVersion
from brink.instruments.budget.round_settings import MOST_AMOUNT, MOST_PLANS


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """What the desk says of a plan. `position` 0 puts it at the end of the list."""

    title: str
    description: str = ""
    cost_cents: int | None = None
    place: str = ""
    theme: str = ""
    feasibility: str = ""
    feasibility_reason: str = ""
    position: int = 0


_FROZEN = ("cost_cents", "feasibility")


def _cleaned(facts: PlanFacts) -> dict[str, object]:
    """Return the cleaned columns, or raise one sentence at the field that must be mended."""
    texts = clean_all(
        {name: getattr(facts, name) for name in ("title", "description", "place", "theme", "feasibility_reason")},
        {
            "title": Limit(200, _("Maak de titel korter dan 200 tekens."), empty=_("Geef het plan een titel.")),
            "description": Limit(2_000, _("Maak de omschrijving korter dan 2.000 tekens.")),
            "place": Limit(160, _("Maak de plek korter dan 160 tekens.")),
            "theme": Limit(80, _("Maak het onderwerp korter dan 80 tekens.")),
            "feasibility_reason": Limit(1_000, _("Maak de uitleg korter dan 1.000 tekens.")),
        },
    )
    if facts.feasibility not in Feasibility.values:
        raise BadInput(_("Kies of het plan haalbaar is."), field="feasibility")
    if facts.cost_cents is not None and not 0 < facts.cost_cents <= MOST_AMOUNT:
        raise BadInput(_("Vul in wat het kost: meer dan 0 euro."), field="cost_cents")
    if facts.feasibility == Feasibility.FEASIBLE and facts.cost_cents is None:
        raise BadInput(
            _("Vul in wat het kost. Zonder bedrag komt het plan niet op het stembriefje."), field="cost_cents"
        )
    if facts.feasibility == Feasibility.INFEASIBLE and not texts["feasibility_reason"]:
        raise BadInput(
            _("Schrijf op waarom het niet kan. Iedereen leest dit bij het plan."), field="feasibility_reason"
        )
    if not 0 <= facts.position <= MOST_PLANS:
        raise BadInput(_("Kies een plaats van 1 tot %(most)s.") % {"most": MOST_PLANS}, field="position")
    return {**texts, "cost_cents": facts.cost_cents, "feasibility": facts.feasibility}


def _planned(round: Round) -> None:
    running(round.process)
    if round.opened_at is not None:
        raise NotNow(_("De lijst ligt vast sinds het vrijgeven van de ronde. Er komt geen plan meer bij."))


def unless_counted(round: Round) -> None:
    """Refuse what comes after the last moment of a round."""
    if round_state(round, clock.now()) in (RoundState.OVER, RoundState.CLOSED):
        raise NotNow(_("Deze ronde is voorbij. De plannen veranderen niet meer."))


def put_in(round: Round, facts: Sequence[PlanFacts], codes: Sequence[str] = ()) -> list[Plan]:
    """Put plans on the list of a round, in the act of whoever does; `codes` are their names where they have any."""
    rows = Plan.objects.filter(tenant=round.tenant_id, round=round)
    if rows.filter(withdrawn_at=None).count() + len(facts) > MOST_PLANS and not codes:
        raise BadInput(_("Er passen hooguit %(most)s plannen op de lijst.") % {"most": MOST_PLANS})
    number = int(rows.aggregate(highest=Max("number"))["highest"] or 0)
    now, made = clock.now(), []
    for at, one in enumerate(facts, start=1):
        columns = _cleaned(one)
        code = codes[at - 1] if codes else str(number + at)
        made.append(Plan(
            tenant_id=round.tenant_id, created_at=now, round=round, number=number + at, code=code,
            place_in_list=one.position or number + at, **columns,
        ))  # fmt: skip
    return Plan.objects.bulk_create(made)


def _done(plan: Plan) -> Done[Plan]:
    data = {"round": str(plan.round_id), "number": plan.number, "version": plan.version}
    return Done(plan, data, public=plan.round.opened_at is not None)


@act("budget.plan_added", Plan, on=("round.process", "round"))
def add_plan(*, round: Round, facts: PlanFacts, actor: Actor, key: str | None = None) -> Done[Plan]:
    """Add a plan to a round that is not released yet. Raises BadInput or NotNow."""
    _planned(round)
    (plan,) = put_in(round, (facts,))
    return _done(plan)


@act("budget.plans_brought_in", Round, on=("round.process", "round"))
def bring_in(*, round: Round, facts: Sequence[PlanFacts], actor: Actor, key: str | None = None) -> Done[Round]:
    """Add the plans of a whole table, or none of them. Raises BadInput or NotNow."""
    _planned(round)
    return Done(round, {"process": str(round.process_id), "plans": len(put_in(round, facts))}, public=False)


@act("budget.plan_changed", Plan, on=("plan.round", "plan"))
def change_plan(
    *, plan: Plan, facts: PlanFacts, why: str, actor: Actor, key: str | None = None, seen: int | None = None
) -> Done[Plan]:
    """Give a plan other words, another cost or feasibility; how it read before is kept. Raises BadInput or NotNow.

    Once the round is released only its words change, with a reason that everybody reads.
    """
    unless_counted(plan.round)
    released = plan.round.opened_at is not None
    if plan.withdrawn_at is not None:
        raise NotNow(_("Dit plan is van de lijst. U kunt het niet meer veranderen."))
    columns = _cleaned(facts)
    if released and any(columns[name] != getattr(plan, name) for name in _FROZEN):
        raise NotNow(
            _("Kosten en haalbaarheid liggen vast sinds het vrijgeven. Haal het plan van de lijst, met een reden.")
        )
    why = clean(
        why, limit=200, field="why", too_long=_("Maak de reden korter dan 200 tekens."),
        empty=_("Schrijf op waarom de tekst verandert. Iedereen leest dit.") if released else "",
    )  # fmt: skip
    PlanVersion.objects.create(
        tenant_id=plan.tenant_id, created_at=clock.now(), plan=plan, version=plan.version, title=plan.title,
        description=plan.description, cost_cents=plan.cost_cents, feasibility=plan.feasibility, why=why,
    )  # fmt: skip
    for name, value in columns.items():
        setattr(plan, name, value)
    plan.version += 1
    plan.place_in_list = facts.position or plan.place_in_list
    plan.save(update_fields=(*columns, "version", "place_in_list"))
    return _done(plan)


@act("budget.plan_removed", Plan, on=("plan.round", "plan"))
def remove_plan(
    *, plan: Plan, reason: str, actor: Actor, key: str | None = None, seen: int | None = None
) -> Done[Plan]:
    """Take a plan off the list, with a reason. Whoever chose it reads that and may choose again.

    Raises BadInput, or NotNow when it is off the list already or the round is over.
    """
    unless_counted(plan.round)
    if plan.withdrawn_at is not None:
        raise NotNow(_("Dit plan is al van de lijst."))
    plan.withdrawn_reason = clean(
        reason, limit=1_000, field="reason", too_long=_("Maak de reden korter dan 1.000 tekens."),
        empty=_("Schrijf op waarom. Wie dit plan koos, leest de reden."),
    )  # fmt: skip
    plan.withdrawn_at = clock.now()
    plan.save(update_fields=("withdrawn_at", "withdrawn_reason"))
    return _done(plan)


COLUMNS = ("titel", "omschrijving", "kosten", "plek", "onderwerp", "haalbaar", "uitleg")
_KNOWN = {"ja": Feasibility.FEASIBLE, "nee": Feasibility.INFEASIBLE, "": Feasibility.OPEN}


def facts_of(cells: Mapping[str, str], cents: int | None) -> PlanFacts:
    """Return the facts of one row of a table, checked; raises BadInput at what must be mended."""
    typed = cells.get("haalbaar", "").strip().casefold()
    if typed not in _KNOWN:
        raise BadInput(_("Schrijf bij ‘haalbaar’ ja of nee, of laat het leeg."))
    facts = PlanFacts(
        title=cells.get("titel", ""), description=cells.get("omschrijving", ""), cost_cents=cents,
        place=cells.get("plek", ""), theme=cells.get("onderwerp", ""), feasibility=_KNOWN[typed],
        feasibility_reason=cells.get("uitleg", ""),
    )  # fmt: skip
    _cleaned(facts)
    return facts
