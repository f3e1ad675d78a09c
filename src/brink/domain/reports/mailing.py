"""Telling reporters who left an address that there is an answer, and forgetting who they were after a while."""

from datetime import timedelta

from django.conf import settings
from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _

from brink.domain.journal.acts import exempt
from brink.domain.reports.models import Reporter
from brink.domain.reports.services import REPORTERS_KEPT
from brink.foundation import clock
from brink.foundation.mail import NotSent, post

CLAIM = timedelta(minutes=30)
MOST_TRIES = 12


def tell_reporters() -> int:
    """Mail who reported something and left an address that it was answered; return how many mails went out."""
    due = Reporter.objects.filter(mailed_at=None, mail_due_at__lte=clock.now(), mail_tries__lt=MOST_TRIES)
    return sum(_tell(row) for row in due.exclude(email="").select_related("tenant")[:200])


def _tell(row: Reporter) -> bool:
    """Claim, send and mark one mail; one that fails is tried again after half an hour."""
    with exempt("report mail"):
        mine = Reporter.objects.filter(pk=row.pk, mailed_at=None, mail_due_at=row.mail_due_at)
        claimed = mine.update(mail_due_at=clock.now() + CLAIM, mail_tries=F("mail_tries") + 1)
    if not claimed:
        return False
    address = f"{settings.BASE_URL}{reverse('reports:follow')}"
    parts = (
        _("Dag,"),
        _("U heeft iets gemeld op onze site. Er is een antwoord."),
        _("Lees het op %(address)s met de code van uw melding.") % {"address": address},
        row.tenant.name,
    )
    try:
        post(_("Er is antwoord op uw melding"), parts, [row.email], name=f"report-{row.report_id}")
    except NotSent:
        return False
    with exempt("report mail"):
        Reporter.objects.filter(pk=row.pk).update(mailed_at=clock.now())
    return True


def forget_reporters() -> int:
    """Erase who reported, some months after the answer; return how many."""
    with exempt("report mail"):
        return Reporter.objects.filter(report__answered_at__lt=clock.now() - REPORTERS_KEPT).delete()[0]
