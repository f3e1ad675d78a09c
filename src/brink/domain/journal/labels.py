"""Names of acts in plain words. Each app registers its own kinds; the journal itself knows none."""

from collections.abc import Mapping

from django.utils.functional import Promise

from brink.foundation.points import Point

kinds: Point[str | Promise] = Point("journal-label")


def register_labels(labels: Mapping[str, str | Promise]) -> None:
    """Add the names of an app's kinds; raises ValueError when one of them has a name already."""
    for kind, label in labels.items():
        kinds.register(kind, label)


def label(kind: str) -> str:
    """Return the name of a kind, or the kind itself when no app named it."""
    return str(kinds.get(kind) or kind)


def labels() -> dict[str, str]:
    """Return all named kinds, by their name, for a filter."""
    named = ((kind, str(name)) for kind, name in kinds.named().items())
    return dict(sorted(named, key=lambda pair: pair[1].lower()))
