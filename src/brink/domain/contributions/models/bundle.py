"""Bundles: contributions that say related things. Every origin is kept; one contribution may lie in several."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from brink.domain.contributions.models.contribution import Contribution
from brink.domain.people.models import Tenanted
from brink.domain.processes.models import Process
from brink.foundation.quotations import QuotingCharField, QuotingTextField


class Bundle(Tenanted):
    """A named group of contributions of one process. Merging closes one into another; nothing is deleted."""

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="bundles")
    number = models.PositiveSmallIntegerField(_("nummer"))
    title = QuotingCharField(_("titel"), max_length=160)
    summary = QuotingTextField(_("wat zeggen deze mensen"), blank=True)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged")
    split_from = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="splits")
    item_count = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("tenant_id", "process_id", "number")
        constraints = (
            models.UniqueConstraint(fields=("tenant", "process", "number"), name="contributions_bundle_number"),
        )

    def __str__(self) -> str:
        return self.title


class BundleItem(Tenanted):
    """One contribution in one bundle, now or formerly."""

    bundle = models.ForeignKey(Bundle, on_delete=models.CASCADE, related_name="items")
    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="bundle_items")
    suggested = models.BooleanField(_("voorgesteld door Brink"), default=False)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("tenant_id", "bundle_id", "created_at")
        constraints = (
            models.UniqueConstraint(fields=("tenant", "bundle", "contribution"), name="contributions_bundle_item_once"),
        )
        indexes = (models.Index(fields=("tenant", "contribution"), name="contributions_item_of"),)

    def __str__(self) -> str:
        return f"{self.bundle_id} {self.contribution_id}"
