"""Reads about bodies and people."""

from datetime import date
from uuid import UUID

from django.db.models import Q

from brink.domain.journal.services import Actor
from brink.domain.people.models import Account, Membership
from brink.foundation import clock
from brink.foundation.visibility import Role, Viewer


def current(on: date) -> Q:
    """Return the condition that a period holds on a day; its last day counts."""
    return Q(starts__lte=on) & (Q(ends__isnull=True) | Q(ends__gte=on))


def viewer_for(account: Account) -> Viewer:
    """Return the viewer behind an account: its roles per body, today."""
    rows = Membership.objects.filter(current(clock.today()), person__account=account).values_list("tenant_id", "role")
    return Viewer(
        account_id=account.pk,
        name=account.name,
        roles=frozenset((tenant, Role(role)) for tenant, role in rows),
    )


def actor_of(viewer: Viewer, tenant_id: UUID) -> Actor:
    """Return who acts when this viewer does something for a body: the account in its weightiest role there."""
    order = (Role.ADMIN, Role.CLERK, Role.OFFICER, Role.MODERATOR, Role.EXECUTIVE, Role.COUNCIL)
    role = next((one for one in order if (tenant_id, one) in viewer.roles), None)
    return Actor(id=viewer.account_id, role=role.value if role else "resident")
