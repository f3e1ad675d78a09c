"""Counting tries, so that nobody can guess for long."""

from django.db import models

from brink.foundation.ids import uuid7


class Attempts(models.Model):
    """How often one hashed source tried one thing in one hour. Counts only; no tenant, kept for a week at most."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    source = models.CharField(max_length=64)
    what = models.SlugField(max_length=30)
    window = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("-window",)
        constraints = (models.UniqueConstraint(fields=("source", "what", "window"), name="people_attempts_window"),)

    def __str__(self) -> str:
        return f"{self.what} {self.count}"
