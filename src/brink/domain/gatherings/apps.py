"""App configuration of gatherings."""

from django.apps import AppConfig


class GatheringsConfig(AppConfig):
    name = "brink.domain.gatherings"
    label = "gatherings"

    def ready(self) -> None:
        """Say who sees what, and how acts are called."""
        from brink.domain.gatherings.journal_labels import KINDS
        from brink.domain.gatherings.visibility_rules import register_rules
        from brink.domain.journal.labels import register_labels

        register_rules()
        register_labels(KINDS)
