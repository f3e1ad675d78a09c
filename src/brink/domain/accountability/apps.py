"""App configuration of accountability."""

from django.apps import AppConfig


class AccountabilityConfig(AppConfig):
    name = "brink.domain.accountability"
    label = "accountability"

    def ready(self) -> None:
        """Say who may see what."""
        from brink.domain.accountability.blocks import serving_findings
        from brink.domain.accountability.visibility_rules import register_rules
        from brink.domain.processes.steps import Step, register_guard

        register_rules()
        register_guard(Step.PUBLISH_ROOM, serving_findings)
