"""Where exactly words are about, when their giver pointed at it: for the desk, and for nobody else."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from brink.domain.contributions.models.contribution import Contribution
from brink.domain.people.models import Tenanted
from brink.foundation.crypto import EncryptedTextField


class ExactPoint(Tenanted):
    """One per contribution at most, encrypted: a point with words beside it may be somebody's house.

    What everybody reads is the square of 500 metres in which it lies (`places.coordinates.square_of`), and that only
    where the words themselves are public. It goes with the words when those are taken back.
    """

    contribution = models.OneToOneField(Contribution, on_delete=models.CASCADE, related_name="exact_point")
    point = EncryptedTextField(_("breedtegraad en lengtegraad"))

    class Meta:
        ordering = ("tenant_id", "contribution_id")
        constraints = (models.UniqueConstraint(fields=("tenant", "contribution"), name="contributions_point_once"),)

    def __str__(self) -> str:
        return f"{self.contribution_id}"
