"""When somebody at the desk is away, and who takes their work for that time."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from brink.domain.people.models.account import Account
from brink.domain.people.models.body import Tenanted


class Absence(Tenanted):
    """Somebody is away for a period, and a colleague takes their work. The last day counts."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="absences", verbose_name=_("wie"))
    substitute = models.ForeignKey(
        Account, on_delete=models.CASCADE, related_name="stands_in", verbose_name=_("wie het overneemt")
    )
    starts = models.DateField(_("vanaf"))
    ends = models.DateField(_("tot en met"))

    class Meta:
        ordering = ("tenant_id", "starts", "id")
        constraints = (
            models.CheckConstraint(condition=Q(ends__gte=F("starts")), name="people_absence_period"),
            models.CheckConstraint(condition=~Q(account=F("substitute")), name="people_absence_other"),
        )

    def __str__(self) -> str:
        return f"{self.account_id} {self.starts}"
