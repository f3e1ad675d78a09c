"""App configuration of framework."""

from django.apps import AppConfig


class FrameworkConfig(AppConfig):
    name = "brink.domain.framework"
    label = "framework"

    def ready(self) -> None:
        """Say who may see a kader."""
        from brink.domain.framework.visibility_rules import register_rules

        register_rules()
