"""Themes, dossiers, and how the processes of several governments on one topic meet."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from brink.domain.people.models import Body, Tenanted
from brink.foundation.ids import uuid7
from brink.foundation.quotations import QuotingCharField, QuotingTextField


class Theme(models.Model):
    """A topic in plain words, shared by all bodies so that same-topic work can meet. Reference data, no tenant."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    slug = models.SlugField(_("adres"), max_length=40, unique=True)
    name = models.CharField(_("naam"), max_length=80)
    who = models.TextField(_("wie gaat waarover"), blank=True)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Dossier(Tenanted):
    """Groups the processes of one body on one topic."""

    slug = models.SlugField(_("adres"), max_length=80)
    title = QuotingCharField(_("titel"), max_length=160)
    themes = models.ManyToManyField(Theme, related_name="+", blank=True)

    class Meta:
        ordering = ("tenant_id", "title")
        constraints = (models.UniqueConstraint(fields=("tenant", "slug"), name="processes_dossier_slug"),)

    def __str__(self) -> str:
        return self.title


class Alignment(Tenanted):
    """What a body did with a hint that another government works on the same topic."""

    class Choice(models.TextChoices):
        TOGETHER = "together", _("samen optrekken")
        INFORMED = "informed", _("elkaar op de hoogte houden")
        DIFFERENT = "different", _("gaat over iets anders")

    process = models.ForeignKey("processes.Process", on_delete=models.CASCADE, related_name="alignments")
    other_body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    other_id = models.UUIDField(_("ander proces"))
    other_title = models.CharField(_("titel"), max_length=160)
    choice = models.CharField(_("keuze"), max_length=20, choices=Choice)
    note = QuotingTextField(_("toelichting"), blank=True)

    class Meta:
        ordering = ("tenant_id", "process_id", "created_at")
        constraints = (
            models.UniqueConstraint(fields=("tenant", "process", "other_id"), name="processes_alignment_once"),
        )

    def __str__(self) -> str:
        return self.other_title
