"""App configuration of framework."""

from django.apps import AppConfig


class FrameworkConfig(AppConfig):
    name = "brink.domain.framework"
    label = "framework"

    def ready(self) -> None:
        """Say who may see a kader: everybody."""
        from django.db.models import Q

        from brink.domain.framework import models
        from brink.foundation.visibility import Rule, register

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
