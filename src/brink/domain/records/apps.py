"""App configuration of records."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "brink.domain.records"
    label = "records"

    def ready(self) -> None:
        """Say who may see what."""
        from brink.domain.records.visibility_rules import register_rules

        register_rules()
