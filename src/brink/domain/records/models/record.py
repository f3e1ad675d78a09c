"""A record: one small public thing of a register, with owner, place, theme, stage and clock."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from brink.domain.contributions.models import Destination
from brink.domain.journal.committed_rows import CommittedRow
from brink.domain.people.models import Body, Person, Team, Tenanted
from brink.domain.places.models import Area
from brink.domain.processes.models import Dossier, Process, Theme
from brink.foundation import clock
from brink.foundation.quotations import QuotingCharField, QuotingTextField


class Record(Tenanted):
    """What all registers share. The register's own fields hang one-to-one below it (`Detail`).

    `stage` is a pure function of the facts of the detail, kept here so that lists can narrow by it; whether it is late
    is never kept, but asked of `due_on`. The database keeps the first promised day, the moment of publication and the
    published words from changing (migration 0002). A moment of publication may still have to come.
    """

    class Visibility(models.TextChoices):
        PUBLIC = "public", _("openbaar")
        DESK = "desk", _("alleen de balie")
        SECRET = "secret", _("geheim")

    class KeptFor(models.TextChoices):
        COUNCIL = "council", _("de volksvertegenwoordigers")
        EXECUTIVE = "executive", _("het bestuur")
        BOTH = "both", _("de volksvertegenwoordigers en het bestuur")

    kind = models.SlugField(_("register"), max_length=30)
    number = models.PositiveIntegerField(_("nummer"))
    slug = models.SlugField(_("adres"), max_length=100)
    title = QuotingCharField(_("titel"), max_length=160)
    summary = QuotingTextField(_("in het kort"), blank=True)
    owner_team = models.ForeignKey(
        Team, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("welk team")
    )
    owner_person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("wie")
    )
    areas = models.ManyToManyField(Area, related_name="records")
    themes = models.ManyToManyField(Theme, related_name="records")
    process = models.ForeignKey(Process, on_delete=models.PROTECT, null=True, blank=True, related_name="records")
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, null=True, blank=True, related_name="records")
    visibility = models.CharField(_("wie ziet het"), max_length=10, choices=Visibility, default=Visibility.PUBLIC)
    kept_for = models.CharField(_("wie het geheime stuk leest"), max_length=10, choices=KeptFor, blank=True)
    stage = models.SlugField(_("stand"), max_length=20)
    stage_since = models.DateTimeField(_("sinds"))
    due_on = models.DateField(_("klaar op"), null=True, blank=True)
    due_first = models.DateField(_("eerst beloofde dag"), null=True, blank=True)
    # The due day for which the owner was reminded: another day is reminded of again.
    reminded_for = models.DateField(null=True, blank=True)
    published_at = models.DateTimeField(_("openbaar sinds"), null=True, blank=True)
    closed_at = models.DateTimeField(_("afgerond op"), null=True, blank=True)
    closed_reason = QuotingTextField(_("hoe het afliep"), blank=True)
    destination = models.OneToOneField(Destination, on_delete=models.PROTECT, related_name="record")

    class Meta:
        ordering = ("tenant_id", "kind", "-number")
        constraints = (
            models.UniqueConstraint(fields=("tenant", "kind", "number"), name="records_record_number"),
            models.UniqueConstraint(fields=("tenant", "kind", "slug"), name="records_record_slug"),
            models.CheckConstraint(
                name="records_record_owned",
                condition=models.Q(owner_team__isnull=True, owner_person__isnull=False)
                | models.Q(owner_team__isnull=False, owner_person__isnull=True),
            ),
            models.CheckConstraint(
                name="records_record_due",
                condition=models.Q(due_on__isnull=True, due_first__isnull=True)
                | models.Q(due_on__isnull=False, due_first__isnull=False),
            ),
            models.CheckConstraint(
                name="records_record_kept_for",
                condition=models.Q(kept_for="") | models.Q(visibility="secret"),
            ),
            models.CheckConstraint(
                name="records_record_closed",
                condition=models.Q(closed_at__isnull=True) | ~models.Q(closed_reason=""),
            ),
        )
        indexes = (
            models.Index(fields=("tenant", "kind", "-published_at"), name="records_record_recent"),
            models.Index(fields=("tenant", "kind", "due_on"), name="records_record_due_ix"),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        """Tell whether everybody may read it: the twin of `visibility_rules.public_record`."""
        moment = self.published_at
        return moment is not None and moment <= clock.now() and self.visibility == self.Visibility.PUBLIC

    @property
    def owner(self) -> str:
        """Return the name of whoever answers for it."""
        found = self.owner_team or self.owner_person
        return found.name if found else ""


class Detail(CommittedRow):
    """Base of the own table of a register: one-to-one below its record, and its key is the record's.

    So the journal entries, and the version, of a record and of its detail are the same.
    """

    record = models.OneToOneField(
        Record, on_delete=models.PROTECT, primary_key=True, related_name="%(class)s", verbose_name=_("registratie")
    )
    tenant = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+", verbose_name=_("organisatie"))

    class Meta:
        abstract = True
