"""Themes that a fractie has, or that somebody with a seat chose for the page of their own."""

from django.db import models
from django.db.models import Q

from brink.domain.people.models import CouncilGroup, Person, Tenanted
from brink.domain.processes.models import Theme


class ChosenTheme(Tenanted):
    """One theme of one fractie or person. Everybody reads it, so that people know whom to ask about what."""

    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey(CouncilGroup, on_delete=models.CASCADE, null=True, blank=True, related_name="themes")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, blank=True, related_name="themes")

    class Meta:
        ordering = ("tenant_id", "theme_id")
        constraints = (
            models.UniqueConstraint(
                fields=("tenant", "theme", "group"), condition=Q(group__isnull=False), name="decisions_theme_group"
            ),
            models.UniqueConstraint(
                fields=("tenant", "theme", "person"), condition=Q(person__isnull=False), name="decisions_theme_person"
            ),
            models.CheckConstraint(
                condition=Q(group__isnull=True, person__isnull=False) | Q(group__isnull=False, person__isnull=True),
                name="decisions_theme_of_one",
            ),
        )

    def __str__(self) -> str:
        return f"{self.theme_id}"
