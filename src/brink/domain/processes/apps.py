"""App configuration of processes."""

from django.apps import AppConfig


class ProcessesConfig(AppConfig):
    name = "brink.domain.processes"
    label = "processes"

    def ready(self) -> None:
        """Say who may see what."""
        from brink.domain.processes.visibility import register_rules

        register_rules()
