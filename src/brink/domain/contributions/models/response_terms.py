"""How fast a body answers: the terms of domain.md §3.9, one row per body that wants others than the defaults."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from brink.domain.people.models import Tenanted


class ResponseTerms(Tenanted):
    """Terms of one body. The days after a decision stand with the body itself (`Body.reply_days`)."""

    first_reply_working_days = models.PositiveSmallIntegerField(_("eerste reactie, in werkdagen"), default=10)
    hand_over_working_days = models.PositiveSmallIntegerField(_("doorgeven, in werkdagen"), default=5)
    status_days = models.PositiveSmallIntegerField(_("stand van zaken, elke zoveel dagen"), default=42)
    objection_days = models.PositiveSmallIntegerField(_("tijd om te zeggen dat het niet klopt, in dagen"), default=28)
    objection_answer_days = models.PositiveSmallIntegerField(_("antwoord daarop, in dagen"), default=14)

    takes_hand_over = models.BooleanField(_("neemt woorden over van andere overheden"), default=True)

    class Meta:
        ordering = ("tenant_id",)
        constraints = (models.UniqueConstraint(fields=("tenant",), name="contributions_response_terms_once"),)

    def __str__(self) -> str:
        return f"{self.tenant_id}"
