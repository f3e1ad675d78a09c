"""App configuration of reach."""

from django.apps import AppConfig


class ReachConfig(AppConfig):
    name = "brink.domain.reach"
    label = "reach"

    def ready(self) -> None:
        """Say who sees what, and how acts are called."""
        from brink.domain.journal.labels import register_labels
        from brink.domain.reach.journal_labels import KINDS
        from brink.domain.reach.visibility_rules import register_rules

        register_rules()
        register_labels(KINDS)
