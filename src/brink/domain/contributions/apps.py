"""App configuration of contributions."""

from django.apps import AppConfig


class ContributionsConfig(AppConfig):
    name = "brink.domain.contributions"
    label = "contributions"

    def ready(self) -> None:
        """Say who sees what, how acts are called, and hold back processes with an unanswered voice."""
        from brink.domain.contributions.journal_labels import KINDS
        from brink.domain.contributions.landing_findings import answering
        from brink.domain.contributions.services.deadlines import stop_due
        from brink.domain.contributions.visibility_rules import register_rules
        from brink.domain.journal.labels import register_labels
        from brink.domain.processes.steps import Step, register_consequence, register_guard

        register_rules()
        register_labels(KINDS)
        register_guard(Step.ANSWER, answering)
        register_consequence(Step.STOP, stop_due)
