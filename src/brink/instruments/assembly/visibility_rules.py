"""Who may see which rows of an assembly. Who signed up and who sits has no rule: only the own desk calls them."""

from collections.abc import Callable

from django.db.models import Q

from brink.foundation.visibility import DESK, Rule, register
from brink.instruments.assembly.models import (
    Assembly,
    Commission,
    Draw,
    Expert,
    FollowUp,
    OrganReply,
    Recommendation,
    RecordFile,
    Sitting,
    Target,
)


def _released(path: str) -> Callable[[], Q]:
    return lambda: Q(**{f"{path}__opened_at__isnull": False})


def _offered(path: str) -> Callable[[], Q]:
    return lambda: Q(**{f"{path}__assembly__offered_at__isnull": False})


def register_rules() -> None:
    """Register the rule of each model, once."""
    for model in (Assembly, Commission, Target, Sitting):
        register(model, Rule(public=_released("round"), roles=DESK))
    register(Expert, Rule(public=_released("sitting__round"), roles=DESK))
    register(Draw, Rule(public=lambda: Q(test=False, round__opened_at__isnull=False), roles=DESK))
    register(RecordFile, Rule(public=lambda: Q(draw__withdrawn_at__isnull=True), roles=DESK))
    register(Recommendation, Rule(public=_offered("round"), roles=DESK))
    register(OrganReply, Rule(public=_offered("recommendation__round"), roles=DESK))
    register(FollowUp, Rule(public=_offered("reply__recommendation__round"), roles=DESK))
