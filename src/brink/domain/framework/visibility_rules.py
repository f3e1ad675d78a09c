"""Who may see a kader: everybody."""

from django.db.models import Q

from brink.domain.framework import models
from brink.foundation.visibility import Rule, register


def register_rules() -> None:
    """Register the rule of each model, once."""
    everyone = Rule(public=lambda: Q(pk__isnull=False))
    for model in (
        models.Framework,
        models.Adoption,
        models.Phase,
        models.RoleText,
        models.InstrumentRule,
        models.Scale,
        models.RuleOfThumb,
    ):
        register(model, everyone)
