"""What a site lacks before it opens to people: said by `brink check`, and at the desk to who administers it."""

from collections.abc import Callable

from brink.foundation.findings import Finding
from brink.foundation.points import Point

# Each answers for the whole site. What blocks makes `brink check` end with 1; advice is only said.
opening_checks: Point[Callable[[], list[Finding]]] = Point("opening-check")


def before_opening() -> list[Finding]:
    """Return all that is unsafe or missing, what blocks first."""
    found = [finding for ask in opening_checks.all() for finding in ask()]
    return sorted(found, key=lambda one: one.weight == "advice")
