"""Writing the journal, and finding what was done before under a key. Acts come here through the kernel (`acts`)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from brink.domain.journal.fingerprints import fingerprint
from brink.domain.journal.models import Entry
from brink.foundation import clock
from brink.foundation.crypto import every
from brink.foundation.errors import KeyReused
from brink.foundation.ids import is_by_the_hour
from brink.methods.ledger import SET_BACK

__all__ = ["RESIDENT", "SYSTEM", "Actor", "entry_of", "find", "fingerprint", "record", "record_many", "set_back"]


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: an account in a role, or nobody known (a resident without account)."""

    id: UUID | None = None
    role: str = "resident"


RESIDENT = Actor()
SYSTEM = Actor(role="system")


def record(
    *,
    tenant_id: UUID,
    kind: str,
    subject: str,
    subject_id: UUID,
    actor: Actor,
    data: Mapping[str, Any] | None = None,
    public: bool = True,
    key: str | None = None,
    body: str = "",
    contents: Mapping[str, Any] | None = None,
) -> Entry:
    """Add one entry. Must run inside the transaction of the act itself; raises when there is none.

    `key` is the idempotency key of the act, `body` the fingerprint of what was asked. Nothing personal in `data`.
    `contents` holds the hashes of what the act wrote (`contents.settle`).
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("a journal entry is written in the transaction of its act")
    made = entry_of(
        tenant_id=tenant_id, kind=kind, subject=subject, subject_id=subject_id, actor=actor, data=data, public=public,
        key=key, body=body, contents=contents,
    )  # fmt: skip
    made.save(force_insert=True)
    return made


def entry_of(
    *,
    tenant_id: UUID,
    kind: str,
    subject: str,
    subject_id: UUID,
    actor: Actor,
    data: Mapping[str, Any] | None = None,
    public: bool = True,
    key: str | None = None,
    body: str = "",
    contents: Mapping[str, Any] | None = None,
) -> Entry:
    """Make one entry without writing it, for whoever writes many at once."""
    now = clock.now()
    return Entry(
        tenant_id=tenant_id,
        kind=kind,
        subject=subject,
        subject_id=subject_id,
        actor_id=actor.id,
        actor_role=actor.role,
        at=now,
        told_at=_told(now),
        public=public,
        data=dict(data or {}),
        key=key,
        fingerprint=body,
        contents=contents,
    )


def record_many(
    *, tenant_id: UUID, kind: str, subject: str, subject_ids: Sequence[UUID], actor: Actor, public: bool = True
) -> None:
    """Add the same entry for many subjects at once, for acts in bulk; same rules as `record`."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("a journal entry is written in the transaction of its act")
    now = clock.now()
    told = _told(now)
    Entry.objects.bulk_create(
        (
            Entry(
                tenant_id=tenant_id,
                kind=kind,
                subject=subject,
                subject_id=subject_id,
                actor_id=actor.id,
                actor_role=actor.role,
                at=now,
                told_at=told,
                public=public,
            )
            for subject_id in subject_ids
        ),
        batch_size=500,
    )


def set_back(*, tenant_id: UUID, latest: datetime, why: str) -> Entry:
    """Say in the log of a body that moments before `latest` follow: the clock was wrong, or older material is read in.

    Without it whoever checks the log takes what follows for written afterwards. `why` is `clock` or `import`.
    """
    said = {"from": latest.isoformat(timespec="milliseconds"), "why": why}
    return record(
        tenant_id=tenant_id, kind=SET_BACK, subject="body", subject_id=tenant_id, actor=SYSTEM, data=said
    )  # fmt: skip


def _told(now: datetime) -> datetime | None:
    return now.replace(minute=0, second=0, microsecond=0) if is_by_the_hour() else None


def find(*, tenant_id: UUID, key: str, body: str) -> Entry | None:
    """Return the entry of an act that was done before under this key, or None.

    Raises KeyReused when the key belongs to another request (reliability N52).
    """
    # A key may be a keyed hash, and the site's keys may have been rotated since: `entry.key` is the form of that time.
    entry = Entry.objects.filter(tenant_id=tenant_id, key__in=every(key)).first()
    if entry is not None and entry.fingerprint not in every(body):
        raise KeyReused(
            _("Dit formulier is al eens verstuurd met andere woorden. Open het opnieuw en probeer het nog eens.")
        )
    return entry
