"""Ballots of the poll."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from brink.domain.participation.sessions import FilledSession


class Ballot(FilledSession):
    """What one person chose."""

    class Choice(models.TextChoices):
        YES = "yes", _("Ja")
        NO = "no", _("Nee")

    choice = models.CharField(_("keuze"), max_length=3, choices=Choice, blank=True)
