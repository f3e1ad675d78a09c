"""Answers: a session per person and round, and one answer per statement in it. No names, no times, no order."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from brink.domain.participation.sessions import FilledSession
from brink.domain.people.models import Body
from brink.foundation.crypto import hash_purpose
from brink.instruments.dialogue.models.statement import Statement

NO_GROUP = -1


class Session(FilledSession):
    """All answers of one person in one round: that is the contribution which lands and is followed.

    Without a device when the answers came in by import or on paper. Its purposes are those of before the kit.
    """

    PURPOSE = hash_purpose("dialogue participant")
    ACT = hash_purpose("dialogue session")

    # Group on the latest map, told to this person only.
    group = models.SmallIntegerField(_("groep"), default=NO_GROUP)
    # The edition of the public figures from which this person counts, 0 while they wait for others; and the first that
    # does without them again. Emptied at closing (ADR 16).
    since = models.PositiveIntegerField(default=0)
    until = models.PositiveIntegerField(null=True, blank=True)

    class Meta(FilledSession.Meta):
        ordering = ("tenant_id", "round_id", "id")
        constraints = (  # type: ignore[assignment]
            *FilledSession.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(since__gt=0, until__gt=models.F("since")),
                name="dialogue_session_until",
            ),
        )


class Answer(models.IntegerChoices):
    """What somebody says of a statement; the numbers are those of the opinion map."""

    AGREE = 1, _("eens")
    DISAGREE = -1, _("oneens")
    UNSURE = 0, _("weet niet")


class Vote(models.Model):
    """One answer, replaced when its giver thinks otherwise.

    Not a `Tenanted` row on purpose: a key by time and a moment of making would tell when and in which order somebody
    answered, and that ties an answer to a person who was seen doing it (reliability N31). So the key is random.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+", verbose_name=_("organisatie"))
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="votes")
    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="votes")
    value = models.SmallIntegerField(_("antwoord"), choices=Answer)
    # What stands in the public figures while the round is open, and since which edition; None and 0: nothing yet. It
    # follows `value` together with the answers of others only (ADR 16), and both are emptied at closing.
    told = models.SmallIntegerField(choices=Answer, null=True, blank=True)
    since = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("tenant_id", "session_id", "statement_id")
        constraints = (
            models.UniqueConstraint(fields=("tenant", "session", "statement"), name="dialogue_vote_once"),
            models.CheckConstraint(condition=models.Q(value__in=(-1, 0, 1)), name="dialogue_vote_value"),
            models.CheckConstraint(
                condition=models.Q(told__isnull=True, since=0) | models.Q(told__in=(-1, 0, 1), since__gt=0),
                name="dialogue_vote_told",
            ),
        )
        indexes = (
            models.Index(
                fields=("tenant", "statement"),
                condition=models.Q(told__isnull=True) | ~models.Q(told=models.F("value")),
                name="dialogue_vote_waits",
            ),
        )

    def __str__(self) -> str:
        return f"{self.session_id} {self.statement_id}"
