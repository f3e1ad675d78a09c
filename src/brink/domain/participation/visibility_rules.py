"""Who sees which rows of this app. A sign is shown to nobody: it says something of one connection."""

from django.db.models import Q

from brink.domain.participation.models import Hall, HallQuestion, LineSign, OneLine
from brink.foundation import clock
from brink.foundation.visibility import DESK, Rule, register


def open_to_all(prefix: str) -> Q:
    """Return the condition that the hall behind `prefix` stands open and has pages, in a round that is on the site."""
    open_now = Q(**{f"{prefix}ends_at__gt": clock.Present(), f"{prefix}round__opened_at__isnull": False})
    return open_now & ~Q(**{f"{prefix}code": ""})


def register_rules() -> None:
    """Register the rule of each model, once."""
    # Whoever has the code of an open hall may come in: its pages are for who is there.
    register(Hall, Rule(public=lambda: open_to_all(""), roles=DESK))
    register(HallQuestion, Rule(public=lambda: open_to_all("hall__"), roles=DESK))
    register(OneLine, Rule(roles=DESK))
    register(LineSign, Rule())
