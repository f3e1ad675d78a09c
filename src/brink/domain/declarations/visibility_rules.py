"""Who sees which rows of this app: everybody reads what a body says of itself."""

from django.db.models import Q

from brink.domain.declarations.models import Declaration
from brink.foundation.visibility import DESK, Rule, register


def register_rules() -> None:
    """Register the rule of each model, once."""
    register(Declaration, Rule(public=lambda: Q(pk__isnull=False), roles=DESK))
