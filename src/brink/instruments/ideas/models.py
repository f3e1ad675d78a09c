"""What an idea has beyond a contribution: a photo, a point, arguments and support."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from brink.domain.contributions.models import Contribution
from brink.domain.people.models import Tenanted
from brink.foundation.disclosure import K


class Stance(models.TextChoices):
    """What a comment does with an idea."""

    FOR = "for", _("voor")
    AGAINST = "against", _("tegen")
    NEUTRAL = "neutral", _("niet voor, niet tegen")


class Idea(Tenanted):
    """The detail of a contribution of kind `idea`. May be absent for ideas that were typed in at the desk.

    `photo` is a random name below the uploads, never the name somebody's file had. `support_shown` is the support that
    the public reads: it follows `Contribution.support_count` in steps of ten and is 0 below ten (see `rules`).
    """

    contribution = models.OneToOneField(Contribution, on_delete=models.CASCADE, related_name="idea")
    longitude = models.FloatField(_("lengtegraad"), null=True, blank=True)
    latitude = models.FloatField(_("breedtegraad"), null=True, blank=True)
    photo = models.CharField(_("foto"), max_length=48, blank=True)
    photo_alt = models.CharField(_("wat staat er op de foto"), max_length=200, blank=True)
    photo_width = models.PositiveSmallIntegerField(default=0)
    photo_height = models.PositiveSmallIntegerField(default=0)
    support_shown = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("tenant_id", "contribution_id")
        constraints = (
            models.UniqueConstraint(fields=("tenant", "contribution"), name="ideas_idea_once"),
            models.UniqueConstraint(fields=("tenant", "photo"), condition=~models.Q(photo=""), name="ideas_photo_once"),
            models.CheckConstraint(
                condition=models.Q(longitude__isnull=True, latitude__isnull=True)
                | models.Q(longitude__isnull=False, latitude__isnull=False),
                name="ideas_idea_point_whole",
            ),
            models.CheckConstraint(
                condition=models.Q(support_shown=0) | models.Q(support_shown__gte=K), name="ideas_support_shown_k"
            ),
        )

    def __str__(self) -> str:
        return f"{self.contribution_id}"


class Comment(Tenanted):
    """The detail of a contribution of kind `comment`: its parent is the idea, here stands for or against."""

    contribution = models.OneToOneField(Contribution, on_delete=models.CASCADE, related_name="idea_comment")
    stance = models.CharField(_("voor of tegen"), max_length=8, choices=Stance)

    class Meta:
        ordering = ("tenant_id", "contribution_id")
        constraints = (
            models.UniqueConstraint(fields=("tenant", "contribution"), name="ideas_comment_once"),
            models.CheckConstraint(condition=models.Q(stance__in=Stance.values), name="ideas_comment_stance"),
        )

    def __str__(self) -> str:
        return f"{self.contribution_id} {self.stance}"


class Support(Tenanted):
    """One device says yes to one idea. `supporter` is the keyed hash of a token that only the device has."""

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="idea_supports")
    supporter = models.CharField(max_length=64)

    class Meta:
        ordering = ("tenant_id", "contribution_id", "supporter")
        constraints = (
            models.UniqueConstraint(fields=("tenant", "contribution", "supporter"), name="ideas_support_once"),
        )

    def __str__(self) -> str:
        return f"{self.contribution_id}"
