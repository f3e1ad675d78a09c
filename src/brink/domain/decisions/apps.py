"""App configuration of decisions."""

from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    name = "brink.domain.decisions"
    label = "decisions"

    def ready(self) -> None:
        """Say who may see what, and what givers are told."""
        from django.db.models import Q

        from brink.domain.contributions.path_sources import register_places, register_weighings
        from brink.domain.decisions import path_source
        from brink.domain.decisions.models import Decision, DecisionCommitment
        from brink.domain.records.visibility_rules import register_below
        from brink.foundation.visibility import DESK, Rule, register

        register(Decision, Rule(public=lambda: Q(published_at__isnull=False), roles=DESK))
        register_below(DecisionCommitment, "commitment__record__")
        register_weighings(path_source.weighings)
        for kind in ("decision", "weighing"):
            register_places(kind, path_source.places)
