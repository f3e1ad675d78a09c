"""App configuration of participation: finds the instruments; its own tables are those of lines and halls."""

from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig, apps


class ParticipationConfig(AppConfig):
    name = "brink.domain.participation"
    label = "participation"

    def ready(self) -> None:
        """Register the `instrument` of each folder of instruments that has no app configuration of its own."""
        from brink.domain.participation.visibility_rules import register_rules
        from brink.domain.processes.instrument import registry

        register_rules()

        for config in apps.get_app_configs():
            is_instrument = config.name.rpartition(".")[0].endswith(".instruments")
            if is_instrument and type(config) is AppConfig and find_spec(f"{config.name}.instrument"):
                registry.register(import_module(f"{config.name}.instrument").instrument)
