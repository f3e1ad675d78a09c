"""Who else works on the same topic: a hint from what other bodies have published."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db.models import Q

from brink.domain.places.models import Area
from brink.domain.processes.models import Process, Theme
from brink.foundation import clock

_WORD = re.compile(r"[^\W\d_]{4,}")
# Words that stand in nearly every title here and say nothing about the topic.
_COMMON = frozenset(
    {
        "voor", "over", "door", "naar", "onze", "jouw", "deze", "waar", "welke", "kunnen", "willen", "moeten", "worden",
        "hebben", "gaan", "beter", "samen", "gemeente", "provincie", "inwoners", "plan", "plannen", "project", "vraag",
        "toekomst", "nodig",
    }
)  # fmt: skip
_CANDIDATES = 200
_PERIOD = timedelta(days=730)


@dataclass(frozen=True, slots=True)
class Hint:
    """A published process of another body that looks alike. `score` runs from 0 to 1; `shared` says what they share."""

    process: Process
    score: float
    shared_themes: tuple[str, ...]
    shared_areas: tuple[str, ...]


def likeness(one: str, other: str) -> float:
    """Return how much two short texts share, 0 to 1: the Dice measure over words of four letters and more."""
    first, second = ({word for word in _WORD.findall(text.lower()) if word not in _COMMON} for text in (one, other))
    return 2 * len(first & second) / (len(first) + len(second)) if first and second else 0.0


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
    own = " ".join([title, *(theme.name for theme in themes)])
    rows = Process.objects.filter(
        room_published_at__gte=clock.now() - _PERIOD, withdrawn_at__isnull=True, themes__in=wanted
    )
    rows = rows.exclude(tenant_id=tenant_id).select_related("tenant").prefetch_related("themes", "areas").distinct()
    found = []
    for process in rows.order_by("-room_published_at")[:_CANDIDATES]:
        shared_areas = tuple(sorted(area.name for area in process.areas.all() if area.pk in near))
        if not shared_areas:
            continue
        shared = tuple(sorted(theme.name for theme in process.themes.all() if theme.pk in wanted))
        words = " ".join([process.title, *(theme.name for theme in process.themes.all())])
        # Theme and area carry the hint, words order it: two bodies rarely use the same words for one thing.
        score = 0.4 * len(shared) / len(wanted) + 0.6 * likeness(own, words)
        found.append(Hint(process, round(score, 3), shared, shared_areas))
    return sorted(found, key=lambda hint: (-hint.score, hint.process.title))[:limit]
