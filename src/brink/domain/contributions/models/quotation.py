"""Words of a giver that stand in a text of the body: kept here, and nowhere in that text."""

from django.db import models

from brink.domain.contributions.models.contribution import Contribution
from brink.domain.people.models import Tenanted


class Quotation(Tenanted):
    """A piece of what somebody gave, as a text of the body repeats it; the text holds a mark with this key.

    Withdrawing empties `words`, and so does an edit of the words that takes this piece out. `was_public` tells whether
    everybody could read the words when they were quoted: if not, the body quoted them knowingly.
    """

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="quotations")
    words = models.TextField(blank=True)
    was_public = models.BooleanField(default=True)

    class Meta:
        ordering = ("tenant_id", "contribution_id", "created_at")
        indexes = (models.Index(fields=("tenant", "contribution"), name="contributions_quoted"),)

    def __str__(self) -> str:
        return f"{self.contribution_id}"
