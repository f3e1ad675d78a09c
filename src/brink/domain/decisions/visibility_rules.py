"""Who may see decisions: everybody what is published, the desk of the body its own drafts."""

from django.db.models import Q

from brink.domain.decisions.models import (
    ChosenTheme,
    Decision,
    DecisionCommitment,
    DecisionKind,
    Erratum,
    Involvement,
    Position,
)
from brink.domain.processes.visibility_rules import public_process
from brink.domain.records.visibility_rules import register_below
from brink.foundation.visibility import DESK, Rule, register


def register_rules() -> None:
    """Register the rule of each model, once."""
    register(Decision, Rule(public=lambda: Q(published_at__isnull=False), roles=DESK))
    register(Erratum, Rule(public=lambda: Q(published_at__isnull=False), roles=DESK))
    register(Position, Rule(public=lambda: public_process("process__")))
    for model in (ChosenTheme, DecisionKind):
        register(model, Rule(public=lambda: Q(pk__isnull=False)))
    # When somebody is expected is between them and the desk; who was there everybody reads.
    register(Involvement, Rule(public=lambda: public_process("process__") & ~Q(attendance=""), roles=DESK))
    register_below(DecisionCommitment, "commitment__record__")
