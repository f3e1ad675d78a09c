"""App configuration of reports."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "brink.domain.reports"
    label = "reports"

    def ready(self) -> None:
        """Say who sees what, and how acts are called."""
        from brink.domain.journal.labels import register_labels
        from brink.domain.reports.journal_labels import KINDS
        from brink.domain.reports.visibility_rules import register_rules

        register_rules()
        register_labels(KINDS)
