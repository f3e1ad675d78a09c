"""Questions, and the days to come by, as what a search can find."""

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext_lazy as _

from brink.domain.places.models import Area
from brink.domain.processes.models import Event, Process, RoomStatement, Round
from brink.foundation.addresses import page_url
from brink.foundation.search import Document, SearchKind, Watched


def _processes() -> QuerySet[Process]:
    """Return every question with its rooms in force, what its rounds ask, places and subjects; five queries."""
    rounds = Round.objects.filter(opened_at__isnull=False).order_by("number")
    rooms = RoomStatement.objects.filter(published_at__isnull=False).order_by("-version")
    return Process.objects.prefetch_related(
        Prefetch("areas", Area.objects.defer("geometry")), "themes", Prefetch("rooms", rooms, to_attr="in_force"),
        Prefetch("rounds", rounds, to_attr="opened"),
    )


def _process(process: Process) -> Document:
    """Tell what stands on the page itself: the room in force, and before there is one why the question is put."""
    room = next(iter(process.in_force), None)  # type: ignore[attr-defined]
    asked = [text for one in process.opened for text in (one.title, one.prompt) if text]  # type: ignore[attr-defined]
    return Document(
        kind="process",
        tenant_id=process.tenant_id,
        title=room.question if room else process.title,
        text="\n".join([process.title, room.summary, *asked]) if room else process.motivation,
        address=page_url("process", process.slug),
        moment=process.room_published_at or process.created_at,
        also=[str(one) for one in (*process.areas.all(), *process.themes.all())],
    )


def _event(event: Event) -> Document:
    """Tell a day to come by; it has a page of its own."""
    return Document(
        kind="event",
        tenant_id=event.tenant_id,
        title=event.title,
        text=". ".join(filter(None, (event.venue, event.practical))),
        address=page_url("event", event.pk),
        moment=event.created_at,
        also=[event.area.name] if event.area else [],
    )


PROCESS = SearchKind(
    key="process",
    names=_("Vragen"),
    rows=_processes,
    tell=_process,
    watched=(
        Watched("processes_process", columns=("title", "motivation", "slug", "room_published_at")),
        Watched("processes_roomstatement", "process_id", ("question", "summary", "published_at", "version")),
        Watched("processes_round", "process_id", ("title", "prompt", "opened_at"), words=("title", "prompt")),
        Watched("processes_process_areas", "process_id"),
        Watched("processes_process_themes", "process_id"),
    ),
    area="areas",
    theme="themes",
    moment="room_published_at",
)
EVENT = SearchKind(
    key="event",
    names=_("Kom langs"),
    rows=lambda: Event.objects.select_related("process", "area"),
    tell=_event,
    watched=(Watched("processes_event", columns=("title", "venue", "practical", "area_id", "process_id")),),
    area="area",
    theme="process__themes",
    moment="starts_at",
)
