"""App configuration of processes."""

from django.apps import AppConfig


class ProcessesConfig(AppConfig):
    name = "brink.domain.processes"
    label = "processes"

    def ready(self) -> None:
        """Say who may see what, and that nothing is decided in a question that was stopped."""
        from brink.domain.processes.checks import stopped_findings
        from brink.domain.processes.rules import Step, register_guard
        from brink.domain.processes.visibility import register_rules

        register_rules()
        register_guard(Step.DECIDE, stopped_findings)
