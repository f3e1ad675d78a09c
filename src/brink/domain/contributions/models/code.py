"""What is known of codes besides whose they are: ended, lost, on their way by mail. None that can be read stays."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from brink.domain.contributions.models.contribution import Contribution
from brink.domain.people.models import Tenanted
from brink.foundation.crypto import EncryptedTextField
from brink.foundation.ids import uuid7


class EndedCode(Tenanted):
    """A code that a new one took the place of. It opens nothing; whoever types it hears that there is a new one."""

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="ended_codes")
    code_hash = models.CharField(max_length=64)

    class Meta:
        ordering = ("tenant_id", "created_at")
        constraints = (models.UniqueConstraint(fields=("tenant", "code_hash"), name="contributions_ended_once"),)
        # A stranger's code names no body, so the look-up goes by hash alone.
        indexes = (models.Index(fields=("code_hash",), name="contributions_ended_lookup"),)

    def __str__(self) -> str:
        return f"{self.contribution_id}"


class LostCode(models.Model):
    """Somebody asked for a new code. Holds a keyed hash of the address that was typed, and is gone when it is answered.

    Of no body: whoever lost a code need not know which one has the words.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    created_at = models.DateTimeField()
    address_hash = models.CharField(max_length=64, unique=True)
    language = models.CharField(max_length=10)
    due_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("created_at",)

    def __str__(self) -> str:
        return f"{self.pk}"


class CodeMail(Tenanted):
    """A code that its holder had mailed to themselves: encrypted, till the mail went out, and no longer."""

    to = EncryptedTextField(_("e-mail"))
    code = EncryptedTextField(_("volgcode"))
    language = models.CharField(max_length=10)
    due_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("tenant_id", "created_at")
        indexes = (models.Index(fields=("tenant", "due_at"), name="contributions_codemail_due"),)

    def __str__(self) -> str:
        return f"{self.pk}"
