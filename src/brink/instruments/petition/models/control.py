"""How the support of one round was checked: by a sample, or line by line."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from brink.domain.people.models import Tenanted
from brink.domain.processes.models import Round
from brink.foundation.quotations import QuotingCharField


class Check(Tenanted):
    """One check: a sample first, every line when that could not say yes. `passed` stays empty until it is done."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="petition_checks")
    full = models.BooleanField(_("alle regels"), default=False)
    total = models.PositiveIntegerField(_("regels op de lijst"))
    size = models.PositiveIntegerField(_("regels om na te kijken"))
    allowed = models.PositiveIntegerField(_("hoeveel fout mag zijn"), default=0)
    seed_source = QuotingCharField(_("waar het toeval vandaan kwam"), max_length=200, blank=True)
    seed = models.CharField(_("het toeval"), max_length=200, blank=True)
    second = QuotingCharField(_("wie keek mee"), max_length=120, blank=True)
    wrong = models.PositiveIntegerField(_("hoeveel fout was"), null=True, blank=True)
    passed = models.BooleanField(_("genoeg steun"), null=True, blank=True)
    finished_at = models.DateTimeField(_("klaar op"), null=True, blank=True)

    class Meta:
        ordering = ("tenant_id", "round_id", "full")
        constraints = (
            models.UniqueConstraint(fields=("tenant", "round", "full"), name="petition_check_once"),
            models.CheckConstraint(name="petition_check_size", condition=Q(size__gte=1, size__lte=models.F("total"))),
            models.CheckConstraint(
                name="petition_check_done",
                condition=Q(finished_at__isnull=True, wrong__isnull=True, passed__isnull=True)
                | (Q(finished_at__isnull=False, wrong__isnull=False) & ~Q(second="")),
            ),
            # A sample may only say yes: a no comes from looking at every line.
            models.CheckConstraint(
                name="petition_check_no",
                condition=Q(passed__isnull=True) | Q(passed=True) | Q(full=True),
            ),
            models.CheckConstraint(
                name="petition_check_yes",
                condition=Q(passed__isnull=True) | Q(passed=False) | Q(wrong__lte=models.F("allowed")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.round_id} {'full' if self.full else 'sample'}"
