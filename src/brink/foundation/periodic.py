"""Work that the clock asks for. Each part finds in the database what is due, and may run again at any time."""

from collections.abc import Callable

from brink.foundation.points import Point

periodic: Point[Callable[[], object]] = Point("periodic")
