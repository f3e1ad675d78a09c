"""What can be searched: each kind of thing says which rows it is, and how one of them reads."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Model, QuerySet
from django.utils.functional import Promise

from brink.foundation.points import Point
from brink.foundation.visibility import Viewer, visible


@dataclass(frozen=True, slots=True)
class Document:
    """One thing that a search can find. `moment` is when it became public, for what is not public when it began.

    `also` holds the names of its places and subjects: words by which it is found, told in one line. `language` is that
    of its words: Dutch for what bodies write.
    """

    kind: str
    tenant_id: UUID | None
    title: str
    text: str
    address: str
    moment: datetime
    also: Sequence[str] = ()
    language: str = "nl"


@dataclass(frozen=True, slots=True)
class Watched:
    """A table whose changes make a thing stale: the column that holds the key of the thing, and what is read of it.

    A new row that holds nothing in any of `words` has nothing to be found by, and makes nothing stale: an answer or a
    vote, say.
    """

    table: str
    key: str = "id"
    columns: Sequence[str] = ()
    words: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class SearchKind:
    """One kind of thing that can be found.

    `rows` gives all of them with what `tell` reads, whoever may see them: the search asks `visible` of them each time.
    What `tell` writes in a document everybody may read who may see the row. `area` and `theme` are the lookups to its
    places and subjects, `moment` is the field of its day; "" for what has none. `keys` gives what is personal and
    findable by its keyed hash alone. `watched` names the tables that `tell` and `keys` read.
    """

    key: str
    names: str | Promise
    rows: Callable[[], QuerySet[Any]]
    tell: Callable[[Any], Document]
    watched: Sequence[Watched]
    area: str = ""
    theme: str = ""
    moment: str = "created_at"
    keys: Callable[[Sequence[Any]], Mapping[UUID, Sequence[str]]] | None = field(default=None)

    @property
    def model(self) -> type[Model]:
        """Return the model of its rows."""
        return self.rows().model


search_documents: Point[SearchKind] = Point("search-document")


def documents(viewer: Viewer) -> Iterator[Document]:
    """Yield all that this viewer may find, kind by kind, in a constant number of queries."""
    for kind in search_documents.all():
        for row in visible(viewer, kind.rows()).order_by("pk"):
            yield kind.tell(row)
