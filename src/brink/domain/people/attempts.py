"""Slowing down whoever tries too often: a counter per source and hour in the database, so that all workers share it.

A source is a keyed hash of the beginning of an internet address with a key of the day: nobody can read back who it
was, and yesterday's counts say nothing today.
"""

from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from django.conf import settings
from django.db.models import F
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brink.domain.journal.acts import exempt
from brink.domain.people.models import Attempts
from brink.foundation import clock
from brink.foundation.crypto import hash_purpose, keyed_hash
from brink.foundation.errors import TooMany

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
        minutes = max(1, -(-int((start + window - now).total_seconds()) // 60))
        wait = ngettext("%(minutes)d minuut", "%(minutes)d minuten", minutes) % {"minutes": minutes}
        raise TooMany(_("U probeerde dit te vaak. Wacht %(wait)s en probeer het opnieuw.") % {"wait": wait})


def forget_old() -> int:
    """Delete counts older than a week and return how many."""
    with exempt("attempts"):
        return Attempts.objects.filter(window__lt=clock.now() - KEPT).delete()[0]
