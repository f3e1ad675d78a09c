"""The mail that says that a submission came in: number, day and time. Claimed, then sent outside any transaction."""

from datetime import timedelta

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from brink.domain.contributions.models import Giver
from brink.domain.journal.acts import exempt
from brink.foundation import clock
from brink.foundation.mail import NotSent, post
from brink.instruments.submission.models import Submission
from brink.instruments.submission.queries import late_words

BATCH = 100
TRIED_FOR = timedelta(days=2)


def send_waiting() -> int:
    """Mail everybody who left an address and has no mail yet; returns how many went out. Safe to run twice."""
    rows = Submission.objects.filter(
        Q(contribution__giver__isnull=False), receipt_mailed_at=None, contribution__withdrawn_at=None,
        created_at__gt=clock.now() - TRIED_FOR,
    )  # fmt: skip
    rows = rows.exclude(contribution__giver__email="").select_related("round__process__tenant", "contribution__giver")
    return sum(_send(one) for one in rows.order_by("created_at", "id")[:BATCH])


def _parts(row: Submission) -> tuple[str, ...]:
    at = row.created_at.astimezone(clock.AMSTERDAM)
    said = _("Wij hebben uw zienswijze over ‘%(title)s’. Het nummer is %(number)s.") % {
        "title": row.round.title, "number": row.name,
    }  # fmt: skip
    when = _("Ontvangen op %(day)s, %(time)s uur.") % {
        "day": date_format(row.received_on, "l j F Y"), "time": date_format(at, "H:i"),
    }  # fmt: skip
    next_step = _("U krijgt op elk punt antwoord, uiterlijk bij het besluit. Noem dit nummer als u ons belt.")
    return tuple(filter(None, (_("Dag,"), said, when, late_words(row), next_step, row.round.process.tenant.name)))


def _send(row: Submission) -> bool:
    with exempt("submission mail"):
        if not Submission.objects.filter(pk=row.pk, receipt_mailed_at=None).update(receipt_mailed_at=clock.now()):
            return False
    giver: Giver = row.contribution.giver
    try:
        with override("nl"):
            post(_("Uw zienswijze %(number)s is binnen") % {"number": row.name}, _parts(row), [giver.email])
    except NotSent:
        with exempt("submission mail"):
            Submission.objects.filter(pk=row.pk).update(receipt_mailed_at=None)
        return False
    return True
