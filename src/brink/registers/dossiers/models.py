"""What a dossier has beyond a record: the topic that questions hang on, and what happened before this site."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from brink.domain.people.models import Tenanted
from brink.domain.processes.models import Dossier
from brink.domain.records.models import Detail
from brink.foundation.quotations import QuotingCharField


class DossierPage(Detail):
    """The page of one dossier: its title and places stand in its record, what belongs to it finds it by its topic."""

    topic = models.OneToOneField(Dossier, on_delete=models.PROTECT, related_name="page", verbose_name=_("dossier"))

    def __str__(self) -> str:
        return f"{self.record_id}"


class DossierMoment(Tenanted):
    """Something that happened on a day and that no other page of this site tells: a conference, a vision, a motion."""

    page = models.ForeignKey(DossierPage, on_delete=models.CASCADE, related_name="moments")
    on = models.DateField(_("op welke dag"))
    what = QuotingCharField(_("wat er is gebeurd"), max_length=160)
    reference = QuotingCharField(_("nummer van het stuk"), max_length=40, blank=True)
    # Said to be wrong, with why: it stands on no timeline any more.
    taken_back = QuotingCharField(_("waarom dit niet klopt"), max_length=300, blank=True)

    class Meta:
        ordering = ("tenant_id", "page_id", "on", "created_at")
        indexes = (models.Index(fields=("tenant", "page"), name="dossiers_moments"),)

    def __str__(self) -> str:
        return self.what
