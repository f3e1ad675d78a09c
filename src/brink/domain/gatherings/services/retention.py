"""Keeping house: who came is forgotten a week after the day, also on a site that was restored from an old back-up."""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from django.db.models import Q

from brink.domain.gatherings.models import SignUp
from brink.domain.gatherings.services.seating import ERASED
from brink.domain.journal.acts import exempt, once_kept
from brink.foundation import clock, erasure_list

SIGNUPS_KEPT = timedelta(days=7)
"""How long it is known who signed up, after the day or after it was called off."""


def erase(ids: Iterable[UUID]) -> int:
    """Erase who these are and what they need; returns how many. The number of people stays."""
    gone = list(ids)
    with exempt("signups"):
        once_kept(lambda: erasure_list.note(ERASED, gone))
        rows = SignUp.objects.filter(pk__in=gone, erased_at=None)
        return rows.update(name="", email="", phone="", needs="", erased_at=clock.now())


def _came_back() -> list[UUID]:
    """Return whose details an old back-up brought back."""
    listed = erasure_list.read()
    if not any(one.startswith(f"{ERASED} ") for one in listed):
        return []
    kept = SignUp.objects.filter(erased_at=None).order_by().values_list("pk", flat=True)
    return [pk for pk in kept.iterator(chunk_size=2000) if f"{ERASED} {erasure_list.hashed(pk)}" in listed]


def forget_signups() -> int:
    """Erase who signed up for what is over; return how many."""
    before = clock.now() - SIGNUPS_KEPT
    over = Q(gathering__event__ends_at__lt=before) | Q(gathering__event__cancelled_at__lt=before)
    due = SignUp.objects.filter(over, erased_at=None).order_by().values_list("pk", flat=True)
    ids = [*due, *_came_back()]
    return erase(ids) if ids else 0
