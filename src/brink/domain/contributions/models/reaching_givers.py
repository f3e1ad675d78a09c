"""How an answer reached somebody without an e-mail address: what was tried, the letters that were made, who is left."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from brink.domain.contributions.models.contribution import Contribution
from brink.domain.contributions.models.landing import Landing
from brink.domain.people.models import Account, Tenanted
from brink.domain.processes.models import Process
from brink.foundation.quotations import QuotingTextField


class LetterRun(Tenanted):
    """Letters that were made together, to print and to post. Their codes follow from the seed, which posting ends."""

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="letter_runs")
    made_by = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    seed = models.CharField(max_length=64, blank=True)
    posted_on = models.DateField(_("op de post"), null=True, blank=True)

    class Meta:
        ordering = ("tenant_id", "process_id", "-created_at")
        constraints = (
            models.CheckConstraint(
                name="contributions_letters_seed",
                condition=models.Q(posted_on__isnull=True) | models.Q(seed=""),
            ),
        )
        indexes = (models.Index(fields=("tenant", "process"), name="contributions_letters_ix"),)

    def __str__(self) -> str:
        return f"{self.process_id} {self.created_at}"


class Reaching(Tenanted):
    """One try to bring an answer to somebody: a call on a day, or a letter in a run. Whoever did it stands with it."""

    class How(models.TextChoices):
        CALL = "call", _("gebeld")
        LETTER = "letter", _("brief")

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="reachings")
    landing = models.ForeignKey(Landing, on_delete=models.CASCADE, related_name="reachings")
    how = models.CharField(_("hoe"), max_length=10, choices=How)
    on = models.DateField(_("op"))
    reached = models.BooleanField(_("bereikt"), default=False)
    by = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    run = models.ForeignKey(LetterRun, on_delete=models.CASCADE, null=True, blank=True, related_name="letters")

    class Meta:
        ordering = ("tenant_id", "contribution_id", "created_at")
        constraints = (
            models.UniqueConstraint(fields=("tenant", "run", "landing"), name="contributions_letter_once"),
            models.CheckConstraint(
                name="contributions_letter_in_run",
                condition=models.Q(how="call", run__isnull=True) | models.Q(how="letter", run__isnull=False),
            ),
        )
        indexes = (models.Index(fields=("tenant", "contribution"), name="contributions_reaching_ix"),)

    def __str__(self) -> str:
        return f"{self.contribution_id} {self.how} {self.on}"


class Unreached(Tenanted):
    """Why a question is called answered although some givers could not be reached; everybody reads the reason."""

    process = models.OneToOneField(Process, on_delete=models.CASCADE, related_name="unreached")
    count = models.PositiveIntegerField(_("hoeveel"))
    reason = QuotingTextField(_("waarom niet"))

    class Meta:
        ordering = ("tenant_id", "process_id")
        constraints = (
            models.UniqueConstraint(fields=("tenant", "process"), name="contributions_unreached_once"),
            models.CheckConstraint(condition=~models.Q(reason=""), name="contributions_unreached_reason"),
        )

    def __str__(self) -> str:
        return f"{self.process_id} {self.count}"
