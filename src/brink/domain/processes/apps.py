"""App configuration of processes."""

from django.apps import AppConfig


class ProcessesConfig(AppConfig):
    name = "brink.domain.processes"
    label = "processes"

    def ready(self) -> None:
        """Say who may see what, that nothing is decided in a stopped question, and that a standing one has no end."""
        from brink.domain.processes.step_findings import never_ends, stopped_findings
        from brink.domain.processes.steps import Step, register_guard
        from brink.domain.processes.visibility_rules import register_rules

        register_rules()
        register_guard(Step.DECIDE, stopped_findings)
        for step in (Step.WEIGH, Step.DECIDE, Step.ANSWER, Step.EVALUATE):
            register_guard(step, never_ends)
