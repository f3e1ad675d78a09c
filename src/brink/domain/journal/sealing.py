"""Sealing: giving entries their place in the Merkle log of their body and writing the root. Called by `tick`."""

from uuid import UUID

from django.db import IntegrityError

from brink.domain.journal.acts import exempt
from brink.domain.journal.models import Checkpoint, Entry, Leaf
from brink.domain.journal.queries import document
from brink.foundation import clock
from brink.methods.ledger import leaf_hash, root

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
