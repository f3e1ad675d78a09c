"""The timeline of a dossier, drawn from what belongs to it: each source one query, and only what the reader may see."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from brink.domain.decisions.models import Decision
from brink.domain.processes.models import Event, Process
from brink.domain.records.card import RecordCard, card_of, cards
from brink.domain.records.models import Link, Record
from brink.domain.records.showing import Line, in_words, line
from brink.foundation import clock
from brink.foundation.addresses import page_url
from brink.foundation.visibility import Viewer, visible
from brink.registers.dossiers.models import DossierPage
from brink.ui.pictures.timeline import Moment, State, Timeline

MOST = 300


@dataclass(frozen=True, slots=True)
class Point:
    """One thing on the timeline: its day, what kind of thing it is, and where it can be read."""

    on: date
    kind: str
    title: str
    url: str = ""
    decision: bool = False


def day(moment: datetime) -> date:
    """Return the day on which a moment is here."""
    return moment.astimezone(clock.AMSTERDAM).date()


def belonging(row: DossierPage, viewer: Viewer) -> list[Record]:
    """Return the records of other registers that hang on this dossier, on its questions, or are tied to its page."""
    own = Q(dossier=row.topic_id) | Q(process__dossier=row.topic_id)
    for here, there in (("one", "other"), ("other", "one")):
        own |= Q(pk__in=Link.objects.filter(tenant_id=row.tenant_id, **{here: row.pk}).values(there))
    rows = Record.objects.filter(own, tenant_id=row.tenant_id, kind__in=list(cards.named()), published_at__isnull=False)
    details = [str(card.model._meta.model_name) for card in cards.all()]
    rows = visible(viewer, rows.exclude(pk=row.pk)).select_related("tenant", "owner_team", "owner_person", *details)
    return list(rows.order_by("-published_at", "id")[:MOST])


def running(records: list[Record]) -> list[Line]:
    """Return what still has to come of a dossier, what is due first in front."""
    rows = [one for one in records if one.closed_at is None and one.due_on is not None]
    return [line(card_of(one), one, places=False) for one in sorted(rows, key=lambda one: (one.due_on, one.pk))]


def _records(records: list[Record]) -> Iterator[Point]:
    for one in records:
        card = card_of(one)
        shown = line(card, one, places=False)
        said = ", ".join(filter(None, (str(card.names.one), shown.mark, shown.stage if one.closed_at else "")))
        yield Point(_happened(card, one), said, one.title, shown.url)


def _happened(card: RecordCard, one: Record) -> date:
    row = getattr(one, str(card.model._meta.model_name))
    return card.happened(row) or day(one.published_at or one.created_at)


def _questions(row: DossierPage, viewer: Viewer) -> Iterator[Point]:
    rows = visible(viewer, Process.objects.filter(tenant_id=row.tenant_id, dossier=row.topic_id))
    for one in rows.filter(room_published_at__isnull=False)[:MOST]:
        if one.room_published_at is not None:
            yield Point(day(one.room_published_at), _("vraag"), one.title, page_url("process", one.slug))


def _decisions(row: DossierPage, viewer: Viewer) -> Iterator[Point]:
    rows = visible(viewer, Decision.objects.filter(tenant_id=row.tenant_id, process__dossier=row.topic_id))
    for one in rows.filter(published_at__isnull=False).select_related("organ")[:MOST]:
        said = f"{_('besluit')}, {one.organ.name}"
        yield Point(one.on, said, one.title, page_url("decision", one.slug), decision=True)


def _events(row: DossierPage, viewer: Viewer) -> Iterator[Point]:
    rows = visible(viewer, Event.objects.filter(tenant_id=row.tenant_id, process__dossier=row.topic_id))
    for one in rows.filter(cancelled_at=None).select_related("process")[:MOST]:
        url = page_url("process", one.process.slug) if one.process is not None else ""
        yield Point(day(one.starts_at), _("bijeenkomst"), one.title, url)


def _moments(row: DossierPage) -> Iterator[Point]:
    for one in row.moments.filter(taken_back=""):
        yield Point(one.on, one.reference or _("van vroeger"), one.what)


def drawn(row: DossierPage, viewer: Viewer, records: list[Record]) -> Timeline | None:
    """Return the timeline, oldest first; None while there is nothing on it."""
    found = [
        *_questions(row, viewer), *_decisions(row, viewer), *_events(row, viewer), *_moments(row), *_records(records),
    ]  # fmt: skip
    today = clock.today()
    moments = tuple(
        Moment(
            title=one.title, when=f"{in_words(one.on)}, {one.kind}", date=one.on.isoformat(), url=one.url,
            state=State.DONE if one.on <= today else State.AHEAD, decision=one.decision, content=True,
        )
        for one in sorted(found, key=lambda one: (one.on, one.title))
    )  # fmt: skip
    return Timeline(moments) if moments else None
