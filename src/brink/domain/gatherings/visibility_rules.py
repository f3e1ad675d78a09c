"""Who sees which rows: what is public of an event is public of its gathering.

Who comes has no rule, as nothing has that is kept encrypted: the desk asks for it by name, and each look is noted.
"""

from django.db.models import Q

from brink.domain.gatherings.models import AgendaItem, Gathering, Minutes, Presence
from brink.domain.processes.visibility_rules import public_process
from brink.foundation.visibility import DESK, Rule, register


def _of_public(prefix: str) -> Q:
    return Q(**{f"{prefix}event__process__isnull": True}) | public_process(f"{prefix}event__process__")


def register_rules() -> None:
    """Register the rule of each model, once."""
    register(Gathering, Rule(public=lambda: _of_public(""), roles=DESK))
    for model in (AgendaItem, Presence, Minutes):
        register(model, Rule(public=lambda: _of_public("gathering__"), roles=DESK))
