"""Sending: one mail per address about all that changed. Called by the clock; safe to run twice, also at once."""

import hashlib
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from smtplib import SMTPException
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from brink.domain.contributions.models import Broker, Contribution, Giver, Holder
from brink.domain.contributions.services.keeping import still_waiting
from brink.domain.notifications.models import News
from brink.domain.notifications.news import gather
from brink.domain.notifications.stopping import address_of, stop_address
from brink.domain.notifications.topics import SENTENCES, Topic, telling
from brink.foundation import clock
from brink.foundation.addresses import page_url
from brink.foundation.ids import uuid7

if TYPE_CHECKING:
    from uuid import UUID

logger = logging.getLogger(__name__)
BATCH = 500
# A mail server that is away for a day is waited for; an address that never works is given up.
MOST_TRIES = 12
LONGEST_WAIT = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Letter:
    """All news for one address at one body. `rows` are what it tells, each with its giver or broker."""

    to: str
    rows: tuple[tuple[News, Giver | Broker], ...]

    @property
    def news(self) -> list[News]:
        """Return what it tells."""
        return [row for row, _holder in self.rows]


def notify() -> int:
    """Gather news from the journal and mail what is due; return how many mails went out."""
    gather()
    return sum(_send(letter) for letter in _letters())


def _due() -> list[News]:
    """Return news that may go out now: settled, or of somebody whose address is about to be erased."""
    now = clock.now()
    last = Q(holder=Holder.GIVER, contribution__giver__erase_after__lt=clock.today())
    rows = News.objects.filter(mailed_at=None, tries__lt=MOST_TRIES, contribution__withdrawn_at=None)
    return list(
        rows.filter(Q(due_at__lte=now) | last)
        .select_related("contribution__process", "contribution__tenant")
        .order_by("tenant_id", "created_at", "id")
    )


def _letters() -> list[Letter]:
    """Lay news for the same address at the same body together. Whoever has no address any more gets none."""
    due = _due()
    holders: dict[tuple[str, UUID], Giver | Broker] = {}
    ids = list({row.contribution_id for row in due})
    for start in range(0, len(ids), BATCH):
        piece = ids[start : start + BATCH]
        for giver in Giver.objects.filter(contribution_id__in=piece).exclude(email=""):
            holders[Holder.GIVER, giver.contribution_id] = giver
        for broker in Broker.objects.filter(contribution_id__in=piece).exclude(email=""):
            holders[Holder.BROKER, broker.contribution_id] = broker
    sorted_out: dict[tuple[UUID, str], list[tuple[News, Giver | Broker]]] = {}
    for row in due:
        holder = holders.get((row.holder, row.contribution_id))
        if holder is not None:
            sorted_out.setdefault((row.tenant_id, address_of(holder)), []).append((row, holder))
    return [Letter(rows[0][1].email, tuple(rows)) for rows in sorted_out.values()]


def _subject(voices: int) -> str:
    """Say that there is news, and nothing of what: a subject is read on a locked screen too (reliability N40)."""
    return ngettext("Er is nieuws over uw woorden", "Er is nieuws over uw woorden in %(count)d bijdragen", voices) % {
        "count": voices
    }


def _about(voice: Contribution, news: Sequence[News]) -> str:
    """Tell what happened to one contribution."""
    said = " ".join(str(SENTENCES[topic]) for topic in telling({Topic(one.topic) for one in news}))
    return f"{_('Het gaat over: %(title)s.') % {'title': voice.process.title}}\n{said}"


def _body(letter: Letter, batch: "UUID") -> str:
    """Write the mail: plain text, no code, no words of the giver."""
    by_voice: dict[UUID, list[News]] = {}
    voices: dict[UUID, Contribution] = {}
    for row in letter.news:
        by_voice.setdefault(row.contribution_id, []).append(row)
        voices[row.contribution_id] = row.contribution
    parts = [_("Dag,"), *(_about(voices[pk], news) for pk, news in by_voice.items())]
    follow = f"{settings.BASE_URL}{page_url('follow')}"
    parts.append(_("Lees alles op %(address)s met de code van uw bonnetje.") % {"address": follow})
    ends = [holder.erase_after for _row, holder in letter.rows if isinstance(holder, Giver) and holder.erase_after]
    if ends and len(ends) == len(letter.rows) and not still_waiting(list(voices)):
        last = max(max(ends), clock.today())
        parts.append(_("Na %(day)s wissen wij uw adres. Uw code blijft werken.") % {"day": date_format(last, "j F Y")})
    parts.append(_("Wilt u geen mail meer? Klik op %(address)s") % {"address": stop_address(batch)})
    parts.append(letter.news[0].contribution.tenant.name)
    return "\n\n".join(parts) + "\n"


def _message_id(news: Sequence[News]) -> str:
    """Return the same name for the same mail, so that one that was sent twice after a fault shows once."""
    told = hashlib.sha256(" ".join(sorted(str(one.pk) for one in news)).encode()).hexdigest()[:32]
    return f"<{told}@{urlsplit(settings.BASE_URL).hostname or 'brink'}>"


def _send(letter: Letter) -> bool:
    """Mark and send one mail together; when sending fails nothing is marked and it is tried again later."""
    news, batch = letter.news, uuid7()
    language = news[0].contribution.language
    ids = [one.pk for one in news]
    try:
        with transaction.atomic(), override(language if language in dict(settings.LANGUAGES) else "nl"):
            # Marked first: of two runs at once, the second finds the rows marked and sends nothing.
            waiting = News.objects.filter(pk__in=ids, mailed_at=None)
            if waiting.update(mailed_at=clock.now(), mail=batch) != len(ids):
                transaction.set_rollback(True)
                return False
            voices = len({one.contribution_id for one in news})
            headers = {"Message-ID": _message_id(news), "Auto-Submitted": "auto-generated"}
            EmailMessage(_subject(voices), _body(letter, batch), to=[letter.to], headers=headers).send()
    except (SMTPException, OSError, ValueError) as error:
        # Never the address or the text: logs are read by others.
        logger.warning("a mail could not be sent: %s", type(error).__name__)
        _later(news)
        return False
    return True


def _later(news: Sequence[News]) -> None:
    """Try again after a while that doubles each time, up to a day."""
    now = clock.now()
    for one in news:
        one.tries += 1
        one.due_at = now + min(timedelta(minutes=5 * 2**one.tries), LONGEST_WAIT)
    News.objects.bulk_update(news, ("tries", "due_at"), batch_size=BATCH)
