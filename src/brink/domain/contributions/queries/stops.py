"""The stops on the path of somebody's words, each made from what was recorded about it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brink.domain.contributions import path_sources
from brink.domain.contributions.giver_side import from_the_givers_side
from brink.domain.contributions.models import (
    BundleItem,
    Contribution,
    EarlierWords,
    Landing,
    Moderation,
    ModerationAct,
    Move,
    Revision,
    Split,
    ToldBy,
)
from brink.domain.contributions.queries.public import voices_beside
from brink.domain.contributions.queries.signatures import signed
from brink.domain.contributions.services import handover
from brink.domain.contributions.states import ContributionState
from brink.domain.processes.instrument import registry
from brink.domain.processes.models import Process, RoomStatement
from brink.domain.processes.told_facts import decides
from brink.foundation import clock
from brink.foundation.addresses import page_url
from brink.foundation.points import Point
from brink.foundation.visibility import Viewer, visible
from brink.ui.components import Fact

T = TypeVar("T", bound=Model)
# What befalls few words: that it did is read along with them by `path.read`, so that nothing is asked of all others.
SELDOM: dict[str, type[Model]] = {"moderated": ModerationAct, "revised": Revision, "moved": Move, "split": Split}


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


# What apps above know of what followed from the answer to somebody's words. A constant number of queries a page.
path_stops: Point[Callable[[Contribution], Sequence[Stop]]] = Point("path-stop")


def day_of(moment: datetime) -> date:
    return moment.astimezone(clock.AMSTERDAM).date()


def in_words(day: date) -> str:
    return date_format(day, "l j F")


def received(voice: Contribution) -> Stop:
    source = voice.source
    if source.note_taker:
        words = _("%(name)s heeft uw woorden opgeschreven.") % {"name": source.note_taker}
        if source.read_back:
            words += " " + _("U heeft ze teruggehoord en gezegd: het klopt.")
    else:
        words = _("%(body)s heeft uw woorden ontvangen en dit bonnetje gegeven.") % {"body": voice.tenant.opening}
    late = getattr(voice, "late_letter", None)
    if late is None:
        return Stop("received", _("Ontvangen"), on=day_of(voice.created_at), words=words)
    told = _(
        "Uw formulier is na de laatste dag binnengekomen. Reden: %(reason)s Het staat niet in de uitslag. "
        "Wij lezen het en u krijgt antwoord."
    ) % {"reason": late.reason}
    return Stop("received", _("Te laat ontvangen"), on=late.received_on, words=f"{words} {told}")


def _any(done: str, voice: Contribution, rows: QuerySet[T]) -> QuerySet[T]:
    """Leave out the question when it is known already that there are none."""
    return rows if vars(voice)[f"was_{done}"] else rows.none()


def moderated(voice: Contribution, viewer: Viewer) -> list[Stop]:
    """Return hiding, showing and edits, each with the reason that was given."""
    titles = {
        Moderation.SHOWN: _("Getoond op de site"),
        Moderation.WAITING: _("Even van de site"),
        Moderation.HIDDEN: _("Verborgen"),
    }
    found = [
        Stop(
            "moderated",
            titles[Moderation(act.to)],
            on=day_of(act.created_at),
            words=_("Reden: %(reason)s") % {"reason": act.reason},
            icon="agree" if act.to == Moderation.SHOWN else "disagree",
        )
        for act in _any("moderated", voice, visible(viewer, ModerationAct.objects.filter(contribution=voice)))
    ]
    for revision in _any("revised", voice, visible(viewer, Revision.objects.filter(contribution=voice))):
        facts = (Fact(_("Er stond"), revision.before), Fact(_("Er staat nu"), revision.after))
        if revision.after == voice.source.verbatim:
            # What was typed over from paper was put right: now it says what the giver wrote.
            words = _("Reden: %(reason)s") % {"reason": revision.reason}
            title = _("Wij hebben uw formulier verkeerd overgetypt")
            found.append(Stop("revised", title, on=day_of(revision.created_at), words=words, facts=facts))
            continue
        found.append(
            Stop(
                "revised",
                _("Wij hebben de tekst op de site aangepast"),
                on=day_of(revision.created_at),
                words=_("Reden: %(reason)s Uw eigen woorden blijven bewaard zoals u ze heeft gegeven.")
                % {"reason": revision.reason},
                facts=facts if revision.before else (),
            )
        )
    appeal = getattr(voice, "appeal", None)
    if appeal is not None and appeal.answered_at is not None:
        title = (
            _("Een collega heeft meegekeken: uw woorden staan er weer")
            if appeal.granted
            else _("Een collega heeft meegekeken")
        )
        found.append(Stop("appealed", title, on=day_of(appeal.answered_at), words=appeal.answer))
    return found


def changed(voice: Contribution, viewer: Viewer) -> list[Stop]:
    """Return each change that the giver made, with what stood there before; one query where there was any."""
    if voice.changed_at is None:
        return []
    rows = visible(viewer, EarlierWords.objects.filter(contribution=voice)).exclude(text="")
    found = []
    for one in rows:
        words = (
            _("Iedereen kan op de site lezen wat er eerder stond.") if one.shown
            else _("Wat er eerder stond, lezen alleen u en de ambtenaren.")
        )  # fmt: skip
        was = f"{one.title}\n{one.text}" if one.title else one.text
        title = _("U heeft uw woorden veranderd")
        before = _("Eerder stond er: ‘%(words)s’") % {"words": was}
        found.append(Stop("changed", title, on=day_of(one.created_at), words=f"{before}\n{words}"))
    return found


def moved(voice: Contribution) -> list[Stop]:
    """Return each move to another question, with its reason. One query at most."""
    rows = Move.objects.filter(tenant_id=voice.tenant_id, contribution=voice).select_related("target")
    return [
        Stop(
            "moved",
            _("Verplaatst naar de vraag ‘%(title)s’") % {"title": one.target.title},
            on=day_of(one.created_at),
            words=one.reason,
            address=page_url("process", one.target.slug),
        )
        for one in _any("moved", voice, rows)
    ]


def split(voice: Contribution, viewer: Viewer) -> list[Stop]:
    """Return how words about two subjects were divided; a part says of which words it is one. One query at most."""
    if voice.split_from_id is not None:
        words = _("U heeft dit met andere woorden samen gegeven. Elk deel krijgt een eigen antwoord. U telt één keer.")
        return [Stop("split", _("Dit is één van uw onderwerpen"), on=day_of(voice.created_at), words=words)]
    found = []
    rows = visible(viewer, Split.objects.filter(contribution=voice)).select_related("part_at")
    for one in _any("split", voice, rows):
        words = _("Het eerste onderwerp: %(first)s. Het tweede: %(second)s. Elk krijgt een eigen antwoord, onder "
                  "dezelfde code. U telt één keer mee.") % {"first": one.first, "second": one.second}  # fmt: skip
        if one.part_at is not None:
            words += " " + _("Het tweede onderwerp ligt bij %(body)s.") % {"body": one.part_at.told}
        title = _("Uw woorden gaan over twee onderwerpen")
        found.append(Stop("split", title, on=day_of(one.created_at), words=words))
    return found


def told(landings: Sequence[Landing]) -> list[Stop]:
    """Return that somebody was called or written about the answer that they have."""
    titles = {
        ToldBy.CALL: _("Wij hebben u gebeld over ons antwoord"), ToldBy.LETTER: _("Wij hebben u een brief gestuurd"),
    }  # fmt: skip
    return [
        Stop("told", titles[ToldBy(one.told_by)], on=day_of(one.told_at))
        for one in landings
        if one.holds and one.told_at is not None and one.told_by in titles
    ]


def bundled(voice: Contribution, items: Sequence[BundleItem]) -> list[Stop]:
    beside = voices_beside(voice, [item.bundle_id for item in items])
    own = voice.text if len(voice.text) <= 200 else ""
    found = []
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
        found.append(
            Stop(
                "bundled",
                title,
                on=day_of(item.created_at),
                words=item.bundle.title,
                voices=tuple(said),
                address=reverse("contributions:bundle", args=[item.bundle_id]),
            )
        )
    return found


def weighed(weighed: Sequence[path_sources.Weighing]) -> list[Stop]:
    found = []
    for one in weighed:
        words = _("Uw bundel kreeg gewicht: %(weight)s.") % {"weight": one.weight} if one.weight else ""
        title = _("Gewogen door %(organ)s") % {"organ": one.organ}
        found.append(Stop("weighed", title, on=one.on, words=f"{words} {one.text}".strip(), address=one.address))
    return found


def _landing_title(one: Landing, landings: Sequence[Landing], bundles: set[UUID]) -> str:
    """Say whether a landing is the one that holds, the answer of another bundle of theirs, or an earlier one."""
    outcome = one.answer.get_outcome_display()
    if one.holds:
        return _("Dit is ermee gedaan: %(outcome)s") % {"outcome": outcome}
    last = [other for other in landings if other.bundle_id == one.bundle_id][-1]
    if one.bundle is not None and one.bundle_id in bundles and last is one:
        said = {"bundle": one.bundle.title, "outcome": outcome}
        return _("Ook uw bundel ‘%(bundle)s’ kreeg antwoord: %(outcome)s") % said
    return _("Eerder antwoord: %(outcome)s") % {"outcome": outcome}


def _side(voice: Contribution) -> int:
    """Ask the instrument whether somebody was for or against what is answered; a word to the body itself is neither."""
    instrument = registry.get(voice.round.instrument) if voice.round is not None else None
    return instrument.side_of(voice) if instrument is not None else 0


def landed(voice: Contribution, landings: Sequence[Landing], bundles: set[UUID]) -> list[Stop]:
    """Return each landing that was sent: what, what not, where, who decided; and the letter of the one that holds."""
    told = path_sources.places([one.answer.destination for one in landings if one.answer.destination is not None])
    side = _side(voice) if landings else 0
    found: list[Stop] = []
    for one in landings:
        answer = one.answer
        place = told.get(answer.destination_id) if answer.destination_id else None
        facts = [Fact(_("Wat en waarom"), answer.reason)]
        if for_you := from_the_givers_side(side, answer.outcome):
            facts.insert(0, Fact(_("Voor u"), for_you))
        if answer.not_adopted:
            facts.append(Fact(_("Wat niet"), answer.not_adopted))
        if answer.destination is not None:
            facts.append(Fact(_("Waar"), answer.destination.title, place.address if place else ""))
        if place is not None and place.who:
            facts.append(Fact(_("Wie heeft besloten"), place.who))
        if answer.parked_until:
            facts.append(Fact(_("Wij komen hierop terug"), in_words(answer.parked_until)))
        first = next(other for other in landings if not other.beside or other is one)
        if one.change_reason and first is not one:
            facts.append(Fact(_("Waarom dit antwoord anders is dan het vorige"), one.change_reason))
        title = _landing_title(one, landings, bundles)
        found.append(Stop("landed", title, on=day_of(one.sent_at or one.created_at), facts=tuple(facts)))
        if one.holds and voice.replied_at is not None:
            who = ", ".join(filter(None, (signed(answer), voice.tenant.name)))
            letter = tuple(text for text in (answer.reason, answer.not_adopted, who) if text)
            found.append(
                Stop(
                    "replied",
                    _("Antwoord aan u"),
                    on=day_of(voice.replied_at),
                    facts=tuple(Fact("", text) for text in letter),
                )
            )
    return found


def after(voice: Contribution) -> list[Stop]:
    """Return what followed the answer: an objection, a confirmation, passing on, withdrawing."""
    found = []
    objection, passed = getattr(voice, "objection", None), getattr(voice, "hand_over", None)
    if objection is not None:
        found.append(
            Stop("objected", _("U zei: het klopt niet"), on=day_of(objection.created_at), words=objection.text)
        )
    if passed is not None:
        words = _("%(receiver)s pakt het daar op. U volgt het met dezelfde code.") % {"receiver": passed.receiver}
        title = _("Doorgegeven aan %(body)s") % {"body": passed.to_body.told}
        found.append(Stop("passed", title, on=day_of(passed.created_at), words=words if not passed.refused_at else ""))
        if passed.refused_at is not None:
            title = _("Teruggegeven door %(body)s") % {"body": passed.to_body.told}
            words = _("Reden: %(reason)s Wij kijken er zelf weer naar.") % {"reason": passed.refused_reason}
            found.append(Stop("returned", title, on=day_of(passed.refused_at), words=words))
    if voice.confirmed_at is not None:
        found.append(Stop("confirmed", _("U zei: het klopt"), on=day_of(voice.confirmed_at)))
    if voice.withdrawn_at is not None:
        words = _("Uw woorden zijn weg. Dat er iemand heeft gesproken, telt nog mee.")
        found.append(Stop("withdrawn", _("U heeft uw woorden ingetrokken"), on=day_of(voice.withdrawn_at), words=words))
    return found


def _decision(process: Process) -> list[Stop]:
    """Return the decision that the room in force promises, in one query; nothing when there will be none."""
    if process.decided_at is not None or process.withdrawn_at is not None or process.standing:
        return []
    rooms = RoomStatement.objects.filter(tenant_id=process.tenant_id, process=process, published_at__isnull=False)
    room = rooms.select_related("decider").order_by("-version").first()
    if room is None or room.decider is None or room.decision_on is None:
        return []
    return [Stop("decision", decides(room.decider), "ahead", on=room.decision_on)]


def ahead(voice: Contribution, state: ContributionState) -> list[Stop]:
    """Return what is still to come: the decision, unless there will be none, then the answer."""
    waiting = {ContributionState.RECEIVED, ContributionState.BUNDLED, ContributionState.WAITING}
    if voice.held_at is not None:
        return []
    found = _decision(voice.process) if state in waiting else []
    if state in waiting | {ContributionState.WEIGHED}:
        found.append(Stop("reply", _("Antwoord aan u"), "ahead", on=voice.reply_due_on, until=True))
    if state is ContributionState.REOPENED:
        found.append(Stop("reply", _("Nieuw antwoord aan u"), "ahead", on=new_answer_due(voice), until=True))
    return found


def new_answer_due(voice: Contribution) -> date:
    """Return the last good day for the new answer to a reopened voice: the giver objected, or it came back."""
    objection, passed = getattr(voice, "objection", None), getattr(voice, "hand_over", None)
    came_back = handover.new_answer_due(passed) if passed is not None else None
    days = [one for one in (objection.due_on if objection and not objection.answered_at else None, came_back) if one]
    return max(days)
