"""App configuration of journal."""

from django.apps import AppConfig
from django.db.models import Q


class JournalConfig(AppConfig):
    name = "brink.domain.journal"
    label = "journal"

    def ready(self) -> None:
        """Say who reads what: public entries and all hashes are everybody's, the rest is for clerks and admins."""
        from brink.domain.journal.models import Checkpoint, Entry, Leaf
        from brink.foundation.visibility import Role, Rule, register

        register(Entry, Rule(public=lambda: Q(public=True), roles=frozenset({Role.CLERK, Role.ADMIN})))
        register(Leaf, Rule(public=Q))
        register(Checkpoint, Rule(public=Q))
