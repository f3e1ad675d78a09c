"""Who takes part in a round that does not count everybody: confirmed by mail, invited by code, or checked by staff."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from brink.domain.people.models import Account, Tenanted
from brink.domain.processes.models import Round
from brink.foundation.crypto import EncryptedTextField
from brink.foundation.quotations import QuotingCharField


class InvitationRun(Tenanted):
    """Codes that were drawn together for one round. They follow from the seed, which goes once they were handed out."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="invitation_runs")
    seed = models.CharField(max_length=64, blank=True)
    size = models.PositiveIntegerField(_("hoeveel codes"))
    handed_out_at = models.DateTimeField(_("uitgedeeld op"), null=True, blank=True)

    class Meta:
        ordering = ("tenant_id", "round_id", "created_at")
        constraints = (
            models.CheckConstraint(
                name="contributions_invitations_seed",
                condition=models.Q(handed_out_at__isnull=True) | models.Q(seed=""),
            ),
        )
        indexes = (models.Index(fields=("tenant", "round"), name="contributions_invitations_ix"),)

    def __str__(self) -> str:
        return f"{self.round_id} {self.size}"


class Admission(Tenanted):
    """One person's way into one round. What they give counts from `admitted_at`, and is held before that.

    `participant` is the keyed hash of a device and the round, as signals have it; `email_hash` keeps an address from
    counting twice without telling it. Name, address and number are erased when the round is over for a while.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="admissions")
    participant = models.CharField(max_length=64, null=True, blank=True)  # noqa: DJ001 - several may be without
    code_hash = models.CharField(max_length=64, null=True, blank=True)  # noqa: DJ001 - several may be without
    run = models.ForeignKey(InvitationRun, on_delete=models.CASCADE, null=True, blank=True, related_name="invitations")
    number = models.PositiveIntegerField(default=0)
    email = EncryptedTextField(_("e-mail"), blank=True)
    email_hash = models.CharField(max_length=64, blank=True)
    name = EncryptedTextField(_("naam"), blank=True)
    reach = EncryptedTextField(_("hoe te bereiken"), blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)
    claimed_at = models.DateTimeField(_("code gebruikt op"), null=True, blank=True)
    admitted_at = models.DateTimeField(_("telt mee sinds"), null=True, blank=True)
    admitted_by = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    refused_at = models.DateTimeField(_("telt niet mee sinds"), null=True, blank=True)
    refused_reason = QuotingCharField(_("waarom niet"), max_length=200, blank=True)
    expires_at = models.DateTimeField(_("geldig tot"))

    class Meta:
        ordering = ("tenant_id", "round_id", "created_at")
        constraints = (
            models.UniqueConstraint(fields=("tenant", "round", "participant"), name="contributions_admission_device"),
            models.UniqueConstraint(fields=("tenant", "round", "code_hash"), name="contributions_admission_code"),
            models.UniqueConstraint(
                fields=("tenant", "round", "email_hash"),
                condition=models.Q(admitted_at__isnull=False) & ~models.Q(email_hash=""),
                name="contributions_admission_mail",
            ),
            models.CheckConstraint(
                name="contributions_admission_once",
                condition=models.Q(admitted_at__isnull=True) | models.Q(refused_at__isnull=True),
            ),
            models.CheckConstraint(
                name="contributions_admission_refused",
                condition=models.Q(refused_at__isnull=True) | ~models.Q(refused_reason=""),
            ),
        )
        indexes = (models.Index(fields=("tenant", "round", "admitted_at"), name="contributions_admission_ix"),)

    def __str__(self) -> str:
        return f"{self.round_id} {self.number}"
