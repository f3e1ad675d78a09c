"""App configuration of processes."""

from django.apps import AppConfig


class ProcessesConfig(AppConfig):
    name = "brink.domain.processes"
    label = "processes"

    def ready(self) -> None:
        """Say who may see what, and that a standing question has no end."""
        from brink.domain.processes.checks import never_ends
        from brink.domain.processes.rules import Step, register_guard
        from brink.domain.processes.visibility import register_rules

        register_rules()
        for step in (Step.WEIGH, Step.DECIDE, Step.ANSWER, Step.EVALUATE):
            register_guard(step, never_ends)
