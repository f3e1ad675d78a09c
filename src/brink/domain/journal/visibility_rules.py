"""Who reads the journal: public entries and all hashes are everybody's, the rest is for clerks and admins."""

from django.db.models import Q

from brink.domain.journal.models import Checkpoint, Entry, Leaf
from brink.foundation.visibility import Role, Rule, register


def register_rules() -> None:
    """Register the rule of each model, once."""
    register(Entry, Rule(public=lambda: Q(public=True), roles=frozenset({Role.CLERK, Role.SECRETARY, Role.ADMIN})))
    register(Leaf, Rule(public=Q))
    register(Checkpoint, Rule(public=Q))
