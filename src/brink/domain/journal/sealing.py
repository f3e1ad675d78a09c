"""Sealing: giving entries their place in the Merkle log of their body and writing the root. Called by `tick`."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError

from brink.domain.journal.acts import exempt
from brink.domain.journal.models import Checkpoint, Entry, Leaf
from brink.domain.journal.queries import document
from brink.domain.journal.services import set_back
from brink.foundation import clock
from brink.methods.ledger import LATEST_SEAL, SET_BACK, leaf_hash, root

BATCH = 5_000


def seal() -> int:
    """Seal what waits, at every body, and return how many entries got their place.

    Idempotent: without new entries nothing is written. When two do this at the same moment, the unique place of a leaf
    lets one through; the other leaves its work to the next time.
    """
    waiting = Entry.objects.filter(leaf=None).order_by().values_list("tenant_id", flat=True).distinct()
    return sum(_seal_all(tenant_id) for tenant_id in list(waiting))


def _seal_all(tenant_id: UUID) -> int:
    """Seal batch after batch of one body."""
    total = 0
    while True:
        try:
            sealed = _seal_batch(tenant_id)
        except IntegrityError:
            return total
        total += sealed
        if sealed < BATCH:
            return total


def _seal_batch(tenant_id: UUID) -> int:
    """Seal the oldest entries without a place, and write one checkpoint over the whole log."""
    with exempt("sealing"):
        # Order of time, and of identifier within a moment. An entry that was committed late simply comes later.
        rows = list(Entry.objects.filter(tenant_id=tenant_id, leaf=None).order_by("at", "id")[:BATCH])
        if not rows:
            return 0
        sealed = _latest(tenant_id)
        if sealed is not None and clock.now() < sealed - LATEST_SEAL:
            # The clock was ahead and has been put right, or is behind now: what follows is no forgery.
            rows.insert(0, set_back(tenant_id=tenant_id, latest=sealed, why="clock"))
        before = Leaf.objects.filter(tenant_id=tenant_id).order_by("index").values_list("hash", flat=True)
        hashes = [bytes(one) for one in before]
        leaves = [
            Leaf(tenant_id=tenant_id, index=place, entry=entry, hash=leaf_hash(bytes(entry.salt), document(entry)))
            for place, entry in enumerate(rows, start=len(hashes))
        ]
        Leaf.objects.bulk_create(leaves, batch_size=500)
        hashes += [bytes(leaf.hash) for leaf in leaves]
        Checkpoint.objects.create(tenant_id=tenant_id, size=len(hashes), root=root(hashes), at=clock.now())
        return len(rows)


def announce_older(tenant_id: UUID) -> None:
    """Let the log of a body say, where it is ahead of now, that an older conversation is read in from here on."""
    sealed = _latest(tenant_id)
    if sealed is not None and clock.now() < sealed:
        with exempt("sealing"):
            set_back(tenant_id=tenant_id, latest=sealed, why="import")


def _latest(tenant_id: UUID) -> datetime | None:
    """Return the latest moment in the log of a body, since it last said itself that older moments follow."""
    back = Leaf.objects.filter(tenant_id=tenant_id, entry__subject_id=tenant_id, entry__kind=SET_BACK)
    since = back.order_by("-index").values_list("index", flat=True).first()
    rows = Entry.objects.filter(tenant_id=tenant_id, leaf__index__gt=-1 if since is None else since)
    return rows.order_by("-at").values_list("at", flat=True).first()
