"""App configuration of contributions."""

from django.apps import AppConfig


class ContributionsConfig(AppConfig):
    name = "brink.domain.contributions"
    label = "contributions"

    def ready(self) -> None:
        """Say who sees what, and hold back processes with a voice in the air."""
        from brink.domain.contributions.guards import answering
        from brink.domain.contributions.visible import register_rules
        from brink.domain.processes.rules import Step, register_guard

        register_rules()
        register_guard(Step.ANSWER, answering)
