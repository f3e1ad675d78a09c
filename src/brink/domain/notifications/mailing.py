"""Sending: one mail per address about all that changed. Called by the clock; safe to run twice, also at once.

A mail is claimed in a short transaction, sent outside any, and marked in another: a mail server that says nothing holds
nobody up. When we stop between sending and marking, the same mail goes out once more (at least once, not at most once):
people who hear twice lose a minute, people who never hear lose their answer. The second one bears the same Message-ID,
so that most mail programs show it once, and the same address to end the mail.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import F, Q
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from brink.domain.contributions.mail_topics import STANDING
from brink.domain.contributions.models import Broker, Contribution, Giver, Holder, Moderation, Publicity
from brink.domain.contributions.services.retention import still_waiting
from brink.domain.journal.acts import exempt
from brink.domain.notifications.models import News
from brink.domain.notifications.news import gather
from brink.domain.notifications.topics import last_states, sentence, telling
from brink.domain.notifications.unsubscribing import address_of, stop_address
from brink.foundation import clock
from brink.foundation.addresses import page_url
from brink.foundation.ids import uuid7
from brink.foundation.mail import NotSent, post, stop_headers

if TYPE_CHECKING:
    from uuid import UUID

BATCH = 500
# A mail server that is away for a day is waited for; an address that never works is given up.
MOST_TRIES = 12
LONGEST_WAIT = timedelta(hours=24)
# How long a claim holds: longer than all steps of one sending with the longest time-out together.
CLAIM = timedelta(minutes=30)


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
    count = 0
    for letter in _letters():
        try:
            count += _send(letter)
        except NotSent:
            # The others keep their news till the next time; waiting for the same server for each helps nobody.
            break
    return count


def _due() -> list[News]:
    """Return news that may go out now: settled, or of somebody whose address is about to be erased."""
    now = clock.now()
    last = Q(mail=None, holder=Holder.GIVER, contribution__giver__erase_after__lt=clock.today())
    rows = News.objects.filter(mailed_at=None, tries__lt=MOST_TRIES, contribution__withdrawn_at=None)
    due = rows.filter(Q(due_at__lte=now) | last)
    # What happened to the same words since goes along: a mail tells where they are now and not where they were.
    since = Q(mail=None, contribution__in=due.values("contribution"))
    return list(
        rows.filter(Q(due_at__lte=now) | last | since)
        .select_related("contribution__process", "contribution__tenant", "contribution__round", "entry")
        .order_by("tenant_id", "entry__at", "created_at", "id")
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
    sorted_out: dict[tuple[UUID, str, UUID | None], list[tuple[News, Giver | Broker]]] = {}
    for row in due:
        holder = holders.get((row.holder, row.contribution_id))
        if holder is not None:
            # What may have gone out already goes out again as it was, and not among other news.
            sorted_out.setdefault((row.tenant_id, address_of(holder), row.mail), []).append((row, holder))
    return [Letter(rows[0][1].email, tuple(rows)) for rows in sorted_out.values()]


def _subject(voices: int) -> str:
    """Say that there is news, and nothing of what: a subject is read on a locked screen too (reliability N40)."""
    return ngettext("Er is nieuws over uw woorden", "Er is nieuws over uw woorden in %(count)d bijdragen", voices) % {
        "count": voices
    }


def named(voice: Contribution) -> str:
    """Say which words a mail is about, so that their giver knows them from others: by their beginning, or their hour.

    Words that are not on the site for everybody stay out of a mail, which others read too.
    """
    public = voice.moderation == Moderation.SHOWN and voice.publicity != Publicity.CLOSED
    said = f"{voice.title} {voice.text}".strip() if public else ""
    if said:
        return _("U zei: ‘%(words)s’") % {"words": Truncator(" ".join(said.split())).words(8, truncate=" …")}
    at = voice.created_at.astimezone(clock.AMSTERDAM)
    when = {"day": date_format(at, "j F Y"), "time": date_format(at, "H.i")}
    return _("Dit gaat over wat u op %(day)s om %(time)s uur heeft gegeven.") % when


def _about(voice: Contribution, news: Sequence[News]) -> str:
    """Tell what happened to one contribution, in the state in which it is now."""
    topics = last_states((one.topic, one.entry.subject_id) for one in news)
    now = STANDING[Moderation(voice.moderation)]
    topics = {topic for topic in topics if topic not in STANDING.values() or topic == now} or {now}
    said = " ".join(sentence(topic) for topic in telling(topics))
    return f"{_('Het gaat over: %(title)s.') % {'title': voice.process.title}}\n{named(voice)}\n{said}"


def _parts(letter: Letter, batch: "UUID") -> list[str]:
    """Write the mail: plain text, no code, no words but those that everybody may read."""
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
    return parts


def _language(news: Sequence[News]) -> str:
    """Return the language in which somebody gave words last: of what is mailed together it is one person's."""
    newest = max(news, key=lambda one: one.contribution.created_at).contribution.language
    return newest if newest in dict(settings.LANGUAGES) else "nl"


def _name(news: Sequence[News]) -> str:
    """Return the same name for the same mail, so that one that was sent twice after a fault shows once."""
    return hashlib.sha256(" ".join(sorted(str(one.pk) for one in news)).encode()).hexdigest()[:32]


def _claim(news: Sequence[News]) -> "UUID | None":
    """Take these rows for one mail and return its name, or None when another run took one of them first."""
    batch = news[0].mail or uuid7()
    ids = [one.pk for one in news]
    with exempt("mail"):
        # Held: of two runs at once the second sees what the first one wrote.
        waiting = dict(
            News.objects.select_for_update().filter(pk__in=ids, mailed_at=None).values_list("pk", "due_at")
        )
        if any(waiting.get(one.pk) != one.due_at for one in news):
            return None
        # Counted already here: what ends us each time between sending and marking must not be sent for ever.
        News.objects.filter(pk__in=ids).update(mail=batch, due_at=clock.now() + CLAIM, tries=F("tries") + 1)
    return batch


def _send(letter: Letter) -> bool:
    """Claim, send and mark one mail; one that fails is tried again later. Raises NotSent when the server is away."""
    news = letter.news
    batch = _claim(news)
    if batch is None:
        return False
    language = _language(news)
    try:
        with override(language):
            voices = len({one.contribution_id for one in news})
            # Mail programs show it as a button of their own; it opens the page that the words below lead to.
            stop = stop_headers(stop_address(batch))
            post(_subject(voices), _parts(letter, batch), [letter.to], name=_name(news), headers=stop)
    except NotSent as failed:
        # Of what the server may have taken, its name stays.
        _later(news, batch if failed.unsure else None)
        if failed.away:
            raise
        return False
    with exempt("mail"):
        News.objects.filter(pk__in=[one.pk for one in news]).update(mailed_at=clock.now(), tries=F("tries") - 1)
    return True


def _later(news: Sequence[News], batch: "UUID | None") -> None:
    """Try again after a while that doubles each time, up to a day."""
    now = clock.now()
    for one in news:
        one.tries += 1
        one.mail = batch
        one.due_at = now + min(timedelta(minutes=5 * 2**one.tries), LONGEST_WAIT)
    with exempt("mail"):
        News.objects.bulk_update(news, ("tries", "mail", "due_at"), batch_size=BATCH)
