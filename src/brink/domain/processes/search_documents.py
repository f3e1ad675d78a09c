"""Questions as what a search can find."""

from collections.abc import Iterator

from brink.domain.processes.models import Process
from brink.domain.processes.queries.lists import listed
from brink.foundation.addresses import page
from brink.foundation.search import Document
from brink.foundation.visibility import Viewer


def _text(process: Process) -> str:
    """Return what stands on the page itself: the room in force, and before there is one why the question is put."""
    room = next(iter(process.in_force), None)  # type: ignore[attr-defined]  # of `listed`
    return f"{process.title}\n{room.summary}" if room else process.motivation


def documents(viewer: Viewer) -> Iterator[Document]:
    """Yield every question that this viewer may see. Four queries."""
    for process in listed(viewer).order_by("id"):
        room = next(iter(process.in_force), None)  # type: ignore[attr-defined]
        yield Document(
            kind="process",
            tenant_id=process.tenant_id,
            title=room.question if room else process.title,
            text=_text(process),
            address=page("process", process.slug),
            moment=process.room_published_at or process.created_at,
        )
