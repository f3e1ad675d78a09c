"""Teams: people of a body who answer for something together."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from brink.domain.people.models.body import Tenanted
from brink.domain.people.models.person import Person


class Team(Tenanted):
    """A named group of people at work, as owner of what is promised, watched or looked into."""

    name = models.CharField(_("naam"), max_length=120)
    slug = models.SlugField(_("adres"), max_length=80)

    class Meta:
        ordering = ("tenant_id", "name")
        constraints = (models.UniqueConstraint(fields=("tenant", "slug"), name="people_team_slug"),)

    def __str__(self) -> str:
        return self.name


class TeamMember(Tenanted):
    """One person's place in a team."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="teams")

    class Meta:
        ordering = ("tenant_id", "team_id", "person_id")
        constraints = (models.UniqueConstraint(fields=("tenant", "team", "person"), name="people_team_member_once"),)

    def __str__(self) -> str:
        return f"{self.team_id} {self.person_id}"
