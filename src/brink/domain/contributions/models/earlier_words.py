"""What somebody said before they changed their own words: kept as it was, and shown where it once stood."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from brink.domain.contributions.models.contribution import Contribution
from brink.domain.people.models import Tenanted


class EarlierWords(Tenanted):
    """One version of own words, up to the moment (`created_at`) at which their giver put others in their place.

    `shown`: everybody may read it, because everybody could before and the giver does not say that somebody's details
    stand in it. It can be taken away and never be given back. The words never change; withdrawing empties them.
    """

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="earlier_words")
    title = models.CharField(_("titel"), max_length=120, blank=True)
    text = models.TextField(_("woorden"), blank=True)
    # As given, where a moderator had changed what stood on the site: for giver and desk alone.
    verbatim = models.TextField(_("letterlijke woorden"), blank=True)
    shown = models.BooleanField(_("voor iedereen te lezen"), default=False)

    class Meta:
        ordering = ("tenant_id", "contribution_id", "-created_at", "-id")
        indexes = (models.Index(fields=("tenant", "contribution"), name="contributions_earlier_ix"),)

    def __str__(self) -> str:
        return self.title or self.text[:60]
