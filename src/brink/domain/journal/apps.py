"""App configuration of journal."""

from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "brink.domain.journal"
    label = "journal"

    def ready(self) -> None:
        """Say who reads what."""
        from brink.domain.journal.visibility_rules import register_rules

        register_rules()
