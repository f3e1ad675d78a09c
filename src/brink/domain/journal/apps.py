"""App configuration of journal."""

from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "brink.domain.journal"
    label = "journal"

    def ready(self) -> None:
        """Say who may see what: public entries everybody, the others nobody by a list; the log is for everyone."""
        from django.db.models import Q

        from brink.domain.journal.models import Checkpoint, Entry, Leaf
        from brink.foundation.visibility import Rule, register

        register(Entry, Rule(public=lambda: Q(public=True)))
        register(Leaf, Rule(public=Q))
        register(Checkpoint, Rule(public=Q))
