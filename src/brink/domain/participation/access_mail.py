"""Mail to whoever must confirm, and invitations with a code: claimed, then sent outside any transaction."""

from collections.abc import Sequence

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from brink.domain.contributions.models import Admission, InvitationRun
from brink.domain.contributions.services.admitting import codes_of, link_token
from brink.domain.journal.acts import exempt
from brink.foundation import clock
from brink.foundation.mail import NotSent, post

BATCH = 200
Mail = tuple[str, Sequence[str]]
"""The subject and the parts of a mail."""


def send_waiting() -> int:
    """Mail everybody who waits for a link or for their code; returns how many mails went out. Safe to run twice."""
    now = clock.now()
    rows = Admission.objects.filter(
        Q(admitted_at=None, expires_at__gt=now, mailed_at=None), round__closed_at=None
    ).exclude(email="").select_related("round__process__tenant", "run")  # fmt: skip
    sent, known = 0, dict[object, dict[object, str]]()
    for one in rows.order_by("created_at", "id")[:BATCH]:
        mail = _confirming(one) if one.run is None else _inviting(one, known)
        if mail is None:
            continue
        sent += _send(one, *mail)
    return sent


def _confirming(one: Admission) -> Mail:
    link = f"{settings.BASE_URL}{reverse('participation:confirm', args=[link_token(one)])}"
    day = date_format(one.expires_at.astimezone(clock.AMSTERDAM), "j F Y, H:i")
    parts = (
        _("Dag,"),
        _("U doet mee met ‘%(title)s’. Druk op deze link, dan telt het mee: %(link)s")
        % {"title": one.round.title, "link": link},
        _("De link werkt tot %(day)s. Doet u niet mee? Dan hoeft u niets te doen.") % {"day": day},
        one.round.process.tenant.name,
    )
    return _("Bevestig dat u meedoet"), parts


def _inviting(one: Admission, known: "dict[object, dict[object, str]]") -> Mail | None:
    run: InvitationRun | None = one.run
    if run is None or not run.seed:
        return None
    if run.pk not in known:
        known[run.pk] = {row.pk: code for row, code in codes_of(run)}
    where = reverse("participation:access", args=[one.round.process.slug, one.round.slug])
    parts = (
        _("Dag,"),
        _("U bent uitgenodigd om mee te doen met ‘%(title)s’.") % {"title": one.round.title},
        _("Uw code: %(code)s. Elke code telt één keer; geef hem niet door.") % {"code": known[run.pk][one.pk]},
        _("Vul de code in op %(address)s") % {"address": f"{settings.BASE_URL}{where}"},
        one.round.process.tenant.name,
    )
    return _("U bent uitgenodigd"), parts


def _send(one: Admission, subject: str, parts: Sequence[str]) -> bool:
    with exempt("admission mail"):
        if not Admission.objects.filter(pk=one.pk, mailed_at=None).update(mailed_at=clock.now()):
            return False
    try:
        with override("nl"):
            post(subject, parts, [one.email])
    except NotSent:
        with exempt("admission mail"):
            Admission.objects.filter(pk=one.pk).update(mailed_at=None)
        return False
    return True
