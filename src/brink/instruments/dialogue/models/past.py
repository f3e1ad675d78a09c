"""What stands in the public figures of somebody who left, or stood there of somebody who thought again. Of nobody."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from brink.domain.people.models import Body
from brink.domain.processes.models import Round
from brink.instruments.dialogue.models.answers import Answer, Vote
from brink.instruments.dialogue.models.statement import Statement


class Past(models.Model):
    """One answer that stood in the editions from `since` up to, not including, `until` (None: it still stands there).

    The tie with a vote is gone when its giver withdrew. Kept while
    the round is open, because editions can be subtracted; gone when it is closed (ADR 16). No time and a random key, as
    with a vote (ADR 12).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+", verbose_name=_("organisatie"))
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="+")
    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="+")
    vote = models.ForeignKey(Vote, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    value = models.SmallIntegerField(_("antwoord"), choices=Answer)
    since = models.PositiveIntegerField()
    until = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ("tenant_id", "round_id", "statement_id", "since")
        indexes = (models.Index(fields=("tenant", "round", "statement"), name="dialogue_past_in_round"),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gt=models.F("since")),
                name="dialogue_past_order",
            ),
        )

    def __str__(self) -> str:
        return f"{self.statement_id} {self.value}"
