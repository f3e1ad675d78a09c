"""Mail with the link that confirms: claimed, then sent outside any transaction. Whoever counts hears that instead."""

from collections.abc import Sequence

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from brink.domain.journal.acts import exempt
from brink.domain.participation.round_page import address_of
from brink.foundation import clock
from brink.foundation.mail import NotSent, post
from brink.instruments.petition.models import Support
from brink.instruments.petition.services.supporting import doubles, link_token, said_in

BATCH = 100


def send_waiting() -> int:
    """Mail everybody who waits for a link; returns how many mails went out. Safe to run twice."""
    rows = Support.objects.filter(
        state=Support.State.PENDING, mailed_at=None, expires_at__gt=clock.now(), round__closed_at=None
    )
    rows = rows.select_related("round__process__tenant").order_by("created_at", "id")
    return sum(_send(one) for one in rows[:BATCH])


def _mail(row: Support) -> tuple[str, Sequence[str]]:
    """Return the subject and the parts: the link, or that this person counts already."""
    round, said = row.round, said_in(row)
    title, body = round.title, round.process.tenant.name
    if doubles(round, said).exists():
        words = _("U steunde ‘%(title)s’ al. U telt één keer. U hoeft niets te doen.") % {"title": title}
        return _("U steunde dit al"), (_("Dag,"), words, body)
    link = f"{settings.BASE_URL}{address_of(round, 'confirm', token=link_token(row))}"
    assert row.expires_at is not None
    day = date_format(row.expires_at.astimezone(clock.AMSTERDAM), "j F Y, H:i")
    parts = (
        _("Dag,"),
        _("Op deze naam is steun ingevuld: %(name)s. Het gaat om ‘%(title)s’.") % {"name": said.name, "title": title},
        _("Klopt dat? Open deze link en druk op de knop. Dan telt de steun: %(link)s") % {"link": link},
        _("De link werkt tot %(day)s. Klopt het niet? Dan hoeft u niets te doen.") % {"day": day},
        body,
    )
    return _("Bevestig uw steun"), parts


def _send(row: Support) -> bool:
    with exempt("petition mail"):
        if not Support.objects.filter(pk=row.pk, mailed_at=None).update(mailed_at=clock.now()):
            return False
    try:
        with override("nl"):
            subject, parts = _mail(row)
            post(subject, parts, [row.email])
    except NotSent:
        with exempt("petition mail"):
            Support.objects.filter(pk=row.pk).update(mailed_at=None)
        return False
    return True
