"""What is refused of a plan of a budget: members of `tests/safety/test_guards.py`."""

from tests.builders import World
from tests.safety.guarded import STAFF, Guarded, over

from brink.foundation import clock
from brink.instruments.budget.models import Feasibility
from brink.instruments.budget.round_settings import MOST_AMOUNT, MOST_PLANS
from brink.instruments.budget.services import plans
from brink.instruments.budget.services.opening import freeze_terms
from brink.instruments.budget.tests.conftest import make_budget

FACTS = plans.PlanFacts("Bankjes", "Bij de brink.", 100_000, feasibility=Feasibility.FEASIBLE)


def budgets(world: World, other: World) -> dict[str, Guarded]:
    """Return what is asked of a plan: before releasing, after it, and once it is off the list."""
    planned, released = make_budget(world, "met-plannen", opened=False), make_budget(world, "vrijgegeven", opened=True)
    (loose,) = plans.put_in(planned, [FACTS])
    fixed, gone = plans.put_in(released, [FACTS, plans.PlanFacts("Een boom", feasibility=Feasibility.OPEN)])
    freeze_terms(released)
    gone.withdrawn_at, gone.withdrawn_reason = clock.now(), "Dubbel."
    gone.save()
    why = "Zo weet u waar."
    return {
        "a plan": Guarded(
            plans.add_plan, {"round": planned, "facts": FACTS, **STAFF},
            [
                ({"facts.title": ""}, "title"), ({"facts.title": over(200)}, "title"),
                ({"facts.description": over(2_000)}, "description"), ({"facts.place": over(160)}, "place"),
                ({"facts.theme": over(80)}, "theme"), ({"facts.feasibility_reason": over(1_000)}, "feasibility_reason"),
                ({"facts.feasibility": "misschien"}, "feasibility"), ({"facts.cost_cents": 0}, "cost_cents"),
                ({"facts.cost_cents": MOST_AMOUNT + 1}, "cost_cents"), ({"facts.cost_cents": None}, "cost_cents"),
                ({"facts.feasibility": Feasibility.INFEASIBLE}, "feasibility_reason"),
                ({"facts.position": -1}, "position"), ({"facts.position": MOST_PLANS + 1}, "position"),
                ({"round": released}, ""),
            ],
            [{"facts.cost_cents": 1}, {"facts.cost_cents": MOST_AMOUNT}, {"facts.position": MOST_PLANS}],
        ),
        "a table of plans": Guarded(
            plans.bring_in, {"round": planned, "facts": (FACTS,), **STAFF},
            [({"facts": (FACTS,) * MOST_PLANS}, ""), ({"round": released}, "")],
            [{"facts": (FACTS,) * (MOST_PLANS - 1)}],
        ),
        "a plan in other words": Guarded(
            plans.change_plan, {"plan": fixed, "facts": FACTS, "why": why, **STAFF},
            [
                ({"facts.title": ""}, "title"), ({"facts.cost_cents": 99_999}, ""),
                ({"facts.feasibility": Feasibility.OPEN}, ""), ({"why": ""}, "why"), ({"why": over(200)}, "why"),
                ({"plan": gone}, ""),
            ],
            [{"facts.title": "Banken"}, {"plan": loose, "why": "", "facts.cost_cents": 99_999}],
        ),
        "a plan off the list": Guarded(
            plans.remove_plan, {"plan": fixed, "reason": "Het kan daar niet.", **STAFF},
            [({"reason": ""}, "reason"), ({"reason": over(1_000)}, "reason"), ({"plan": gone}, "")],
        ),
    }  # fmt: skip
