"""App configuration of declarations."""

from django.apps import AppConfig


class DeclarationsConfig(AppConfig):
    name = "brink.domain.declarations"
    label = "declarations"

    def ready(self) -> None:
        """Say who sees what, and how acts are called."""
        from brink.domain.declarations.journal_labels import KINDS
        from brink.domain.declarations.visibility_rules import register_rules
        from brink.domain.journal.labels import register_labels

        register_rules()
        register_labels(KINDS)
