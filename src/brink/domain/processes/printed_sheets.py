"""Sheets that were just printed: their codes wait in this browser, encrypted, so that the page can be loaded again.

For an hour, for that page alone, and forgotten with "Ik ben klaar". The database knows their hashes.
"""

import json
from collections.abc import Sequence
from datetime import timedelta

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from brink.foundation import clock
from brink.foundation.crypto import decrypt, encrypt
from brink.foundation.device_cookies import keep, kept, remembers

COOKIE = remembers("brink-drukwerk", "the codes on sheets that were just printed")
SHOWN_FOR = timedelta(hours=1)


def to_sheets(request: HttpRequest, codes: Sequence[str]) -> HttpResponse:
    """Lead from the button to the sheets, at the same address."""
    response = HttpResponseRedirect(request.path)
    sealed = encrypt(json.dumps([request.path, *codes]), at=clock.now())
    keep(response, COOKIE, sealed, path=request.path, lasts=SHOWN_FOR)
    return response


def kept_codes(request: HttpRequest) -> list[str]:
    """Return the codes of the sheets that this browser printed here within the hour."""
    try:
        path, *codes = json.loads(decrypt(kept(request, COOKIE, request.path), ttl=SHOWN_FOR, at=clock.now()))
    except ValueError:
        return []
    return codes if path == request.path else []
