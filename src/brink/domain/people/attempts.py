"""Slowing down whoever tries too often: a counter per source and hour in the database, so that all workers share it.

A source is a keyed hash of the beginning of an internet address with a key of the day: nobody can read back who it
was, and yesterday's counts say nothing today.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from django.conf import settings
from django.db.models import F
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brink.domain.journal.acts import exempt
from brink.domain.people.models import Attempts
from brink.foundation import clock, prepared_rows
from brink.foundation.crypto import hash_purpose, keyed_hash
from brink.foundation.errors import TooMany
from brink.foundation.prepared_rows import ASKED, Question

_COUNTED = hash_purpose("attempts", "counts of this hour begin anew: that gives somebody a few tries more, once")
HOUR = timedelta(hours=1)
KEPT = timedelta(days=7)
# One household gets a whole /56 of the newer addresses; of the older ones an address is mostly one household.
_PREFIX = {4: 32, 6: 56}


def _address(request: HttpRequest) -> IPv4Address | IPv6Address | None:
    """Return the address of whoever asks.

    Only as many proxies as the settings name are believed; what stands before them in the header can be made up by
    the sender (reliability N44).
    """
    hops = [request.META.get("REMOTE_ADDR", "")]
    proxies = int(getattr(settings, "TRUSTED_PROXIES", 0))
    if proxies:
        hops = [*request.headers.get("X-Forwarded-For", "").split(","), *hops]
    try:
        address = ip_address(hops[max(len(hops) - 1 - proxies, 0)].strip())
    except ValueError:
        return None
    mapped = getattr(address, "ipv4_mapped", None)
    return mapped or address


def source_of(request: HttpRequest) -> str:
    """Return the hashed source of a request; requests without a readable address share one."""
    address = _address(request)
    prefix = str(ip_network((address, _PREFIX[address.version]), strict=False)) if address else "unknown"
    return hashed(prefix)


def hashed(text: str) -> str:
    """Return a source for something else than an address, such as an e-mail address; another one each day."""
    return keyed_hash(_COUNTED, f"{clock.today().isoformat()} {text}")


def _start(now: datetime, window: timedelta) -> datetime:
    """Return the start of the window in which `now` lies."""
    seconds = int(window.total_seconds())
    return datetime.fromtimestamp(int(now.timestamp()) // seconds * seconds, UTC)


@dataclass(frozen=True, slots=True)
class Counted:
    """A hashed source that is counted, how much it may do in an hour, and what it is: for whoever tells of it."""

    source: str
    limit: int
    which: str


def check(source: str, what: str, limit: int, window: timedelta = HOUR) -> None:
    """Count one try of `what` by `source`; raises TooMany after `limit` tries in this window.

    Call it before the work and outside its transaction, so that a failed try is counted too. One `what` always goes
    with one window.
    """
    now = clock.now()
    start = _start(now, window)
    with exempt("attempts"):
        row, _made = Attempts.objects.get_or_create(source=source, what=what, window=start)
        Attempts.objects.filter(pk=row.pk).update(count=F("count") + 1)
    count = Attempts.objects.values_list("count", flat=True).get(pk=row.pk)
    if count > limit:
        wait = wait_words(max(1, -(-int((start + window - now).total_seconds()) // 60)))
        raise TooMany(_("U probeerde dit te vaak. Wacht %(wait)s en probeer het opnieuw.") % {"wait": wait})


def count_all(counted: Sequence[Counted], what: str) -> Counted | None:
    """Count `what` once for each of these sources; return the first that is over its limit now, or None.

    In the transaction of the act itself: what is refused is not counted.
    """
    start = _start(clock.now(), HOUR)
    sources = [one.source for one in counted]
    with exempt("attempts"):
        rows = Attempts.objects.filter(source__in=sources, what=what, window=start)
        # In one order, so that two acts at once do not wait for each other crosswise.
        held = {row.source: row.count for row in rows.select_for_update().order_by("source")}
        if missing := [one for one in sources if one not in held]:
            new = [Attempts(source=one, what=what, window=start) for one in sorted(missing)]
            Attempts.objects.bulk_create(new, ignore_conflicts=True)
        rows.update(count=F("count") + 1)
    return next((one for one in counted if held.get(one.source, 0) >= one.limit), None)


@lru_cache(maxsize=4)
def _held(what: str, window: datetime) -> Question:
    rows = Attempts.objects.filter(source=ASKED, what=what, window=window).order_by().select_for_update()
    return Question(lambda: rows.values_list("pk", "count"))


def count_many(tries: Sequence[Sequence[Counted]], what: str, spared: Callable[[int, Counted], bool]) -> list[bool]:
    """Count as `count_all`, many at once; tell of each whether it is within its limits. What is not, is not counted.

    `spared` tells of the place of a try and the limit that it is over whether it may go on all the same.
    """
    window, more, told = _start(clock.now(), HOUR), Counter[str](), list[bool]()
    # In one order, so that two who write at once do not wait for each other crosswise.
    sources = sorted({one.source for counted in tries for one in counted})
    held = {source: rows[0] for source in sources if (rows := _held(what, window).ask(source))}
    for place, counted in enumerate(tries):
        over = next((one for one in counted if held.get(one.source, (0, 0))[1] + more[one.source] >= one.limit), None)
        told.append(over is None or spared(place, over))
        if told[-1]:
            more.update(one.source for one in counted)
    new = [Attempts(source=one, what=what, window=window, count=more[one]) for one in sorted(more) if one not in held]
    prepared_rows.insert(new)
    prepared_rows.add(Attempts, "count", {held[one][0]: more[one] for one in sorted(more) if one in held})
    return told


def minutes_left() -> int:
    """Return how many minutes until counts of this hour begin anew."""
    now = clock.now()
    return max(1, -(-int((_start(now, HOUR) + HOUR - now).total_seconds()) // 60))


def wait_words(minutes: int) -> str:
    """Say how long to wait."""
    return ngettext("%(minutes)d minuut", "%(minutes)d minuten", minutes) % {"minutes": minutes}


def forget_old() -> int:
    """Delete counts older than a week and return how many."""
    with exempt("attempts"):
        return Attempts.objects.filter(window__lt=clock.now() - KEPT).delete()[0]
