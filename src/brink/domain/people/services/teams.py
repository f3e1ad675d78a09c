"""Teams: named once, with members that change."""

from collections.abc import Sequence
from uuid import UUID

from django.utils.text import slugify
from django.utils.translation import gettext as _

from brink.domain.journal.acts import Done, act
from brink.domain.journal.services import Actor
from brink.domain.people.models import Body, Person, Team, TeamMember
from brink.foundation import clock
from brink.foundation.errors import BadInput
from brink.foundation.text import clean


def _seat(team: Team, members: Sequence[Person]) -> None:
    """Make these people the members, and nobody else."""
    if any(person.tenant_id != team.tenant_id for person in members):
        raise BadInput(_("Kies iemand van uw eigen organisatie."), field="members")
    TeamMember.objects.filter(tenant_id=team.tenant_id, team=team).delete()
    TeamMember.objects.bulk_create(
        TeamMember(tenant_id=team.tenant_id, created_at=clock.now(), team=team, person=person)
        for person in dict.fromkeys(members)
    )


def _named(tenant_id: UUID, name: str, but: Team | None = None) -> tuple[str, str]:
    """Return a name with its slug, refused when another team of the body has it."""
    name = clean(name, limit=120, field="name", empty=_("Geef het team een naam."), too_long=_("Maak de naam korter."))
    slug = slugify(name)[:80] or "team"
    others = Team.objects.filter(tenant_id=tenant_id, slug=slug)
    if (others.exclude(pk=but.pk) if but is not None else others).exists():
        raise BadInput(_("Dit team is er al."), field="name")
    return name, slug


@act("team.added", Team, on="tenant", lock=False)
def add_team(*, tenant: Body, name: str, members: Sequence[Person], actor: Actor, key: str | None) -> Done[Team]:
    """Name a team of a body, with who is in it."""
    name, slug = _named(tenant.pk, name)
    team = Team.objects.create(tenant=tenant, created_at=clock.now(), name=name, slug=slug)
    _seat(team, members)
    return Done(team, {"members": len(members)}, public=True)


@act("team.changed", Team, on="team")
def change_team(
    *, team: Team, name: str, members: Sequence[Person], actor: Actor, key: str | None, seen: int | None = None
) -> Done[Team]:
    """Say how a team is called and who is in it from now on; what it answers for stays with it."""
    team.name, team.slug = _named(team.tenant_id, name, but=team)
    team.save(update_fields=("name", "slug"))
    _seat(team, members)
    return Done(team, {"members": len(members)}, public=True)
