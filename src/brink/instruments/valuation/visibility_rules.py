"""Who may see which rows. An advice is an opinion, so nobody but its giver ever sees one."""

from django.db.models import Q

from brink.foundation.visibility import DESK, Rule, register
from brink.instruments.valuation.models import Advice, FoundGroups, FrozenTask, OptionAnswer


def register_rules() -> None:
    """Register the rule of each model, once."""
    register(FrozenTask, Rule(public=lambda: Q(round__opened_at__isnull=False), roles=DESK))
    # Not even staff: a row of choices singles a person out.
    register(Advice, Rule(under_code="contribution_id"))
    # A draft of the desk until everybody's answer is sent.
    register(OptionAnswer, Rule(public=lambda: ~Q(told={}), roles=DESK))
    register(FoundGroups, Rule(public=lambda: Q(round__closed_at__isnull=False), roles=DESK))
