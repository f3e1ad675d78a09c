"""Who may see people and their roles. Accounts and tries have no rule, so nobody sees them."""

from django.db.models import Q

from brink.domain.people.models import (
    Absence,
    AreaContact,
    Body,
    CouncilGroup,
    Membership,
    Organ,
    Person,
    RoleGrant,
    Team,
    TeamMember,
)
from brink.foundation.visibility import DESK, ELECTED, Role, Rule, register


def register_rules() -> None:
    """Register the rule of each model, once."""
    everyone = Rule(public=lambda: Q(pk__isnull=False))
    for model in (Body, Organ, CouncilGroup, Person, AreaContact, Team, TeamMember):
        register(model, everyone)
    register(Membership, Rule(public=lambda: Q(role__in=sorted(ELECTED)), roles=DESK))
    register(Absence, Rule(roles=DESK))
    register(RoleGrant, Rule(roles=frozenset({Role.ADMIN})))
