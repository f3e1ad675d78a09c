"""Keeping the erasure list (`foundation.erasure_list`), and applying it to a database that was restored."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from brink.domain.contributions.models import (
    Broker,
    Contribution,
    EarlierWords,
    EndedCode,
    Giver,
    Moderation,
    Publicity,
    TrackingCode,
)
from brink.domain.contributions.services import changing, code_recovery, moderating, retention, self_service
from brink.domain.contributions.services.copies import WIDTH
from brink.domain.journal.models import Entry
from brink.domain.journal.services import SYSTEM
from brink.foundation import clock, erasure_list
from brink.foundation.erasure_list import hashed

WORDS, CONTACT, PUBLICITY, MODERATION = "words", "contact", "publicity", "moderation"
CODE, GIVER_MAIL, BROKER_MAIL = "code", retention.GIVER_MAIL, retention.BROKER_MAIL
LEFT = "left"
"""What somebody erased and left again: it stays."""
# What is read from the journal when a line was not written at once (the disk was full, the machine stopped).
_KINDS = {"contribution.withdrawn": WORDS, "giver.erased": CONTACT}
_LOOK_BACK = timedelta(days=7)


def complete_recent() -> int:
    """Add what was taken back this week and is missing on the list; returns how many. Called by the clock."""
    return _complete(clock.now() - _LOOK_BACK)


def complete_all() -> None:
    """Add everything that this database knows to be taken back and that is missing on the list."""
    erasure_list.begin()
    _complete(None)


def _complete(since: datetime | None) -> int:
    known, missing = erasure_list.read(), 0
    kinds = _KINDS | {one.kind: one.what for one in erasure_list.erased_again.all()}
    rows = Entry.objects.filter(kind__in=kinds)
    if since is not None:
        rows = rows.filter(at__gte=since)
    for kind, thing in rows.order_by("at").values_list("kind", "subject_id").iterator(chunk_size=2000):
        if f"{kinds[kind]} {hashed(thing)}" not in known:
            erasure_list.note(kinds[kind], [thing])
            missing += 1
    ended = EndedCode.objects.all() if since is None else EndedCode.objects.filter(created_at__gte=since)
    for stored in ended.order_by("created_at").values_list("code_hash", flat=True).iterator(chunk_size=2000):
        if f"{CODE} {hashed(stored)}" not in known:
            erasure_list.note(CODE, [stored])
            missing += 1
    return missing


def replay() -> int:
    """Take away again whatever stands on the list and is still here; returns how many things. Safe to repeat.

    Runs before a site opens: after a restore the database is older than the list, else it finds nothing to do.
    """
    listed = erasure_list.read()
    if not listed:
        return 0
    parts: tuple[Callable[[Mapping[str, str]], int], ...] = (
        _contact, _mail, _codes, _publicity, _moderation, _changed, _words,
        *(one.apply for one in erasure_list.erased_again.all()),
    )  # fmt: skip
    return sum(part(listed) for part in parts)


def _words(listed: Mapping[str, str]) -> int:
    ids = list(_listed(WORDS, listed, Contribution.everything.filter(withdrawn_at=None).values_list("pk", flat=True)))
    for pk in ids:
        self_service.withdraw_again(contribution=Contribution.everything.get(pk=pk), actor=SYSTEM, key=None)
    return len(ids)


def _contact(listed: Mapping[str, str]) -> int:
    given = Giver.objects.values_list("contribution_id", flat=True)
    brought = Broker.objects.exclude(email="").values_list("contribution_id", flat=True)
    found = {*_listed(CONTACT, listed, given), *_listed(CONTACT, listed, brought)}
    ids = sorted(pk for pk in found if listed[f"{CONTACT} {hashed(pk)}"] != LEFT)
    for row in Contribution.everything.filter(pk__in=ids):
        retention.erase_contact(row.tenant_id, [row.pk])
    return len(ids)


def _mail(listed: Mapping[str, str]) -> int:
    """Take away again the addresses of which somebody said that no mail should come there any more."""
    changed = 0
    for kind, table in ((GIVER_MAIL, Giver), (BROKER_MAIL, Broker)):
        rows = table._default_manager.exclude(email="").values_list("contribution_id", flat=True)
        ids = [pk for pk in _listed(kind, listed, rows) if listed[f"{kind} {hashed(pk)}"] != LEFT]
        for row in table._default_manager.filter(contribution_id__in=ids):
            retention.erase_mail(row)
            changed += 1
    return changed


def _codes(listed: Mapping[str, str]) -> int:
    """End again the codes that a new one took the place of: whoever holds an old one reads nothing with it."""
    rows = TrackingCode.objects.order_by().values_list("pk", "code_hash")
    found = [pk for pk, stored in rows.iterator(chunk_size=2000) if f"{CODE} {hashed(stored)}" in listed]
    for one in TrackingCode.objects.filter(pk__in=found).select_related("contribution"):
        code_recovery.end_again(contribution=one.contribution, ended=one.code_hash, actor=SYSTEM, key=None)
    return len(found)


def _publicity(listed: Mapping[str, str]) -> int:
    """Make words as little public as their giver last asked; wider than they are now, they never become."""
    rows = Contribution.everything.filter(withdrawn_at=None).exclude(publicity=Publicity.CLOSED)
    changed = 0
    for pk in list(_listed(PUBLICITY, listed, rows.values_list("pk", flat=True))):
        row, wanted = Contribution.everything.get(pk=pk), Publicity(listed[f"{PUBLICITY} {hashed(pk)}"])
        if WIDTH[wanted] < WIDTH[Publicity(row.publicity)]:
            self_service.narrow_again(contribution=row, publicity=wanted, actor=SYSTEM, key=None)
            changed += 1
    return changed


def _changed(listed: Mapping[str, str]) -> int:
    """Take away again earlier words that nobody may read any more, and words that are older than their change.

    Somebody's details stand in those, said their giver: a moderator looks before anybody else reads them.
    """
    shown = EarlierWords.objects.filter(shown=True)
    again = {*_listed(changing.EARLIER, listed, shown.values_list("pk", flat=True))}
    closed = set(shown.filter(pk__in=again).values_list("contribution_id", flat=True))
    for row in Contribution.everything.filter(pk__in=closed):
        changing.close_again(contribution=row, actor=SYSTEM, key=None)
    old = Contribution.everything.filter(changed_at=None, withdrawn_at=None, moderation=Moderation.SHOWN)
    ids = list(_listed(changing.PRIVATE, listed, old.values_list("pk", flat=True)))
    reason = _("De gever had deze woorden veranderd. De site is teruggezet uit een oudere reservekopie.")
    for row in Contribution.everything.filter(pk__in=ids):
        moderating.hide(contribution=row, reason=reason, actor=SYSTEM)
    return len(closed) + len(ids)


def _moderation(listed: Mapping[str, str]) -> int:
    """Hide again what was hidden last; what was shown last stays as it is here."""
    rows = Contribution.everything.filter(withdrawn_at=None, moderation=Moderation.SHOWN)
    ids = [
        pk
        for pk in _listed(MODERATION, listed, rows.values_list("pk", flat=True))
        if listed[f"{MODERATION} {hashed(pk)}"] != Moderation.SHOWN
    ]
    reason = _("Dit was al verborgen. De site is teruggezet uit een oudere reservekopie.")
    for pk in ids:
        moderating.hide(contribution=Contribution.everything.get(pk=pk), reason=reason, actor=SYSTEM)
    return len(ids)


def _listed(kind: str, listed: Mapping[str, str], ids: QuerySet[Any, UUID]) -> Iterator[UUID]:
    for pk in ids.order_by().iterator(chunk_size=2000):
        if f"{kind} {hashed(pk)}" in listed:
            yield pk
