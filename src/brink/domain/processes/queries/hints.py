"""Who else works on the same topic: a hint from what other bodies have published."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db.models import Q

from brink.domain.places.models import Area
from brink.domain.processes.models import Process, Theme
from brink.foundation import clock
from brink.methods.matching import Entry, Index, Match

_CANDIDATES = 200
_PERIOD = timedelta(days=730)


@dataclass(frozen=True, slots=True)
class Hint:
    """A published process of another body that looks alike. `score` runs from 0 to 1; the rest says what they share."""

    process: Process
    score: float
    shared_themes: tuple[str, ...]
    shared_areas: tuple[str, ...]
    shared_words: tuple[str, ...] = ()


def _family(areas: Collection[Area]) -> set[UUID]:
    """Return the areas, all above and all below them, in one query."""
    ids = [area.pk for area in areas]
    up = Q(pk__in=ids) | Q(children__in=ids) | Q(children__children__in=ids)
    return set(Area.objects.filter(up | Q(parent__in=ids) | Q(parent__parent__in=ids)).values_list("pk", flat=True))


def same_topic(
    *, tenant_id: UUID, title: str, themes: Sequence[Theme], areas: Sequence[Area], limit: int = 5
) -> list[Hint]:
    """Return processes of other bodies on the same topic, best first: same theme, overlapping area, last two years.

    Reads published processes only. Five queries, whatever the number of processes.
    """
    if not themes or not areas:
        return []
    near, wanted = _family(areas), {theme.pk for theme in themes}
    rows = Process.objects.filter(
        room_published_at__gte=clock.now() - _PERIOD, withdrawn_at__isnull=True, themes__in=wanted
    )
    rows = rows.exclude(tenant_id=tenant_id).select_related("tenant").prefetch_related("themes", "areas").distinct()
    shared_areas = {
        process: tuple(sorted(area.name for area in process.areas.all() if area.pk in near))
        for process in rows.order_by("-room_published_at")[:_CANDIDATES]
    }
    nearby = [process for process, shared in shared_areas.items() if shared]
    alike = _alike(title, nearby)
    found = []
    for process in nearby:
        shared = tuple(sorted(theme.name for theme in process.themes.all() if theme.pk in wanted))
        match = alike.get(process.pk)
        # Theme and area carry the hint, words order it: two bodies rarely use the same words for one thing.
        score = 0.4 * len(shared) / len(wanted) + (0.6 * match.score if match else 0.0)
        words = tuple(dict.fromkeys(word for reason in match.why for word in reason.shared)) if match else ()
        found.append(Hint(process, round(score, 3), shared, shared_areas[process], words))
    return sorted(found, key=lambda hint: (-hint.score, hint.process.title))[:limit]


def _alike(title: str, processes: Sequence[Process]) -> dict[UUID, Match]:
    """Return how much the title of each process is about the same as `title`, and why, where it is at all."""
    index = Index.build(Entry(str(process.pk), process.title) for process in processes)
    return {UUID(match.key): match for match in index.search(title, top=len(processes))}
