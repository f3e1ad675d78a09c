"""Who may see which rows of ideas."""

from brink.foundation.visibility import DESK, Rule, register
from brink.instruments.ideas.models import Comment, Idea, Support
from brink.instruments.ideas.queries import public_detail


def register_rules() -> None:
    """Register the rule of each model, once."""
    register(Idea, Rule(public=public_detail, roles=DESK, under_code="contribution_id"))
    register(Comment, Rule(public=public_detail, roles=DESK, under_code="contribution_id"))
    # Who supported what is nobody's business: counted, never shown.
    register(Support, Rule())
