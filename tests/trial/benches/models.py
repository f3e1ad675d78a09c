"""What a bench has beyond a record: its spot, and the day on which it was placed."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from brink.domain.records.models import Detail
from brink.foundation.quotations import QuotingCharField


class Bench(Detail):
    """One bench that somebody asked for; its owner, area and day stand in its record."""

    spot = QuotingCharField(_("plek"), max_length=160)
    placed_on = models.DateField(_("geplaatst op"), null=True, blank=True)

    def __str__(self) -> str:
        return self.spot
