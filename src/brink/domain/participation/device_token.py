"""Telling one device from another within one process, and no further: enough to count once and to think otherwise.

The token is 128 bits, signed, readable by no script, sent to this process' pages only, and set only when somebody gives
a signal. The database knows its keyed hash, per round or per thing, so that no two of them can be tied together.
"""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

from django.core import signing
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from brink.domain.processes.models import Process
from brink.foundation.addresses import page_url
from brink.foundation.crypto import KeyedHash, derived, every, hash_purpose, keyed_hash
from brink.foundation.device_cookies import keep, kept, name_at, remembers
from brink.foundation.errors import BadInput

_FROM_KEY = hash_purpose("device token")
_OF = hash_purpose("device of")
COOKIE = remembers("brink-apparaat", "that this device answered a question, for its answers and its code")
LASTS = timedelta(days=180)
LEAST_KEY = 16
MOST_KEY = 80


class DeviceToken:
    """The token of the device behind a request, for one process. `value` is None until it has one.

    `used` tells that a form asked for the token: when its act is done, `round_page` lets the device keep it.

    `shown` tells that the page that is being made asked for it: then something of this device may stand on it.

    `older` are cookies (name, start of the salt) of an instrument from before this kit, while they last: who answered
    then is the same device now.
    """

    def __init__(self, request: HttpRequest, process: Process, *, older: Sequence[tuple[str, str]] = ()) -> None:
        self._process = process
        self._path = page_url("process", process.slug)
        self._older = [name for name in (*(name for name, _salt in older), COOKIE) if name in request.COOKIES]
        known = [(request.COOKIES.get(name, ""), salt) for name, salt in older]
        known.append((kept(request, COOKIE, self._path), "brink device"))
        found = (self._read(cookie, f"{salt} {process.pk}") for cookie, salt in known)
        self._value: str | None = next(filter(None, found), None)
        self.used = self.shown = False

    @property
    def value(self) -> str | None:
        """Return the token, or None for a device that gave nothing yet."""
        self.shown = self._value is not None
        return self._value

    @property
    def cookies(self) -> frozenset[str]:
        """Return the names of the cookies by which this device is known, that say nothing else."""
        return frozenset((name_at(COOKIE, self._path), *self._older))

    @property
    def _salt(self) -> str:
        return f"brink device {self._process.pk}"

    @staticmethod
    def _read(cookie: str, salt: str) -> str | None:
        try:
            return str(signing.loads(cookie, salt=salt, max_age=LASTS))
        except signing.BadSignature:
            return None

    def or_from(self, key: str, known: Callable[[str], bool] | None = None) -> str:
        """Return the token, or make one out of the key of the form that was sent.

        A second press on the button sends the same key before the first answer brought the cookie: it gets the same
        token and counts once, also when the site's keys were rotated in between: `known` tells whether a token gave a
        signal before. Raises BadInput for a form without its key.
        """
        self.used = True
        if self._value is None:
            if not LEAST_KEY <= len(key) <= MOST_KEY:
                raise BadInput(_("Dit formulier is niet compleet. Open de pagina opnieuw en probeer het nog eens."))
            made = [drawn.hex()[:32] for drawn in derived(_FROM_KEY, f"{self._process.pk} {key}")]
            self._value = made[0] if known is None else next(filter(known, made[1:]), made[0])
        return self._value

    def remember(self, response: HttpResponseBase) -> None:
        """Give the device its token."""
        keep(response, COOKIE, signing.dumps(self._value, salt=self._salt), path=self._path, lasts=LASTS)
        for name in self._older:
            response.delete_cookie(name, path=self._path, samesite="Lax")


def known_as(rows: QuerySet[Any], column: str, device: str) -> str:
    """Return the hash under which a device stands in these rows since before the keys were rotated, or the newest.

    Devices are counted by it: one device under two hashes would count as two people.
    """
    forms = every(device)
    if len(forms) == 1:
        return device
    found: str | None = rows.filter(**{f"{column}__in": forms}).values_list(column, flat=True).first()
    return found or device


def hash_for(scope: object, token: str, *, purpose: str = _OF) -> KeyedHash:
    """Return what is stored of a token: a hash that cannot be compared between scopes (a round, a thing).

    Look it up with its `every`.
    """
    return keyed_hash(purpose, f"{scope} {token}")
