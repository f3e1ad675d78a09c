"""How a contribution came in: the words spoken, kept apart from what a note-taker made of them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from brink.domain.contributions.models.contribution import Contribution
from brink.domain.people.models import Account, Tenanted
from brink.foundation.quotations import QuotingCharField


class Source(Tenanted):
    """One per contribution (promise 2). `verbatim` is never edited; withdrawing empties it.

    But for what the desk typed over wrongly from paper: that is put right with a reason, and a Revision keeps it.
    """

    contribution = models.OneToOneField(Contribution, on_delete=models.CASCADE, related_name="source")
    verbatim = models.TextField(_("letterlijke woorden"), blank=True)
    summary = models.TextField(_("samenvatting van wie opschreef"), blank=True)
    note_taker = models.CharField(_("wie schreef het op"), max_length=120, blank=True)
    read_back = models.BooleanField(_("voorgelezen en akkoord"), default=False)
    consent_publish = models.BooleanField(_("mag openbaar"), default=False)
    consent_quote = models.BooleanField(_("mag worden aangehaald"), default=False)
    consent_broker = models.BooleanField(_("gever is het eens met de makelaar"), default=False)
    heard_on = models.DateField(_("gezegd op"), null=True, blank=True)
    entered_by = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    claimed_at = models.DateTimeField(_("opgeëist door de gever"), null=True, blank=True)

    class Meta:
        ordering = ("tenant_id", "contribution_id")
        constraints = (models.UniqueConstraint(fields=("tenant", "contribution"), name="contributions_source_once"),)

    def __str__(self) -> str:
        return f"{self.contribution_id}"


class Revision(Tenanted):
    """An edit of the public text: what stood there, what stands there now, by whom, why. The words stay in Source."""

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="revisions")
    before = models.TextField()
    after = models.TextField()
    reason = QuotingCharField(_("waarom"), max_length=200)
    by_role = models.CharField(max_length=20)

    class Meta:
        ordering = ("tenant_id", "contribution_id", "created_at")
        indexes = (models.Index(fields=("tenant", "contribution"), name="contributions_revision_ix"),)

    def __str__(self) -> str:
        return self.reason
