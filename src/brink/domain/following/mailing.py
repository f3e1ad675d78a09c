"""Sending: the mail that asks, and once a week one with the news of all that one address follows. By the clock.

Claimed in a short transaction, sent outside any, marked in another, as all mail of the house. A server that is away
costs nobody a try and nobody a word: what was due stays due.
"""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import groupby

from django.conf import settings
from django.db.models import F
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from brink.domain.following.happenings import Happening, Window, happenings
from brink.domain.following.links import stop_address, yes_address
from brink.domain.following.models import Follow
from brink.domain.following.rhythm import MOST_TRIES, next_mail
from brink.domain.following.services import ANSWER_WITHIN
from brink.domain.following.subjects import Subject
from brink.domain.journal.acts import exempt
from brink.domain.places.models import Area
from brink.foundation import clock
from brink.foundation.mail import NotSent, post, stop_headers

# How long a claim holds: longer than a sending with the longest time-out.
CLAIM = timedelta(minutes=30)
LONGEST_WAIT = timedelta(hours=24)
# An act that took long is kept later than the moment that it bears: what is younger than this waits a week.
SETTLE = timedelta(minutes=15)
MOST_LINES = 20


def mail_follows() -> int:
    """Mail what is due; return how many mails went out."""
    try:
        return sum(_ask(one) for one in _due(confirmed=False)) + sum(_tell(rows) for rows in _together())
    except NotSent:
        # Whoever is still due stays due; waiting for the same server for each helps nobody.
        return 0


def _due(*, confirmed: bool) -> list[Follow]:
    rows = Follow.objects.filter(confirmed_at__isnull=not confirmed, due_at__lte=clock.now(), tries__lt=MOST_TRIES)
    rows = rows.select_related("process__tenant", "theme", "area", "tenant").defer("area__geometry")
    return list(rows.order_by("tenant_id", "address_hash", "created_at", "id"))


def _together() -> Iterator[list[Follow]]:
    """Yield all that is due for one address at one body."""
    for _key, rows in groupby(_due(confirmed=True), key=lambda one: (one.tenant_id, one.address_hash)):
        yield list(rows)


def _claim(rows: Sequence[Follow]) -> bool:
    """Take these for one mail; False when another run took one of them first, or it was stopped."""
    ids = [one.pk for one in rows]
    with exempt("follow mail"):
        waiting = dict(Follow.objects.select_for_update().filter(pk__in=ids).values_list("pk", "due_at"))
        if any(waiting.get(one.pk) != one.due_at for one in rows):
            return False
        Follow.objects.filter(pk__in=ids).update(due_at=clock.now() + CLAIM, tries=F("tries") + 1)
    return True


def _send(rows: Sequence[Follow], subject: str, parts: list[str]) -> bool:
    """Send one mail; one that is refused is tried again later. Raises NotSent when the server is away."""
    ids, first = [one.pk for one in rows], rows[0]
    told = "".join(f"{one.pk} {one.told_until}" for one in rows)
    name = f"news-{hashlib.sha256(told.encode()).hexdigest()[:32]}"
    try:
        post(subject, parts, [first.email], name=name, headers=stop_headers(stop_address(first)))
    except NotSent as failed:
        wait = min(timedelta(minutes=5 * 2 ** (first.tries + 1)), LONGEST_WAIT)
        with exempt("follow mail"):
            rows_now = Follow.objects.filter(pk__in=ids)
            if failed.away:
                rows_now.update(due_at=clock.now(), tries=F("tries") - 1)
            else:
                rows_now.update(due_at=clock.now() + wait)
        if failed.away:
            raise
        return False
    return True


def _ask(follow: Follow) -> bool:
    """Ask whoever is behind an address whether they want this, once for each time that it was typed."""
    if not _claim([follow]):
        return False
    with override(_language([follow])):
        about = {"name": subject_of(follow).name, "body": follow.tenant.told}
        parts = [
            _("Dag,"),
            _("Iemand vulde dit e-mailadres in op de site van %(body)s. Het gaat om mail over: %(name)s.") % about,
            _("Wilt u die mail? Klik op %(address)s en dan op de knop.") % {"address": yes_address(follow)},
            _("Was u dit niet? Doe dan niets. U krijgt geen mail, en na %(days)d dagen wissen wij uw adres.")
            % {"days": ANSWER_WITHIN.days},
            follow.tenant.name,
        ]
        sent = _send([follow], _("Wilt u mail over nieuws? Klik op de link"), parts)
    if sent:
        with exempt("follow mail"):
            Follow.objects.filter(pk=follow.pk, confirmed_at=None).update(due_at=None)
    return sent


def _tell(rows: list[Follow]) -> bool:
    """Mail one address the news of all that it follows; without news no mail."""
    if not _claim(rows):
        return False
    until = clock.now() - SETTLE
    with override(_language(rows)):
        news = [(one, _news_of(one, until)) for one in rows]
        pieces = _pieces([(one, lines) for one, lines in news if lines])
        sent = bool(pieces) and _send(rows, _("Nieuws over wat u volgt"), [_("Dag,"), *pieces, *_ending(rows)])
    if sent or not pieces:
        with exempt("follow mail"):
            Follow.objects.filter(pk__in=[one.pk for one in rows]).update(
                told_until=until, due_at=next_mail(clock.now()), tries=0
            )
    return sent


def _news_of(follow: Follow, until: datetime) -> list[Happening]:
    assert follow.told_until is not None
    return happenings(subject_of(follow), Window(follow.told_until, until)) if follow.told_until < until else []


def _pieces(news: Sequence[tuple[Follow, list[Happening]]]) -> list[str]:
    """Write the news, a piece for each thing that is followed; what is told once is not told again below."""
    told: set[str] = set()
    pieces = []
    for follow, lines in news:
        subject = subject_of(follow)
        fresh = [one for one in lines if one.key not in told]
        told |= {one.key for one in fresh}
        if not fresh:
            continue
        said = [f"- {one.what}: {one.title} ({one.body})\n  {settings.BASE_URL}{one.address}" for one in fresh]
        if len(said) > MOST_LINES:
            more = _("En meer, op %(address)s") % {"address": f"{settings.BASE_URL}{subject.address}"}
            said = [*said[:MOST_LINES], f"- {more}"]
        pieces.append("\n".join([_("Nieuws over %(name)s:") % {"name": subject.name}, *said]))
    return pieces


def _ending(rows: Sequence[Follow]) -> list[str]:
    last = min(one.ends_on for one in rows if one.ends_on is not None)
    return [
        _("Wij mailen u tot en met %(day)s. Wilt u langer? Klik op %(address)s") % {
            "day": date_format(last, "j F Y"), "address": yes_address(rows[0]),
        },
        _("Wilt u geen mail meer? Klik op %(address)s") % {"address": stop_address(rows[0])},
        rows[0].tenant.name,
    ]  # fmt: skip


def subject_of(follow: Follow) -> Subject:
    """Return what somebody follows, with the places in which a place lies."""
    area = follow.area
    if area is not None:
        area = Area.objects.select_related("parent__parent").defer("geometry").get(pk=area.pk)
    return Subject(area=area, theme=follow.theme, process=follow.process)


def _language(rows: Sequence[Follow]) -> str:
    """Return the language in which somebody asked last."""
    newest = max(rows, key=lambda one: one.created_at).language
    return newest if newest in dict(settings.LANGUAGES) else "nl"
