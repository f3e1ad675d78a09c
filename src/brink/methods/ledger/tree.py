"""The rules of the log: canonical JSON, leaves, roots, and checking proofs (RFC 6962; proofs as in RFC 9162, 2.1).

leaf = SHA-256(0x00 || salt || entry), node = SHA-256(0x01 || left || right). The entry is canonical JSON version 1:
UTF-8, keys sorted by code point, no white space, whole numbers only. The salt keeps anyone from guessing an entry by
trying likely ones; with the salt erased, a leaf says only that something was there.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from typing import Any

from brink.methods.ledger.canonical_json import canonical


def leaf_hash(salt: bytes, entry: Mapping[str, Any]) -> bytes:
    """Return the 32-byte leaf of one journal entry under its secret salt of 16 or 32 bytes. Raises ValueError."""
    if len(salt) not in (16, 32):
        raise ValueError("a salt has 16 or 32 bytes")
    return hashlib.sha256(b"\x00" + salt + canonical(entry)).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of an inner node of the tree."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def root_of(leaves: Sequence[bytes]) -> bytes:
    """Return the Merkle tree hash of RFC 6962 over leaves that are hashes already; of none, SHA-256 of nothing."""
    level = list(leaves)
    if not level:
        return hashlib.sha256(b"").digest()
    while len(level) > 1:
        odd = level[-1:] if len(level) % 2 else []
        level = [node_hash(level[i], level[i + 1]) for i in range(0, len(level) - 1, 2)] + odd
    return level[0]


class Frontier:
    """A log that only remembers what it needs to grow: the roots of its full subtrees, at most 64 of them.

    Appending costs two hashes at most on average, the root at the present size one for each full subtree.
    """

    __slots__ = ("_peaks", "size")

    def __init__(self) -> None:
        self.size = 0
        self._peaks: list[bytes] = []  # largest subtree first

    def append(self, leaf: bytes) -> None:
        """Add the hash of the next leaf."""
        self._peaks.append(leaf)
        self.size += 1
        full = self.size
        while full % 2 == 0:  # two equal subtrees become one
            right = self._peaks.pop()
            self._peaks.append(node_hash(self._peaks.pop(), right))
            full //= 2

    def root(self) -> bytes:
        """Return the root over all leaves so far."""
        if not self._peaks:
            return root_of(())
        found = self._peaks[-1]
        for peak in reversed(self._peaks[:-1]):
            found = node_hash(peak, found)
        return found


def verify_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Whether `leaf` stands at `index` (from 0) in the tree of `size` leaves with this root (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    place, last, found = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return False
        if place % 2 or place == last:
            found = node_hash(sibling, found)
            while place and not place % 2:
                place, last = place >> 1, last >> 1
        else:
            found = node_hash(found, sibling)
        place, last = place >> 1, last >> 1
    return last == 0 and hmac.compare_digest(found, root)


def verify_consistency(first: int, second: int, old: bytes, new: bytes, proof: Sequence[bytes]) -> bool:
    """Whether the tree of `second` leaves with root `new` only adds to the one of `first` leaves with root `old`."""
    if not 0 <= first <= second:
        return False
    if first == second:
        return not proof and old == new
    if first == 0:
        return not proof and old == root_of(())
    path = list(proof)
    if first & (first - 1) == 0:
        path.insert(0, old)
    if not path:
        return False
    place, last = first - 1, second - 1
    while place % 2:
        place, last = place >> 1, last >> 1
    older = newer = path[0]
    for sibling in path[1:]:
        if last == 0:
            return False
        if place % 2 or place == last:
            older, newer = node_hash(sibling, older), node_hash(sibling, newer)
            while place and not place % 2:
                place, last = place >> 1, last >> 1
        else:
            newer = node_hash(newer, sibling)
        place, last = place >> 1, last >> 1
    return last == 0 and older == old and newer == new
