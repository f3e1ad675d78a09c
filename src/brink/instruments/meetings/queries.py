"""Reads of meetings, all through the one visibility function; each says how many queries it takes."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brink.domain.contributions.models import Contribution, Moderation, Publicity
from brink.domain.gatherings.models import Gathering
from brink.domain.gatherings.queries import Seats, seats, state, with_gathering
from brink.domain.gatherings.states import STATE_NAMES, State
from brink.domain.participation.counting import readable
from brink.domain.participation.round_page import address_of
from brink.domain.processes.models import Event, Round
from brink.foundation import clock
from brink.foundation.addresses import page_url
from brink.foundation.findings import Finding
from brink.foundation.visibility import ANYONE, visible
from brink.instruments.meetings.models import Spoken
from brink.instruments.meetings.round_settings import KEY, QUESTION, SAID

PER_PAGE = 20


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting of a round, as everybody reads it."""

    event: Event
    address: str
    state: str
    seats: Seats
    off: bool
    over: bool


def meetings_of(round: Round) -> list[Meeting]:
    """Return the meetings of a round, the first in front. One query."""
    rows = with_gathering(visible(ANYONE, Event.objects.filter(tenant=round.tenant_id, round=round)))
    found = []
    for one in rows.order_by("starts_at", "id"):
        now = state(one)
        over = now in (State.HELD, State.REPORTED)
        found.append(
            Meeting(one, page_url("event", one.pk), str(STATE_NAMES[now]), seats(one), now is State.CANCELLED, over)
        )
    return found


def gatherings_of(round: Round) -> QuerySet[Gathering]:
    """Return the gatherings of a round that were not called off, for a form to choose from."""
    rows = Gathering.objects.filter(tenant=round.tenant_id, event__round=round, event__cancelled_at=None)
    return rows.select_related("event").order_by("event__starts_at", "id")


def named(gathering: Gathering) -> str:
    """Return how a gathering is called in a list."""
    starts = gathering.event.starts_at.astimezone(clock.AMSTERDAM)
    return f"{gathering.event.title}, {date_format(starts, 'j F')}"


@dataclass(frozen=True, slots=True)
class Line:
    """One question or statement that anybody may read, with what became of it."""

    voice: Contribution
    by: str
    where: str
    spoken: Spoken | None


def line_of(voice: Contribution) -> Line:
    """Return the line of words that were read with `said`."""
    spoken: Spoken | None = getattr(voice, "spoken", None)
    where = named(spoken.gathering) if spoken is not None and spoken.gathering is not None else ""
    by = voice.public_name if voice.publicity == Publicity.NAMED else _("Een bewoner")
    return Line(voice, by, where, spoken)


def said(round: Round, kind: str) -> QuerySet[Contribution]:
    """Return the words of one kind that anybody may read, the last in front."""
    return readable(round, kind).select_related("spoken__gathering__event").order_by("-created_at", "-id")


def page_of_words(round: Round, kind: str, number: str | None) -> tuple[Page[Contribution], list[Line]]:
    """Return a page of words with their lines. Two queries."""
    page = Paginator(said(round, kind), PER_PAGE).get_page(number)
    return page, [line_of(one) for one in page.object_list]


def unhandled(round_rows: QuerySet[Contribution]) -> QuerySet[Contribution]:
    """Narrow to questions of which nobody wrote down what became of them. What was taken back asks for nothing."""
    told = Spoken.objects.filter(contribution=OuterRef("pk")).exclude(handling="")
    return round_rows.filter(~Exists(told), kind=QUESTION, withdrawn_at=None).exclude(moderation=Moderation.HIDDEN)


def open_questions(gathering: Gathering) -> Sequence[Finding]:
    """Say which questions hold the report of a gathering back. One query, more when there are some."""
    rows = Contribution.objects.filter(tenant_id=gathering.tenant_id, spoken__gathering=gathering)
    count = unhandled(rows).count()
    if not count:
        return ()
    message = ngettext(
        "Bij %(n)s vraag staat nog niet wat ermee is gedaan. Schrijf dat eerst op.",
        "Bij %(n)s vragen staat nog niet wat ermee is gedaan. Schrijf dat eerst op.", count,
    )  # fmt: skip
    round = gathering.event.round
    there = address_of(round, "desk") if round is not None and round.instrument == KEY else ""
    return (Finding("meetings.unhandled", message % {"n": count}, where=there),)


def desk_figures(round: Round) -> dict[str, object]:
    """Return the numbers that staff see. Two queries."""
    rows = Contribution.objects.filter(tenant_id=round.tenant_id, round=round, withdrawn_at=None)
    kinds = list(rows.values_list("kind", "moderation"))
    return {
        "questions": sum(kind == QUESTION for kind, _state in kinds),
        "said": sum(kind == SAID for kind, _state in kinds),
        "waiting": sum(state == Moderation.WAITING for _kind, state in kinds),
        "open": unhandled(rows).count(),
    }


def desk_questions(round: Round) -> list[Contribution]:
    """Return all questions of a round for the desk: those without a handling in front. One query."""
    rows = Contribution.objects.filter(Q(withdrawn_at=None), tenant_id=round.tenant_id, round=round, kind=QUESTION)
    found = list(rows.select_related("spoken__gathering__event").order_by("created_at", "id"))
    return sorted(found, key=lambda one: bool(getattr(one, "spoken", None) and one.spoken.handling))


