"""App configuration of decisions."""

from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    name = "brink.domain.decisions"
    label = "decisions"

    def ready(self) -> None:
        """Say who may see what, and what givers are told."""
        from brink.domain.contributions.path_sources import register_places, register_weighings
        from brink.domain.decisions import path_source
        from brink.domain.decisions.visibility_rules import register_rules

        register_rules()
        register_weighings(path_source.weighings)
        for kind in ("decision", "weighing"):
            register_places(kind, path_source.places)
