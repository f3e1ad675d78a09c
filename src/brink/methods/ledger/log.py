"""The whole log in memory: roots at any size, and the proofs that a stranger needs to check one."""

from __future__ import annotations

from collections.abc import Sequence

from brink.methods.ledger.tree import node_hash, root_of


class Log:
    """All leaves of a log with the hashes above them, about twice the size of the leaves.

    Hold one to make many proofs. Each proof then costs a few hashes; building costs one for each leaf.
    """

    def __init__(self, leaves: Sequence[bytes]) -> None:
        # Level k holds the roots of the full subtrees of 2**k leaves, from left to right.
        self._levels: list[list[bytes]] = [list(leaves)]
        while len(level := self._levels[-1]) > 1:
            self._levels.append([node_hash(level[i], level[i + 1]) for i in range(0, len(level) - 1, 2)])

    @property
    def size(self) -> int:
        """The number of leaves."""
        return len(self._levels[0])

    def root(self, size: int | None = None) -> bytes:
        """Return the root of the first `size` leaves (all of them by default). Raises ValueError."""
        size = self._checked(size)
        return self._range(0, size) if size else root_of(())

    def inclusion_proof(self, index: int, size: int | None = None) -> tuple[bytes, ...]:
        """Return the hashes that lead from leaf `index` to the root of the first `size` leaves (RFC 6962, 2.1.1)."""
        size = self._checked(size)
        if not 0 <= index < size:
            raise ValueError(f"leaf {index} is not among the first {size}")
        low, high, path = 0, size, []
        while high - low > 1:
            middle = low + _split(high - low)
            if index < middle:
                path.append(self._range(middle, high))
                high = middle
            else:
                path.append(self._range(low, middle))
                low = middle
        return tuple(reversed(path))

    def consistency_proof(self, first: int, second: int | None = None) -> tuple[bytes, ...]:
        """Return the hashes that show the first `first` leaves unchanged at size `second` (RFC 6962, 2.1.2)."""
        second = self._checked(second)
        if not 0 <= first <= second:
            raise ValueError(f"a log of {first} leaves does not come before one of {second}")
        if first in (0, second):
            return ()
        low, high, path, known = 0, second, [], True
        while first != high:
            middle = low + _split(high - low)
            if first <= middle:
                path.append(self._range(middle, high))
                high = middle
            else:
                path.append(self._range(low, middle))
                low, known = middle, False
        if not known:
            path.append(self._range(low, high))
        return tuple(reversed(path))

    def _checked(self, size: int | None) -> int:
        if size is None:
            return self.size
        if not 0 <= size <= self.size:
            raise ValueError(f"this log has {self.size} leaves, not {size}")
        return size

    def _range(self, low: int, high: int) -> bytes:
        """Root of leaves low..high-1, where low is a multiple of the smallest power of two that is >= high - low."""
        count = high - low
        if count & (count - 1) == 0:
            height = count.bit_length() - 1
            return self._levels[height][low >> height]
        middle = low + _split(count)
        return node_hash(self._range(low, middle), self._range(middle, high))


def _split(count: int) -> int:
    """The largest power of two below `count`, which is at least 2."""
    return 1 << ((count - 1).bit_length() - 1)


def root(leaves: Sequence[bytes]) -> bytes:
    """Return the RFC 6962 root over leaf hashes. 200,000 leaves take a fraction of a second."""
    return root_of(leaves)


def inclusion_proof(leaves: Sequence[bytes], index: int) -> tuple[bytes, ...]:
    """Return the proof for one leaf. For many, keep a `Log`. Raises ValueError when there is no such leaf."""
    return Log(leaves).inclusion_proof(index)


def consistency_proof(leaves: Sequence[bytes], first: int) -> tuple[bytes, ...]:
    """Return the proof that these leaves only add to the first `first` of them. Raises ValueError."""
    return Log(leaves).consistency_proof(first)
