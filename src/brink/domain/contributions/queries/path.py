"""The path of somebody's words, as the holder of the code reads it: stops walked, where it is now, what is ahead."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, Model, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brink.domain.contributions import path_sources
from brink.domain.contributions.changing import can_change, why_not
from brink.domain.contributions.models import (
    BundleItem,
    Clarity,
    Contribution,
    Moderation,
    ResponseTerms,
    TrackingCode,
)
from brink.domain.contributions.queries import exits, stops, told
from brink.domain.contributions.queries.stops import Stop, day_of, in_words
from brink.domain.contributions.services.admitting import state_of
from brink.domain.contributions.services.deadlines import Terms
from brink.domain.contributions.services.recalling import has_fresh_answer
from brink.domain.contributions.states import ContributionState, contribution_state
from brink.domain.processes.instrument import Panel, SignalAnswer, registry
from brink.foundation import clock, codes
from brink.foundation.visibility import ANYONE, Viewer, visible

# What hangs one to one on a contribution and is its giver's to read with it.
ROWS = (
    "tenant", "process", "round", "source", "giver", "appeal", "objection", "hand_over__to_body", "admission",
    "late_letter",
)  # fmt: skip


@dataclass(slots=True)
class Path:
    """Everything the page shows of one contribution at one body, and what its giver may do now."""

    contribution: Contribution
    state: ContributionState
    now: str
    own_words: str
    own_source: str
    stops: list[Stop]
    panel: Panel | None = None
    signal_answers: Sequence[SignalAnswer] = ()
    may: dict[str, bool] = field(default_factory=dict)
    object_until: date | None = None


def _there(model: type[Model]) -> Exists:
    """Return whether a contribution has rows of this kind."""
    return Exists(model._default_manager.filter(tenant=OuterRef("tenant"), contribution=OuterRef("pk")))


def read(code: str, opening: Callable[[str], None] | None = None) -> list[TrackingCode]:
    """Return the rows under a code with what the page needs of each, in two queries; the origin comes first.

    `opening` is called before anything is read of an answer that could still be called back.
    """
    found = TrackingCode.objects.filter(code_hash__in=codes.hash_code(code).every)
    rows: list[TrackingCode] = list(found.annotate(fresh=has_fresh_answer()).order_by("created_at", "id"))
    if opening is not None and any(getattr(row, "fresh", False) for row in rows):
        opening(code)
    own_days = ResponseTerms.objects.filter(tenant=OuterRef("tenant")).order_by().values("objection_days")
    held = (
        Contribution.everything.filter(pk__in=[row.contribution_id for row in rows])
        .select_related(*ROWS)
        .annotate(
            objection_days=Coalesce(Subquery(own_days[:1]), Terms().objection_days),
            **{f"was_{done}": _there(model) for done, model in stops.SELDOM.items()},
            said_clear=_there(Clarity),
            # What the site shows is asked of the one function that decides on it.
            readable=Exists(visible(ANYONE, Contribution.objects.filter(pk=OuterRef("pk")))),
        )
    )
    voices = {voice.pk: voice for voice in visible(holder_of(rows), held)}
    for row in rows:
        row.contribution = voices[row.contribution_id]
    return rows


def holder_of(rows: Sequence[TrackingCode]) -> Viewer:
    """Return whoever holds the code of these rows, as everything that is read for them is narrowed."""
    return Viewer(under_code=frozenset(row.contribution_id for row in rows))


def path_of(row: TrackingCode, *, today: date) -> Path:
    """Return the path of one contribution as whoever holds its code may read it, in a constant number of queries."""
    voice, viewer = row.contribution, holder_of([row])
    items = list(
        visible(viewer, BundleItem.objects.filter(contribution=voice, removed_at=None))
        .select_related("bundle")
        .order_by("created_at", "id")
    )
    weighed = path_sources.weighings(voice.process_id, [item.bundle_id for item in items])
    landings = list(told.landings(viewer).filter(contribution=voice))
    state = contribution_state(voice, weighed=voice.process.weighing_at is not None, drafts=False)
    until = _object_until(voice)
    walked = [
        stops.received(voice),
        *stops.moderated(voice, viewer),
        *stops.changed(voice, viewer),
        *stops.moved(voice),
        *stops.split(voice, viewer),
        *stops.bundled(voice, items),
        *exits.of_round(voice),
        *exits.of_events(voice),
        *exits.of_question(voice.process),
        *stops.weighed(weighed),
        *stops.landed(voice, landings, {item.bundle_id for item in items}),
        *stops.told(landings),
        *stops.after(voice),
        *(stop for source in stops.path_stops.all() for stop in source(voice)),
    ]
    walked.sort(key=lambda stop: stop.on or date.max)
    path = Path(
        contribution=voice,
        state=state,
        now=_now(voice, state, until, today),
        own_words=voice.source.verbatim or voice.text,
        own_source=_own_source(voice),
        stops=[*walked, *stops.ahead(voice, state)],
        object_until=until,
    )
    path.may = _may(row, state, until, today)
    instrument = registry.get(voice.round.instrument) if voice.round is not None else None
    if instrument is not None and voice.withdrawn_at is None:
        path.panel, path.signal_answers = instrument.follow(voice.pk), instrument.signal_answers(voice.pk)
    return path


def _own_source(voice: Contribution) -> str:
    """Say how the words were given, and under which name they stand on the site."""
    source, day = voice.source, in_words(voice.source.heard_on or day_of(voice.created_at))
    how = _("Uw eigen woorden, gegeven %(how)s op %(day)s.") % {"how": voice.get_channel_display(), "day": day}
    if not source.verbatim and not voice.text:
        return how
    if voice.publicity == "closed":
        return f"{how} {_('Ze staan niet op de site.')}"
    # What the site shows is asked of the one function that decides on it; `read` asked it along.
    if not voice.readable or not answers_something(voice):  # type: ignore[attr-defined]
        return f"{how} {_('Ze staan nu niet op de site.')}"
    if not voice.public_name:
        return f"{how} {_('Ze staan zonder naam op de site.')}"
    return f"{how} {_('Op de site staat: ‘%(name)s’.') % {'name': voice.public_name}}"


def answers_something(voice: Contribution) -> bool:
    """Tell whether what a reply was said to can be read still: without it the reply is nowhere either. One query."""
    if voice.parent_id is None:
        return True
    return visible(ANYONE, Contribution.objects.filter(pk=voice.parent_id)).exists()


def _object_until(voice: Contribution) -> date | None:
    """Return the last day to say that the answer is wrong, or None when that is not possible (any more)."""
    if voice.replied_at is None or getattr(voice, "objection", None) is not None or voice.withdrawn_at is not None:
        return None
    days: int = voice.objection_days  # type: ignore[attr-defined]  # read along by `read`
    return day_of(voice.replied_at) + timedelta(days=days)


def _now(voice: Contribution, state: ContributionState, until: date | None, today: date) -> str:
    """Say in one or two sentences where the words stand, also when that is bad news."""
    body, due = voice.tenant.told, voice.reply_due_on
    if state is ContributionState.WITHDRAWN:
        return _("u heeft uw woorden ingetrokken.")
    if voice.held_at is not None:
        return _held(voice)
    if state is ContributionState.REOPENED:
        due = stops.new_answer_due(voice)
        said = _("wij kijken er opnieuw naar. U krijgt uiterlijk %(day)s antwoord.") % {"day": in_words(due)}
    elif state is ContributionState.HANDED_OVER:
        return _("uw woorden liggen bij een andere overheid. Hieronder leest u hoe het daar gaat.")
    elif state is ContributionState.REPLIED:
        if voice.confirmed_at is not None:
            return _("u heeft antwoord, en u zei dat het klopt. Dank u wel.")
        if until is not None and today <= until:
            return _("u heeft antwoord. U kunt tot en met %(day)s zeggen of het klopt.") % {"day": in_words(until)}
        return _("u heeft antwoord.")
    elif voice.process.withdrawn_at is not None:
        said = _("de vraag is gestopt. U krijgt nog antwoord.")
    elif voice.moderation == Moderation.HIDDEN:
        said = _("uw woorden zijn verborgen. Ze tellen nog mee, en u krijgt antwoord.")
    elif state is ContributionState.WAITING:
        said = _("iemand van %(body)s kijkt uw woorden na. Daarna staan ze op de site.") % {"body": body}
    elif state is ContributionState.WEIGHED:
        said = _("uw woorden worden gewogen.")
    else:
        said = _("wij hebben uw woorden. U hoeft niets te doen.")
    return f"{said} {_promise(due, state, today)}".strip()


def _held(voice: Contribution) -> str:
    """Say why words do not count yet, and what their giver can do."""
    way_in = voice.admission
    assert way_in is not None
    standing = state_of(way_in, clock.now())
    if standing == "refused":
        return _("uw woorden tellen niet mee. De reden: %(reason)s") % {"reason": way_in.refused_reason}
    if standing == "expired":
        return _("u heeft uw mailadres niet op tijd bevestigd. Daarom tellen uw woorden niet mee.")
    if way_in.email_hash:
        return _("uw woorden tellen nog niet mee. Druk op de link in onze mail.")
    return _("uw woorden tellen nog niet mee. Wij controleren eerst wie u bent.")


def _promise(due: date | None, state: ContributionState, today: date) -> str:
    if due is None:
        return ""
    late = (today - due).days
    if late > 0:
        text = ngettext(
            "Ons antwoord is %(count)s dag te laat. Dat spijt ons.",
            "Ons antwoord is %(count)s dagen te laat. Dat spijt ons.",
            late,
        )
        return text % {"count": late}
    if state is ContributionState.REOPENED:
        return ""
    return _("U hoort uiterlijk %(day)s wat er met uw woorden gebeurt.") % {"day": in_words(due)}


def _may(row: TrackingCode, state: ContributionState, until: date | None, today: date) -> dict[str, Any]:
    """Say which forms the page offers; the broker reads along and has none."""
    voice, giver = row.contribution, row.is_giver
    there = giver and state is not ContributionState.WITHDRAWN
    return {
        "react": there and state is ContributionState.REPLIED and voice.confirmed_at is None
        and until is not None and today <= until,
        "withdraw": there,
        "change": there and can_change(voice, voice.round)
        and not why_not(voice, voice.round, clock.now(), split=vars(voice)["was_split"]),
        "clear": there and not voice.process.standing and not vars(voice)["said_clear"],
        "hide_name": there and voice.publicity == "named",
        "contact": there and voice.confirmed_at is None and not getattr(getattr(voice, "giver", None), "email", ""),
        "appeal": there and voice.moderation == Moderation.HIDDEN and getattr(voice, "appeal", None) is None,
        "asked": there and getattr(voice, "appeal", None) is not None and voice.appeal.answered_at is None,
    }  # fmt: skip
