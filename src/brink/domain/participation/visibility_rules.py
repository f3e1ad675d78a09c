"""Who sees which rows of this app. A sign is shown to nobody: it says something of one connection."""

from brink.domain.participation.models import Hall, LineSign, OneLine
from brink.foundation.visibility import DESK, Rule, register


def register_rules() -> None:
    """Register the rule of each model, once."""
    register(Hall, Rule(roles=DESK))
    register(OneLine, Rule(roles=DESK))
    register(LineSign, Rule())
