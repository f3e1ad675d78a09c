"""Who signed up: the features that quotas are about in one row, and who they are in another, encrypted."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from brink.domain.contributions.models import Contribution
from brink.domain.people.models import Tenanted
from brink.domain.processes.models import Round
from brink.foundation.crypto import EncryptedTextField
from brink.instruments.assembly.models.letters import LetterCode


class Volunteer(Tenanted):
    """One person who signed up. `salt` makes the pseudonym under which they stand in the record of the draw.

    `person_key` and `home_key` are hashes under a secret, with the round in them: the same person counts once, and of
    one address at most one sits. All of it is emptied when they withdraw, and once the term is over.
    """

    class Via(models.TextChoices):
        LETTER = "letter", _("brief")
        OPEN = "open", _("open link")

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="assembly_volunteers")
    contribution = models.OneToOneField(Contribution, on_delete=models.CASCADE, related_name="assembly_volunteer")
    via = models.CharField(_("hoe gevraagd"), max_length=6, choices=Via)
    letter = models.OneToOneField(LetterCode, on_delete=models.PROTECT, null=True, blank=True, related_name="volunteer")
    features = models.JSONField(_("kenmerken"), default=dict, blank=True)
    salt = models.CharField(max_length=32, blank=True)
    person_key = models.CharField(max_length=64, blank=True)
    home_key = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ("tenant_id", "round_id", "id")
        constraints = (
            models.UniqueConstraint(fields=("tenant", "contribution"), name="assembly_volunteer_once"),
            models.UniqueConstraint(
                fields=("tenant", "round", "person_key"), name="assembly_volunteer_person", condition=~Q(person_key="")
            ),
            models.CheckConstraint(
                name="assembly_volunteer_via",
                condition=Q(via="open", letter__isnull=True) | Q(via="letter", letter__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.round_id} {self.via}"


class VolunteerContact(Tenanted):
    """How to reach one volunteer and what they need to take part: encrypted, apart, for whoever calls."""

    volunteer = models.OneToOneField(Volunteer, on_delete=models.CASCADE, related_name="contact")
    name = EncryptedTextField(_("naam"), blank=True)
    email = EncryptedTextField(_("e-mail"), blank=True)
    phone = EncryptedTextField(_("telefoon"), blank=True)
    address = EncryptedTextField(_("postcode en huisnummer"), blank=True)
    needs = EncryptedTextField(_("wat nodig is om mee te doen"), blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("tenant_id", "volunteer_id")
        constraints = (models.UniqueConstraint(fields=("tenant", "volunteer"), name="assembly_contact_once"),)

    def __str__(self) -> str:
        return f"{self.volunteer_id}"
