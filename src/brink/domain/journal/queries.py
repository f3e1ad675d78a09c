"""Reads of the journal: what the public page shows, and what strangers take home to check."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Max, QuerySet

from brink.domain.journal.models import Checkpoint, Entry, Leaf
from brink.foundation.crypto import signing_seeds
from brink.foundation.visibility import Viewer, visible
from brink.methods.ledger import Checkpoint as Signed
from brink.methods.ledger import Key, Log, hidden_line, log_key, manifest, open_line, receipt, sign_checkpoint

CHUNK = 2_000
CHECKPOINTS = 50


def entries(viewer: Viewer, *, tenant_id: UUID | None = None, kind: str = "") -> QuerySet[Entry]:
    """Return what this viewer may read, newest first, of one body or all, of one kind or all; for paging."""
    rows = visible(viewer, Entry.objects.all())
    if tenant_id is not None:
        rows = rows.filter(tenant_id=tenant_id)
    if kind:
        rows = rows.filter(kind=kind)
    return rows.select_related("leaf").order_by("-at", "-id")


def of_subject(tenant_id: UUID, subject_id: UUID) -> QuerySet[Entry]:
    """Return what happened to one thing, oldest first."""
    return Entry.objects.filter(tenant_id=tenant_id, subject_id=subject_id).order_by("at", "id")


@dataclass(frozen=True, slots=True)
class Told:
    """How often something was made or changed, and when last."""

    count: int
    at: datetime


def last_acts(subjects: Collection[UUID]) -> dict[UUID, Told]:
    """Return how often each of these was acted on and when last; what nothing is written of is absent. One query."""
    rows = Entry.objects.filter(subject_id__in=subjects).order_by().values_list("subject_id")
    return {pk: Told(count, at) for pk, count, at in rows.annotate(Count("pk"), Max("at"))}


def last_checkpoint(tenant_id: UUID) -> Checkpoint | None:
    """Return the newest root of the log of a body."""
    return Checkpoint.objects.filter(tenant_id=tenant_id).order_by("-size").first()


def _plain(value: Any) -> Any:
    """Bring data to what canonical JSON version 1 holds; a broken number is kept as text."""
    if isinstance(value, float):
        return repr(value)
    if isinstance(value, dict):
        return {str(name): _plain(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    return value


def document(entry: Entry) -> dict[str, Any]:
    """Return an entry as it is sealed and published: what happened, to what, by whom in which role, and when.

    The idempotency key and the fingerprint of the request stay inside.
    """
    told = {
        "id": str(entry.pk),
        "tenant": str(entry.tenant_id),
        "kind": entry.kind,
        "subject": entry.subject,
        "subject_id": str(entry.subject_id),
        "actor": str(entry.actor_id) if entry.actor_id else "",
        "role": entry.actor_role,
        "at": (entry.told_at or entry.at).isoformat(timespec="milliseconds"),
        "data": _plain(entry.data),
    }
    return {**told, "contents": entry.contents} if entry.contents else told


def origin(tenant_id: UUID) -> str:
    """Return the name of the log of a body, as it stands in its checkpoints."""
    return f"{urlsplit(settings.BASE_URL).netloc}/logboek/{tenant_id}"


def public_keys(tenant_id: UUID) -> list[Key]:
    """Return the public keys of a log, the newest first: former ones stay, for whoever kept what they signed."""
    name = origin(tenant_id)
    return [log_key(name, seed) for seed in signing_seeds(name)]


def note(point: Checkpoint) -> str:
    """Return a checkpoint as a note, signed with every key of the log.

    The former keys sign too: whoever wrote one down years ago can still check the log with it, and sees the new key
    vouched for by the old. A key that leaked is taken out of the site's keys, and then signs nothing any more.
    """
    name = origin(point.tenant_id)
    return sign_checkpoint(Signed(name, point.size, bytes(point.root)), *signing_seeds(name))


def export_manifest(tenant_id: UUID) -> str:
    """Return manifest.json of the export: the last checkpoints, signed. Raises LookupError before the first seal."""
    points = list(Checkpoint.objects.filter(tenant_id=tenant_id).order_by("-size")[:CHECKPOINTS])
    if not points:
        raise LookupError("this journal has not been sealed yet")
    return manifest(
        origin=origin(tenant_id),
        size=points[0].size,
        checkpoints=[note(point) for point in reversed(points)],
        keys=public_keys(tenant_id),
    )


def export_lines(tenant_id: UUID) -> Iterator[str]:
    """Return the lines of journal.jsonl up to the last checkpoint; an entry that is not public shows its leaf alone."""
    last = last_checkpoint(tenant_id)
    rows = Leaf.objects.filter(tenant_id=tenant_id, index__lt=last.size if last else 0).select_related("entry")
    for leaf in rows.order_by("index").iterator(chunk_size=CHUNK):
        if leaf.entry.public:
            yield open_line(leaf.index, bytes(leaf.entry.salt), document(leaf.entry))
        else:
            yield hidden_line(leaf.index, bytes(leaf.hash))


def receipt_of(entry: Entry) -> str:
    """Return the receipt of one entry: proof that it stands in the log. Raises LookupError before it is sealed."""
    point, leaf = last_checkpoint(entry.tenant_id), Leaf.objects.filter(entry=entry).first()
    if point is None or leaf is None or leaf.index >= point.size:
        raise LookupError("this entry has not been sealed yet")
    rows = Leaf.objects.filter(tenant_id=entry.tenant_id, index__lt=point.size).order_by("index")
    log = Log([bytes(one) for one in rows.values_list("hash", flat=True)])
    return receipt(
        index=leaf.index,
        salt=bytes(entry.salt),
        entry=document(entry),
        proof=log.inclusion_proof(leaf.index),
        checkpoint=note(point),
        keys=public_keys(entry.tenant_id),
    )
