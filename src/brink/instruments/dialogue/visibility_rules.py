"""Who may see which rows of a dialogue. Answers are opinions, so nobody but their giver ever sees one."""

from django.db.models import Q

from brink.foundation.visibility import DESK, Rule, register
from brink.instruments.dialogue.models import OpinionResult, Session, Statement, Vote
from brink.instruments.dialogue.readable_statements import readable


def shown() -> Q:
    """Statements that anybody may read: of the body itself, or of a resident and not hidden, waiting or withdrawn."""
    return readable()


def register_rules() -> None:
    """Register the rule of each model, once."""
    register(
        Statement,
        Rule(public=lambda: shown() & Q(round__opened_at__isnull=False), roles=DESK, under_code="contribution_id"),
    )
    # Not even staff: a row of answers singles a person out after five to eight known answers (reliability §4.2).
    register(Session, Rule(under_code="contribution_id"))
    register(Vote, Rule(under_code="session__contribution_id"))
    register(OpinionResult, Rule(public=lambda: Q(public=True)))
