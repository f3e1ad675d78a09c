"""Mail to a desk: that another body passed words on, or gave words back. No words of a giver, and no name of one.

Claimed before it is sent, so that two runs at once send it once; when sending fails it is tried at the next run.
"""

from collections.abc import Sequence

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from brink.domain.contributions.models import HandOver
from brink.domain.journal.acts import exempt
from brink.domain.people.models import Body, Membership
from brink.domain.people.queries import current
from brink.foundation import clock
from brink.foundation.mail import NotSent, post
from brink.foundation.permissions import WRITERS

BATCH = 100


def tell_desks() -> int:
    """Mail the desks that are to hear of words from, or back from, another body; returns how many were mailed."""
    return sum(
        _tell(passed, field)
        for field, which in (
            ("receiver_mailed_at", Q(receiver_mailed_at=None, refused_at=None)),
            ("sender_mailed_at", Q(sender_mailed_at=None, refused_at__isnull=False)),
        )
        for passed in HandOver.objects.filter(which).select_related("tenant", "to_body").order_by("created_at")[:BATCH]
    )


def _addresses(body: Body) -> list[str]:
    """Return where those who answer at the desk of a body get their mail."""
    rows = Membership.objects.filter(
        current(clock.today()), tenant=body, role__in=WRITERS, person__account__is_active=True
    )
    return sorted(set(rows.values_list("person__account__email", flat=True)))


def _letter(passed: HandOver, field: str) -> tuple[Body, str, Sequence[str]]:
    """Return to which desk, the subject, and the parts of the text."""
    if field == "receiver_mailed_at":
        body, moment = passed.to_body, passed.created_at
        subject = _("%(body)s heeft woorden aan u doorgegeven") % {"body": passed.tenant.opening}
        said = _("%(body)s heeft op %(day)s woorden aan u doorgegeven, voor %(who)s.")
        page = reverse("contributions:voice", args=[passed.copy_id])
        act = _("Is dit niet aan u? Geef het dan terug, met een reden.")
        other, reason = passed.tenant, passed.reason
    else:
        body, moment = passed.tenant, passed.refused_at or passed.created_at
        subject = _("%(body)s heeft woorden aan u teruggegeven") % {"body": passed.to_body.opening}
        said = _("%(body)s heeft op %(day)s woorden aan u teruggegeven. U geeft nu zelf antwoord.")
        page = reverse("contributions:voice", args=[passed.contribution_id])
        act = _("De gever leest dat de woorden weer bij u liggen.")
        other, reason = passed.to_body, passed.refused_reason
    day = date_format(moment.astimezone(clock.AMSTERDAM), "j F Y")
    parts = (
        _("Dag,"),
        said % {"body": other.opening, "day": day, "who": passed.receiver},
        _("Reden: %(reason)s") % {"reason": reason},
        _("Lees de woorden op %(address)s") % {"address": f"{settings.BASE_URL}{page}"},
        act,
    )
    return body, subject, parts


def _tell(passed: HandOver, field: str) -> bool:
    """Claim, send, and give the claim back when it could not be sent."""
    with exempt("desk mail"):
        if not HandOver.objects.filter(pk=passed.pk, **{field: None}).update(**{field: clock.now()}):
            return False
    with override("nl"):
        body, subject, parts = _letter(passed, field)
        to = _addresses(body)
        try:
            for address in to:
                post(subject, parts, [address])
        except NotSent:
            with exempt("desk mail"):
                HandOver.objects.filter(pk=passed.pk).update(**{field: None})
            return False
    return bool(to)
