"""What is to be told to whom, and how far the journal was read."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from brink.domain.contributions.models import Contribution, Holder
from brink.domain.journal.models import Entry
from brink.domain.people.models import Account, Tenanted


class Cursor(Tenanted):
    """Until which moment the journal of one body was read for news. Reading starts a little before it, see `news`."""

    read_until = models.DateTimeField()

    class Meta:
        ordering = ("tenant_id",)
        constraints = (models.UniqueConstraint(fields=("tenant",), name="notifications_cursor_once"),)

    def __str__(self) -> str:
        return f"{self.tenant_id}"


class News(Tenanted):
    """One entry of the journal that one giver or broker is to hear of, once.

    `tenant` is the body that holds the address; the entry may stand in the journal of a body to which the words were
    handed over. `mail` ties the news that goes out together, from the moment that it is claimed for sending;
    `mailed_at` says that it went. Holds no address and no words.
    """

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="news")
    holder = models.CharField(_("gever of makelaar"), max_length=10, choices=Holder)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="+")
    topic = models.SlugField(_("wat er gebeurde"), max_length=20)
    due_at = models.DateTimeField(_("niet eerder mailen dan"))
    mailed_at = models.DateTimeField(_("gemaild op"), null=True, blank=True)
    mail = models.UUIDField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(_("mislukte pogingen"), default=0)

    class Meta:
        ordering = ("tenant_id", "created_at")
        constraints = (
            models.UniqueConstraint(
                fields=("tenant", "contribution", "holder", "entry"), name="notifications_news_once"
            ),
            models.CheckConstraint(
                name="notifications_news_mailed",
                condition=models.Q(mailed_at__isnull=True) | models.Q(mail__isnull=False),
            ),
        )
        indexes = (
            models.Index(fields=("tenant", "mailed_at", "due_at"), name="notifications_news_due"),
            models.Index(fields=("tenant", "mail"), name="notifications_news_mail"),
        )

    def __str__(self) -> str:
        return f"{self.topic} {self.contribution_id}"


class Rhythm(models.TextChoices):
    DAILY = "daily", _("elke werkdag")
    WEEKLY = "weekly", _("één keer per week")
    NEVER = "never", _("nooit")


class DigestWish(Tenanted):
    """How often somebody at the desk of a body wants mail about what waits, and on which day it was looked at last.

    Without a row somebody gets it each working day. Holds no address: that is the one with which they come in.
    """

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    rhythm = models.CharField(_("hoe vaak"), max_length=10, choices=Rhythm, default=Rhythm.DAILY)
    looked_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("tenant_id", "account_id")
        constraints = (models.UniqueConstraint(fields=("tenant", "account"), name="notifications_digest_once"),)

    def __str__(self) -> str:
        return f"{self.rhythm} {self.account_id}"
