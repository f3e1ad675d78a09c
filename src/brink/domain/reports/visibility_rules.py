"""Who sees which rows of this app. A report is the desk's alone; its reporter reads the answer under their code."""

from django.db.models import Q

from brink.domain.reports.models import HouseRules, Report
from brink.foundation.visibility import DESK, Rule, register


def register_rules() -> None:
    """Register the rule of each model, once."""
    register(Report, Rule(roles=DESK))
    register(HouseRules, Rule(public=lambda: Q(pk__isnull=False), roles=DESK))
