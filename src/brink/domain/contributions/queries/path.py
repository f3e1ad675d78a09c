"""The path of somebody's words, as the holder of the code reads it: stops walked, where it is now, what is ahead."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brink.domain.contributions import stories
from brink.domain.contributions.models import (
    BundleItem,
    Contribution,
    Landing,
    Moderation,
    ModerationAct,
    Revision,
    TrackingCode,
)
from brink.domain.contributions.queries.reading import voices_beside
from brink.domain.contributions.rules import ContributionState, contribution_state
from brink.domain.contributions.services.timing import Terms, terms_of
from brink.domain.processes.instrument import Fate, Panel, registry
from brink.domain.processes.models import RoomStatement
from brink.foundation import clock, codes
from brink.ui.components import Fact

ROWS = (
    "contribution__tenant",
    "contribution__process",
    "contribution__round",
    "contribution__source",
    "contribution__giver",
    "contribution__appeal",
    "contribution__objection",
    "contribution__hand_over__to_body",
)


@dataclass(frozen=True, slots=True)
class Stop:
    """One post on the path. `kind` picks the piece of template, `state` is walked, now or ahead."""

    kind: str
    title: str
    state: str = "walked"
    on: date | None = None
    words: str = ""
    facts: tuple[Fact, ...] = ()
    voices: tuple[tuple[str, bool], ...] = ()
    address: str = ""
    until: bool = False
    icon: str = "agree"

    @property
    def when(self) -> str:
        """Return the day in words, "tot en met" when it is a last day."""
        if self.on is None:
            return ""
        day = date_format(self.on, "j F Y")
        return _("tot en met %(day)s") % {"day": day} if self.until else day

    @property
    def date(self) -> str:
        """Return the day as ISO text."""
        return self.on.isoformat() if self.on else ""


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
    fates: Sequence[Fate] = ()
    may: dict[str, bool] = field(default_factory=dict)
    object_until: date | None = None


def _day(moment: datetime) -> date:
    return moment.astimezone(clock.AMSTERDAM).date()


def _long(day: date) -> str:
    return date_format(day, "l j F")


def read(code: str) -> list[TrackingCode]:
    """Return the rows under a code with what the page needs of each, in one query; the origin comes first."""
    return list(
        TrackingCode.objects.filter(code_hash=codes.hash_code(code)).select_related(*ROWS).order_by("created_at", "id")
    )


def path_of(row: TrackingCode, *, today: date) -> Path:
    """Return the path of one contribution, in a constant number of queries."""
    voice = row.contribution
    terms = terms_of(voice.tenant_id)
    room = (
        RoomStatement.objects.filter(tenant_id=voice.tenant_id, process_id=voice.process_id, published_at__isnull=False)
        .select_related("decider")
        .order_by("-version")
        .first()
    )
    items = list(
        BundleItem.objects.filter(tenant_id=voice.tenant_id, contribution=voice, removed_at=None)
        .select_related("bundle")
        .order_by("created_at", "id")
    )
    weighed = stories.weighings(voice.process_id, [item.bundle_id for item in items])
    landings = list(
        Landing.objects.filter(tenant_id=voice.tenant_id, contribution=voice)
        .select_related("answer__destination", "answer__signed_by", "bundle")
        .order_by("created_at", "id")
    )
    state = contribution_state(voice, weighed=voice.process.weighing_at is not None)
    until = _object_until(voice, terms)
    walked = [
        _received(voice),
        *_moderated(voice),
        *_bundled(voice, items),
        *_weighed(weighed),
        *_landed(voice, landings, {item.bundle_id for item in items}),
        *_after(voice),
    ]
    walked.sort(key=lambda stop: stop.on or date.max)
    path = Path(
        contribution=voice,
        state=state,
        now=_now(voice, state, until, today),
        own_words=voice.source.verbatim or voice.text,
        own_source=_own_source(voice),
        stops=[*walked, *_ahead(voice, room, state)],
        object_until=until,
    )
    path.may = _may(row, state, until, today)
    instrument = registry.get(voice.round.instrument) if voice.round is not None else None
    if instrument is not None and voice.withdrawn_at is None:
        path.panel, path.fates = instrument.follow(voice.pk), instrument.fates(voice.pk)
    return path


def _own_source(voice: Contribution) -> str:
    """Say how the words were given, and under which name they stand on the site."""
    source, day = voice.source, _long(voice.source.heard_on or _day(voice.created_at))
    how = _("Uw eigen woorden, gegeven %(how)s op %(day)s.") % {"how": voice.get_channel_display(), "day": day}
    if not source.verbatim and not voice.text:
        return how
    if voice.publicity == "closed":
        return f"{how} {_('Ze staan niet op de site.')}"
    if voice.moderation != Moderation.SHOWN:
        return f"{how} {_('Ze staan nu niet op de site.')}"
    if not voice.public_name:
        return f"{how} {_('Ze staan zonder naam op de site.')}"
    return f"{how} {_('Op de site staat: ‘%(name)s’.') % {'name': voice.public_name}}"


def _received(voice: Contribution) -> Stop:
    source = voice.source
    if source.note_taker:
        words = _("%(name)s schreef uw woorden op.") % {"name": source.note_taker}
        if source.read_back:
            words += " " + _("U hoorde ze terug en zei: het klopt.")
    else:
        words = _("%(body)s heeft uw woorden ontvangen en dit bonnetje gegeven.") % {"body": voice.tenant.name}
    return Stop("received", _("Ontvangen"), on=_day(voice.created_at), words=words)


def _moderated(voice: Contribution) -> list[Stop]:
    """Return hiding, showing and edits, each with the reason that was given."""
    titles = {
        Moderation.SHOWN: _("Getoond op de site"),
        Moderation.WAITING: _("Even van de site"),
        Moderation.HIDDEN: _("Verborgen"),
    }
    stops = [
        Stop(
            "moderated",
            titles[Moderation(act.to)],
            on=_day(act.created_at),
            words=_("Reden: %(reason)s") % {"reason": act.reason},
            icon="agree" if act.to == Moderation.SHOWN else "disagree",
        )
        for act in ModerationAct.objects.filter(tenant_id=voice.tenant_id, contribution=voice)
    ]
    for revision in Revision.objects.filter(tenant_id=voice.tenant_id, contribution=voice):
        facts = (Fact(_("Er stond"), revision.before), Fact(_("Er staat nu"), revision.after))
        stops.append(
            Stop(
                "revised",
                _("Wij pasten de tekst op de site aan"),
                on=_day(revision.created_at),
                words=_("Reden: %(reason)s Uw eigen woorden blijven bewaard zoals u ze gaf.")
                % {"reason": revision.reason},
                facts=facts if revision.before else (),
            )
        )
    appeal = getattr(voice, "appeal", None)
    if appeal is not None and appeal.answered_at is not None:
        title = _("Een collega keek mee: uw woorden staan er weer") if appeal.granted else _("Een collega keek mee")
        stops.append(Stop("appealed", title, on=_day(appeal.answered_at), words=appeal.answer))
    return stops


def _bundled(voice: Contribution, items: Sequence[BundleItem]) -> list[Stop]:
    beside = voices_beside(voice, [item.bundle_id for item in items])
    own = voice.text if len(voice.text) <= 200 else ""
    stops = []
    for item in items:
        others = item.bundle.item_count - 1
        title = (
            ngettext("Gebundeld met %(count)s ander", "Gebundeld met %(count)s anderen", others) % {"count": others}
            if others > 0
            else _("Gebundeld")
        )
        said = [(text, False) for text in beside.get(item.bundle_id, ())]
        if own and said:
            said.insert(1, (own, True))
        stops.append(
            Stop(
                "bundled",
                title,
                on=_day(item.created_at),
                words=item.bundle.title,
                voices=tuple(said),
                address=f"/bundels/{item.bundle_id}/",
            )
        )
    return stops


def _weighed(weighed: Sequence[stories.Weighing]) -> list[Stop]:
    stops = []
    for one in weighed:
        words = _("Uw bundel kreeg gewicht: %(weight)s.") % {"weight": one.weight} if one.weight else ""
        title = _("Gewogen door %(organ)s") % {"organ": one.organ}
        stops.append(Stop("weighed", title, on=one.on, words=f"{words} {one.text}".strip(), address=one.address))
    return stops


def _landing_title(one: Landing, landings: Sequence[Landing], bundles: set[UUID]) -> str:
    """Say whether a landing is the current one, the answer of another bundle of theirs, or an earlier one."""
    outcome = one.answer.get_outcome_display()
    if one.current:
        return _("Geland: %(outcome)s") % {"outcome": outcome}
    last = [other for other in landings if other.bundle_id == one.bundle_id][-1]
    if one.bundle is not None and one.bundle_id in bundles and last is one:
        said = {"bundle": one.bundle.title, "outcome": outcome}
        return _("Ook uw bundel ‘%(bundle)s’ kreeg antwoord: %(outcome)s") % said
    return _("Eerder antwoord: %(outcome)s") % {"outcome": outcome}


def _landed(voice: Contribution, landings: Sequence[Landing], bundles: set[UUID]) -> list[Stop]:
    """Return each landing: what, what not, where, who decided; and the letter once it was sent."""
    told = stories.places([one.answer.destination for one in landings if one.answer.destination is not None])
    stops: list[Stop] = []
    for one in landings:
        answer = one.answer
        place = told.get(answer.destination_id) if answer.destination_id else None
        facts = [Fact(_("Wat en waarom"), answer.reason)]
        if answer.not_adopted:
            facts.append(Fact(_("Wat niet"), answer.not_adopted))
        if answer.destination is not None:
            address = (place.address if place else "") or answer.destination.address
            facts.append(Fact(_("Waar"), answer.destination.title, address))
        if place is not None:
            facts.append(Fact(_("Wie besloot"), place.who))
        if answer.parked_until:
            facts.append(Fact(_("Wij komen hierop terug"), _long(answer.parked_until)))
        if one.change_reason:
            facts.append(Fact(_("Waarom dit antwoord anders is dan het vorige"), one.change_reason))
        title = _landing_title(one, landings, bundles)
        stops.append(Stop("landed", title, on=_day(one.created_at), facts=tuple(facts)))
        if one.current and answer.sent_at is not None and voice.replied_at is not None:
            signed = answer.signed_by.name if answer.signed_by else ""
            signed = f"{signed}, {voice.tenant.name}" if signed else voice.tenant.name
            letter = tuple(text for text in (answer.reason, answer.not_adopted, signed) if text)
            stops.append(
                Stop(
                    "replied",
                    _("Antwoord aan u"),
                    on=_day(voice.replied_at),
                    facts=tuple(Fact("", text) for text in letter),
                )
            )
    return stops


def _after(voice: Contribution) -> list[Stop]:
    """Return what followed the answer: an objection, a confirmation, passing on, withdrawing."""
    stops = []
    objection, passed = getattr(voice, "objection", None), getattr(voice, "hand_over", None)
    if objection is not None:
        stops.append(Stop("objected", _("U zei: het klopt niet"), on=_day(objection.created_at), words=objection.text))
    if passed is not None:
        words = _("%(receiver)s pakt het daar op. U volgt het met dezelfde code.") % {"receiver": passed.receiver}
        title = _("Doorgegeven aan %(body)s") % {"body": passed.to_body.name}
        stops.append(Stop("passed", title, on=_day(passed.created_at), words=words))
    if voice.confirmed_at is not None:
        stops.append(Stop("confirmed", _("U zei: het klopt"), on=_day(voice.confirmed_at)))
    if voice.withdrawn_at is not None:
        words = _("Uw woorden zijn weg. Dat er iemand sprak, telt nog mee.")
        stops.append(Stop("withdrawn", _("U trok uw woorden in"), on=_day(voice.withdrawn_at), words=words))
    return stops


def _ahead(voice: Contribution, room: RoomStatement | None, state: ContributionState) -> list[Stop]:
    """Return what is still to come: the decision, then the answer."""
    waiting = {ContributionState.RECEIVED, ContributionState.BUNDLED, ContributionState.WAITING}
    stops = []
    if state in waiting and room is not None and room.decider is not None and voice.process.decided_at is None:
        title = _("%(organ)s besluit") % {"organ": room.decider.name}
        stops.append(Stop("decision", title, "ahead", on=room.decision_on))
    if state in waiting | {ContributionState.WEIGHED, ContributionState.LANDED}:
        stops.append(Stop("reply", _("Antwoord aan u"), "ahead", on=voice.reply_due_on, until=True))
    objection = getattr(voice, "objection", None)
    if state is ContributionState.REOPENED and objection is not None:
        stops.append(Stop("reply", _("Nieuw antwoord aan u"), "ahead", on=objection.due_on, until=True))
    return stops


def _object_until(voice: Contribution, terms: Terms) -> date | None:
    """Return the last day to say that the answer is wrong, or None when that is not possible (any more)."""
    if voice.replied_at is None or getattr(voice, "objection", None) is not None or voice.withdrawn_at is not None:
        return None
    return _day(voice.replied_at) + timedelta(days=terms.objection_days)


def _now(voice: Contribution, state: ContributionState, until: date | None, today: date) -> str:
    """Say in one or two sentences where the words stand, also when that is bad news."""
    body, due = voice.tenant.name, voice.reply_due_on
    if state is ContributionState.WITHDRAWN:
        return _("u trok uw woorden in.")
    if state is ContributionState.REOPENED:
        due = getattr(voice, "objection").due_on  # noqa: B009 - reverse one-to-one, unknown to the type checker
        said = _("wij kijken er opnieuw naar. U krijgt uiterlijk %(day)s antwoord.") % {"day": _long(due)}
    elif state is ContributionState.HANDED_OVER:
        return _("uw woorden liggen bij een andere overheid. Hieronder leest u hoe het daar gaat.")
    elif state is ContributionState.REPLIED:
        if voice.confirmed_at is not None:
            return _("u heeft antwoord, en u zei dat het klopt. Dank u wel.")
        if until is not None and today <= until:
            return _("u heeft antwoord. U kunt tot en met %(day)s zeggen of het klopt.") % {"day": _long(until)}
        return _("u heeft antwoord.")
    elif state is ContributionState.LANDED:
        said = _("er is besloten wat er met uw woorden gebeurt. Ons antwoord aan u volgt.")
    elif voice.moderation == Moderation.HIDDEN:
        said = _("uw woorden zijn verborgen. Ze tellen nog mee, en u krijgt antwoord.")
    elif state is ContributionState.WAITING:
        said = _("iemand van %(body)s kijkt uw woorden na. Daarna staan ze op de site.") % {"body": body}
    elif state is ContributionState.WEIGHED:
        said = _("uw woorden worden gewogen.")
    else:
        said = _("wij hebben uw woorden. U hoeft niets te doen.")
    return f"{said} {_promise(due, state, today)}".strip()


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
    return _("U hoort uiterlijk %(day)s wat er met uw woorden gebeurt.") % {"day": _long(due)}


def _may(row: TrackingCode, state: ContributionState, until: date | None, today: date) -> dict[str, Any]:
    """Say which forms the page offers; the broker reads along and has none."""
    voice, giver = row.contribution, row.holder == "giver"
    there = giver and state is not ContributionState.WITHDRAWN
    return {
        "react": there and state is ContributionState.REPLIED and voice.confirmed_at is None
        and until is not None and today <= until,
        "withdraw": there,
        "hide_name": there and voice.publicity == "named",
        "contact": there and voice.confirmed_at is None and not getattr(getattr(voice, "giver", None), "email", ""),
        "appeal": there and voice.moderation == Moderation.HIDDEN and getattr(voice, "appeal", None) is None,
        "asked": there and getattr(voice, "appeal", None) is not None and voice.appeal.answered_at is None,
    }  # fmt: skip


def followed_ids(rows: Sequence[TrackingCode]) -> frozenset[UUID]:
    """Return the contributions a code holds, for `Viewer.held`."""
    return frozenset(row.contribution_id for row in rows)
