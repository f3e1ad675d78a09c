"""Who may open which page of a budget."""

from typing import Any

from tests.safety.address import KEY, Address, Kwargs, Who, desk, in_round
from tests.safety.filled_body import Things

from brink.domain.contributions.permissions import CONTRIBUTION_ENTER
from brink.domain.processes.models import Process, Round
from brink.domain.processes.permissions import PROCESS_WRITE
from brink.foundation import clock
from brink.instruments.budget.models import Feasibility, Plan, PlanVersion
from brink.instruments.budget.round_settings import KEY as BUDGET

_round = in_round(BUDGET)


def make_things(process: Process, rounds: dict[str, Round], mark: str) -> dict[str, Any]:
    """Put a plan with an earlier version in the round of the budget, where there is one."""
    if BUDGET not in rounds:
        return {}
    common = {"tenant": process.tenant, "created_at": clock.now()}
    plan = Plan.objects.create(
        **common, round=rounds[BUDGET], number=1, code="1", place_in_list=1, title=f"Bankjes bij {process.slug}{mark}",
        cost_cents=100_000, feasibility=Feasibility.FEASIBLE, version=2,
    )  # fmt: skip
    PlanVersion.objects.create(**common, plan=plan, version=1, title=f"Bankje bij {process.slug}{mark}")
    return {"plan": plan}


def _plan(things: Things) -> Kwargs:
    return {**_round(things), "pk": things.more["plan"].pk}


_PLAN = {**KEY, "title": "Een bankje", "cost_cents": "1.000", "feasibility": "feasible"}
ADDRESSES = {
    "budget:start": Address(Who.READERS, _round, post=True, data={**KEY, "plan-1": "on"}),
    "budget:result": Address(Who.READERS, _round),
    "budget:file": Address(Who.READERS, _round, shown=404, hidden=404),
    "budget:desk": desk(_round, act=PROCESS_WRITE, data=_PLAN),
    "budget:desk_file": desk(_round, act=PROCESS_WRITE, data={**KEY, "content": "titel,kosten\nBankje,1000\n"}),
    "budget:phone": desk(
        _round, act=CONTRIBUTION_ENTER, data={**KEY, "channel": "phone", "heard_on": "2026-01-05", "plan-1": "on"}
    ),
    "budget:desk_plan": desk(_plan, act=PROCESS_WRITE, data={**_PLAN, "act": "change", "why": "Duidelijker."}),
}  # fmt: skip

# What each field that sounds personal holds: see `tests/safety/personal.py`.
PERSONAL = {"hashed": frozenset({"budget.Ballot.participant"}), "thing": frozenset({"budget.Tally.voters"})}
