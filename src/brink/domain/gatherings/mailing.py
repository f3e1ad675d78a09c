"""Mail to who signed up: how it stands, a seat came free, the day moved, it is off. It follows from how things stand.

Claimed in a short transaction, sent outside any, marked in another, as all mail of the house. What is told is read from
the event at the moment of sending, so that nobody gets mail about a day that moved again.
"""

from datetime import timedelta

from django.conf import settings
from django.db.models import F, Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from brink.domain.gatherings.models import SignUp
from brink.domain.gatherings.queries import news_since
from brink.domain.journal.acts import exempt
from brink.domain.processes.models import Event
from brink.foundation import clock
from brink.foundation.mail import NotSent, post

CLAIM = timedelta(minutes=30)
MOST_TRIES = 12


def tell_signups() -> int:
    """Mail who signed up and left an address how it stands, and what changed; return how many mails went out.

    A sign-up that leaves an address is due at once: whoever telephoned has nothing else on paper.
    """
    now = clock.now()
    due = SignUp.objects.filter(
        news_since() | Q(mail_due_at__isnull=False), Q(mail_due_at=None) | Q(mail_due_at__lte=now),
        cancelled_at=None, erased_at=None, mail_tries__lt=MOST_TRIES, gathering__event__ends_at__gt=now,
    )  # fmt: skip
    rows = due.exclude(email="").select_related("gathering__event__process", "gathering__event__area", "tenant")
    return sum(_tell(row) for row in rows.order_by("tenant_id", "number")[:500])


def _off(event: Event) -> str:
    """Return why an event does not take place; "" when it does."""
    if event.cancelled_at is not None:
        return event.cancel_reason
    process = event.process
    return process.withdrawn_reason if process is not None and process.withdrawn_at is not None else ""


def _when(event: Event) -> str:
    starts = event.starts_at.astimezone(clock.AMSTERDAM)
    return _("%(day)s om %(hour)s uur") % {
        "day": date_format(starts, "l j F Y"), "hour": date_format(starts, "H.i"),
    }  # fmt: skip


def _said(row: SignUp, event: Event) -> tuple[str, list[str]]:
    """Return the subject and what is said. What matters most comes alone: a seat at what is off is no seat."""
    reason = _off(event)
    named = {"title": event.title, "reason": reason, "when": _when(event), "where": event.venue}
    if reason:
        return _("Gaat niet door: %(title)s") % named, [
            _("De bijeenkomst ‘%(title)s’ gaat niet door. %(reason)s") % named,
            _("U hoeft niets te doen. Wij wissen uw gegevens na een week."),
        ]
    lines, subject = [], ""
    if event.moved_at is not None and event.moved_at > row.told_at:
        subject = _("Veranderd: %(title)s") % named
        lines.append(_("De bijeenkomst ‘%(title)s’ is nu op %(when)s, %(where)s.") % named)
    if row.promoted_at is not None and row.promoted_at > row.told_at:
        subject = _("U heeft een plek: %(title)s") % named
        lines.append(_("Er is een plek vrijgekomen bij ‘%(title)s’. U heeft nu een plek.") % named)
        lines.append(_("Het is op %(when)s, %(where)s.") % named)
    elif row.confirmed_at is None and subject:
        lines.append(_("U staat nog op de wachtlijst."))
    if not subject:
        subject, lines = _taken_in(row, named)
    address = f"{settings.BASE_URL}{reverse('gatherings:receipt')}"
    lines.append(_("Kunt u niet? Zeg af met uw code op %(address)s") % {"address": address})
    return subject, lines


def _taken_in(row: SignUp, named: dict[str, str]) -> tuple[str, list[str]]:
    """Return what confirms a sign-up. The code is not in it: the house does not keep it."""
    keep = _("Uw code staat op uw bonnetje, of is u voorgelezen. Hij staat niet in deze mail.")
    when = _("Het is op %(when)s, %(where)s.") % named
    if row.confirmed_at is None:
        said = _("U staat op de wachtlijst van ‘%(title)s’. Komt er een plek vrij, dan krijgt u mail.")
        return _("Op de wachtlijst: %(title)s") % named, [said % named, when, keep]
    said = ngettext(
        "U bent aangemeld voor ‘%(title)s’, met %(n)s persoon.", "U bent aangemeld voor ‘%(title)s’, met %(n)s mensen.",
        row.party,
    )  # fmt: skip
    return _("Aangemeld: %(title)s") % named, [said % {**named, "n": row.party}, when, keep]


def _tell(row: SignUp) -> bool:
    """Claim, send and mark one mail; one that fails is tried again after half an hour."""
    read_at = clock.now()
    with exempt("signup mail"):
        mine = SignUp.objects.filter(pk=row.pk, mail_due_at=row.mail_due_at, told_at=row.told_at)
        claimed = mine.update(mail_due_at=read_at + CLAIM, mail_tries=F("mail_tries") + 1)
    if not claimed:
        return False
    event = row.gathering.event
    with override(row.language if row.language in dict(settings.LANGUAGES) else "nl"):
        subject, lines = _said(row, event)
        page = _("Alles over deze bijeenkomst: %(address)s") % {
            "address": f"{settings.BASE_URL}{reverse('gatherings:event', args=[event.pk])}"
        }
        try:
            name = f"signup-{row.pk}-{int(row.told_at.timestamp())}"
            post(subject, [_("Dag,"), *lines, page, row.tenant.name], [row.email], name=name)
        except NotSent:
            return False
    with exempt("signup mail"):
        SignUp.objects.filter(pk=row.pk).update(told_at=read_at, mail_due_at=None, mail_tries=0)
    return True
