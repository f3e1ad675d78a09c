"""Who was asked for a conversation, beside the words with which somebody asked it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from brink.domain.contributions.models import Contribution
from brink.domain.people.models import Person, Tenanted


class TalkRequest(Tenanted):
    """A request for a conversation with somebody who has a seat or is a contact. The request itself is a contribution.

    So it has a code, a reply clock, a way back and a place at the desk, as all that came in by the open door.
    """

    contribution = models.OneToOneField(Contribution, on_delete=models.CASCADE, related_name="talk_request")
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="talk_requests", verbose_name=_("aan wie gevraagd")
    )

    class Meta:
        ordering = ("tenant_id", "created_at")
        constraints = (models.UniqueConstraint(fields=("tenant", "contribution"), name="inbox_talk_once"),)
        indexes = (models.Index(fields=("tenant", "person"), name="inbox_talk_person"),)

    def __str__(self) -> str:
        return f"{self.person_id}"
