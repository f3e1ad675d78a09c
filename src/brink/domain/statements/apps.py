"""App configuration of statements."""

from django.apps import AppConfig


class StatementsConfig(AppConfig):
    name = "brink.domain.statements"
    label = "statements"

    def ready(self) -> None:
        """Say who sees what, and how acts are called."""
        from brink.domain.journal.labels import register_labels
        from brink.domain.statements.journal_labels import KINDS
        from brink.domain.statements.visibility_rules import register_rules

        register_rules()
        register_labels(KINDS)
