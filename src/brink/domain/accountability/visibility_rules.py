"""Who may see what of this app: everybody what is in force, the desk of the body its own drafts."""

from django.db.models import Q

from brink.domain.accountability.models import (
    BaselineFigure,
    InternalRoom,
    ParticipationChoice,
    PublicText,
    RoomFit,
    SelfCheck,
    ServedQuestions,
)
from brink.domain.processes.visibility_rules import public_process
from brink.foundation.visibility import DESK, Rule, register


def register_rules() -> None:
    """Register the rule of each model, once."""
    register(InternalRoom, Rule(public=lambda: Q(adopted_at__isnull=False), roles=DESK))
    register(RoomFit, Rule(public=lambda: Q(decision__published_at__isnull=False), roles=DESK))
    register(BaselineFigure, Rule(public=lambda: Q(pk__isnull=False)))
    for model in (ParticipationChoice, PublicText, SelfCheck, ServedQuestions):
        register(model, Rule(public=lambda: public_process("process__"), roles=DESK))
