"""Counting tries per source and hour, so that guessing codes stops early. Stores a keyed hash of the source only."""

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from brink.domain.people.models import Attempts
from brink.foundation import clock
from brink.foundation.crypto import keyed_hash
from brink.foundation.errors import TooMany


def _key(source: str, what: str) -> dict[str, object]:
    hour = clock.now().replace(minute=0, second=0, microsecond=0)
    return {"source": keyed_hash("attempts", source), "what": what, "window": hour}


def check(*, source: str, what: str, limit: int) -> None:
    """Raise TooMany when this source has already failed `limit` times at `what` in this hour."""
    row = Attempts.objects.filter(**_key(source, what)).first()
    if row is not None and row.count >= limit:
        raise TooMany(_("U probeerde het te vaak. Wacht een uur, of bel ons. Dan zoeken wij samen."))


def count(*, source: str, what: str) -> None:
    """Count one failed try. Two at the same moment are both counted."""
    key = _key(source, what)
    if Attempts.objects.filter(**key).update(count=F("count") + 1):
        return
    try:
        with transaction.atomic():
            Attempts.objects.create(**key, count=1)
    except IntegrityError:
        Attempts.objects.filter(**key).update(count=F("count") + 1)
