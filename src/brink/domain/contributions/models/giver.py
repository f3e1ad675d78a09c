"""Who gave: kept in tables of their own, encrypted, and gone when no longer needed."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from brink.domain.contributions.models.contribution import Contribution
from brink.domain.people.models import Tenanted
from brink.foundation.crypto import EncryptedTextField


class Giver(Tenanted):
    """How to reach the giver of one contribution. Absent when nothing was left: the code is then the only way back."""

    contribution = models.OneToOneField(Contribution, on_delete=models.CASCADE, related_name="giver")
    name = EncryptedTextField(_("naam"), blank=True)
    email = EncryptedTextField(_("e-mail"), blank=True)
    phone = EncryptedTextField(_("telefoon"), blank=True)
    address = EncryptedTextField(_("adres"), blank=True)
    erase_after = models.DateField(_("bewaren tot en met"), null=True, blank=True)
    told_at = models.DateTimeField(_("laatst gemaild op"), null=True, blank=True)

    class Meta:
        ordering = ("tenant_id", "contribution_id")
        constraints = (models.UniqueConstraint(fields=("tenant", "contribution"), name="contributions_giver_once"),)
        indexes = (models.Index(fields=("tenant", "erase_after"), name="contributions_giver_erase"),)

    def __str__(self) -> str:
        return f"{self.contribution_id}"


class Broker(Tenanted):
    """Who brought a contribution on behalf of another, with consent. Hears back too, with a code of their own."""

    contribution = models.OneToOneField(Contribution, on_delete=models.CASCADE, related_name="broker")
    public_name = models.CharField(_("naam van de makelaar"), max_length=80, blank=True)
    email = EncryptedTextField(_("e-mail"), blank=True)
    told_at = models.DateTimeField(_("laatst gemaild op"), null=True, blank=True)

    class Meta:
        ordering = ("tenant_id", "contribution_id")
        constraints = (models.UniqueConstraint(fields=("tenant", "contribution"), name="contributions_broker_once"),)

    def __str__(self) -> str:
        return f"{self.contribution_id}"


class Holder(models.TextChoices):
    GIVER = "giver", _("gever")
    BROKER = "broker", _("makelaar")
    LETTER = "letter", _("gever, op een brief")


GIVERS = frozenset({Holder.GIVER, Holder.LETTER})


class TrackingCode(Tenanted):
    """The keyed hash of a code of at least 60 bits. The code itself is shown once and stored nowhere.

    One code leads to one contribution per body, and to the parts of it when it was split: those have the same hash.
    A letter with an answer bears a code of its own, for nobody can print the one that the giver has.
    """

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="codes")
    code_hash = models.CharField(max_length=64)
    holder = models.CharField(max_length=10, choices=Holder, default=Holder.GIVER)
    part = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("tenant_id", "contribution_id")
        constraints = (
            models.UniqueConstraint(fields=("tenant", "code_hash", "part"), name="contributions_code_once"),
            models.UniqueConstraint(fields=("tenant", "contribution", "holder"), name="contributions_code_holder"),
        )
        # A stranger's code names no body, so the look-up goes by hash alone.
        indexes = (models.Index(fields=("code_hash",), name="contributions_code_lookup"),)

    @property
    def is_giver(self) -> bool:
        """Tell whether its holder gave the words, and may act on them; a broker reads along."""
        return self.holder in GIVERS

    def __str__(self) -> str:
        return f"{self.contribution_id} {self.holder}"
