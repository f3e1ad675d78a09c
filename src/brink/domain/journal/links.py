"""Where a line of the journal leads: each app says, for the subjects that it owns, which page shows them."""

from collections.abc import Callable, Mapping, Sequence
from uuid import UUID

from brink.domain.journal.models import Entry
from brink.foundation.points import Point
from brink.foundation.visibility import Viewer
from brink.ui.components import Link

# By the name of the subject, as it stands in an entry: the links of those that this viewer may see, in one query.
subject_links: Point[Callable[[Viewer, Sequence[UUID]], Mapping[UUID, Link]]] = Point("journal-link")


def _id(value: object) -> UUID | None:
    try:
        return UUID(str(value))
    except ValueError:
        return None


def _subjects(entry: Entry) -> dict[str, UUID]:
    """Return what an entry is about by its names: its subject first, then what its data ties it to."""
    found = {entry.subject: entry.subject_id}
    for name in subject_links.named():
        other = _id(entry.data.get(name, ""))
        if other is not None:
            found.setdefault(name, other)
    return found


def links(viewer: Viewer, entries: Sequence[Entry]) -> dict[UUID, Link]:
    """Return, by entry, the page of what it is about as far as this viewer may see it; one query per kind."""
    about = {entry.pk: _subjects(entry) for entry in entries}
    known: dict[tuple[str, UUID], Link] = {}
    for name, resolver in subject_links.named().items():
        wanted = sorted({one[name] for one in about.values() if name in one})
        if wanted:
            known.update({(name, pk): link for pk, link in resolver(viewer, wanted).items()})
    found: dict[UUID, Link] = {}
    for pk, subjects in about.items():
        link = next((known[one] for one in subjects.items() if one in known), None)
        if link is not None:
            found[pk] = link
    return found
