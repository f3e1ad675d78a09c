"""What can be searched: each kind of thing tells itself as documents, through `visible`, for one viewer."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from brink.foundation.points import Point
from brink.foundation.visibility import Viewer


@dataclass(frozen=True, slots=True)
class Document:
    """One thing that a search can find. `moment` is when it became public, for what is not public when it began."""

    kind: str
    tenant_id: UUID
    title: str
    text: str
    address: str
    moment: datetime


search_documents: Point[Callable[[Viewer], Iterable[Document]]] = Point("search-document")


def documents(viewer: Viewer) -> Iterator[Document]:
    """Yield all that this viewer may find, kind by kind, in a constant number of queries."""
    for source in search_documents.all():
        yield from source(viewer)
