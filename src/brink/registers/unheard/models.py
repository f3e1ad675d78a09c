"""A group that is missed: why, what is tried since which day, and by which figure of reach it shows."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from brink.domain.records.models import Detail
from brink.foundation.quotations import QuotingTextField


class UnheardGroup(Detail):
    """Facts about one group; its name, owner, question, places and the day to look back stand in its record.

    `measured_by` names the cell of reach that counts it (`measures.MEASURES`); "" where none does. What it changed is
    computed from the counted rounds, and never typed.
    """

    class Ended(models.TextChoices):
        HEARD = "heard", _("wij horen deze groep nu beter")
        SAME = "same", _("het is niet beter geworden")
        UNKNOWN = "unknown", _("wij weten het niet")

    why = QuotingTextField(_("waarom wij deze mensen missen"))
    measured_by = models.CharField(_("waaraan wij het zien"), max_length=10, blank=True)
    intervention = QuotingTextField(_("wat wij doen"), blank=True)
    begun_at = models.DateTimeField(_("begonnen op"), null=True, blank=True)
    ended = models.CharField(_("hoe het is gegaan"), max_length=10, choices=Ended, blank=True)
    ended_at = models.DateTimeField(_("afgerond op"), null=True, blank=True)
    learned = QuotingTextField(_("wat wij ervan hebben geleerd"), blank=True)

    class Meta:
        ordering = ("tenant_id", "record_id")
        constraints = (
            models.CheckConstraint(name="unheard_why", condition=~models.Q(why="")),
            models.CheckConstraint(
                name="unheard_begun",
                condition=models.Q(begun_at__isnull=True, intervention="")
                | (models.Q(begun_at__isnull=False) & ~models.Q(intervention="")),
            ),
            models.CheckConstraint(
                name="unheard_ended",
                condition=models.Q(ended="", ended_at__isnull=True)
                | (~models.Q(ended="") & ~models.Q(learned="") & models.Q(ended_at__isnull=False)),
            ),
            # What was not tried has no effect: it ends because nobody tried it, which is unknown.
            models.CheckConstraint(
                name="unheard_tried",
                condition=models.Q(begun_at__isnull=False) | ~models.Q(ended__in=("heard", "same")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.record_id}"
