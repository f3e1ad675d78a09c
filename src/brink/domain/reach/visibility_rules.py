"""Who sees which rows of this app: what was counted, whoever may see the question. What one person said, nobody."""

from django.db.models import Q

from brink.domain.reach.models import RoundReach
from brink.foundation.visibility import DESK, Rule, register


def register_rules() -> None:
    """Register the rule of what is counted. Said and Tally have none on purpose: they are in no list."""
    register(
        RoundReach,
        Rule(public=lambda: Q(round__process__room_published_at__isnull=False), roles=DESK),
    )
