"""A contribution: one concrete row for everything anybody gave, whatever the instrument or channel."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from brink.domain.contributions.models.admission import Admission
from brink.domain.journal.committed_rows import CommittedManager
from brink.domain.people.models import Account, Tenanted
from brink.domain.places.models import Area
from brink.domain.processes.models import Process, Round, Theme


class Channel(models.TextChoices):
    WEB = "web", _("op internet")
    PHONE = "phone", _("aan de telefoon")
    PAPER = "paper", _("op papier")
    TABLE = "table", _("aan tafel")
    VISIT = "visit", _("tijdens een bezoek")
    EMAIL = "email", _("per e-mail")
    POST = "post", _("per post")


class Publicity(models.TextChoices):
    NAMED = "named", _("met naam")
    PSEUDONYM = "pseudonym", _("zonder naam")
    CLOSED = "closed", _("niet openbaar")


class Moderation(models.TextChoices):
    SHOWN = "shown", _("zichtbaar")
    WAITING = "waiting", _("wacht op controle")
    HIDDEN = "hidden", _("verborgen")


class CountedManager(CommittedManager["Contribution"]):
    """Everything that counts: what is held till its giver counts is not among it, so that no list or count finds it."""

    def get_queryset(self) -> models.QuerySet["Contribution"]:
        """Return the rows that count."""
        return super().get_queryset().filter(held_at=None)


class Contribution(Tenanted):
    """What one giver brought at one moment. An instrument's detail hangs one-to-one below it.

    `text` is what the public reads; the words as spoken stand in `Source`. The state is computed from the moments, see
    `states.contribution_state`. `kind` is the instrument's own word; its card says how that kind gets its answer.
    """

    process = models.ForeignKey(Process, on_delete=models.PROTECT, related_name="contributions")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, null=True, blank=True, related_name="contributions")
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replies", verbose_name=_("reactie op")
    )
    # The second subject of words that were split. A voice counts once: whatever counts people leaves these out.
    split_from = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="parts", verbose_name=_("deel van")
    )
    kind = models.SlugField(_("soort"), max_length=30)
    channel = models.CharField(_("kanaal"), max_length=10, choices=Channel)
    title = models.CharField(_("titel"), max_length=120, blank=True)
    text = models.TextField(_("woorden"), blank=True)
    language = models.CharField(_("taal"), max_length=8, default="nl")
    publicity = models.CharField(_("openbaarheid"), max_length=10, choices=Publicity, default=Publicity.PSEUDONYM)
    public_name = models.CharField(_("naam bij de woorden"), max_length=80, blank=True)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    place = models.CharField(_("plek"), max_length=160, blank=True)
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    moderation = models.CharField(_("zichtbaarheid"), max_length=10, choices=Moderation, default=Moderation.SHOWN)
    bundled_at = models.DateTimeField(null=True, blank=True)
    landed_at = models.DateTimeField(null=True, blank=True)
    # Filled while an answer lies ready that the giver does not have yet; only the desk knows of it.
    drafted_at = models.DateTimeField(null=True, blank=True)
    # When the answer that the giver has was sent; the first reply counts for the clock.
    replied_at = models.DateTimeField(null=True, blank=True)
    first_replied_at = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(_("gever zegt: klopt"), null=True, blank=True)
    # Filled while somebody waits for a new answer, till that is sent: the giver objected, or the body to which the
    # words went gave them back.
    reopened_at = models.DateTimeField(_("gever zegt: klopt niet"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    handed_over_at = models.DateTimeField(null=True, blank=True)
    # When the giver last put other words in the place of these; what stood there is in `EarlierWords`.
    changed_at = models.DateTimeField(_("veranderd door de gever"), null=True, blank=True)
    reply_due_on = models.DateField(_("antwoord uiterlijk op"), null=True, blank=True)
    # Under which way in it was given, in a round that does not count everybody; and since when it waits for that.
    admission = models.ForeignKey(
        Admission, on_delete=models.PROTECT, null=True, blank=True, related_name="contributions"
    )
    held_at = models.DateTimeField(_("telt nog niet mee sinds"), null=True, blank=True)
    # Whose work it is at the desk; nobody's when empty.
    handler = models.ForeignKey(
        Account, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("wie het oppakt")
    )
    # Kept by the services in the same transaction; recomputable.
    support_count = models.PositiveIntegerField(default=0)
    reply_count = models.PositiveIntegerField(default=0)

    objects: ClassVar[CountedManager] = CountedManager()
    # Also what is held: for its own giver, and for whoever lets somebody count.
    everything = CommittedManager()

    class Meta:
        ordering = ("tenant_id", "-created_at", "-id")
        default_manager_name = "everything"
        constraints = (
            models.CheckConstraint(
                name="contributions_replied_landed",
                condition=models.Q(replied_at__isnull=True) | models.Q(landed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="contributions_drafted_landed",
                condition=models.Q(drafted_at__isnull=True) | models.Q(landed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="contributions_held_admission",
                condition=models.Q(held_at__isnull=True) | models.Q(admission__isnull=False),
            ),
            models.CheckConstraint(
                name="contributions_withdrawn_empty",
                condition=models.Q(withdrawn_at__isnull=True) | models.Q(text="", title="", public_name="", place=""),
            ),
        )
        indexes = (
            models.Index(fields=("tenant", "round", "kind", "-created_at"), name="contributions_in_round"),
            models.Index(fields=("tenant", "process", "landed_at"), name="contributions_landed"),
            models.Index(fields=("tenant", "parent", "-created_at"), name="contributions_replies"),
            models.Index(fields=("tenant", "moderation"), name="contributions_moderation"),
            models.Index(fields=("tenant", "-created_at"), name="contributions_recent"),
        )

    def __str__(self) -> str:
        return self.title or self.text[:60]
