"""The worktable of what came in: filters, what they can be set to, and the one contribution that is open."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, prefetch_related_objects
from django.utils.translation import gettext as _

from brink.domain.contributions.models import Bundle, BundleItem, Contribution
from brink.domain.contributions.queries import desk
from brink.domain.contributions.services.bundling import unbundled_words
from brink.domain.people.queries import work_of
from brink.domain.places.models import Area
from brink.domain.processes.instrument import registry
from brink.domain.processes.models import Process, Theme
from brink.foundation import clock
from brink.foundation.spreadsheets import Cell, Sheet
from brink.foundation.visibility import ANYONE, DESK, Viewer, visible

NONE, SOME, MINE = "geen", "wel", "mij"
DAYS = {"vandaag": 0, "gisteren": 1, "week": 7, "maand": 31}


def chosen(viewer: Viewer, wish: dict[str, Any]) -> QuerySet[Contribution]:
    """Return what this member of staff may handle and the filters leave, newest first."""
    rows = desk.narrowed(viewer, wish)
    for name, condition in _CONDITIONS.items():
        if wish.get(name):
            rows = rows.filter(condition(wish[name], viewer))
    return rows


def with_facts(rows: QuerySet[Contribution]) -> QuerySet[Contribution]:
    """Return rows with what the table shows of each: one query more, whatever their number."""
    items = BundleItem.objects.filter(removed_at=None).select_related("bundle").order_by("created_at")
    there = Prefetch("bundle_items", queryset=items, to_attr="lying")
    return rows.select_related("process", "round", "tenant", "area", "theme", "handler").prefetch_related(there)


def sheet(rows: QuerySet[Contribution]) -> Sheet:
    """Return the list as it is put in a file. Never who gave it; words only where everybody may read them.

    What is not open leaves the house by an export with four eyes alone (ADR 14).
    """
    columns = (
        _("Dag"), _("Vraag"), _("Ronde"), _("Kanaal"), _("Plaats"), _("Thema"), _("Titel"), _("Woorden"), _("Bundels"),
        _("Wie pakt het op"), _("Op de site"), _("Antwoord uiterlijk"), _("Beantwoord op"),
    )  # fmt: skip
    return Sheet(_("inbreng"), columns, (_cells(one) for one in with_facts(rows).annotate(open=_open())))


def _day(moment: datetime) -> date:
    return moment.astimezone(clock.AMSTERDAM).date()


def _open() -> Exists:
    return Exists(visible(ANYONE, Contribution.objects.filter(pk=OuterRef("pk"))))


def _cells(voice: Any) -> tuple[Cell, ...]:
    return (
        _day(voice.created_at), voice.process.title, voice.round.title if voice.round else "",
        voice.get_channel_display(), voice.area.name if voice.area else voice.place if voice.open else "",
        voice.theme.name if voice.theme else "",
        voice.title if voice.open else "", voice.text if voice.open else _("niet openbaar"),
        "; ".join(item.bundle.title for item in voice.lying), voice.handler.name if voice.handler else "",
        voice.get_moderation_display(), voice.reply_due_on,
        _day(voice.replied_at) if voice.replied_at else None,
    )  # fmt: skip


def _in_area(area: Area, _viewer: Viewer) -> Q:
    return Q(area=area) | Q(area__parent=area) | Q(area__parent__parent=area)


def _of_theme(theme: UUID, _viewer: Viewer) -> Q:
    """Return the condition of a theme: that of the words, or while they have none that of their question."""
    return Q(theme=theme) | Q(theme=None, process__in=Process.objects.filter(themes=theme))


def _since(day: str, _viewer: Viewer) -> Q:
    return Q(created_at__gte=clock.start_of_day(clock.today() - timedelta(days=DAYS[day])))


def _in_bundle(bundle: str, _viewer: Viewer) -> Q:
    if bundle == NONE:
        return unbundled_words()
    if bundle == SOME:
        return Q(bundled_at__isnull=False)
    return Q(pk__in=BundleItem.objects.filter(bundle_id=bundle, removed_at=None).values("contribution"))


def _of_person(person: str, viewer: Viewer) -> Q:
    if person == NONE:
        return Q(handler=None)
    return work_of(viewer, "handler") if person == MINE else Q(handler=person)


_CONDITIONS: Mapping[str, Callable[[Any, Viewer], Q]] = {
    "area": _in_area,
    "theme": _of_theme,
    "day": _since,
    "bundle": _in_bundle,
    "instrument": lambda slug, _viewer: Q(round__instrument=slug),
    "person": _of_person,
}


@dataclass(frozen=True, slots=True)
class Options:
    """What the filters can be set to for this viewer; a query each."""

    processes: QuerySet[Process]
    areas: QuerySet[Area]
    themes: list[Theme]
    bundles: list[Bundle]
    instruments: list[tuple[str, str]]


def options(viewer: Viewer, process: UUID | None = None) -> Options:
    """Return the choices: only what occurs at the desks of this viewer, bundles of the chosen question alone."""
    here = sorted(viewer.tenants(DESK))
    used = Contribution.objects.filter(tenant_id__in=here, area__isnull=False).order_by().values("area").distinct()
    named = Area.objects.filter(pk__in=used)
    bundles = Bundle.objects.filter(tenant_id__in=here, merged_into=None).only(
        "pk", "title", "number", "process_id", "item_count", "tenant_id"
    )
    if process is not None:
        bundles = bundles.filter(process=process)
    return Options(
        processes=desk.processes_of(viewer),
        areas=Area.objects.filter(Q(pk__in=named.values("pk")) | Q(pk__in=named.values("parent")))
        .defer("geometry")
        .order_by("name"),
        themes=list(Theme.objects.filter(processes__tenant_id__in=here).distinct().order_by("name")),
        bundles=list(bundles.order_by("process__title", "number")),
        instruments=[(one.card.key, str(one.card.name)) for one in registry],
    )


def opened(viewer: Viewer, asked: str, rows: Sequence[Contribution]) -> Contribution | None:
    """Return the contribution that is open beside the list, which has most of it; None for what is not there."""
    try:
        key = UUID(asked)
    except ValueError:
        return None
    voice = next((one for one in rows if one.pk == key), None)
    if voice is None:
        here = Contribution.objects.filter(tenant_id__in=viewer.tenants(DESK), pk=key)
        voice = with_facts(here).first()
    if voice is not None:
        prefetch_related_objects([voice], "source", "staff_notes__by")
    return voice
