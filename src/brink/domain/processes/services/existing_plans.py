"""Is er al een plan? What was said of it, and which phases that leaves."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from brink.domain.framework.models import Phase
from brink.domain.processes.models import ExistingPlan, Process
from brink.domain.processes.services.preconditions import clean_line
from brink.domain.processes.states import is_public
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotNow

# The phase in which everything is open because nobody has a plan yet (W20).
OPEN_START = "F3"


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """What an officer says about a plan that there was before the question; `there` False says that there is none."""

    there: bool
    name: str = ""
    since: date | None = None
    by: str = ""


def checked_plan(plan: PlanFacts | None) -> PlanFacts | None:
    """Return the answer cleaned, or raise one sentence at what is missing."""
    if plan is None or not plan.there:
        return PlanFacts(there=False) if plan is not None else None
    name = clean_line(plan.name, limit=200, field="plan_name", empty=_("Schrijf op welk plan er al is."))
    by = clean_line(plan.by, limit=160, field="plan_by", empty=_("Schrijf op van wie het plan is."))
    if plan.since is None:
        raise BadInput(_("Vul in sinds welke dag het plan er is."), field="plan_since")
    if plan.since > clock.today():
        raise BadInput(_("Deze dag is nog niet geweest. Een plan dat er nog niet is, is er niet."), field="plan_since")
    return PlanFacts(there=True, name=name, since=plan.since, by=by)


def fit_for_plan(phase: Phase, there: bool, field: str) -> None:
    """Refuse the open start for a question that has a plan already, with what can be chosen instead."""
    if not there or phase.key != OPEN_START:
        return
    others = phase.framework.phases.exclude(key=OPEN_START).order_by("number").values_list("name", flat=True)
    said = _("Er is al een plan. Dan kan de fase ‘%(phase)s’ niet meer. Kies een andere fase: %(others)s.")
    raise BadInput(said % {"phase": phase.name, "others": ", ".join(others)}, field=field)


def no_open_start(process: Process) -> None:
    """Refuse a plan for a question that has a round at the open start already: that is planned otherwise first."""
    round = process.rounds.filter(phase__key=OPEN_START).select_related("phase").first()
    if round is not None:
        said = _("Bij deze vraag staat al een ronde in de fase ‘%(phase)s’. Kies voor die ronde eerst een andere fase.")
        raise BadInput(said % {"phase": round.phase.name}, field="plan")


def has_plan(process: Process) -> bool:
    """Tell whether there was a plan before this question. One query."""
    return ExistingPlan.objects.filter(tenant_id=process.tenant_id, process=process, there=True).exists()


def told(process: Process) -> PlanFacts | None:
    """Return what was said, or None where it was not asked. One query."""
    row = ExistingPlan.objects.filter(tenant_id=process.tenant_id, process=process).first()
    return PlanFacts(row.there, row.name, row.since, row.by) if row is not None else None


def write_plan(process: Process, plan: PlanFacts | None) -> bool:
    """Write the answer and tell whether it changed, inside the act that makes or edits a question.

    Raises NotNow once everybody can read it: an answer that was given then stays.
    """
    before = told(process)
    if plan is None or plan == before:
        return False
    if before is not None and is_public(process):
        raise NotNow(_("Of er al een plan was, is openbaar en staat vast."), field="plan")
    columns = {"there": plan.there, "name": plan.name, "since": plan.since, "by": plan.by}
    ExistingPlan.objects.update_or_create(
        tenant_id=process.tenant_id, process=process, defaults=columns,
        create_defaults={**columns, "created_at": clock.now()},
    )  # fmt: skip
    return True
