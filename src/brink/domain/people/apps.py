"""App configuration of people."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "brink.domain.people"
    label = "people"

    def ready(self) -> None:
        """Say who may see which rows. Accounts and tries have no rule, so nobody sees them."""
        from django.db.models import Q

        from brink.domain.people.models import AreaContact, Body, Membership, Organ, Person, RoleGrant, Team, TeamMember
        from brink.foundation.visibility import DESK, Role, Rule, register

        everyone = Rule(public=lambda: Q(pk__isnull=False))
        for model in (Body, Organ, Person, AreaContact, Team, TeamMember):
            register(model, everyone)
        elected = (Role.COUNCIL, Role.EXECUTIVE)
        register(Membership, Rule(public=lambda: Q(role__in=elected), roles=DESK))
        register(RoleGrant, Rule(roles=frozenset({Role.ADMIN})))
