"""Words about two subjects: each becomes a contribution of its own, under the code of the one who gave them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from brink.domain.contributions.models.contribution import Contribution
from brink.domain.people.models import Body, Tenanted
from brink.foundation.quotations import QuotingCharField


class Split(Tenanted):
    """One split: `contribution` went on with the first subject, `part_id` with the second, here or at another body."""

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="splits")
    part_id = models.UUIDField(_("het andere deel"))
    part_at = models.ForeignKey(
        Body, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("ligt bij")
    )
    first = QuotingCharField(_("eerste onderwerp"), max_length=120)
    second = QuotingCharField(_("tweede onderwerp"), max_length=120)

    class Meta:
        ordering = ("tenant_id", "contribution_id", "created_at")
        constraints = (
            models.UniqueConstraint(fields=("tenant", "contribution", "part_id"), name="contributions_split_once"),
        )

    def __str__(self) -> str:
        return f"{self.contribution_id} {self.part_id}"
