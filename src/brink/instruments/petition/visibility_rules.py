"""Who may see which rows: rules, count, checks and scheduling are everybody's.

Who supported has no rule: nothing reads those rows but the check of one petition at the desk of its own body.
"""

from django.db.models import Q

from brink.foundation.visibility import DESK, Rule, register
from brink.instruments.petition.models import Check, Collection, Proposal, RuleSet, Scheduling


def _opened() -> Q:
    return Q(round__opened_at__isnull=False)


def register_rules() -> None:
    """Register the rule of each model, once."""
    register(RuleSet, Rule(public=lambda: Q(pk__isnull=False), roles=DESK))
    register(Proposal, Rule(public=_opened, roles=DESK))
    for model in (Collection, Check, Scheduling):
        register(model, Rule(public=_opened, roles=DESK))
