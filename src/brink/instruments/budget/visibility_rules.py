"""Who may see which rows of a budget. A ballot is an opinion, so nobody but its giver ever sees one."""

from collections.abc import Callable

from django.db.models import Q

from brink.foundation.disclosure import K
from brink.foundation.visibility import DESK, Rule, register
from brink.instruments.budget.models import Ballot, Plan, PlanVersion, Tally, Terms


def _released(path: str) -> Callable[[], Q]:
    return lambda: Q(**{f"{path}__opened_at__isnull": False})


def register_rules() -> None:
    """Register the rule of each model, once."""
    register(Plan, Rule(public=_released("round"), roles=DESK))
    register(PlanVersion, Rule(public=_released("plan__round"), roles=DESK))
    register(Terms, Rule(public=_released("round"), roles=DESK))
    # Not even staff: a row of choices singles a person out.
    register(Ballot, Rule(under_code="contribution_id"))
    # All ballots together, without whose they are, where voters were told so beforehand; fewer than ten nobody reads.
    register(Tally, Rule(public=lambda: Q(voters__gte=K, round__budget_terms__open_ballots=True)))
