"""What the clock asks for, found in the database and done once: each app registers its part, and each may run again."""

from collections.abc import Callable

from brink.foundation.periodic import periodic

PARTS: dict[str, Callable[[], object]] = periodic.named()
