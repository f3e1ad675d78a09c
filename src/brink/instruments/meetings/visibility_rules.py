"""Who may see which rows of meetings: the own row of words that anybody may read, its giver, and the desk."""

from django.db.models import Q

from brink.domain.contributions.models import Contribution
from brink.foundation.visibility import ANYONE, DESK, Rule, register, visible
from brink.instruments.meetings.models import Spoken


def public_detail() -> Q:
    """Return the condition under which the own row is public: that of its contribution."""
    return Q(contribution__in=visible(ANYONE, Contribution.objects.all()))


def register_rules() -> None:
    """Register the rule of each model, once."""
    register(Spoken, Rule(public=public_detail, roles=DESK, under_code="contribution_id"))
