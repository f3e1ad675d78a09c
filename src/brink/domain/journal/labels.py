"""Names of acts in plain words. Each room registers its own kinds; the journal itself knows none."""

from collections.abc import Mapping

from django.utils.functional import Promise

_labels: dict[str, str | Promise] = {}


def register_labels(labels: Mapping[str, str | Promise]) -> None:
    """Add the names of a room's kinds; raises ValueError when another room named one of them differently."""
    for kind, label in labels.items():
        if _labels.get(kind, label) != label:
            raise ValueError(f"the journal kind {kind} has a name already")
        _labels[kind] = label


def label(kind: str) -> str:
    """Return the name of a kind, or the kind itself when no room named it."""
    return str(_labels.get(kind, kind))


def labels() -> dict[str, str]:
    """Return all named kinds, by their name, for a filter."""
    return dict(sorted(((kind, str(name)) for kind, name in _labels.items()), key=lambda pair: pair[1].lower()))
