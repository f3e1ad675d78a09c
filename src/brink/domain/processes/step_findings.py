"""What is missing before a step may be taken, and who can mend it. Pure: facts in, findings out.

`where` names a step of the wizard and a field ("speelruimte#id_question"); pages turn that into an address.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brink.domain.framework.levels import Level
from brink.domain.processes.dates import day_of, in_words, last_day
from brink.foundation.findings import Finding, Severity
from brink.ui.plain_language import is_hard

if TYPE_CHECKING:
    from brink.domain.processes.models import Boundary, Process, RoomStatement, Round

QUESTION_WORDS = 25
SUMMARY_WORDS = 120


def participation_findings(process: "Process") -> list[Finding]:
    """Say what the yes or no still needs before anybody may read it."""
    found = []
    if not process.ground:
        found.append(
            Finding("ground", _("Schrijf op waar het participatiebesluit op steunt."), where="onderwerp#id_ground")
        )
    if not process.motivation:
        words = (
            _("Schrijf op waarom inwoners meedoen.")
            if process.participation
            else _("Schrijf op waarom inwoners niet meedoen.")
        )
        found.append(Finding("motivation", words, where="onderwerp#id_motivation"))
    return found


def never_ends(process: "Process") -> list[Finding]:
    """Say that a standing question has no end: each voice on it gets an answer of its own, and the next is welcome."""
    if not process.standing:
        return []
    message = _("Deze vraag staat altijd open en stopt niet. Geef antwoord op elke bijdrage apart.")
    return [Finding("standing", message)]


def _room_terms(room: "RoomStatement", standing: bool) -> tuple[tuple[str, object, str], ...]:
    """Return what says when people hear: two days, or for a standing question a number of working days."""
    if standing:
        return (("reply_within", room.reply_within, _("Vul in binnen hoeveel werkdagen u antwoord geeft.")),)
    return (
        ("decision_on", room.decision_on, _("Kies de dag van het besluit.")),
        ("reply_on", room.reply_on, _("Kies de dag waarop iedereen uiterlijk antwoord heeft.")),
    )


def _room_texts(room: "RoomStatement", standing: bool) -> Iterator[Finding]:
    step = "speelruimte"
    required = (
        ("question", room.question, _("Schrijf de vraag op in één zin.")),
        ("level", room.level, _("Kies hoeveel inwoners te zeggen hebben.")),
        ("decider", room.decider_id, _("Kies wie beslist.")),
        *_room_terms(room, standing),
        ("contact", room.contact_id, _("Kies bij wie mensen terecht kunnen.")),
        ("summary", room.summary, _("Schrijf in het kort op waar het om gaat.")),
    )
    for key, value, message in required:
        if not value:
            yield Finding(key, message, where=f"{step}#id_{key}")
    if is_hard(room.summary) and not room.summary_reason:
        message = _("‘In het kort’ leest nog moeilijk. Maak de zinnen korter, of schrijf op waarom de tekst zo blijft.")
        yield Finding("summary_hard", message, where=f"{step}#id_summary")
    for key, text, limit in (("question", room.question, QUESTION_WORDS), ("summary", room.summary, SUMMARY_WORDS)):
        count = len(text.split())
        if count > limit:
            message = _("Maak deze tekst korter: nu %(count)s woorden, hoogstens %(limit)s.")
            yield Finding(f"{key}_long", message % {"count": count, "limit": limit}, where=f"{step}#id_{key}")


def _room_limits(room: "RoomStatement", boundaries: Sequence["Boundary"]) -> Iterator[Finding]:
    step = "speelruimte"
    if not room.open_points and room.level != Level.INFORM:
        yield Finding("open_points", _("Schrijf op waarover mensen mee mogen praten."), where=f"{step}#id_open_points")
    # A fixed boundary says what is not open, and why; only without one must it be said in so many words.
    if not room.closed_points and not room.all_open and not any(one.kind == "hard" for one in boundaries):
        message = _("Schrijf op wat niet open ligt en waarom, of kruis aan dat alles open ligt.")
        yield Finding("closed_points", message, where=f"{step}#id_closed_points")
    if not boundaries and not room.all_open:
        message = _("Noem minstens één grens, of kruis aan dat alles open ligt.")
        yield Finding("boundaries", message, where=f"{step}#grenzen")
    for one in boundaries:
        if one.kind == "movable" and not one.mover:
            message = _("Schrijf bij grens %(number)s op wie hem mag verschuiven.") % {"number": one.number}
            yield Finding("mover", message, where=f"{step}#grenzen")
        if one.kind == "hard" and one.source in ("law", "policy") and not one.reference:
            message = _("Zet bij grens %(number)s waar de regel te vinden is.") % {"number": one.number}
            yield Finding("reference", message, weight=Severity.ADVICE, where=f"{step}#grenzen")


def _room_dates(room: "RoomStatement", today: date, closes_at: datetime | None) -> Iterator[Finding]:
    step = "speelruimte"
    if room.decision_on and room.decision_on < today and not room.already_decided:
        yield Finding("decision_past", _("De dag van het besluit is voorbij. Kies een latere dag."),
                      where=f"{step}#id_decision_on")  # fmt: skip
    if room.decision_on and closes_at and room.decision_on <= last_day(closes_at) and not room.already_decided:
        message = _("Kies een dag voor het besluit na %(day)s, want tot dan kunnen mensen meedoen.")
        yield Finding(
            "decision_early", message % {"day": in_words(last_day(closes_at))}, where=f"{step}#id_decision_on"
        )
    if room.decision_on and room.reply_on and room.reply_on < room.decision_on:
        message = _("Antwoord geven kan pas na het besluit. Kies een latere dag.")
        yield Finding("reply_early", message, where=f"{step}#id_reply_on")
    if room.reply_on and room.reply_on < today:
        yield Finding("reply_past", _("De dag van het antwoord is voorbij. Kies een latere dag."),
                      where=f"{step}#id_reply_on")  # fmt: skip


def room_findings(
    process: "Process",
    room: "RoomStatement",
    boundaries: Sequence["Boundary"],
    *,
    today: date,
    closes_at: datetime | None = None,
) -> list[Finding]:
    """Say what a room statement needs before it may be published. `closes_at`: last closing of a released round."""
    found = [
        *participation_findings(process),
        *_room_texts(room, process.standing),
        *_room_limits(room, boundaries),
        *_room_dates(room, today, closes_at),
    ]
    if not process.participation and room.level not in ("", Level.INFORM):
        message = _("Inwoners doen niet mee. Dan past alleen het niveau 'meeweten'.")
        found.append(Finding("no_participation", message, where="speelruimte#id_level"))
    if room.already_decided and room.level not in ("", Level.INFORM):
        message = _("Het besluit is er al. Dan past alleen het niveau 'meeweten'.")
        found.append(Finding("foregone", message, where="speelruimte#id_level"))
    if room.version > 1 and not room.change_reason:
        message = _("Schrijf op waarom de speelruimte verandert.")
        found.append(Finding("change_reason", message, where="speelruimte#id_change_reason"))
    if room.adopted_by_id is None:
        message = _("De speelruimte is nog niet vastgesteld. Leg vast welk orgaan dat heeft gedaan.")
        found.append(Finding("adopted", message, mender="clerk", where="controle#vaststellen"))
    elif room.decider_id is not None and room.adopted_by_id != room.decider_id and not room.consent:
        message = ngettext(
            "%(decider)s beslist, maar heeft de speelruimte niet zelf vastgesteld. Vraag om dat te doen.",
            "%(decider)s beslissen, maar hebben de speelruimte niet zelf vastgesteld. Vraag om dat te doen.",
            room.decider.number if room.decider else 1,
        )
        said = message % {"decider": room.decider.opening if room.decider else ""}
        found.append(Finding("adopter", said, mender="clerk", where="controle#vaststellen"))
    return found


def review_findings(boundaries: Sequence["Boundary"], today: date) -> list[Finding]:
    """Name each boundary whose day of review has passed: the body promised to look again."""
    message = _("U zou op %(day)s opnieuw kijken naar grens '%(subject)s'. Pas hem aan of kies een nieuwe dag.")
    return [
        Finding(
            f"review-{one.number}",
            message % {"subject": one.subject, "day": in_words(one.review_on)},
            weight=Severity.ADVICE,
            where="speelruimte#grenzen",
        )
        for one in boundaries
        if one.review_on is not None and one.review_on < today
    ]


def stopped_findings(process: "Process") -> list[Finding]:
    """Say that a question was stopped: nothing is decided in it any more."""
    if process.withdrawn_at is None:
        return []
    return [Finding("stopped", _("Deze vraag is gestopt. Er wordt niets meer over besloten."))]


def process_open_findings(process: "Process", room: "RoomStatement | None") -> list[Finding]:
    """Say what keeps any round of this process from being released."""
    if process.withdrawn_at is not None:
        return [Finding("withdrawn", _("Dit proces is ingetrokken. Begin een nieuw proces."))]
    if process.weighing_at is not None or process.decided_at is not None:
        message = _("De weging is begonnen. Begin een nieuw proces dat hierop volgt.")
        return [Finding("weighing", message)]
    if room is None:
        message = _("Zet eerst de speelruimte op de site. Zonder speelruimte vragen wij niemand iets.")
        return [Finding("room", message, where="speelruimte")]
    if not process.participation and room.level != Level.INFORM:
        return [Finding("no_participation", _("Volgens het participatiebesluit doen inwoners niet mee."))]
    return []


def round_findings(round: "Round", room: "RoomStatement | None", *, now: datetime, known: bool) -> list[Finding]:
    """Say what this round itself still needs; `known` tells whether the registry has its instrument."""
    found = []
    place = f"rondes#ronde-{round.number}"
    if not known:
        found.append(
            Finding("instrument", _("Dit instrument kent Brink niet. Kies een ander instrument."), where=place)
        )
    if round.closes_at <= now:
        found.append(Finding("closes_past", _("De laatste dag is al voorbij. Kies een latere dag."), where=place))
    if room is not None and room.decision_on is not None and not room.already_decided:
        if room.decision_on <= round.last_day:
            message = _("Deze ronde sluit na het besluit van %(day)s. Kies een eerdere dag, of pas de speelruimte aan.")
            found.append(Finding("closes_late", message % {"day": in_words(room.decision_on)}, where=place))
        if room.decision_on < day_of(now):
            message = _("De dag van het besluit is voorbij. Pas eerst de speelruimte aan.")
            found.append(Finding("decision_past", message, where="speelruimte#id_decision_on"))
    if not round.prompt:
        message = _("Leg in twee zinnen uit waar deze ronde over gaat.")
        found.append(Finding("prompt", message, weight=Severity.ADVICE, where=place))
    return found


def weighing_findings(process: "Process", rounds: Sequence["Round"]) -> list[Finding]:
    """Say what must be done before the body weighs: a room, and every released round closed and counted."""
    if process.participation and process.room_published_at is None:
        return [Finding("room", _("Er is nog geen speelruimte. Zet die eerst op de site."), where="speelruimte")]
    if not process.participation and process.participation_at is None:
        return [Finding("participation", _("Zet eerst het participatiebesluit op de site."), where="controle")]
    waiting = [one for one in rounds if one.closed_at is None]
    return [
        Finding(
            f"round-{one.number}",
            (
                _("Sluit eerst ronde '%(title)s'.")
                if one.opened_at
                else _("Ronde '%(title)s' is nooit vrijgegeven. Haal hem eerst weg.")
            )
            % {"title": one.title},
            where=f"rondes#ronde-{one.number}",
        )
        for one in waiting
    ]
