"""Who may see who was asked for a conversation: the desk of the body, and whoever asked it."""

from brink.foundation.visibility import DESK, Rule, register
from brink.registers.inbox.models import TalkRequest


def register_rules() -> None:
    """Register the rule, once."""
    register(TalkRequest, Rule(roles=DESK, under_code="contribution_id"))
