"""Who may see areas and what is known of them: everybody, they are public facts."""

from django.db.models import Q

from brink.domain.places.models import Area, Population, PostcodeRange
from brink.foundation.visibility import Rule, register


def register_rules() -> None:
    """Register the rule of each model, once."""
    for model in (Area, PostcodeRange, Population):
        register(model, Rule(public=lambda: Q(pk__isnull=False)))
