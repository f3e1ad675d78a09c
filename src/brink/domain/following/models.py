"""Who is mailed about what. Nobody sees these rows: not the desk either, which needs them for nothing."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from brink.domain.people.models import Tenanted
from brink.domain.places.models import Area
from brink.domain.processes.models import Process, Theme
from brink.foundation.crypto import EncryptedTextField


class Follow(Tenanted):
    """Somebody wants mail about a place, a theme, one theme in one place, or a question; `tenant` holds the address.

    Nothing is mailed but the one mail that asks, until `confirmed_at`. The address is encrypted; its keyed hash makes
    one mail of all that one address follows. The row goes when it is stopped, over, or not confirmed.
    """

    email = EncryptedTextField(_("e-mail"))
    address_hash = models.CharField(max_length=64)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    process = models.ForeignKey(Process, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    language = models.CharField(max_length=10)
    confirmed_at = models.DateTimeField(_("bevestigd op"), null=True, blank=True)
    # Until which moment news was told, and the last day on which any is.
    told_until = models.DateTimeField(null=True, blank=True)
    ends_on = models.DateField(_("tot en met"), null=True, blank=True)
    # When the next mail is due: the one that asks, or the one with news. Null: none until somebody asks again.
    due_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("tenant_id", "created_at")
        constraints = (
            models.UniqueConstraint(
                fields=("tenant", "address_hash", "area"), condition=models.Q(theme__isnull=True),
                name="following_follow_one_area",
            ),
            models.UniqueConstraint(
                fields=("tenant", "address_hash", "theme"), condition=models.Q(area__isnull=True),
                name="following_follow_one_theme",
            ),
            models.UniqueConstraint(
                fields=("tenant", "address_hash", "area", "theme"), name="following_follow_one_both"
            ),
            models.UniqueConstraint(
                fields=("tenant", "address_hash", "process"), name="following_follow_one_process"
            ),
            models.CheckConstraint(
                name="following_follow_about_one",
                condition=(
                    models.Q(process__isnull=True)
                    & (models.Q(area__isnull=False) | models.Q(theme__isnull=False))
                ) | models.Q(area__isnull=True, theme__isnull=True, process__isnull=False),
            ),
            models.CheckConstraint(
                name="following_follow_confirmed",
                condition=models.Q(confirmed_at__isnull=True, told_until__isnull=True, ends_on__isnull=True)
                | models.Q(confirmed_at__isnull=False, told_until__isnull=False, ends_on__isnull=False),
            ),
        )
        indexes = (models.Index(fields=("tenant", "due_at"), name="following_follow_due"),)

    def __str__(self) -> str:
        return f"{self.pk}"
