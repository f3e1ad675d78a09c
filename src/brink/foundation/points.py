"""Extension points: one small shape by which an app adds something to a page, a queue or a clock.

An app registers in the `ready` of its own `apps.py`; whoever renders, sorts or runs asks `all()` and names nobody.
Every point has its page in `docs/extension-points`. `all()` is put in order at registration, not per request.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Registered(Generic[T]):
    """One thing at a point: who put it there, and its place among the others."""

    name: str
    item: T
    order: int


class Point(Generic[T]):
    """A place where apps add things. Made once, at import; two points with one key are refused, and so are doubles."""

    def __init__(self, key: str) -> None:
        if key in _points:
            raise ValueError(f"there is an extension point {key} already")
        self.key = key
        self._registered: dict[str, Registered[T]] = {}
        self._sorted: tuple[T, ...] = ()
        _points[key] = self

    def register(self, name: str, item: T, *, order: int = 50) -> T:
        """Add one thing under a name that says whose it is; raises ValueError when the name is taken."""
        if name in self._registered:
            raise ValueError(f"{name} is registered at {self.key} already")
        self._registered[name] = Registered(name, item, order)
        self._put_in_order()
        return item

    def remove(self, name: str) -> None:
        """Take one thing out again: for tests that add something of their own."""
        del self._registered[name]
        self._put_in_order()

    def _put_in_order(self) -> None:
        rows = sorted(self._registered.values(), key=lambda one: (one.order, one.name))
        self._registered = {one.name: one for one in rows}
        self._sorted = tuple(one.item for one in rows)

    def get(self, name: str) -> T | None:
        """Return what is registered under this name, or None."""
        found = self._registered.get(name)
        return found.item if found else None

    def all(self) -> tuple[T, ...]:
        """Return everything that is registered: by order, then by name."""
        return self._sorted

    def named(self) -> dict[str, T]:
        """Return everything by its name, in the same order."""
        return {one.name: one.item for one in self._registered.values()}


_points: dict[str, Point[Any]] = {}


def points() -> Mapping[str, Point[Any]]:
    """Return every point by its key, for the tests of their pages and users."""
    return dict(_points)
